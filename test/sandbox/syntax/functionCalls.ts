import type { CastExpression, Expression, FunctionCall, ObjectName, OrderItem, Position } from './expressionAst';
import { jsonConstructor } from './jsonConstructors';
import { typeReference } from './names';
import { orderBy, overClause } from './windows';
import { positionOf, type TokenStream } from './tokenStream';

/** Reserved words that are names of functions. */
const callableKeywords = new Set([
  'LEFT',
  'RIGHT',
  'COALESCE',
  'NULLIF',
  'CONVERT',
  'TRY_CONVERT',
  'UPDATE',
  'IDENTITY',
  'CONTAINS',
  'FREETEXT',
  'USER',
]);
const casts = new Set(['CAST', 'TRY_CAST', 'CONVERT', 'TRY_CONVERT', 'PARSE', 'TRY_PARSE']);
const jsonConstructors = new Set(['JSON_OBJECT', 'JSON_ARRAY', 'JSON_OBJECTAGG', 'JSON_ARRAYAGG']);

/** Whether a call of a function with a one-part name is at the front. */
export function functionCallFollows(stream: TokenStream): boolean {
  if (!stream.isOperator('(', 1)) return false;
  const token = stream.peek();
  return token.kind === 'word' && (stream.isIdentifier() || callableKeywords.has(token.upper));
}

/** A call of a function with a one-part name, with DISTINCT, WITHIN GROUP and OVER. */
export function functionCall(stream: TokenStream): Expression {
  const token = stream.next();
  const position = positionOf(token);
  const name: ObjectName = { parts: [token.text], position };
  if (casts.has(token.upper)) return cast(stream, token.upper, position);
  if (token.upper === 'TRIM') return trim(stream, name);
  if (token.upper === 'IDENTITY') return identity(stream, name);
  const call = jsonConstructors.has(token.upper) ? jsonConstructor(stream, name) : plainCall(stream, name);
  return suffixes(stream, call);
}

/** `.method(…)` behind a variable, call or parenthesis; the dot is already read. A property has no parenthesis. */
export function methodCall(stream: TokenStream, target: Expression): FunctionCall {
  const position = stream.position;
  const name: ObjectName = { parts: [stream.identifier()], position };
  if (!stream.isOperator('(')) throw stream.unsupported(`the property ${name.parts[0] ?? ''}`);
  return { ...plainCall(stream, name), target };
}

function plainCall(stream: TokenStream, name: ObjectName): FunctionCall {
  const call = { kind: 'function', name, position: name.position } as const;
  stream.expectOperator('(');
  if (stream.acceptOperator(')')) return { ...call, arguments: [] };
  if (stream.isOperator('*') && stream.isOperator(')', 1)) {
    stream.next();
    stream.next();
    return { ...call, arguments: [], star: true };
  }
  const distinct = stream.acceptWords('DISTINCT');
  if (!distinct) stream.acceptWords('ALL');
  let first = true;
  const read = stream.list((): Expression => {
    // IIF takes a condition where every other function takes a value.
    const expression =
      first && name.parts[0]?.toUpperCase() === 'IIF' ? stream.grammar.condition(stream) : stream.grammar.expression(stream);
    first = false;
    return expression;
  });
  const nulls = nullTreatment(stream);
  stream.expectOperator(')');
  return { ...call, arguments: read, ...(distinct && { distinct }), ...(nulls && { keywords: [nulls] }) };
}

function suffixes(stream: TokenStream, call: FunctionCall): FunctionCall {
  let result = call;
  const nulls = nullTreatment(stream);
  if (nulls) result = { ...result, keywords: [...(result.keywords ?? []), nulls] };
  if (stream.acceptWords('WITHIN', 'GROUP')) {
    stream.expectOperator('(');
    const withinGroup: readonly OrderItem[] = orderBy(stream);
    stream.expectOperator(')');
    result = { ...result, withinGroup };
  }
  if (stream.isWord('OVER')) result = { ...result, over: overClause(stream) };
  return result;
}

function nullTreatment(stream: TokenStream): string | undefined {
  if (stream.acceptWords('IGNORE', 'NULLS')) return 'IGNORE NULLS';
  return stream.acceptWords('RESPECT', 'NULLS') ? 'RESPECT NULLS' : undefined;
}

function cast(stream: TokenStream, word: string, position: Position): CastExpression {
  const isTry = word.startsWith('TRY_');
  stream.expectOperator('(');
  if (word.endsWith('CONVERT')) {
    const type = typeReference(stream);
    stream.expectOperator(',');
    const operand = stream.grammar.expression(stream);
    const style = stream.acceptOperator(',') ? stream.grammar.expression(stream) : undefined;
    stream.expectOperator(')');
    return { kind: 'cast', type, operand, ...(style && { style }), isTry, position };
  }
  const operand = stream.grammar.expression(stream);
  stream.expectWords('AS');
  const type = typeReference(stream);
  // Without USING, PARSE takes the culture of the session's language: an empty text says so.
  const isParse = word.endsWith('PARSE');
  const using = isParse && stream.acceptWords('USING') ? stream.grammar.expression(stream) : undefined;
  stream.expectOperator(')');
  if (!isParse) return { kind: 'cast', type, operand, isTry, position };
  const culture = using ?? { kind: 'literal', type: { name: 'varchar', length: 1 }, value: '', position };
  return { kind: 'cast', type, operand, isTry, culture, position };
}

/** `TRIM(x)`; with a list of characters the arguments are the list and the text, and `keywords` are the words between. */
function trim(stream: TokenStream, name: ObjectName): FunctionCall {
  stream.expectOperator('(');
  const keywords: string[] = [];
  for (const side of ['LEADING', 'TRAILING', 'BOTH'])
    if (stream.isWord(side) && !stream.isOperator(')', 1) && stream.acceptWords(side)) keywords.push(side);
  const read = [stream.grammar.expression(stream)];
  if (stream.acceptWords('FROM')) {
    keywords.push('FROM');
    read.push(stream.grammar.expression(stream));
  }
  stream.expectOperator(')');
  return { kind: 'function', name, arguments: read, ...(keywords.length > 0 && { keywords }), position: name.position };
}

/** IDENTITY(type, seed, increment) of SELECT … INTO: the type is kept as the word in `keywords`. */
function identity(stream: TokenStream, name: ObjectName): FunctionCall {
  stream.expectOperator('(');
  const type = typeReference(stream);
  const read: Expression[] = [];
  while (stream.acceptOperator(',')) read.push(stream.grammar.expression(stream));
  stream.expectOperator(')');
  const text = type.arguments.length > 0 ? `(${type.arguments.join(',')})` : '';
  return { kind: 'function', name, arguments: read, keywords: [`${type.name.parts.join('.')}${text}`], position: name.position };
}

import type { CaseExpression, Expression, FunctionCall, ObjectName } from './expressionAst';
import { functionCall, functionCallFollows, methodCall } from './functionCalls';
import { literalOf } from './literals';
import { namePart, objectName } from './names';
import { isQueryAt } from './queryLookahead';
import { positionOf, type TokenStream } from './tokenStream';

const niladicFunctions = new Set(['CURRENT_TIMESTAMP', 'CURRENT_USER', 'SESSION_USER', 'SYSTEM_USER', 'USER', 'CURRENT_DATE']);
const xmlMethods = new Set(['value', 'query', 'exist', 'nodes', 'modify']);
const typeMethods = new Set(['ToString', 'GetLevel', 'GetAncestor', 'GetDescendant', 'IsDescendantOf', 'GetReparentedValue']);

/** A constant, name, variable, call, CASE, subquery or parenthesis, with COLLATE, AT TIME ZONE and method calls behind it. */
export function primary(stream: TokenStream, read?: Expression): Expression {
  let operand = read ?? unsuffixed(stream);
  for (;;) {
    const position = stream.position;
    if (stream.acceptWords('COLLATE')) operand = { kind: 'collate', operand, collation: stream.identifier(), position };
    else if (stream.acceptWords('AT', 'TIME', 'ZONE')) operand = { kind: 'atTimeZone', operand, zone: unsuffixed(stream), position };
    else if (stream.isOperator('.') && operand.kind !== 'literal' && operand.kind !== 'column') {
      stream.next();
      operand = methodCall(stream, operand);
    } else return operand;
  }
}

function unsuffixed(stream: TokenStream): Expression {
  const token = stream.peek();
  const position = stream.position;
  const constant = literalOf(token);
  if (constant !== undefined) {
    stream.next();
    return constant;
  }
  if (token.kind === 'variable') return { kind: 'variable', name: stream.next().text, position };
  if (token.kind === 'globalVariable') return { kind: 'globalVariable', name: stream.next().upper, position };
  if (token.kind === 'operator') {
    if (token.text === '(') return parenthesis(stream);
    if (token.text === '{') return odbcEscape(stream);
    throw stream.unexpected();
  }
  if (stream.acceptWords('CASE')) return caseExpression(stream, position);
  if (stream.areWords('NEXT', 'VALUE', 'FOR')) {
    stream.acceptWords('NEXT', 'VALUE', 'FOR');
    const sequence = objectName(stream);
    if (stream.isWord('OVER')) throw stream.unsupported('NEXT VALUE FOR … OVER');
    return { kind: 'nextValue', sequence, position };
  }
  if (functionCallFollows(stream)) return functionCall(stream);
  if (token.kind === 'word' && niladicFunctions.has(token.upper)) {
    stream.next();
    return { kind: 'function', name: { parts: [token.text], position }, arguments: [], position };
  }
  if (stream.acceptWords('IDENTITYCOL')) return { kind: 'column', parts: ['$IDENTITY'], position };
  if (stream.acceptWords('ROWGUIDCOL')) return { kind: 'column', parts: ['$ROWGUID'], position };
  return columnOrCall(stream);
}

function parenthesis(stream: TokenStream): Expression {
  const position = stream.position;
  const isQuery = isQueryAt(stream, 0, true);
  stream.expectOperator('(');
  const inner: Expression = isQuery
    ? { kind: 'subquery', query: stream.grammar.query(stream), position }
    : stream.grammar.expression(stream);
  stream.expectOperator(')');
  return inner;
}

/** `a.b.c`, `schema.f(…)`, `column.value(…)`, `type::Method(…)`. */
function columnOrCall(stream: TokenStream): Expression {
  const position = stream.position;
  const parts = [stream.identifier()];
  if (stream.acceptOperator('::')) {
    const method = stream.identifier();
    if (!stream.isOperator('(')) return staticCall({ parts: [`${parts[0] ?? ''}::${method}`], position }, []);
    return staticCall({ parts: [`${parts[0] ?? ''}::${method}`], position }, callArguments(stream));
  }
  while (stream.isOperator('.')) {
    stream.next();
    parts.push(stream.isOperator('.') ? '' : columnPart(stream));
  }
  if (!stream.isOperator('(')) return { kind: 'column', parts, position };
  const last = parts.at(-1) ?? '';
  if (parts.length > 1 && (xmlMethods.has(last) || typeMethods.has(last) || /^ST[A-Z]/.test(last))) {
    const target: Expression = { kind: 'column', parts: parts.slice(0, -1), position };
    return { ...staticCall({ parts: [last], position }, callArguments(stream)), target };
  }
  return staticCall({ parts, position }, callArguments(stream));
}

function columnPart(stream: TokenStream): string {
  if (stream.acceptWords('IDENTITYCOL')) return '$IDENTITY';
  if (stream.acceptWords('ROWGUIDCOL')) return '$ROWGUID';
  return namePart(stream);
}

function staticCall(name: ObjectName, callArguments: readonly Expression[]): FunctionCall {
  return { kind: 'function', name, arguments: callArguments, position: name.position };
}

/** Arguments of a user function; DEFAULT stands for the parameter's default and becomes a column reference of that name. */
function callArguments(stream: TokenStream): Expression[] {
  stream.expectOperator('(');
  if (stream.acceptOperator(')')) return [];
  const read = stream.list((): Expression => {
    if (!stream.isWord('DEFAULT')) return stream.grammar.expression(stream);
    return { kind: 'column', parts: ['DEFAULT'], position: positionOf(stream.next()) };
  });
  stream.expectOperator(')');
  return read;
}

function caseExpression(stream: TokenStream, position: CaseExpression['position']): CaseExpression {
  const input = stream.isWord('WHEN') ? undefined : stream.grammar.expression(stream);
  const branches: { when: Expression; then: Expression }[] = [];
  while (stream.acceptWords('WHEN')) {
    const when = input ? stream.grammar.expression(stream) : stream.grammar.condition(stream);
    stream.expectWords('THEN');
    branches.push({ when, then: stream.grammar.expression(stream) });
  }
  if (branches.length === 0) throw stream.unexpected();
  const otherwise = stream.acceptWords('ELSE') ? stream.grammar.expression(stream) : undefined;
  stream.expectWords('END');
  return { kind: 'case', position, ...(input && { input }), branches, ...(otherwise && { otherwise }) };
}

/** `{fn f(…)}`, `{d '…'}`, `{ts '…'}`, `{guid '…'}`. The constants are those that the ODBC escape stands for. */
function odbcEscape(stream: TokenStream): Expression {
  const position = stream.position;
  stream.expectOperator('{');
  let expression: Expression;
  if (stream.acceptWords('FN')) expression = stream.grammar.expression(stream);
  else if (stream.isWord('T')) throw stream.unsupported('{t …} constants');
  else {
    const type = stream.acceptWords('GUID') ? 'uniqueidentifier' : 'datetime';
    if (type === 'datetime' && !stream.acceptWords('TS') && !stream.acceptWords('D')) throw stream.unexpected();
    if (!stream.isString()) throw stream.unexpected();
    const operand = literalOf(stream.next());
    if (operand === undefined) throw stream.unexpected();
    expression = { kind: 'cast', type: { name: { parts: [type], position }, arguments: [] }, operand, isTry: false, position };
  }
  stream.expectOperator('}');
  return expression;
}

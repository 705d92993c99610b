import type { BinaryExpression, Expression } from './expressionAst';
import type { SelectItem } from './queryAst';
import type { TokenStream } from './tokenStream';

const compoundOperators: Readonly<Record<string, BinaryExpression['operator']>> = {
  '+=': '+',
  '-=': '-',
  '*=': '*',
  '/=': '/',
  '%=': '%',
  '&=': '&',
  '|=': '|',
  '^=': '^',
  '||=': '||',
};

/** `=` or a compound assignment operator at the front: the operator to combine with, `=` for none. Reads it. */
export function assignmentOperator(stream: TokenStream): BinaryExpression['operator'] | undefined {
  const token = stream.peek();
  if (token.kind !== 'operator') return undefined;
  const operator = token.text === '=' ? '=' : compoundOperators[token.text];
  if (operator !== undefined) stream.next();
  return operator;
}

/** The value of `target op= value`. */
export function assignedValue(target: Expression, operator: BinaryExpression['operator'], value: Expression): Expression {
  return operator === '=' ? value : { kind: 'binary', operator, left: target, right: value, position: target.position };
}

/** An item of a SELECT list or OUTPUT clause. */
export function selectItem(stream: TokenStream): SelectItem {
  const token = stream.peek();
  const position = stream.position;
  const star = qualifiedStar(stream);
  if (star !== undefined) return { kind: 'star', qualifier: star, position };
  if (token.kind === 'variable' && isAssignment(stream, 1)) {
    stream.next();
    const operator = assignmentOperator(stream) ?? '=';
    const value = stream.grammar.expression(stream);
    const target: Expression = { kind: 'variable', name: token.text, position };
    return { kind: 'assignment', variable: token.text, expression: assignedValue(target, operator, value) };
  }
  if ((stream.isIdentifier() || stream.isString()) && stream.isOperator('=', 1)) {
    const alias = stream.next().text;
    stream.next();
    return { kind: 'expression', expression: stream.grammar.expression(stream), alias };
  }
  const expression = stream.grammar.expression(stream);
  const alias = columnAlias(stream);
  return { kind: 'expression', expression, ...(alias !== undefined && { alias }) };
}

function isAssignment(stream: TokenStream, ahead: number): boolean {
  const token = stream.peek(ahead);
  return token.kind === 'operator' && (token.text === '=' || token.text in compoundOperators);
}

/** `AS name`, `AS 'text'`, `name`, `'text'`. */
function columnAlias(stream: TokenStream): string | undefined {
  const said = stream.acceptWords('AS');
  if (stream.isString()) return stream.next().text;
  if (said || (stream.isIdentifier() && !startsClause(stream))) return stream.identifier();
  return undefined;
}

/** A THROW behind its own line's end would be taken for an alias by the product too: only a label is not. */
function startsClause(stream: TokenStream): boolean {
  return stream.isOperator(':', 1) && stream.peek().line !== stream.previous.line;
}

/** `*`, `a.*`, `s.a.*`: the qualifier. */
function qualifiedStar(stream: TokenStream): string[] | undefined {
  let ahead = 0;
  const qualifier: string[] = [];
  while ((stream.isIdentifier(ahead) && stream.isOperator('.', ahead + 1)) || (ahead > 0 && stream.isOperator('.', ahead))) {
    const empty = stream.isOperator('.', ahead);
    qualifier.push(empty ? '' : stream.peek(ahead).text);
    ahead += empty ? 1 : 2;
  }
  if (!stream.isOperator('*', ahead)) return undefined;
  for (let count = 0; count <= ahead; count++) stream.next();
  return qualifier;
}

import type { BinaryExpression, Expression, QuantifiedComparison } from './expressionAst';
import { primary } from './primaryExpressions';
import { isQueryAt } from './queryLookahead';
import { syntaxError } from './syntaxErrors';
import { positionOf, type TokenStream } from './tokenStream';

type Comparison = QuantifiedComparison['operator'];

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '!>': '<=',
  '>': '>',
  '>=': '>=',
  '!<': '>=',
};
const multiplicative: Readonly<Record<string, BinaryExpression['operator']>> = { '*': '*', '/': '/', '%': '%' };
const additive: Readonly<Record<string, BinaryExpression['operator']>> = { '+': '+', '-': '-', '&': '&', '|': '|', '^': '^', '||': '||' };
const booleanFunctions = new Set(['UPDATE', 'CONTAINS', 'FREETEXT', 'REGEXP_LIKE']);

/** A value. A predicate in its place is a syntax error, as in the product. */
export function parseExpression(stream: TokenStream): Expression {
  return additiveExpression(stream, false);
}

/** A search condition: OR binds loosest, then AND, then NOT. Throws SqlError 4145 for a value in its place. */
export function parseCondition(stream: TokenStream): Expression {
  return disjunction(stream, false);
}

/**
 * With `orValue`, a value alone is right too: a parenthesis where a predicate may begin can hold either, and only what
 * follows the value tells which.
 */
function disjunction(stream: TokenStream, orValue: boolean): Expression {
  let left = conjunction(stream, orValue);
  while (isPredicate(left) && stream.isWord('OR')) {
    const position = positionOf(stream.next());
    left = { kind: 'binary', operator: 'OR', left, right: conjunction(stream, false), position };
  }
  return left;
}

function conjunction(stream: TokenStream, orValue: boolean): Expression {
  let left = negation(stream, orValue);
  while (isPredicate(left) && stream.isWord('AND')) {
    const position = positionOf(stream.next());
    left = { kind: 'binary', operator: 'AND', left, right: negation(stream, false), position };
  }
  return left;
}

function negation(stream: TokenStream, orValue: boolean): Expression {
  if (!stream.isWord('NOT')) return predicate(stream, orValue);
  const position = positionOf(stream.next());
  return { kind: 'unary', operator: 'NOT', operand: negation(stream, false), position };
}

function predicate(stream: TokenStream, orValue: boolean): Expression {
  const position = stream.position;
  if (stream.acceptWords('EXISTS')) return { kind: 'exists', query: subquery(stream), position };
  const left = additiveExpression(stream, true);
  if (isPredicate(left)) return left;
  const negated = stream.isWord('NOT') && ['IN', 'LIKE', 'BETWEEN'].some((word) => stream.isWord(word, 1));
  if (negated) stream.next();
  if (stream.acceptWords('IN')) {
    const values = isQueryAt(stream, 0, true) ? subquery(stream) : stream.parenthesized(() => parseExpression(stream));
    return { kind: 'in', operand: left, negated, values, position };
  }
  if (stream.acceptWords('BETWEEN')) {
    const low = parseExpression(stream);
    stream.expectWords('AND');
    return { kind: 'between', operand: left, negated, low, high: parseExpression(stream), position };
  }
  if (stream.acceptWords('LIKE')) {
    const pattern = parseExpression(stream);
    const odbc = stream.isOperator('{') && stream.isWord('ESCAPE', 1) && stream.acceptOperator('{');
    const escape = stream.acceptWords('ESCAPE') ? parseExpression(stream) : undefined;
    if (odbc) stream.expectOperator('}');
    return { kind: 'like', operand: left, negated, pattern, ...(escape && { escape }), position };
  }
  if (stream.acceptWords('IS')) {
    const isNot = stream.acceptWords('NOT');
    if (stream.acceptWords('DISTINCT', 'FROM'))
      return { kind: 'isDistinct', left, right: parseExpression(stream), negated: isNot, position };
    stream.expectWords('NULL');
    return { kind: 'isNull', operand: left, negated: isNot, position };
  }
  const operator = comparison(stream);
  if (operator === undefined) {
    if (orValue) return left;
    throw notBoolean(stream);
  }
  for (const [word, quantifier] of [
    ['ALL', 'ALL'],
    ['ANY', 'ANY'],
    ['SOME', 'ANY'],
  ] as const)
    if (stream.acceptWords(word)) return { kind: 'quantified', operator, quantifier, left, query: subquery(stream), position };
  return { kind: 'binary', operator, left, right: parseExpression(stream), position };
}

/** A comparison operator; the product allows space inside: `< >`, `> =`. */
function comparison(stream: TokenStream): Comparison | undefined {
  const token = stream.peek();
  if (token.kind !== 'operator') return undefined;
  const following = stream.peek(1);
  const joined = following.kind === 'operator' ? comparisons[token.text + following.text] : undefined;
  if (joined !== undefined && token.text.length === 1) {
    stream.next();
    stream.next();
    return joined;
  }
  const operator = comparisons[token.text];
  if (operator !== undefined) stream.next();
  return operator;
}

function subquery(stream: TokenStream): ReturnType<typeof stream.grammar.query> {
  stream.expectOperator('(');
  const query = stream.grammar.query(stream);
  stream.expectOperator(')');
  return query;
}

function additiveExpression(stream: TokenStream, allowPredicate: boolean): Expression {
  let left = multiplicativeExpression(stream, allowPredicate);
  while (!isPredicate(left)) {
    const operator = operatorOf(stream, additive);
    if (operator === undefined) break;
    const position = positionOf(stream.next());
    left = { kind: 'binary', operator, left, right: multiplicativeExpression(stream, false), position };
  }
  return left;
}

function multiplicativeExpression(stream: TokenStream, allowPredicate: boolean): Expression {
  let left = signed(stream, allowPredicate);
  while (!isPredicate(left)) {
    const operator = operatorOf(stream, multiplicative);
    if (operator === undefined) break;
    const position = positionOf(stream.next());
    left = { kind: 'binary', operator, left, right: signed(stream, false), position };
  }
  return left;
}

/** A sign binds weaker than `*`, also behind one: the product reads `a / -b * c` as `a / -(b * c)`. */
function signed(stream: TokenStream, allowPredicate: boolean): Expression {
  const token = stream.peek();
  if (token.kind === 'operator' && (token.text === '-' || token.text === '+')) {
    stream.next();
    return { kind: 'unary', operator: token.text, operand: multiplicativeExpression(stream, false), position: positionOf(token) };
  }
  return complement(stream, allowPredicate);
}

function complement(stream: TokenStream, allowPredicate: boolean): Expression {
  const token = stream.peek();
  if (token.kind !== 'operator' || token.text !== '~') return parenthesizedOrPrimary(stream, allowPredicate);
  stream.next();
  return { kind: 'unary', operator: '~', operand: complement(stream, false), position: positionOf(token) };
}

function parenthesizedOrPrimary(stream: TokenStream, allowPredicate: boolean): Expression {
  if (!allowPredicate || !stream.isOperator('(') || isQueryAt(stream, 0, true)) return primary(stream);
  stream.next();
  const inner = disjunction(stream, true);
  stream.expectOperator(')');
  return isPredicate(inner) ? inner : primary(stream, inner);
}

function operatorOf(
  stream: TokenStream,
  operators: Readonly<Record<string, BinaryExpression['operator']>>,
): BinaryExpression['operator'] | undefined {
  const token = stream.peek();
  return token.kind === 'operator' ? operators[token.text] : undefined;
}

/** Whether the expression is a condition and not a value. */
function isPredicate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'binary':
      return expression.operator === 'AND' || expression.operator === 'OR' || expression.operator in comparisons;
    case 'unary':
      return expression.operator === 'NOT';
    case 'in':
    case 'between':
    case 'like':
    case 'isNull':
    case 'exists':
    case 'quantified':
    case 'isDistinct':
      return true;
    case 'function':
      return expression.name.parts.length === 1 && booleanFunctions.has((expression.name.parts[0] ?? '').toUpperCase());
    default:
      return false;
  }
}

function notBoolean(stream: TokenStream): Error {
  const token = stream.atEnd ? stream.previous : stream.peek();
  const message = `An expression of non-boolean type specified in a context where a condition is expected, near '${token.text}'.`;
  return syntaxError(4145, message, token.line);
}

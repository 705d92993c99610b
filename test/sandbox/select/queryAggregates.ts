import { aggregateFunction } from '../values/aggregates';
import type { Expression, FunctionCall } from '../syntax/expressionAst';
import { isExpressionNode } from './syntaxNodes';

/** True when the expression holds an aggregate of its own query: not inside a subquery, and not a function with OVER itself. */
export function containsAggregate(expression: Expression): boolean {
  return remembered(withAggregates, expression, isAggregate);
}

/** True when the expression holds a function with OVER, not inside a subquery. */
export function containsWindow(expression: Expression): boolean {
  return remembered(withWindows, expression, (call) => call.over !== undefined);
}

/** True when the expression holds a subquery. */
export function containsSubquery(expression: unknown): boolean {
  if (Array.isArray(expression)) return expression.some(containsSubquery);
  if (typeof expression !== 'object' || expression === null) return false;
  if (isExpressionNode(expression) && expression.kind === 'query') return true;
  return Object.values(expression).some(containsSubquery);
}

/** True when the expression names a column. */
export function containsColumn(expression: unknown): boolean {
  if (Array.isArray(expression)) return expression.some(containsColumn);
  if (typeof expression !== 'object' || expression === null) return false;
  if (isExpressionNode(expression) && expression.kind === 'column') return true;
  return Object.values(expression).some(containsColumn);
}

/** True for a call of an aggregate without OVER. */
export function isAggregate(call: FunctionCall): boolean {
  const [name = ''] = call.name.parts;
  if (call.name.parts.length !== 1 || call.over || call.target) return false;
  return aggregateFunction(name) !== undefined || name.toUpperCase() === 'JSON_OBJECTAGG';
}

const withAggregates = new WeakMap<Expression, boolean>();
const withWindows = new WeakMap<Expression, boolean>();

/** What an expression holds never changes, and a batch that runs again asks again. */
function remembered(answers: WeakMap<Expression, boolean>, expression: Expression, accept: (call: FunctionCall) => boolean): boolean {
  const known = answers.get(expression) ?? contains(expression, accept);
  answers.set(expression, known);
  return known;
}

function contains(node: unknown, accept: (call: FunctionCall) => boolean): boolean {
  if (Array.isArray(node)) return node.some((each) => contains(each, accept));
  if (typeof node !== 'object' || node === null) return false;
  if (isExpressionNode(node)) {
    if (node.kind === 'query') return false;
    if (isCall(node) && accept(node)) return true;
  }
  return Object.values(node).some((each) => contains(each, accept));
}

function isCall(node: object): node is FunctionCall {
  return 'kind' in node && node.kind === 'function' && 'arguments' in node;
}

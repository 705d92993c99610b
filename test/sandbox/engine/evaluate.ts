import { compileExpression } from '../select/compileExpression';
import type { CompiledExpression } from '../query/queryEnvironment';
import type { Expression } from '../syntax/expressionAst';
import { convert } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { Frame } from './frame';

/** The value of an expression without columns. Throws the SqlError of its evaluation. */
export function evaluate(frame: Frame, expression: Expression): { readonly type: SqlType; readonly value: SqlValue } {
  const stable = stableExpression(frame, expression);
  if (stable) return { type: stable.type, value: stable.evaluate() };
  const plan = frame.session.plans.expressions.take(expression, frame);
  try {
    return { type: plan.compiled.type, value: plan.compiled.evaluate() };
  } finally {
    plan.release();
  }
}

/** Converts as an assignment does. */
export function evaluateAs(frame: Frame, expression: Expression, type: SqlType): SqlValue {
  const { value, type: from } = evaluate(frame, expression);
  return value === null ? null : convert(value, from, type);
}

/** The condition of IF and WHILE: unknown is false. */
export function holds(frame: Frame, condition: Expression): boolean {
  const plan = frame.session.plans.conditions.take(condition, frame);
  try {
    return plan.compiled();
  } finally {
    plan.release();
  }
}

const textType: SqlType = { name: 'nvarchar', length: 'max' };
const integerType: SqlType = { name: 'int' };

/** As text; null stays null. */
export function evaluateText(frame: Frame, expression: Expression): string | null {
  const value = evaluateAs(frame, expression, textType);
  return typeof value === 'string' ? value : null;
}

export function evaluateInteger(frame: Frame, expression: Expression): number | null {
  const value = evaluateAs(frame, expression, integerType);
  return typeof value === 'number' ? value : null;
}

/** Compiled once for the frame, whatever changes meanwhile: counters of loops, texts of messages. */
function stableExpression(frame: Frame, expression: Expression): CompiledExpression | undefined {
  const known = frame.compiled.get(expression);
  if (known || !isStable(expression)) return known;
  const compiled = compileExpression(expression, frame.environment);
  frame.compiled.set(expression, compiled);
  return compiled;
}

/** An expression over variables and constants means the same however the schema changes. */
function isStable(expression: Expression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'globalVariable':
      return true;
    case 'unary':
      return isStable(expression.operand);
    case 'binary':
      return isStable(expression.left) && isStable(expression.right);
    case 'cast':
      return expression.type.name.parts.length === 1 && isStable(expression.operand) && (!expression.style || isStable(expression.style));
    default:
      return false;
  }
}

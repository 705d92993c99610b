import { compileExpression, evaluateCondition } from '../select/compileExpression';
import type { CompiledExpression } from '../query/queryEnvironment';
import type { Expression } from '../syntax/expressionAst';
import { convert } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { Frame } from './frame';

/** The value of an expression without columns. Throws the SqlError of its evaluation. */
export function evaluate(frame: Frame, expression: Expression): { readonly type: SqlType; readonly value: SqlValue } {
  const compiled = compile(frame, expression);
  return { type: compiled.type, value: compiled.evaluate() };
}

/** Converts as an assignment does. */
export function evaluateAs(frame: Frame, expression: Expression, type: SqlType): SqlValue {
  const compiled = compile(frame, expression);
  const value = compiled.evaluate();
  return value === null ? null : convert(value, compiled.type, type);
}

/** The condition of IF and WHILE: unknown is false. */
export function holds(frame: Frame, condition: Expression): boolean {
  return evaluateCondition(condition, frame.environment);
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

function compile(frame: Frame, expression: Expression): CompiledExpression {
  const known = frame.compiled.get(expression);
  if (known) return known;
  const compiled = compileExpression(expression, frame.environment);
  if (isStable(expression)) frame.compiled.set(expression, compiled);
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

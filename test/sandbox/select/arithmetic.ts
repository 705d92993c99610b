import type { BinaryExpression } from '../syntax/expressionAst';
import { binaryOperator } from '../values/arithmetic';
import type { SqlType } from '../values/sqlType';
import { integerConstantType, isCharacter, isDecimal, isInteger } from '../values/types';
import type { QueryEnvironment } from '../query/queryEnvironment';
import { overOperands } from './fixedValues';
import type { Compiled } from './scope';
import { withCommonCollation } from './collations';

type ArithmeticOperator = Exclude<BinaryExpression['operator'], 'AND' | 'OR' | '=' | '<>' | '<' | '<=' | '>' | '>='>;

/** `left operator right` for calculation and concatenation. Throws SqlError 402, 8117, 206 for the types; 8134, 8115 when evaluated. */
export function arithmetic(environment: QueryEnvironment, operator: ArithmeticOperator, a: Compiled, b: Compiled): Compiled {
  if (a.untyped && b.untyped) return { type: { name: 'int' }, nullable: true, evaluate: () => null };
  const collated =
    operator === '+' || operator === '||' ? withCommonCollation(a, b, operator === '+' ? 'add' : 'concat') : { left: a, right: b };
  const { left, right } = collated;
  const operation = binaryOperator(operator, operandType(left, right), operandType(right, left));
  const { type, apply } = operation;
  const nullable = left.nullable || right.nullable || !isCharacter(type);
  const explicit = left.explicitCollation || right.explicitCollation ? { explicitCollation: true } : {};
  const x = left.evaluate;
  const y = right.evaluate;
  if (isCharacter(type) && operator === '+' && !environment.settings.concatNullYieldsNull) {
    return { type, nullable, ...explicit, evaluate: () => concatenated(x(), y(), apply) };
  }
  return overOperands([left, right], { type, nullable, ...explicit, evaluate: () => apply(x(), y()) });
}

/** With CONCAT_NULL_YIELDS_NULL OFF, NULL counts as empty text. */
function concatenated<T>(a: T | null, b: T | null, apply: (a: T, b: T) => T | null): T | null {
  if (a === null) return b;
  return b === null ? a : apply(a, b);
}

/** The constant NULL takes the other operand's type; an integer constant beside a decimal has as many digits as it is written with. */
function operandType(operand: Compiled, other: Compiled): SqlType {
  if (operand.untyped) return other.type;
  if (operand.constant && isInteger(operand.type) && isDecimal(other.type)) {
    const value = operand.evaluate();
    if (typeof value === 'number' || typeof value === 'bigint') return integerConstantType(value);
  }
  return operand.type;
}

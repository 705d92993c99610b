import type { BinaryExpression } from '../syntax/expressionAst';
import { binaryOperator } from '../values/arithmetic';
import type { SqlValue } from '../values/sqlValue';
import { commonType } from '../values/types';
import { withCommonCollation } from './collations';
import { convertedForComparison } from './conversion';
import { isFixed } from './fixedValues';
import type { Compiled } from './scope';

export type ComparisonOperator = Extract<BinaryExpression['operator'], '=' | '<>' | '<' | '<=' | '>' | '>='>;
/** Three-valued: null is unknown. */
export type Condition = () => boolean | null;

const words: Readonly<Record<ComparisonOperator, string>> = {
  '=': 'equal to',
  '<>': 'not equal to',
  '<': 'less than',
  '<=': 'less than or equal to',
  '>': 'greater than',
  '>=': 'greater than or equal to',
};

/** `left operator right`. Throws SqlError 402, 206, 468 for types and collations that do not compare. */
export function comparison(operator: ComparisonOperator, a: Compiled, b: Compiled): Condition {
  if (a.untyped || b.untyped) {
    const x = a.evaluate;
    const y = b.evaluate;
    // The operands are evaluated all the same: an error in them is raised.
    return () => {
      x();
      y();
      return null;
    };
  }
  const collated = withCommonCollation(a, b, words[operator]);
  const left = prepared(collated.left, collated.right);
  const right = prepared(collated.right, collated.left);
  const x = left.evaluate;
  const y = right.evaluate;
  const test = valueComparison(operator, left, right);
  return () => {
    const value = x();
    if (value === null) return null;
    const other = y();
    return other === null ? null : test(value, other);
  };
}

/** The comparison of two values that are not null, made once for their types. */
export function valueComparison(
  operator: ComparisonOperator,
  left: Pick<Compiled, 'type'>,
  right: Pick<Compiled, 'type'>,
): (a: SqlValue, b: SqlValue) => boolean {
  const plain = (name: string): boolean => name === 'int' || name === 'smallint' || name === 'tinyint' || name === 'float';
  if (operator === '=' && plain(left.type.name) && plain(right.type.name)) return (a, b) => a === b;
  const { apply } = binaryOperator(operator, left.type, right.type);
  return (a, b) => apply(a, b) === 1;
}

/** A constant is converted to the common type once, not for every row. */
function prepared(operand: Compiled, other: Compiled): Compiled {
  if (!isFixed(operand) || operand.type.name === other.type.name) return operand;
  return convertedForComparison(operand, commonType(operand.type, other.type));
}

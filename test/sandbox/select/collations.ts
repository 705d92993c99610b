import { SqlError } from '../engine/sqlError';
import { defaultCollationName } from '../values/collation';
import { isCharacter } from '../values/types';
import type { Compiled } from './scope';

/**
 * Gives two operands the collation that wins: one that was written before that of a column, that of a column before that of a constant or variable.
 * Throws SqlError 468 when two that were written, or those of two columns, differ. Source: "Collation precedence" of the documentation.
 */
export function withCommonCollation(
  left: Compiled,
  right: Compiled,
  operation: string,
): { readonly left: Compiled; readonly right: Compiled } {
  if (!isCharacter(left.type) || !isCharacter(right.type)) return { left, right };
  const a = left.type.collation ?? defaultCollationName;
  const b = right.type.collation ?? defaultCollationName;
  if (a.toLowerCase() === b.toLowerCase()) return { left, right };
  const difference = rank(left) - rank(right);
  if (difference === 0 && rank(left) > 0) {
    throw new SqlError(468, 16, 9, `Cannot resolve the collation conflict between "${a}" and "${b}" in the ${operation} operation.`);
  }
  const collation = difference >= 0 ? a : b;
  return { left: withCollation(left, collation), right: withCollation(right, collation) };
}

function rank(operand: Compiled): number {
  if (operand.explicitCollation) return 2;
  return operand.column ? 1 : 0;
}

function withCollation(operand: Compiled, collation: string): Compiled {
  return operand.type.collation === collation ? operand : { ...operand, type: { ...operand.type, collation } };
}

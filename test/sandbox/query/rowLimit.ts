import { SqlError } from '../engine/sqlError';
import type { Expression } from '../syntax/expressionAst';
import { converted } from '../select/conversion';
import { compileScalar } from '../select/compileScalar';
import { createScope, type QueryContext } from '../select/scope';

/** How many rows a statement may change at most: TOP and SET ROWCOUNT. Throws SqlError 1060 for a negative TOP. */
export function rowLimit(top: Expression | undefined, context: QueryContext): number {
  const { rowCount } = context.environment.settings;
  const setting = rowCount === 0 ? Infinity : rowCount;
  if (!top) return setting;
  const value = converted(compileScalar(createScope(context, []), top), { name: 'bigint' }).evaluate();
  if (typeof value !== 'bigint' || value < 0n) {
    throw new SqlError(1060, 15, 1, 'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.');
  }
  return Math.min(setting, Number(value));
}

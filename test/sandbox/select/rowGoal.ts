import { SqlError } from '../engine/sqlError';
import { isDecimalValue, decimalToNumber } from '../values/decimal';
import type { SelectBody } from '../syntax/queryAst';
import type { Expression } from '../syntax/expressionAst';
import { isFloat } from '../values/types';
import { compileScalar } from './compileScalar';
import { converted } from './conversion';
import type { Ordering } from './queryPlan';
import { type Compiled, createScope, type QueryContext, type Scope } from './scope';

/** Which of the rows of a query are wanted; counted from 0. `percent` is of all rows. */
export interface RowGoal {
  readonly skip: number;
  readonly take: number;
  readonly percent?: number;
  readonly withTies: boolean;
}

/**
 * Compiles TOP, OFFSET and FETCH; they are evaluated anew at each run. Undefined when all rows are wanted.
 * Throws SqlError 1060, 1062, 10741; on evaluation 127, 1014, 1031, 10742, 10744.
 */
export function compileRowGoal(
  context: QueryContext,
  top: SelectBody['top'],
  { orderBy, offset, fetch }: Ordering,
  parent: Scope | undefined,
): (() => RowGoal) | undefined {
  const scope = createScope(context, [], parent);
  if (top) {
    if (offset) {
      throw new SqlError(10741, 15, 2, 'A TOP can not be used in the same query or sub-query as a OFFSET.', { line: offset.position.line });
    }
    if (top.withTies && orderBy.length === 0) {
      throw new SqlError(1062, 16, 1, 'The TOP N WITH TIES clause is not allowed without a corresponding ORDER BY clause.', {
        line: top.count.position.line,
      });
    }
    const { withTies } = top;
    if (top.percent) {
      const percent = converted(compileScalar(scope, top.count), { name: 'float' });
      return () => ({ skip: 0, take: Infinity, percent: percentOf(percent), withTies });
    }
    const count = wholeNumber(scope, top.count);
    return () => ({ skip: 0, take: topCount(count.evaluate()), withTies });
  }
  if (!offset) return undefined;
  const skip = wholeNumber(scope, offset);
  const take = fetch && wholeNumber(scope, fetch);
  return () => ({ skip: offsetCount(skip.evaluate()), take: take ? fetchCount(take.evaluate()) : Infinity, withTies: false });
}

function wholeNumber(scope: Scope, expression: Expression): Compiled {
  const compiled = compileScalar(scope, expression);
  const { name } = compiled.type;
  if (compiled.untyped || name === 'decimal' || name === 'numeric' || isFloat(compiled.type) || name === 'varchar' || name === 'nvarchar')
    throw notInteger();
  return converted(compiled, { name: 'bigint' });
}

function notInteger(): SqlError {
  return new SqlError(1060, 15, 1, 'The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.');
}

type Value = ReturnType<Compiled['evaluate']>;

function topCount(value: Value): number {
  if (typeof value !== 'bigint') throw new SqlError(1014, 16, 1, 'A TOP or FETCH clause contains an invalid value.');
  if (value < 0n) throw new SqlError(127, 15, 1, 'A TOP N or FETCH rowcount value may not be negative.');
  return Number(value);
}

function offsetCount(value: Value): number {
  if (typeof value !== 'bigint') throw new SqlError(10743, 15, 1, 'The number of rows provided for an OFFSET clause must be an integer.');
  if (value < 0n) throw new SqlError(10742, 15, 1, 'The offset specified in a OFFSET clause may not be negative.');
  return Number(value);
}

function fetchCount(value: Value): number {
  if (typeof value !== 'bigint') throw notInteger();
  if (value <= 0n) throw new SqlError(10744, 15, 1, 'The number of rows provided for a FETCH clause must be greater then zero.');
  return Number(value);
}

function percentOf(compiled: Compiled): number {
  const value = compiled.evaluate();
  const percent = typeof value === 'number' ? value : isDecimalValue(value) ? decimalToNumber(value) : NaN;
  if (!(percent >= 0 && percent <= 100)) throw new SqlError(1031, 15, 1, 'Percent values must be between 0 and 100.');
  return percent;
}

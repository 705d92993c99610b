import type { FunctionCall } from '../syntax/expressionAst';
import { SqlError } from '../engine/sqlError';
import { converter } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { isNumeric } from '../values/types';
import { invalidOperand } from '../values/valueErrors';
import { compileScalar } from './compileScalar';
import { keysComparer } from './sorting';
import type { Compiled, Scope } from './scope';
import type { WindowPartition } from './windowPartition';

const float: SqlType = { name: 'float' };

interface Percentile {
  readonly type: SqlType;
  readonly inputs: readonly Compiled[];
  compute(partition: WindowPartition): readonly SqlValue[];
}

/** PERCENTILE_CONT and PERCENTILE_DISC: the same value for all rows of a partition; NULLs are left out. Throws SqlError 10754, 10757, 8117. */
export function percentile(scope: Scope, name: string, call: FunctionCall): Percentile {
  const { line } = call.position;
  const [argument] = call.arguments;
  const [order, ...others] = call.withinGroup ?? [];
  if (!order || others.length > 0) {
    throw new SqlError(10754, 15, 1, `The function '${name}' must have a WITHIN GROUP clause with one ORDER BY expression.`, { line });
  }
  if (!argument || call.arguments.length !== 1) throw new SqlError(174, 15, 1, `The ${name} function requires 1 argument(s).`, { line });
  const toFloat = (compiled: Compiled): ((value: SqlValue) => number) => {
    const convert = converter(compiled.type, float);
    return (value) => {
      const number = convert(value);
      return typeof number === 'number' ? number : Number.NaN;
    };
  };
  const wanted = compileScalar(scope, argument);
  const value = compileScalar(scope, order.expression);
  const asNumber = toFloat(wanted);
  const isContinuous = name === 'PERCENTILE_CONT';
  if (isContinuous && !isNumeric(value.type)) throw invalidOperand(value.type, 'percentile_cont');
  const compare = keysComparer([{ type: value.type, descending: order.descending }]);
  const valueNumber = isContinuous ? toFloat(value) : undefined;
  return {
    type: isContinuous ? float : value.type,
    inputs: [value, wanted],
    compute: (partition) => {
      const fraction = asNumber(partition.input(0, 1));
      if (!(fraction >= 0 && fraction <= 1)) {
        throw new SqlError(10757, 16, 1, `The percentile value of the function '${name}' must be between 0 and 1.`);
      }
      const values = partition.rows.map((_, at) => partition.input(at)).filter((each) => each !== null);
      values.sort((a, b) => compare([a], [b]));
      const result = valueNumber ? interpolated(values.map(valueNumber), fraction) : discrete(values, fraction);
      return partition.rows.map(() => result);
    },
  };
}

/** The value at (n - 1) * fraction, between two values in proportion. */
function interpolated(values: readonly number[], fraction: number): number | null {
  const at = (values.length - 1) * fraction;
  const below = values[Math.floor(at)];
  const above = values[Math.ceil(at)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (at - Math.floor(at));
}

/** The first value whose share of the rows up to it is not below the fraction. */
function discrete(values: readonly SqlValue[], fraction: number): SqlValue {
  return values[Math.max(0, Math.ceil(fraction * values.length) - 1)] ?? null;
}

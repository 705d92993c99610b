import type { Table } from '../engine/model';
import type { RowsOfKeys } from '../query/orderedRows';
import { equalsKey } from '../values/compare';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { isVolatile } from './conjuncts';
import { lookupValue } from './keyLookup';
import type { Key } from './rowKey';
import type { Compiled, SourceBinding } from './scope';
import type { Conjunct, Side } from './sourcePlan';

/** What conditions on one source come to when those that give values for its columns are taken as keys. */
export interface KeyConditions extends RowsOfKeys {
  /** The conditions that are still to be asked of the rows. */
  readonly rest: readonly Conjunct[];
}

/** Combinations of values, beyond which lists of values are better asked row by row. */
const mostKeys = 64;

/** Takes `column = value` and `column IN (values)` as keys, with the values of the moment; of the columns that `takes` wants. */
export function keyConditions(
  binding: SourceBinding,
  table: Table,
  conditions: readonly Conjunct[],
  takes: (ordinal: number) => boolean = () => true,
): KeyConditions {
  const ordinals: number[] = [];
  const rest: Conjunct[] = [];
  let keys: (readonly SqlValue[])[] = [[]];
  for (const condition of conditions) {
    const found = columnValues(binding, condition);
    const type = found && table.columns[found.ordinal]?.type;
    const values = type && takes(found.ordinal) && !ordinals.includes(found.ordinal) ? distinctValues(found.values, type) : undefined;
    if (!found || !values || (values.length > 1 && keys.length * values.length > mostKeys)) {
      rest.push(condition);
      continue;
    }
    ordinals.push(found.ordinal);
    keys = keys.flatMap((key) => values.map((value) => [...key, value]));
  }
  return { ordinals, keys, rest };
}

/** The column of the source that a condition is about, and what it may equal. */
function columnValues(
  binding: SourceBinding,
  condition: Conjunct,
): { readonly ordinal: number; readonly values: readonly Compiled[] } | undefined {
  const { equality, membership } = condition;
  if ((!equality && !membership) || isVolatile(condition.expression)) return undefined;
  if (membership) {
    const { operand, values } = membership;
    if (operand.column?.binding !== binding || values.some(({ sources }) => sources.size > 0)) return undefined;
    return { ordinal: operand.column.ordinal, values: values.map(({ compiled }) => compiled) };
  }
  if (!equality) return undefined;
  return ownSide(binding, equality.left, equality.right) ?? ownSide(binding, equality.right, equality.left);
}

function ownSide(
  binding: SourceBinding,
  own: Side,
  other: Side,
): { readonly ordinal: number; readonly values: readonly Compiled[] } | undefined {
  const { column } = own.original;
  return column?.binding === binding && other.sources.size === 0 ? { ordinal: column.ordinal, values: [other.original] } : undefined;
}

/** The values as the column holds them, each once; undefined when rows must be compared to know. */
function distinctValues(values: readonly Compiled[], type: SqlType): readonly SqlValue[] | undefined {
  const found = new Map<Key, SqlValue>();
  for (const each of values) {
    const value = lookupValue(each, type);
    if (value === 'other') return undefined;
    if (value !== 'none' && value.value !== null) found.set(equalsKey(value.value, type), value.value);
  }
  return [...found.values()];
}

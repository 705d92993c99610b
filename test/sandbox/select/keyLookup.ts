import type { Table } from '../engine/model';
import { convert } from '../values/convert';
import { integerLimits } from '../values/convertNumber';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { commonType, isCharacter, isInteger } from '../values/types';
import { isSameType } from './conversion';
import type { Compiled } from './scope';

/**
 * The columns through which a table is looked up when equality is known for these: the longest beginning of one of its keys.
 * Undefined when no key begins with one of them.
 */
export function prefixOrdinals(table: Table, known: ReadonlySet<number>): readonly number[] | undefined {
  let best: number[] | undefined;
  for (const index of table.indexes) {
    if (index.filter || index.isDisabled) continue;
    const prefix: number[] = [];
    for (const { columnId } of index.columns) {
      const ordinal = table.columns.findIndex((column) => column.id === columnId);
      const column = table.columns[ordinal];
      if (!column || !known.has(ordinal) || column.computed) break;
      prefix.push(ordinal);
    }
    if (prefix.length > (best?.length ?? 0)) best = prefix;
  }
  return best;
}

/** Whether a value of one type can be looked up among values of the other with the result that comparison has. */
export function canLookUp(from: SqlType, column: SqlType): boolean {
  if (isSameType(from, column)) return true;
  if (isInteger(from) && isInteger(column)) return true;
  if (isCharacter(from) && isCharacter(column)) return from.collation === undefined || from.collation === column.collation;
  return isSameType(commonType(from, column), column);
}

/** The value as the column would hold it; `none` when no row can equal it, `other` when a scan must decide. */
export function lookupValue(expression: Compiled, column: SqlType): { readonly value: SqlValue } | 'none' | 'other' {
  const from = expression.type;
  if (!canLookUp(from, column)) return 'other';
  return columnValue(expression.evaluate(), from, column);
}

/** As `lookupValue`, for a value at hand of a type that `canLookUp`. */
export function columnValue(value: SqlValue, from: SqlType, column: SqlType): { readonly value: SqlValue } | 'none' {
  if (value === null) return 'none';
  if (isCharacter(from) && isCharacter(column)) return { value };
  if (from.name === column.name && isSameType(from, column)) return { value };
  if (isInteger(from) && isInteger(column)) return integerValue(value, column);
  return { value: convert(value, from, column) };
}

function integerValue(value: SqlValue, column: SqlType): { readonly value: SqlValue } | 'none' {
  if (typeof value !== 'number' && typeof value !== 'bigint') return 'none';
  if (column.name === 'bigint') return { value: BigInt(value) };
  const [minimum, maximum] = column.name === 'bit' ? [0, 1] : (integerLimits[column.name] ?? [0, 0]);
  const number = Number(value);
  return number >= minimum && number <= maximum ? { value: number } : 'none';
}

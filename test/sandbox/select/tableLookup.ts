import type { Row } from '../engine/model';
import { findRows } from '../query/keyIndex';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { KeyedSide } from './hashedRows';
import { canLookUp, columnValue, prefixOrdinals } from './keyLookup';
import type { Compiled } from './scope';
import type { Matches } from './joins';
import type { SourceScan } from './tableScan';

interface LookupColumn {
  readonly ordinal: number;
  readonly type: SqlType;
  readonly value: Compiled;
}

/** The columns of a key of the right table that the equalities of a join give. */
export function lookupOrdinals(scan: SourceScan, equalities: readonly KeyedSide[]): readonly LookupColumn[] | undefined {
  const { table } = scan;
  if (!table) return undefined;
  const known = new Map<number, LookupColumn>();
  for (const { left, right } of equalities) {
    const { column } = right.original;
    const type = column && table.columns[column.ordinal]?.type;
    if (column && type && canLookUp(left.original.type, type)) {
      known.set(column.ordinal, { ordinal: column.ordinal, type, value: left.original });
    }
  }
  // A system view has no keys; it is hashed by whatever is asked for.
  const ordinals = scan.isStored ? prefixOrdinals(table, new Set(known.keys())) : known.size > 0 ? [...known.keys()] : undefined;
  return ordinals?.flatMap((ordinal) => known.get(ordinal) ?? []);
}

/** Finds the rows of a join's right table through a key. */
export function tableLookup(scan: SourceScan, columns: readonly LookupColumn[]): Matches {
  const { table } = scan;
  if (!table || !scan.mayStart()) return { find: () => 0, put: () => -1 };
  const ordinals = columns.map(({ ordinal }) => ordinal);
  const values: SqlValue[] = [];
  let rows: readonly Row[] = [];
  let isKnown = false;
  return {
    find: () => {
      // Rows that come one after the other often have the same key.
      let isSame = isKnown;
      isKnown = false;
      for (let index = 0; index < columns.length; index++) {
        const column = columns[index];
        const found = column ? columnValue(column.value.evaluate(), column.value.type, column.type) : 'none';
        if (found === 'none') return 0;
        if (values[index] !== found.value) isSame = false;
        values[index] = found.value;
      }
      isKnown = true;
      if (!isSame) rows = findRows(table, ordinals, values);
      return rows.length;
    },
    put: (position) => (scan.put(rows[position] ?? []) ? position : -1),
  };
}

import type { Row } from '../engine/model';
import { findRows } from '../query/keyIndex';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { KeyedSide } from './hashedRows';
import { canLookUp, columnValue, prefixOrdinals } from './keyLookup';
import type { Compiled } from './scope';
import type { SourceScan } from './tableScan';

/** Finds the rows of a join's right table through a key. */
export interface TableLookup {
  /** Puts the rows that may go with the left row at hand into the slot, one by one. */
  candidates(): Iterable<number>;
}

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
  const ordinals = prefixOrdinals(table, new Set(known.keys()));
  return ordinals?.flatMap((ordinal) => known.get(ordinal) ?? []);
}

export function tableLookup(scan: SourceScan, columns: readonly LookupColumn[]): TableLookup {
  const { table } = scan;
  const ordinals = columns.map(({ ordinal }) => ordinal);
  const find = (): readonly Row[] => {
    const values: SqlValue[] = [];
    for (const { type, value } of columns) {
      const found = columnValue(value.evaluate(), value.type, type);
      if (found === 'none') return [];
      values.push(found.value);
    }
    return table ? findRows(table, ordinals, values) : [];
  };
  return {
    *candidates() {
      let index = 0;
      for (const step of scan.step(find())) if (step === true) yield index++;
    },
  };
}

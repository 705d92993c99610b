import type { Index, Partitioning, Row, Table } from '../engine/model';
import { compare } from '../values/compare';

/** One partition of a heap or index, from 1. */
export interface Partition {
  readonly number: number;
  readonly rows: number;
  readonly compression: string;
}

/** How a heap or index is partitioned: as it says, else as its table. An index on a file group of its own is not. */
export function partitioningOf(table: Table, index: Index | undefined): Partitioning | undefined {
  return index?.partitioning ?? table.partitioning ?? table.indexes.find((each) => each.id === 1)?.partitioning;
}

/** The partitions of a heap or index, with the rows that fall into each. A filtered index counts all rows; a disabled one none. */
export function partitionsOf(table: Table, index: Index | undefined): readonly Partition[] {
  const partitioning = partitioningOf(table, index);
  const isEmpty = index?.isDisabled === true && index.id !== 1;
  const options = index === undefined ? table.options : index.id === 1 ? { ...table.options, ...index.options } : index.options;
  const isColumnstore = index?.type.endsWith('COLUMNSTORE') === true;
  const usual = isColumnstore ? 'COLUMNSTORE' : 'NONE';
  if (partitioning === undefined) {
    return [{ number: 1, rows: isEmpty ? 0 : table.rows.size, compression: compressionOf(options['DATA_COMPRESSION'], 1, usual) }];
  }
  const counts = new Array<number>(partitioning.scheme.partitionFunction.boundaries.length + 1).fill(0);
  if (!isEmpty) {
    const ordinal = table.columns.findIndex((column) => column.id === partitioning.columnId);
    for (const row of table.rows.values()) {
      const number = partitionNumber(partitioning, row, ordinal);
      counts[number - 1] = (counts[number - 1] ?? 0) + 1;
    }
  }
  return counts.map((rows, position) => ({
    number: position + 1,
    rows,
    compression: compressionOf(options['DATA_COMPRESSION'], position + 1, usual),
  }));
}

/** RANGE LEFT: a boundary belongs to the partition before it; RIGHT: to the one behind it. NULL is below everything. */
function partitionNumber({ scheme }: Partitioning, row: Row, ordinal: number): number {
  const { type, isRight, boundaries } = scheme.partitionFunction;
  const value = row[ordinal] ?? null;
  if (value === null) return 1;
  const before = boundaries.filter((boundary) => {
    const order = compare(boundary, value, type);
    return isRight ? order <= 0 : order < 0;
  });
  return before.length + 1;
}

/** `PAGE`, or `ROW ON PARTITIONS (1 TO 2); PAGE ON PARTITIONS (3, 5)`. */
function compressionOf(text: string | undefined, partition: number, usual: string): string {
  for (const part of (text ?? '').toUpperCase().split(';')) {
    const match = /^\s*(\w+)(?:\s+ON\s+PARTITIONS\s*\((?<list>[^)]*)\))?\s*$/.exec(part);
    if (match === null) continue;
    const list = match.groups?.['list'];
    if (list === undefined || list.split(',').some((range) => isWithin(range, partition))) return match[1] ?? usual;
  }
  return usual;
}

function isWithin(range: string, partition: number): boolean {
  const [from = 0, to = from] = range.split(/\s+TO\s+/).map(Number);
  return from <= partition && partition <= to;
}

import type { Row, Table } from '../engine/model';
import { keyIndex } from './keyIndex';

/** The ids of stored rows, found through a unique key, or by one pass over the table. */
export function rowIds(table: Table, rows: Iterable<Row>): Map<Row, number> {
  const wanted = new Set(rows);
  const found = new Map<Row, number>();
  if (wanted.size === 0) return found;
  const ordinals = storedKey(table);
  if (ordinals) {
    const index = keyIndex(table, { ordinals });
    for (const row of wanted) {
      const ids = index.find(ordinals.map((ordinal) => row[ordinal] ?? null));
      const id = ids.find((each) => table.rows.get(each) === row);
      if (id !== undefined) found.set(row, id);
    }
    return found;
  }
  for (const [id, row] of table.rows) {
    if (wanted.has(row)) found.set(row, id);
    if (found.size === wanted.size) break;
  }
  return found;
}

/** Positions of a unique key whose cells are all stored. */
function storedKey(table: Table): number[] | undefined {
  for (const index of table.indexes) {
    if (!index.unique || index.filter || index.isDisabled || index.columns.length === 0) continue;
    const ordinals = index.columns.map(({ columnId }) => table.columns.findIndex((column) => column.id === columnId));
    if (ordinals.every((ordinal) => ordinal >= 0 && !table.columns[ordinal]?.computed)) return ordinals;
  }
  return undefined;
}

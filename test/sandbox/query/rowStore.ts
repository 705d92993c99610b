import type { Row, Table } from '../engine/model';
import { existingIndexes } from './keyIndex';
import type { UndoLog } from './queryEnvironment';

/** What happens to one stored row: `before` alone is a deletion, `after` alone an insertion. */
export interface RowChange {
  readonly id: number;
  readonly before?: Row;
  readonly after?: Row;
}

/** Takes an id for a new row. */
export function takeRowId(table: Table): number {
  return table.nextRowId++;
}

/** Changes rows and the indexes over them, and registers how to take it back. */
export function storeChanges(table: Table, changes: readonly RowChange[], undo: UndoLog): void {
  if (changes.length === 0) return;
  undo.push(() => {
    const returned = changes.some((change) => change.before && !change.after);
    store(
      table,
      changes.map(({ id, before, after }) => ({ id, ...(after && { before: after }), ...(before && { after: before }) })),
    );
    if (returned) restoreOrder(table);
  }, table);
  store(table, changes);
}

function store(table: Table, changes: readonly RowChange[]): void {
  // Of one index first all old keys go: a statement may give a row the key that another row gives up.
  for (const index of existingIndexes(table)) {
    for (const { id, before } of changes) if (before) index.remove(before, id);
    for (const { id, after } of changes) if (after) index.add(after, id);
  }
  for (const { id, after } of changes) {
    if (after) table.rows.set(id, after);
    else table.rows.delete(id);
  }
}

/** Rows that came back stand where they stood. */
function restoreOrder(table: Table): void {
  const rows = [...table.rows].sort(([a], [b]) => a - b);
  table.rows.clear();
  for (const [id, row] of rows) table.rows.set(id, row);
}

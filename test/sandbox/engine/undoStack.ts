import type { UndoLog } from '../query/queryEnvironment';
import type { Table } from './model';

let changes = 0;

/**
 * Rises with every change that can be undone, and with every undoing: whoever keeps what it has read of a database sees by it that it is stale.
 * Rows of temporary tables and table variables are in no database but tempdb, of which nobody may keep anything.
 */
export function changeCount(): number {
  return changes;
}

function count(table: Table | undefined): void {
  if (table?.isTemporary !== true) changes++;
}

/** The undo log of one session. A transaction begins with an empty log; a savepoint and a statement are marks in it. */
export class UndoStack implements UndoLog {
  readonly #entries: { readonly undo: () => void; readonly table: Table | undefined }[] = [];
  readonly #isTableVariable: (table: Table) => boolean;

  constructor(isTableVariable: (table: Table) => boolean) {
    this.#isTableVariable = isTableVariable;
  }

  push(undo: () => void, table?: Table): void {
    count(table);
    this.#entries.push({ undo, table });
  }

  mark(): number {
    return this.#entries.length;
  }

  rollbackTo(mark: number): void {
    this.#takeBack(mark, () => true);
  }

  /** Rollback of a transaction or to a savepoint: rows of table variables stay. */
  rollbackTransaction(mark: number): void {
    this.#takeBack(mark, (table) => table === undefined || !this.#isTableVariable(table));
  }

  /** Everything so far is permanent. */
  clear(): void {
    this.#entries.length = 0;
  }

  #takeBack(mark: number, takes: (table: Table | undefined) => boolean): void {
    while (this.#entries.length > mark) {
      const entry = this.#entries.pop();
      count(entry?.table);
      if (entry && takes(entry.table)) entry.undo();
    }
  }
}

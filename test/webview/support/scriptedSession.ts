import type { RequestHandlers } from '../../../src/shared/protocol';
import type { resultsProtocol } from '../../../src/shared/resultsPage';
import type { Cell, CellRange, ResultColumn, SessionMessage, SessionSnapshot } from '../../../src/shared/sessionResults';

/** A result set that is made as it is read: any number of rows. */
export interface ScriptedResultSet {
  readonly columns: readonly ResultColumn[];
  readonly rows: number;
  readonly row: (index: number) => Cell[];
}

/** What a page asked for beside rows. */
export interface Asked {
  readonly rows: { readonly offset: number; readonly limit: number }[];
  readonly copied: { readonly range: CellRange; readonly headers: boolean }[];
  readonly cancelled: string[];
  readonly exported: number[];
  readonly opened: { readonly row: number; readonly column: number }[];
}

const sessionId = '8f14e45f-ceea-467f-9a3b-1c5d3f0a7e11';

/** A session that has completed without rows; `changes` says what is otherwise. */
export function snapshot(changes: Partial<SessionSnapshot> = {}): SessionSnapshot {
  return {
    id: sessionId,
    state: 'completed',
    connecting: false,
    cancelling: false,
    text: 'SELECT * FROM sales.[Order]',
    procedure: null,
    connection: 'Shop',
    database: 'SprocketShop',
    startedBy: 'agent',
    elapsedMilliseconds: 1234,
    rows: 0,
    resultSets: [],
    messages: 0,
    errors: 0,
    rowsAffected: { total: 0, newest: [] },
    error: null,
    truncated: null,
    notes: [],
    procedureResult: null,
    ...changes,
  };
}

/** The result sets and rows of a snapshot, from what is scripted. */
export function withResults(resultSets: readonly ScriptedResultSet[], changes: Partial<SessionSnapshot> = {}): SessionSnapshot {
  const rows = resultSets.reduce((sum, { rows: count }) => sum + count, 0);
  return snapshot({ rows, resultSets: resultSets.map(({ rows: count }) => ({ rows: count, complete: true })), ...changes });
}

const shownCharacters = 300;
const partCharacters = 100_000;

/** Answers a Results page from what is scripted, as the extension would. */
export function scriptedHandlers(
  session: SessionSnapshot | { readonly gone: string },
  resultSets: readonly ScriptedResultSet[] = [],
  messages: readonly SessionMessage[] = [],
): { handlers: RequestHandlers<typeof resultsProtocol>; asked: Asked } {
  const asked: Asked = { rows: [], copied: [], cancelled: [], exported: [], opened: [] };
  const at = (index: number): ScriptedResultSet => {
    const found = resultSets[index];
    if (found === undefined) throw new Error(`No result set ${index}.`);
    return found;
  };
  const handlers: RequestHandlers<typeof resultsProtocol> = {
    open: () => Promise.resolve('gone' in session ? { kind: 'gone', reason: session.gone } : { kind: 'session', session }),
    columns: ({ resultSet }) => Promise.resolve([...at(resultSet).columns]),
    rows: ({ resultSet, offset, limit }) => {
      asked.rows.push({ offset, limit });
      const { rows: total, row } = at(resultSet);
      const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_value, index) => row(offset + index));
      const cutCells = rows.flatMap((cells, index) =>
        cells.flatMap((cell, column) =>
          typeof cell === 'string' && cell.length > shownCharacters ? [{ row: offset + index, column, length: cell.length }] : [],
        ),
      );
      const shown = rows.map((cells) => cells.map((cell) => (typeof cell === 'string' ? cell.slice(0, shownCharacters) : cell)));
      return Promise.resolve({ offset, rows: shown, cutCells });
    },
    cell: ({ resultSet, row, column, offset }) => {
      const value = at(resultSet).row(row)[column] ?? null;
      if (typeof value !== 'string') return Promise.resolve({ value, length: null, nextOffset: null });
      const next = offset + partCharacters;
      return Promise.resolve({ value: value.slice(offset, next), length: value.length, nextOffset: next < value.length ? next : null });
    },
    messages: ({ from }) => Promise.resolve(messages.filter(({ index }) => index >= from)),
    copyCells: ({ range, headers }) => {
      asked.copied.push({ range, headers });
      return Promise.resolve((range.toRow - range.fromRow + 1) * (range.toColumn - range.fromColumn + 1));
    },
    copyCell: () => Promise.resolve(null),
    openCell: ({ row, column }) => {
      asked.opened.push({ row, column });
      return Promise.resolve(null);
    },
    export: ({ resultSet }) => {
      asked.exported.push(resultSet);
      return Promise.resolve(null);
    },
    cancel: ({ session: id }) => {
      asked.cancelled.push(id);
      return Promise.resolve(null);
    },
  };
  return { handlers, asked };
}

import { beginningOf } from '../values/beginningOf';
import { decodeRow } from '../values/cellEncoding';
import type { CellRow, CellValue } from '../values/cellEncoding';
import { noSuchRow } from './noSuchRow';
import { readPlainCell, readTextCell } from './cellSpans';
import { LargeRow } from './largeRow';
import type { ResultSet, StoredRow } from './resultSet';

/** A cell of a page that was shortened. */
export interface CutCell {
  /** Of the result set, from 0. */
  readonly row: number;
  readonly column: number;
  /** Of the whole text, in UTF-16 units. */
  readonly length: number;
}

/** A page of one result set. */
export interface RowPage {
  /** Row number of the first row. */
  readonly offset: number;
  readonly rows: readonly CellRow[];
  readonly cutCells: readonly CutCell[];
  /** Rows of the result set that were stored when the page was read. */
  readonly totalRows: number;
  /** False: more rows may still come. */
  readonly complete: boolean;
  /** Absent: there are no rows behind this page, and none will come. */
  readonly nextOffset?: number;
}

export interface RowPageRequest {
  readonly offset: number;
  readonly limit: number;
  /** Longer texts are shortened to so many UTF-16 units. */
  readonly maxCellChars: number;
  /** About how many bytes of columns and rows, as JSON, the page may hold; the first row is always in it, shortened where it must be. */
  readonly maxBytes: number;
}

/** Bytes that the entry of a cut cell takes in an answer. */
const cutCellBytes = 40;

/**
 * The rows from `offset` on, as many as the limits allow; none when `offset` is where the rows end. Throws invalid_input for an offset
 * behind the end, not_ready when the rows do not reach so far yet.
 */
export async function readRowPage(resultSet: ResultSet, request: RowPageRequest): Promise<RowPage> {
  if (request.offset > resultSet.rowCount) {
    throw noSuchRow(resultSet, request.offset, `offset from 0 to ${String(resultSet.rowCount)}`);
  }
  const rows: CellValue[][] = [];
  const cutCells: CutCell[] = [];
  // The columns of a wide result must not crowd out its rows.
  const columns = JSON.stringify(resultSet.columns.map(({ name, type }) => ({ name, type })));
  const maxBytes = Math.max(request.maxBytes / 4, request.maxBytes - Buffer.byteLength(columns));
  let bytes = 0;
  for await (const raw of resultSet.storedRows(request.offset, request.limit)) {
    const rowNumber = request.offset + rows.length;
    const { row, before } = await beginningOfRow(raw, rowNumber, Math.min(request.maxCellChars, request.maxBytes));
    let cuts = cutRow(row, rowNumber, request.maxCellChars, before);
    let size = cuts.length === 0 ? raw.byteLength : sizeOf(row) + cuts.length * cutCellBytes;
    if (bytes + size > maxBytes) {
      if (rows.length > 0) {
        break;
      }
      const share = Math.max(8, Math.floor(maxBytes / Math.max(1, row.length) / 4));
      cuts = cutRow(row, rowNumber, share, cuts);
      size = sizeOf(row) + cuts.length * cutCellBytes;
    }
    rows.push(row);
    cutCells.push(...cuts);
    bytes += size;
    if (bytes >= maxBytes) {
      break;
    }
  }
  const nextOffset = request.offset + rows.length;
  const { rowCount: totalRows, complete } = resultSet;
  return {
    offset: request.offset,
    rows,
    cutCells,
    totalRows,
    complete,
    ...(nextOffset < totalRows || !complete ? { nextOffset } : {}),
  };
}

/** The cells of a row; of a large row the texts are cut to `most` UTF-16 units at once, and `before` says which were. */
async function beginningOfRow(stored: StoredRow, rowNumber: number, most: number): Promise<{ row: CellValue[]; before: CutCell[] }> {
  if (!(stored instanceof LargeRow)) {
    return { row: [...decodeRow(stored)], before: [] };
  }
  const row: CellValue[] = [];
  const before: CutCell[] = [];
  for (const [column, span] of (await stored.cells()).entries()) {
    if (span.length === undefined) {
      row.push(await readPlainCell(stored, span));
      continue;
    }
    row.push(beginningOf(await readTextCell(stored, span, 0, most + 1), most));
    if (span.length > most) {
      before.push({ row: rowNumber, column, length: span.length });
    }
  }
  return { row, before };
}

/** Shortens the long texts of a row in place; what was shortened before keeps its first length. */
function cutRow(row: CellValue[], rowNumber: number, most: number, before: readonly CutCell[] = []): CutCell[] {
  const cuts = new Map(before.map((cut) => [cut.column, cut]));
  for (const [column, value] of row.entries()) {
    if (typeof value === 'string' && value.length > most) {
      row[column] = beginningOf(value, most);
      if (!cuts.has(column)) {
        cuts.set(column, { row: rowNumber, column, length: value.length });
      }
    }
  }
  return [...cuts.values()];
}

function sizeOf(row: CellRow): number {
  return Buffer.byteLength(JSON.stringify(row));
}

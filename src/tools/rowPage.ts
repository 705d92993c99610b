import { z } from 'zod';
import type { ResultSet } from '../core/sessions/resultSet';
import { decodeRow } from '../core/values/cellEncoding';
import { beginning, cellOutput } from './cells';
import type { Cell } from './cells';

const columnOutput = z.object({ name: z.string(), type: z.string() });
const cutCellOutput = z.object({ row: z.int(), column: z.int(), length: z.int() });

/** A page of one result set, as tools answer it. */
export const pageOutput = {
  result_set: z.int(),
  columns: z.array(columnOutput),
  rows: z.array(z.array(cellOutput)),
  offset: z.int(),
  total_rows: z.int().describe('rows stored so far'),
  complete: z.boolean().describe('false: more rows may still come'),
  next_offset: z.int().optional().describe('present while there are, or may come, rows behind this page'),
  cut_cells: z.array(cutCellOutput).optional().describe('cells that were shortened, with the length of the whole in characters'),
};

export type RowPage = z.input<z.ZodObject<typeof pageOutput>>;

export interface PageRequest {
  readonly index: number;
  readonly offset: number;
  readonly limit: number;
  readonly maxCellChars: number;
  /** About how many bytes of columns and rows the page may hold; the first row is always in it, shortened where it must be. */
  readonly maxBytes: number;
}

/** Bytes that the entry of a cut cell takes in an answer. */
const cutCellBytes = 40;

export async function readPage(resultSet: ResultSet, request: PageRequest): Promise<RowPage> {
  const rows: Cell[][] = [];
  const cuts: z.input<typeof cutCellOutput>[] = [];
  const columns = resultSet.columns.map(({ name, type }) => ({ name, type }));
  // The columns of a wide result must not crowd out its rows.
  const maxBytes = Math.max(request.maxBytes / 4, request.maxBytes - Buffer.byteLength(JSON.stringify(columns)));
  let bytes = 0;
  for await (const raw of resultSet.rows(request.offset, request.limit)) {
    const row = [...decodeRow(raw)];
    const rowNumber = request.offset + rows.length;
    let cut = cutRow(row, rowNumber, request.maxCellChars);
    let size = cut.length === 0 ? raw.byteLength : sizeOf(row) + cut.length * cutCellBytes;
    if (bytes + size > maxBytes) {
      if (rows.length > 0) {
        break;
      }
      const share = Math.max(8, Math.floor(maxBytes / Math.max(1, row.length) / 4));
      cut = cutRow(row, rowNumber, share, cut);
      size = sizeOf(row) + cut.length * cutCellBytes;
    }
    rows.push(row);
    cuts.push(...cut);
    bytes += size;
    if (bytes >= maxBytes) {
      break;
    }
  }
  const next = request.offset + rows.length;
  const { rowCount, complete } = resultSet;
  return {
    result_set: request.index,
    columns,
    rows,
    offset: request.offset,
    total_rows: rowCount,
    complete,
    ...(next < rowCount || !complete ? { next_offset: next } : {}),
    ...(cuts.length === 0 ? {} : { cut_cells: cuts }),
  };
}

type Cut = z.input<typeof cutCellOutput>;

/** Shortens the long texts of a row in place; what was shortened before keeps its first length. */
function cutRow(row: Cell[], rowNumber: number, most: number, before: readonly Cut[] = []): Cut[] {
  const cuts = new Map(before.map((cut) => [cut.column, cut]));
  for (const [column, value] of row.entries()) {
    if (typeof value === 'string' && value.length > most) {
      row[column] = beginning(value, most);
      if (!cuts.has(column)) {
        cuts.set(column, { row: rowNumber, column, length: value.length });
      }
    }
  }
  return [...cuts.values()];
}

function sizeOf(row: readonly Cell[]): number {
  return Buffer.byteLength(JSON.stringify(row));
}

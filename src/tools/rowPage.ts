import { z } from 'zod';
import type { ResultSet } from '../core/sessions/resultSet';
import { readRowPage } from '../core/sessions/rowPage';
import type { RowPageRequest } from '../core/sessions/rowPage';
import { cellOutput } from './cells';

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

export type PageOutput = z.input<z.ZodObject<typeof pageOutput>>;

/** Reads a page of the result set with that index. */
export async function pageAsOutput(index: number, resultSet: ResultSet, request: RowPageRequest): Promise<PageOutput> {
  const page = await readRowPage(resultSet, request);
  return {
    result_set: index,
    columns: resultSet.columns.map(({ name, type }) => ({ name, type })),
    rows: page.rows.map((row) => [...row]),
    offset: page.offset,
    total_rows: page.totalRows,
    complete: page.complete,
    ...(page.nextOffset === undefined ? {} : { next_offset: page.nextOffset }),
    ...(page.cutCells.length === 0 ? {} : { cut_cells: [...page.cutCells] }),
  };
}

import { z } from 'zod';
import { cellOutput } from './cells';
import type { Cell } from './cells';
import { counted, markdownTable } from './markdown';

/** A list in compact form. */
export const tableOutput = {
  columns: z.array(z.string()),
  rows: z.array(z.array(cellOutput)),
  total: z.int().optional().describe('present when not all rows are listed'),
  notes: z.array(z.string()).optional(),
};

export type TableOutput = z.input<z.ZodObject<typeof tableOutput>>;

/** As many rows as fit into `maxBytes`, without the columns that say nothing; `narrow` tells how to ask for fewer. */
export function boundedTable(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  maxBytes: number,
  notes: readonly string[],
  narrow: string,
): TableOutput {
  const used = columns.map((_, column) => column === 0 || rows.some((row) => row[column] !== null));
  const kept: Cell[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const slim = row.filter((_, column) => used[column]);
    bytes += Buffer.byteLength(JSON.stringify(slim));
    if (bytes > maxBytes && kept.length > 0) {
      break;
    }
    kept.push(slim);
  }
  const all = kept.length === rows.length;
  const said = all ? notes : [...notes, `Only ${counted(kept.length, 'row')} of ${String(rows.length)} fit into one answer. ${narrow}`];
  return {
    columns: columns.filter((_, column) => used[column]),
    rows: kept,
    ...(all ? {} : { total: rows.length }),
    ...(said.length === 0 ? {} : { notes: [...said] }),
  };
}

export function tableAsText(heading: string, table: TableOutput): string {
  return [heading, '', markdownTable(table.columns, table.rows), ...(table.notes ?? []).map((note) => `\nNote: ${note}`)].join('\n');
}

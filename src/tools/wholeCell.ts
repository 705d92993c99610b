import { z } from 'zod';
import { SprocketError } from '../core/errors';
import type { ResultSet } from '../core/sessions/resultSet';
import { readWholeCell } from '../core/sessions/wholeCell';
import type { WholeCellRequest } from '../core/sessions/wholeCell';
import { cellOutput } from './cells';
import { onOneLine } from './markdown';

export const wholeCellOutput = z.object({
  row: z.int(),
  column: z.int(),
  name: z.string(),
  type: z.string(),
  value: cellOutput,
  length: z.int().optional().describe('characters of the whole text; present for texts'),
  offset: z.int().optional(),
  next_offset: z.int().optional().describe('present when the text goes on'),
});

export type WholeCellOutput = z.input<typeof wholeCellOutput>;

type CellRequest = Omit<WholeCellRequest, 'row' | 'column'> & {
  readonly row: number | undefined;
  readonly column: string | number | undefined;
};

/** One cell, a text from `offset` on and as much of it as an answer may hold. Throws invalid_input. */
export async function wholeCellAsOutput(resultSet: ResultSet, request: CellRequest): Promise<WholeCellOutput> {
  const { row, column } = request;
  if (row === undefined || column === undefined) {
    throw new SprocketError('invalid_input', `One cell needs row and column; ${row === undefined ? 'row' : 'column'} is missing.`, {
      nextStep: 'Pass both, or neither for a page of rows.',
    });
  }
  const { text, ...cell } = await readWholeCell(resultSet, { ...request, row, column });
  if (text === undefined) {
    return cell;
  }
  const { length, offset, nextOffset } = text;
  return { ...cell, length, offset, ...(nextOffset === undefined ? {} : { next_offset: nextOffset }) };
}

export function wholeCellAsText(cell: WholeCellOutput): string[] {
  const where = onOneLine(`Row ${String(cell.row)}, column ${String(cell.column)} ${cell.name} (${cell.type})`);
  if (typeof cell.value !== 'string') {
    return [`${where}: ${cell.value === null ? 'NULL' : String(cell.value)}`];
  }
  const fence = '`'.repeat(Math.max(3, ...[...cell.value.matchAll(/`+/gu)].map((run) => run[0].length + 1)));
  const from = cell.offset ?? 0;
  const more = cell.next_offset === undefined ? [] : [`More: the same call with offset ${String(cell.next_offset)}.`];
  return [
    `${where}, characters ${String(from)} to ${String(from + cell.value.length)} of ${String(cell.length ?? 0)}:`,
    fence,
    cell.value,
    fence,
    ...more,
  ];
}

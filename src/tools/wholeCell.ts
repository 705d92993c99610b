import { z } from 'zod';
import { SprocketError } from '../core/errors';
import { closestNames } from '../core/names/closestNames';
import type { ResultSet } from '../core/sessions/resultSet';
import { decodeRow } from '../core/values/cellEncoding';
import { beginning, cellOutput } from './cells';
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

export type WholeCell = z.input<typeof wholeCellOutput>;

interface CellRequest {
  readonly row: number | undefined;
  readonly column: string | number | undefined;
  /** First character of a text. */
  readonly offset: number;
  readonly maxChars: number | undefined;
  readonly maxBytes: number;
}

/** One cell, a text from `offset` on and as much of it as an answer may hold. Throws invalid_input. */
export async function readWholeCell(resultSet: ResultSet, request: CellRequest): Promise<WholeCell> {
  if (request.row === undefined || request.column === undefined) {
    throw new SprocketError('invalid_input', `One cell needs row and column; ${request.row === undefined ? 'row' : 'column'} is missing.`);
  }
  const column = columnIndex(resultSet, request.column);
  const { done, value: raw } = await resultSet.rows(request.row, 1).next();
  if (done === true) {
    const count = resultSet.rowCount;
    const running = resultSet.complete ? '' : ' so far';
    throw new SprocketError('invalid_input', `The result set has no row ${String(request.row)}.`, {
      expected: count === 0 ? `nothing: there are no rows${running}` : `row from 0 to ${String(count - 1)}${running}`,
    });
  }
  const { name, type } = resultSet.columns[column] ?? { name: '', type: '' };
  const value = decodeRow(raw)[column] ?? null;
  const cell = { row: request.row, column, name, type };
  if (typeof value !== 'string') {
    return { ...cell, value };
  }
  const rest = value.slice(request.offset);
  const shown = withinBytes(beginning(rest, Math.max(2, request.maxChars ?? request.maxBytes)), request.maxBytes);
  const next = request.offset + shown.length;
  return { ...cell, value: shown, length: value.length, offset: request.offset, ...(next < value.length ? { next_offset: next } : {}) };
}

function withinBytes(text: string, maxBytes: number): string {
  let shown = text;
  // As JSON: a quote or a control character takes up to six bytes there.
  for (let size = jsonBytes(shown); shown.length > 2 && size > maxBytes; size = jsonBytes(shown)) {
    shown = beginning(shown, Math.max(2, Math.floor((shown.length * maxBytes) / size)));
  }
  return shown;
}

function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

function columnIndex(resultSet: ResultSet, wanted: string | number): number {
  const names = resultSet.columns.map((column) => column.name);
  if (typeof wanted === 'number') {
    if (wanted < names.length) {
      return wanted;
    }
    throw new SprocketError('invalid_input', `The result set has no column ${String(wanted)}.`, {
      expected: `column from 0 to ${String(names.length - 1)}`,
    });
  }
  const exact = indexesOf(names, (name) => name === wanted);
  const found = exact.length > 0 ? exact : indexesOf(names, (name) => name.toLowerCase() === wanted.toLowerCase());
  const [first, second] = found;
  if (first === undefined) {
    const near = closestNames(wanted, names);
    throw new SprocketError('invalid_input', `The result set has no column ${JSON.stringify(wanted.slice(0, 200))}.`, {
      expected: 'the name of a column, or its index from 0',
      suggestions: near.length > 0 ? near : names.slice(0, 20),
    });
  }
  if (second !== undefined) {
    throw new SprocketError('invalid_input', `Several columns have the name ${JSON.stringify(wanted)}: ${found.join(', ')}.`, {
      nextStep: 'Pass the index.',
    });
  }
  return first;
}

function indexesOf(names: readonly string[], fits: (name: string) => boolean): number[] {
  return names.flatMap((name, index) => (fits(name) ? [index] : []));
}

export function wholeCellAsText(cell: WholeCell): string[] {
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

import { SprocketError } from '../errors';
import { closestNames } from '../names/closestNames';
import { beginningOf } from '../values/beginningOf';
import { decodeRow } from '../values/cellEncoding';
import type { CellValue } from '../values/cellEncoding';
import { noSuchRow } from './noSuchRow';
import { readPlainCell, readTextCell } from './cellSpans';
import { LargeRow } from './largeRow';
import type { ResultSet } from './resultSet';

/** One cell; of a text the part that was asked for. */
export interface WholeCell {
  readonly row: number;
  readonly column: number;
  readonly name: string;
  readonly type: string;
  readonly value: CellValue;
  /** Of texts only. */
  readonly text?: {
    /** UTF-16 units of the whole. */
    readonly length: number;
    /** Where `value` begins in it. */
    readonly offset: number;
    /** Absent: `value` reaches to the end. */
    readonly nextOffset?: number;
  };
}

export interface WholeCellRequest {
  readonly row: number;
  /** The name of a column, or its index from 0. */
  readonly column: string | number;
  /** First UTF-16 unit of a text. */
  readonly offset: number;
  /** UTF-16 units; undefined: as many as `maxBytes` allows. */
  readonly maxChars: number | undefined;
  /** Of the value as JSON. */
  readonly maxBytes: number;
}

/** One cell, a text from `offset` on and as much of it as the request allows. Throws invalid_input, not_ready. */
export async function readWholeCell(resultSet: ResultSet, request: WholeCellRequest): Promise<WholeCell> {
  const column = columnIndex(resultSet, request.column);
  const { done, value: raw } = await resultSet.storedRows(request.row, 1).next();
  if (done === true) {
    const count = resultSet.rowCount;
    throw noSuchRow(resultSet, request.row, count === 0 ? 'nothing: there are no rows' : `row from 0 to ${String(count - 1)}`);
  }
  const { name, type } = resultSet.columns[column] ?? { name: '', type: '' };
  const cell = { row: request.row, column, name, type };
  const { offset } = request;
  const most = Math.max(2, Math.min(request.maxChars ?? request.maxBytes, request.maxBytes));
  const found = raw instanceof LargeRow ? await partOfLargeRow(raw, column, offset, most) : partOfRow(raw, column, offset, most);
  if (found.length === undefined) {
    return { ...cell, value: found.value };
  }
  if (offset > found.length) {
    throw new SprocketError('invalid_input', `The text has ${String(found.length)} characters; it has no character ${String(offset)}.`, {
      expected: `offset from 0 to ${String(found.length)}`,
      nextStep: 'Leave offset out to read from the beginning.',
    });
  }
  const shown = withinBytes(found.value, request.maxBytes);
  const next = offset + shown.length;
  const text = { length: found.length, offset, ...(next < found.length ? { nextOffset: next } : {}) };
  return { ...cell, value: shown, text };
}

/** A value that is not a text, or the UTF-16 units from `offset` on of a text that has `length`. */
type CellPart = { readonly value: string; readonly length: number } | { readonly value: CellValue; readonly length: undefined };

function partOfRow(raw: Uint8Array, column: number, offset: number, most: number): CellPart {
  const value = decodeRow(raw)[column] ?? null;
  return typeof value === 'string' ? { value: beginningOf(value.slice(offset), most), length: value.length } : { value, length: undefined };
}

async function partOfLargeRow(row: LargeRow, column: number, offset: number, most: number): Promise<CellPart> {
  const span = (await row.cells())[column];
  if (span === undefined) {
    return { value: null, length: undefined };
  }
  if (span.length === undefined) {
    return { value: await readPlainCell(row, span), length: undefined };
  }
  const value = offset >= span.length ? '' : beginningOf(await readTextCell(row, span, offset, most + 1), most);
  return { value, length: span.length };
}

function withinBytes(text: string, maxBytes: number): string {
  let shown = text;
  // As JSON: a quote or a control character takes up to six bytes there.
  for (let size = jsonBytes(shown); shown.length > 2 && size > maxBytes; size = jsonBytes(shown)) {
    shown = beginningOf(shown, Math.max(2, Math.floor((shown.length * maxBytes) / size)));
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
      expected: names.length === 0 ? 'nothing: the result set has no columns' : `column from 0 to ${String(names.length - 1)}`,
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

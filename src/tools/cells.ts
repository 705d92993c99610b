import { z } from 'zod';
import { SprocketError } from '../core/errors';

/** One value of a row: what does not fit a JSON number exactly is a string; binary is `0x…`. */
export const cellOutput = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export type Cell = z.output<typeof cellOutput>;

const decoder = new TextDecoder();

/** A stored row as values. */
export function parseRow(bytes: Uint8Array): Cell[] {
  const parsed: unknown = JSON.parse(decoder.decode(bytes));
  if (!Array.isArray(parsed)) {
    throw new SprocketError('internal', 'A stored row cannot be read.');
  }
  return parsed.map(asCell);
}

function asCell(value: unknown): Cell {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return JSON.stringify(value);
}

/** The beginning of a text, at most `most` UTF-16 units, never half a surrogate pair. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

import { z } from 'zod';
import type { CellValue } from '../core/values/cellEncoding';

/** One value of a row, as `core/values/cellEncoding.ts` says. */
export const cellOutput = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export type Cell = CellValue;

/** A text of at most `most` UTF-16 units and, where it goes on, … behind them. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginning(text, most)}…`;
}

/** The beginning of a text, at most `most` UTF-16 units, never half a surrogate pair. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

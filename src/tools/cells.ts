import { z } from 'zod';
import { beginningOf } from '../core/values/beginningOf';
import type { CellValue } from '../core/values/cellEncoding';

/** One value of a row, as `core/values/cellEncoding.ts` says. */
export const cellOutput = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export type Cell = CellValue;

/** A text of at most `most` UTF-16 units and, where it goes on, … behind them. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${beginningOf(text, most)}…`;
}

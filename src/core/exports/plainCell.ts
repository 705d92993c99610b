import type { CellValue } from '../values/cellEncoding';

/** A value as people write it: bit is `1` and `0`, all else as `cellEncoding.ts` says. null: NULL. */
export function plainCell(value: CellValue): string | null {
  if (value === null || typeof value === 'string') {
    return value;
  }
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
}

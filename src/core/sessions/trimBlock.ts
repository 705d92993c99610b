import type { RowBlock } from '../ports';

/**
 * As many rows of a block as fit; `reason` names the limit that cut it, absent when all fit. `bytesLeft` does not count what is there
 * already of a row that the block goes on with; the beginning of a row behind the last end needs room for a row more.
 */
export function trimBlock(block: RowBlock, rowsLeft: number, bytesLeft: number): { kept: RowBlock; reason?: 'max_rows' | 'max_bytes' } {
  const { bytes, ends } = block;
  const begins = bytes.byteLength > (ends.at(-1) ?? 0);
  const rowFits = !begins || ends.length < rowsLeft;
  if (ends.length <= rowsLeft && rowFits && bytes.byteLength <= bytesLeft) {
    return { kept: block };
  }
  const fit = Math.min(ends.length, rowsLeft);
  let count = fit;
  while (count > 0 && (ends[count - 1] ?? 0) > bytesLeft) {
    count -= 1;
  }
  const end = count === 0 ? 0 : (ends[count - 1] ?? 0);
  const kept = { bytes: bytes.subarray(0, end), ends: ends.subarray(0, count) };
  return { kept, reason: count < fit || (fit === ends.length && rowFits) ? 'max_bytes' : 'max_rows' };
}

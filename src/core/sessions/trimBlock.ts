import type { RowBlock } from '../ports';

/** As many rows of a block as fit; `reason` names the limit that cut it, absent when all fit. */
export function trimBlock(block: RowBlock, rowsLeft: number, bytesLeft: number): { kept: RowBlock; reason?: 'max_rows' | 'max_bytes' } {
  const fit = Math.min(block.ends.length, rowsLeft);
  if (block.bytes.byteLength <= bytesLeft && fit === block.ends.length) {
    return { kept: block };
  }
  let count = fit;
  while (count > 0 && (block.ends[count - 1] ?? 0) > bytesLeft) {
    count -= 1;
  }
  const end = count === 0 ? 0 : (block.ends[count - 1] ?? 0);
  const kept = { bytes: block.bytes.subarray(0, end), ends: block.ends.subarray(0, count) };
  return { kept, reason: count < fit ? 'max_bytes' : 'max_rows' };
}

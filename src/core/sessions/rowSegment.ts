import type { RowBlock } from '../ports';
import type { StoredBytes } from './rowStorage';

/** Rows that lie next to each other in a result set; in memory, or in the spill file once `position` is set. */
export class RowSegment implements StoredBytes {
  #parts: Uint8Array[] = [];
  /** Where each part begins among the bytes of the segment. */
  #partStarts: number[] = [];
  readonly #releases: (() => void)[] = [];
  #ends = new Uint32Array(256);
  #position: number | undefined;
  rowCount = 0;
  byteCount = 0;

  constructor(readonly firstRow: number) {}

  add(block: RowBlock): void {
    const needed = this.rowCount + block.ends.length;
    if (needed > this.#ends.length) {
      const grown = new Uint32Array(Math.max(needed, this.#ends.length * 2));
      grown.set(this.#ends.subarray(0, this.rowCount));
      this.#ends = grown;
    }
    for (let index = 0; index < block.ends.length; index += 1) {
      this.#ends[this.rowCount + index] = this.byteCount + (block.ends[index] ?? 0);
    }
    // A few rows must not keep a large buffer alive.
    const wasteful = block.bytes.buffer.byteLength > block.bytes.byteLength * 2 + 1024;
    this.#parts.push(wasteful ? block.bytes.slice() : block.bytes);
    if (wasteful) {
      block.release?.();
    } else if (block.release !== undefined) {
      this.#releases.push(block.release);
    }
    this.#partStarts.push(this.byteCount);
    this.rowCount = needed;
    this.byteCount += block.bytes.byteLength;
  }

  /** Gives back what the arrays hold beyond the rows. */
  seal(): number {
    this.#ends = this.#ends.slice(0, this.rowCount);
    return this.byteCount + this.#ends.byteLength;
  }

  /** Where the segment lies in the spill file: its bytes, then the ends of its rows. */
  get position(): number | undefined {
    return this.#position;
  }

  /** What the spill file is to hold. */
  get content(): readonly Uint8Array[] {
    const length = this.rowCount * Uint32Array.BYTES_PER_ELEMENT;
    return [...this.#parts, new Uint8Array(this.#ends.buffer, this.#ends.byteOffset, length)];
  }

  /** The segment was written at `position`: its memory is free. */
  spilled(position: number): void {
    this.#position = position;
    this.#parts = [];
    this.#partStarts = [];
    for (const release of this.#releases.splice(0)) {
      release();
    }
    this.#ends = new Uint32Array(0);
  }

  /** The bytes of one row of a segment in memory; `row` counts from the first row of the segment. */
  row(row: number): Uint8Array {
    const start = row === 0 ? 0 : (this.#ends[row - 1] ?? 0);
    const part = lastAtOrBefore(this.#partStarts, start);
    const from = start - (this.#partStarts[part] ?? 0);
    return (this.#parts[part] ?? new Uint8Array(0)).subarray(from, from + (this.#ends[row] ?? 0) - start);
  }
}

/** Index of the last element that is not greater than `value`, in a list that rises. A row without bytes does not exist. */
function lastAtOrBefore(starts: readonly number[], value: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= value) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import type { RowBlock } from '../../core/ports';
import { need } from './cellReader';
import { cellLengths, skipCell } from './cellLength';
import type { CellLength } from './cellLength';
import { SentRowReader } from './sentRowReader';
import { NBC_ROW, ROW } from './rowTokens';

const BLOCK_BYTES = 256 * 1024;
const FULL_BYTES = BLOCK_BYTES - 64 * 1024;

/**
 * Gathers the rows of one result exactly as the server sends them, each with its token before it: only the ends of the rows are looked for,
 * and the bytes of all rows of a packet are copied at once. `reader` turns them into JSON when somebody looks at them.
 */
export class SentRows {
  readonly reader: SentRowReader;
  readonly #lengths: readonly CellLength[];
  readonly #bitmapBytes: number;
  #bytes: Uint8Array = Buffer.allocUnsafeSlow(0);
  #length = 0;
  #ends = new Uint32Array(2048);
  #rows = 0;
  /** Rows are read and forgotten. */
  discarding = false;

  private constructor(columns: readonly ColumnMetadata[], lengths: readonly CellLength[]) {
    this.reader = new SentRowReader(columns);
    this.#lengths = lengths;
    this.#bitmapBytes = Math.ceil(columns.length / 8);
  }

  /** undefined: a value of one of the columns may be so large that it must be written while it comes. */
  static of(columns: readonly ColumnMetadata[]): SentRows | undefined {
    const lengths = cellLengths(columns);
    return lengths === undefined ? undefined : new SentRows(columns, lengths);
  }

  /** Whether a block is worth giving away. */
  get full(): boolean {
    return this.#length >= FULL_BYTES;
  }

  /**
   * Takes the rows from `start`, behind the token of the first, as many as are whole; answers where it stopped, at a token. Throws
   * NotEnoughDataError when not even the first is whole.
   */
  read(buffer: Buffer, start: number, token: number): number {
    const rowsBefore = this.#rows;
    // What is copied begins with a token, which for the first row may no longer be in the buffer.
    const base = this.#length + 1 - start;
    let at = this.#endOfRow(buffer, start, token);
    if (at > buffer.length) {
      need(new DataView(buffer.buffer, buffer.byteOffset, buffer.length), at);
    }
    this.#endRow(at + base);
    for (let next = buffer[at]; next === ROW || next === NBC_ROW; next = buffer[at]) {
      const end = this.#endOfRow(buffer, at + 1, next);
      if (end > buffer.length) {
        break;
      }
      at = end;
      this.#endRow(at + base);
    }
    if (this.discarding) {
      this.#rows = rowsBefore;
    } else {
      this.#copy(buffer, start, at, token);
    }
    return at;
  }

  /** Where a row ends; beyond the end of the buffer, when it is not whole: then at least so many bytes are needed. */
  #endOfRow(buffer: Buffer, start: number, token: number): number {
    const end = buffer.length;
    const lengths = this.#lengths;
    if (token === ROW) {
      let at = start;
      for (let index = 0; index < lengths.length && at <= end; index++) {
        const length = lengths[index];
        at = length === undefined ? at : skipCell(length, buffer, at);
      }
      return at;
    }
    let at = start + this.#bitmapBytes;
    for (let index = 0; index < lengths.length && at <= end; index++) {
      const length = lengths[index];
      const isNull = ((buffer[start + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0;
      at = length === undefined || isNull ? at : skipCell(length, buffer, at);
    }
    return at;
  }

  #endRow(end: number): void {
    if (this.#rows === this.#ends.length) {
      const grown = new Uint32Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[this.#rows++] = end;
  }

  #copy(buffer: Buffer, start: number, end: number, token: number): void {
    const needed = this.#length + 1 + end - start;
    if (needed > this.#bytes.length) {
      // No zeros are written before the rows are.
      const grown = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, needed));
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes[this.#length] = token;
    this.#bytes.set(buffer.subarray(start, end), this.#length + 1);
    this.#length = needed;
  }

  /** Gives away the rows read so far. */
  take(): RowBlock | undefined {
    if (this.#rows === 0) {
      return undefined;
    }
    const ends = this.#ends.slice(0, this.#rows);
    const few = this.#length < FULL_BYTES / 2;
    const bytes = few ? Uint8Array.prototype.slice.call(this.#bytes, 0, this.#length) : this.#bytes.subarray(0, this.#length);
    if (!few) {
      this.#bytes = Buffer.allocUnsafeSlow(0);
    }
    this.#length = 0;
    this.#rows = 0;
    return { bytes, ends };
  }
}

import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import type { RowBlock } from '../../core/ports';
import { BlockPool } from './blockPool';
import { cellLengths, skipCell } from './cellLength';
import type { CellLength } from './cellLength';
import { NBC_ROW, ROW } from './rowTokens';
import { SentRowReader } from './sentRowReader';

const FULL_BYTES = 128 * 1024;
/** Bytes that are looked at, at first, to find the end of a row that goes on. */
const FIRST_STEP = 2048;

/** For all results: a block that was written to a file takes the next rows. */
const pool = new BlockPool(FULL_BYTES + 32 * 1024, 16);

/**
 * Gathers the rows of one result exactly as the server sends them, each with its token before it: only the ends of the rows are looked for,
 * and the bytes of all rows of a packet are copied at once. `reader` turns them into JSON when somebody looks at them.
 */
export class SentRows {
  readonly reader: SentRowReader;
  readonly #lengths: readonly CellLength[];
  readonly #bitmapBytes: number;
  #bytes: Buffer = Buffer.alloc(0);
  /** Of the whole rows. */
  #length = 0;
  /** Bytes behind them of a row that goes on in the next packet. */
  #begun = 0;
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

  /** All bytes were taken, and the last row goes on in those that will come. */
  get isInsideRow(): boolean {
    return this.#begun > 0;
  }

  /**
   * Takes whole rows from `start` on: the rest of the row that was begun, or else a row whose token was before `start`, and those behind
   * it. Answers where it stopped; the end of the buffer, when it is inside a row.
   */
  read(buffer: Buffer, start: number, token: number): number {
    if (this.isInsideRow) {
      const end = this.#endBegun(buffer, start);
      return this.#begun > 0 ? end : this.#takeWhole(buffer, end);
    }
    const end = this.#endOfRow(buffer, start, token, buffer.length);
    if (end > buffer.length) {
      this.#begin(buffer, start, token);
      return buffer.length;
    }
    this.#append(buffer, start, end, token);
    if (!this.discarding) {
      this.#endRow(this.#length);
    }
    return this.#takeWhole(buffer, end);
  }

  /** Takes the beginning of the row whose token stands at `at`, which is not whole. Answers false when there is no such token. */
  beginRow(buffer: Buffer, at: number): boolean {
    const token = buffer[at];
    if (token !== ROW && token !== NBC_ROW) {
      return false;
    }
    this.#begin(buffer, at + 1, token);
    return true;
  }

  /** The whole rows whose tokens stand from `start` on; answers where they end. */
  #takeWhole(buffer: Buffer, start: number): number {
    const base = this.#length - start;
    const limit = buffer.length;
    let at = start;
    for (let token = buffer[at]; token === ROW || token === NBC_ROW; token = buffer[at]) {
      const end = this.#endOfRow(buffer, at + 1, token, limit);
      if (end > limit) {
        break;
      }
      at = end;
      if (!this.discarding) {
        this.#endRow(at + base);
      }
    }
    if (!this.discarding && at > start) {
      this.#reserve(at - start);
      buffer.copy(this.#bytes, this.#length, start, at);
      this.#length += at - start;
    }
    return at;
  }

  #begin(buffer: Buffer, start: number, token: number): void {
    const lengthBefore = this.#length;
    this.#append(buffer, start, buffer.length, token, true);
    this.#begun = this.#length - lengthBefore;
    this.#length = lengthBefore;
  }

  /** Goes on with the row that was begun; answers where it ends, or the end of the buffer. */
  #endBegun(buffer: Buffer, start: number): number {
    const rowStart = this.#length;
    let taken = start;
    for (let step = FIRST_STEP; taken < buffer.length; step *= 2) {
      const next = Math.min(buffer.length, taken + step);
      this.#reserve(this.#begun + next - taken);
      buffer.copy(this.#bytes, rowStart + this.#begun, taken, next);
      const before = this.#begun;
      const filled = rowStart + before + next - taken;
      const end = this.#endOfRow(this.#bytes, rowStart + 1, this.#bytes[rowStart] ?? 0, filled);
      if (end <= filled) {
        this.#begun = 0;
        if (!this.discarding) {
          this.#length = end;
          this.#endRow(end);
        }
        return taken + end - rowStart - before;
      }
      this.#begun = filled - rowStart;
      taken = next;
    }
    return taken;
  }

  /** Where a row ends; beyond `limit`, when it is not whole. */
  #endOfRow(buffer: Buffer, start: number, token: number, limit: number): number {
    const lengths = this.#lengths;
    const hasBitmap = token === NBC_ROW;
    let at = hasBitmap ? start + this.#bitmapBytes : start;
    for (let index = 0; index < lengths.length && at <= limit; index++) {
      const length = lengths[index];
      const isNull = hasBitmap && ((buffer[start + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0;
      if (length !== undefined && !isNull) {
        at = skipCell(length, buffer, at, limit);
      }
    }
    return at;
  }

  #append(buffer: Buffer, start: number, end: number, token: number, always = false): void {
    if (this.discarding && !always) {
      return;
    }
    this.#reserve(1 + end - start);
    this.#bytes[this.#length] = token;
    buffer.copy(this.#bytes, this.#length + 1, start, end);
    this.#length += 1 + end - start;
  }

  #endRow(end: number): void {
    if (this.#rows === this.#ends.length) {
      const grown = new Uint32Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[this.#rows++] = end;
  }

  /** Makes room for so many bytes behind the whole rows. */
  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed > this.#bytes.length) {
      const larger = pool.take(this.#bytes.length === 0 ? needed : Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length + this.#begun);
      pool.giveBack(this.#bytes);
      this.#bytes = larger;
    }
  }

  /** Gives away the whole rows read so far; undefined: there are none. */
  take(): RowBlock | undefined {
    if (this.#rows === 0) {
      return undefined;
    }
    const ends = this.#ends.slice(0, this.#rows);
    const bytes = this.#bytes;
    const length = this.#length;
    this.#rows = 0;
    this.#length = 0;
    if (length < FULL_BYTES / 2) {
      const copy = new Uint8Array(bytes.subarray(0, length));
      bytes.copyWithin(0, length, length + this.#begun);
      return { bytes: copy, ends };
    }
    this.#bytes = pool.take(this.#begun);
    bytes.copy(this.#bytes, 0, length, length + this.#begun);
    const release = (): void => {
      pool.giveBack(bytes);
    };
    return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, length), ends, release };
  }
}

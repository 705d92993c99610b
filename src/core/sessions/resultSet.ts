import type { ResultColumn, RowBlock, RowsAsSent } from '../ports';
import { LargeRow } from './largeRow';
import { RowSegment } from './rowSegment';
import type { RowStorage } from './rowStorage';

/** A segment is full at this many bytes or rows: large blocks for the file, small steps for a reader. */
const fullBytes = 128 * 1024;
const fullRows = 8192;

/** Rows that are read from the file at once, in bytes. */
const windowBytes = 256 * 1024;

/** A row as it is read: its JSON array in UTF-8, or where to read it in parts. */
export type StoredRow = Uint8Array | LargeRow;

/** One result set: its columns, and its rows as they came, any of them at the same cost. */
export class ResultSet {
  readonly #storage: RowStorage;
  readonly #asSent: RowsAsSent | undefined;
  readonly #parts: (RowSegment | LargeRow)[] = [];
  #open: RowSegment | undefined;
  /** A row that came in pieces and has not ended; nobody sees it before. */
  #unfinished: LargeRow | undefined;
  #rowCount = 0;
  #byteCount = 0;
  #complete = false;

  /** `asSent`: the rows come as the server sent them, and it reads them. They come whole. */
  constructor(
    readonly columns: readonly ResultColumn[],
    storage: RowStorage,
    asSent?: RowsAsSent,
  ) {
    this.#storage = storage;
    this.#asSent = asSent;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  get byteCount(): number {
    return this.#byteCount;
  }

  /** Bytes of a row that has not ended yet. */
  get unfinishedBytes(): number {
    return this.#unfinished?.byteLength ?? 0;
  }

  /** No more rows will come. */
  get complete(): boolean {
    return this.#complete;
  }

  /** The promise, when there is one, asks the sender to wait. Rejects when the rows cannot be stored. */
  append(block: RowBlock): void | Promise<void> {
    let { bytes, ends } = block;
    let wait: void | Promise<void> = undefined;
    if (this.#unfinished !== undefined) {
      const end = ends[0] ?? bytes.byteLength;
      wait = this.#unfinished.append(bytes.subarray(0, end));
      if (ends.length === 0) {
        return wait;
      }
      this.#endLargeRow(this.#unfinished);
      bytes = bytes.subarray(end);
      ends = ends.subarray(1).map((each) => each - end);
    }
    const whole = ends.at(-1) ?? 0;
    if (ends.length > 0) {
      wait = both(wait, this.#appendRows({ ...block, bytes: bytes.subarray(0, whole), ends }));
    }
    if (whole < bytes.byteLength) {
      wait = both(wait, this.#closeSegment());
      this.#unfinished = new LargeRow(this.#rowCount, this.#storage);
      wait = both(wait, this.#unfinished.append(bytes.subarray(whole)));
    }
    return wait;
  }

  /** No more rows will come: stores what is still open. A row that has not ended is none. */
  finish(): void | Promise<void> {
    this.#complete = true;
    this.#unfinished = undefined;
    return this.#closeSegment();
  }

  #appendRows(block: RowBlock): void | Promise<void> {
    let segment = this.#open;
    if (segment === undefined) {
      segment = new RowSegment(this.#rowCount);
      this.#open = segment;
      this.#parts.push(segment);
    }
    segment.add(block);
    this.#rowCount += block.ends.length;
    this.#byteCount += block.bytes.byteLength;
    if (segment.byteCount >= fullBytes || segment.rowCount >= fullRows) {
      return this.#closeSegment();
    }
  }

  #closeSegment(): void | Promise<void> {
    const segment = this.#open;
    this.#open = undefined;
    return segment === undefined ? undefined : this.#storage.keep(segment);
  }

  #endLargeRow(row: LargeRow): void {
    this.#unfinished = undefined;
    this.#parts.push(row);
    this.#rowCount += 1;
    this.#byteCount += row.byteLength;
  }

  /**
   * The rows from `offset` on, at most `limit`, each a JSON array in UTF-8; only those that are here when it is called.
   * Throws SprocketError `unsupported` for a row that is too large to be one text.
   */
  async *rows(offset: number, limit: number): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const row of this.storedRows(offset, limit)) {
      yield row instanceof LargeRow ? await row.whole() : row;
    }
  }

  /** The same for who can read a large row in parts. */
  async *storedRows(offset: number, limit: number): AsyncGenerator<StoredRow, void, undefined> {
    const end = Math.min(this.#rowCount, offset + limit);
    for (let index = this.#partOf(offset), row = offset; row < end; index += 1) {
      const part = this.#parts[index];
      if (part === undefined) {
        return;
      }
      if (part instanceof LargeRow) {
        yield part;
        row += 1;
        continue;
      }
      const last = Math.min(end, part.firstRow + part.rowCount);
      while (row < last) {
        // A segment may move to the file between two rows.
        if (part.position === undefined) {
          yield this.#asJson(part.row(row - part.firstRow));
          row += 1;
        } else {
          yield* this.#spilledRows(part, part.position, row - part.firstRow, last - part.firstRow);
          row = last;
        }
      }
    }
  }

  async *#spilledRows(segment: RowSegment, position: number, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    const firstEnd = Math.max(0, from - 1);
    const raw = await this.#storage.read(position + segment.byteCount + firstEnd * 4, (to - firstEnd) * 4);
    const ends = new Uint32Array(raw.buffer);
    const endOf = (row: number): number => (row < 0 ? 0 : (ends[row - firstEnd] ?? 0));
    for (let row = from; row < to;) {
      const start = endOf(row - 1);
      let next = row + 1;
      while (next < to && endOf(next) - start <= windowBytes) {
        next += 1;
      }
      const bytes = await this.#storage.read(position + start, endOf(next - 1) - start);
      for (; row < next; row += 1) {
        yield this.#asJson(bytes.subarray(endOf(row - 1) - start, endOf(row) - start));
      }
    }
  }

  #asJson(row: Uint8Array): Uint8Array {
    return this.#asSent === undefined ? row : this.#asSent.toJson(row);
  }

  /** Index of the part that holds a row. */
  #partOf(row: number): number {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#parts[middle]?.firstRow ?? 0) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

/** Settles when both have; rejects when one does. */
function both(first: void | Promise<void>, second: void | Promise<void>): void | Promise<void> {
  if (first === undefined || second === undefined) {
    return first ?? second;
  }
  return Promise.all([first, second]).then(() => undefined);
}

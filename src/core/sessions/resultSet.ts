import type { ResultColumn, RowBlock } from '../ports';
import { RowSegment } from './rowSegment';
import type { RowStorage } from './rowStorage';

/** A segment is full at this many bytes or rows: large blocks for the file, small steps for a reader. */
const fullBytes = 256 * 1024;
const fullRows = 8192;

/** Rows that are read from the file at once, in bytes. */
const windowBytes = 256 * 1024;

/** One result set: its columns, and its rows as they came, any of them at the same cost. */
export class ResultSet {
  readonly #storage: RowStorage;
  readonly #segments: RowSegment[] = [];
  #open: RowSegment | undefined;
  #rowCount = 0;
  #byteCount = 0;
  #complete = false;

  constructor(
    readonly columns: readonly ResultColumn[],
    storage: RowStorage,
  ) {
    this.#storage = storage;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  get byteCount(): number {
    return this.#byteCount;
  }

  /** No more rows will come. */
  get complete(): boolean {
    return this.#complete;
  }

  /** The promise, when there is one, asks the sender to wait. Rejects when the rows cannot be stored. */
  append(block: RowBlock): void | Promise<void> {
    if (block.ends.length === 0) {
      return;
    }
    let segment = this.#open;
    if (segment === undefined) {
      segment = new RowSegment(this.#rowCount);
      this.#open = segment;
      this.#segments.push(segment);
    }
    segment.add(block);
    this.#rowCount += block.ends.length;
    this.#byteCount += block.bytes.byteLength;
    if (segment.byteCount >= fullBytes || segment.rowCount >= fullRows) {
      this.#open = undefined;
      return this.#storage.keep(segment);
    }
  }

  /** No more rows will come: stores what is still open. */
  finish(): void | Promise<void> {
    this.#complete = true;
    const segment = this.#open;
    this.#open = undefined;
    return segment === undefined ? undefined : this.#storage.keep(segment);
  }

  /** The rows from `offset` on, at most `limit`, each a JSON array in UTF-8; only those that are here when it is called. */
  async *rows(offset: number, limit: number): AsyncGenerator<Uint8Array, void, undefined> {
    const end = Math.min(this.#rowCount, offset + limit);
    for (let index = this.#segmentOf(offset), row = offset; row < end; index += 1) {
      const segment = this.#segments[index];
      if (segment === undefined) {
        return;
      }
      const last = Math.min(end, segment.firstRow + segment.rowCount);
      while (row < last) {
        // A segment may move to the file between two rows.
        if (segment.position === undefined) {
          yield segment.row(row - segment.firstRow);
          row += 1;
        } else {
          yield* this.#spilledRows(segment, segment.position, row - segment.firstRow, last - segment.firstRow);
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
        yield bytes.subarray(endOf(row - 1) - start, endOf(row) - start);
      }
    }
  }

  /** Index of the segment that holds a row. */
  #segmentOf(row: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#segments[middle]?.firstRow ?? 0) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}

import { constants } from 'node:buffer';
import { SprocketError } from '../errors';
import type { CellSpans } from './cellSpans';
import { findCells } from './cellSpans';
import type { RowStorage, StoredBytes } from './rowStorage';

/** A piece of a large row: in memory, or in the spill file. */
class RowPiece implements StoredBytes {
  #bytes: Uint8Array;
  #position: number | undefined;
  readonly length: number;

  constructor(bytes: Uint8Array) {
    // A few bytes must not keep a large buffer alive.
    this.#bytes = bytes.buffer.byteLength > bytes.byteLength * 2 + 1024 ? bytes.slice() : bytes;
    this.length = bytes.byteLength;
  }

  seal(): number {
    return this.length;
  }

  get content(): readonly Uint8Array[] {
    return [this.#bytes];
  }

  spilled(position: number): void {
    this.#position = position;
    this.#bytes = new Uint8Array(0);
  }

  read(storage: RowStorage, start: number, end: number): Uint8Array | Promise<Uint8Array> {
    return this.#position === undefined ? this.#bytes.subarray(start, end) : storage.read(this.#position + start, end - start);
  }
}

/** A row that came in pieces because it is large. */
export class LargeRow {
  readonly #storage: RowStorage;
  readonly #pieces: RowPiece[] = [];
  readonly #starts: number[] = [];
  #cells: Promise<CellSpans> | undefined;
  byteLength = 0;

  constructor(
    /** Its number in the result set. */
    readonly firstRow: number,
    storage: RowStorage,
  ) {
    this.#storage = storage;
  }

  /** As `RowStorage.keep`. */
  append(bytes: Uint8Array): void | Promise<void> {
    if (bytes.byteLength === 0) {
      return;
    }
    const piece = new RowPiece(bytes);
    this.#pieces.push(piece);
    this.#starts.push(this.byteLength);
    this.byteLength += bytes.byteLength;
    return this.#storage.keep(piece);
  }

  /** Some bytes from `start` on, at least one and at most `most`; none at the end. */
  async read(start: number, most: number): Promise<Uint8Array> {
    const index = this.#pieceAt(start);
    const piece = this.#pieces[index];
    if (piece === undefined) {
      return new Uint8Array(0);
    }
    const from = start - (this.#starts[index] ?? 0);
    return await piece.read(this.#storage, from, Math.min(piece.length, from + most));
  }

  /** All bytes. Throws SprocketError `unsupported` when they could not be one text. */
  async whole(): Promise<Uint8Array> {
    if (this.byteLength > constants.MAX_STRING_LENGTH) {
      throw new SprocketError(
        'unsupported',
        `Row ${String(this.firstRow)} has ${String(this.byteLength)} bytes, too many to be read as one.`,
        {
          nextStep: 'Read its cells one by one, in parts.',
        },
      );
    }
    const bytes = new Uint8Array(this.byteLength);
    for (let position = 0; position < bytes.byteLength;) {
      const part = await this.read(position, bytes.byteLength - position);
      bytes.set(part, position);
      position += part.byteLength;
    }
    return bytes;
  }

  /** Where the cells lie. The first time the row is read through. */
  cells(): Promise<CellSpans> {
    this.#cells ??= findCells(this).catch((error: unknown) => {
      this.#cells = undefined;
      throw error;
    });
    return this.#cells;
  }

  #pieceAt(position: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = this.#starts[middle] ?? 0;
      if (start + (this.#pieces[middle]?.length ?? 0) <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import type { RowBlock } from '../../core/ports';
import type { CellReader } from './cellReader';
import { need, writeNull } from './cellReader';
import { columnReader } from './columnReader';
import { isPartiallyLengthPrefixed } from './columnType';
import { JsonWriter } from './jsonWriter';
import { PlpCell } from './plpCell';
import { splitTextReader } from './splitText';

const BLOCK_BYTES = 64 * 1024;
/** A row that grows beyond this is given away in pieces, so that a value of any size takes little memory. */
const PIECE_BYTES = 1024 * 1024;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;

/** Encodes rows of the wire as JSON arrays, one behind the other, and gives them away in blocks. */
export class RowEncoder {
  readonly #out = new JsonWriter();
  #ends = new Uint32Array(1024);
  #rows = 0;
  #columns: readonly ColumnMetadata[] | undefined;
  #cells: readonly (CellReader | PlpCell)[] = [];
  #splitText = false;
  /** The text that is split over rows has begun. */
  #textBegun = false;
  /** The next column of the row that is being read; -1: between rows. */
  #column = -1;
  #nullBitmap: Uint8Array | undefined;
  /** How far the reading came; what lies before need not be read again. */
  position = 0;
  /** Rows are read and forgotten. */
  discarding = false;

  /** Takes the columns of a new result. The rows of the last one must have been taken. */
  begin(columns: readonly ColumnMetadata[]): void {
    const split = splitTextReader(columns);
    this.#columns = columns;
    this.#splitText = split !== undefined;
    this.#textBegun = false;
    this.#column = -1;
    this.#cells =
      split === undefined
        ? columns.map((column) => (isPartiallyLengthPrefixed(column) ? new PlpCell(column, false) : columnReader(column)))
        : [split];
  }

  isFor(columns: readonly ColumnMetadata[]): boolean {
    return this.#columns === columns;
  }

  /** Whether a block is worth giving away. */
  get full(): boolean {
    return this.#out.length >= (this.#rows > 0 ? BLOCK_BYTES : PIECE_BYTES);
  }

  /** Bytes of the row that is being read. */
  get #unfinished(): number {
    return this.#out.length - this.#lastEnd();
  }

  /** The bytes ran out inside a row that nobody wants: what came of it is forgotten. */
  dropUnfinished(): void {
    this.#out.length = this.#lastEnd();
  }

  /**
   * Reads one row from `at`, or goes on with the one that was begun. `nullBitmap`: the row has one before it (NBCROW, MS-TDS 2.2.7.14).
   * Throws NotEnoughDataError; then `position` says from where to go on.
   */
  readRow(view: DataView, at: number, nullBitmap: boolean): void {
    this.position = at;
    const out = this.#out;
    if (this.#column < 0) {
      this.#nullBitmap = nullBitmap ? this.#readBitmap(view, at) : undefined;
      if (!this.#splitText) {
        out.byte(OPEN);
      } else if (!this.#textBegun) {
        this.#textBegun = true;
        out.ascii('["');
      }
      this.#column = 0;
    }
    const cells = this.#cells;
    const bitmap = this.#nullBitmap;
    while (this.#column < cells.length) {
      const index = this.#column;
      if (bitmap !== undefined && ((bitmap[index >> 3] ?? 0) & (1 << (index & 7))) !== 0) {
        if (!this.#splitText) {
          writeNull(out);
        }
      } else {
        this.#readCell(cells[index], view);
      }
      this.#column = index + 1;
      if (this.#column < cells.length) {
        out.byte(COMMA);
      }
    }
    this.#column = -1;
    if (!this.#splitText) {
      out.byte(CLOSE);
      this.#endRow();
    }
  }

  #readCell(cell: CellReader | PlpCell | undefined, view: DataView): void {
    if (typeof cell === 'function') {
      this.position = cell(view, this.position, this.#out);
    } else if (cell !== undefined) {
      try {
        cell.read(view, this.position, this.#out);
      } finally {
        this.position = cell.position;
      }
    }
  }

  #readBitmap(view: DataView, at: number): Uint8Array {
    const end = at + Math.ceil(this.#cells.length / 8);
    need(view, end);
    this.position = end;
    return new Uint8Array(view.buffer, view.byteOffset + at, end - at).slice();
  }

  #lastEnd(): number {
    return this.#rows === 0 ? 0 : (this.#ends[this.#rows - 1] ?? 0);
  }

  #endRow(): void {
    if (this.discarding) {
      this.#out.length = this.#lastEnd();
      return;
    }
    if (this.#rows === this.#ends.length) {
      const grown = new Uint32Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[this.#rows++] = this.#out.length;
  }

  /** The result ended: a text that was split over rows becomes one row now. */
  endResult(): void {
    if (this.#splitText && this.#textBegun) {
      this.#out.endText();
      this.#out.ascii('"]');
      this.#endRow();
    }
    this.#columns = undefined;
    this.#splitText = false;
    this.#textBegun = false;
  }

  /**
   * Gives away the whole rows read so far, and behind them what came of a row that has grown large. undefined: there is nothing to give.
   */
  take(): RowBlock | undefined {
    const large = this.#unfinished >= PIECE_BYTES;
    if (this.#rows === 0 && !large) {
      return undefined;
    }
    const ends = this.#ends.slice(0, this.#rows);
    const bytes = this.#out.take(large ? this.#out.length : this.#lastEnd());
    this.#rows = 0;
    return { bytes, ends };
  }
}

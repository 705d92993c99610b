import type { ColumnMetadata } from 'tedious/lib/token/colmetadata-token-parser';
import type { RowsAsSent } from '../../core/ports';
import type { CellReader } from './cellReader';
import { writeNull } from './cellReader';
import { columnReader } from './columnReader';
import { JsonWriter } from './jsonWriter';
import { NBC_ROW } from './rowTokens';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const COMMA = 0x2c;

/** One for all: a row is written in one go. */
const out = new JsonWriter();

/** Writes rows that were kept as the server sent them. */
export class SentRowReader implements RowsAsSent {
  readonly #cells: readonly CellReader[];

  /** Throws SprocketError `unsupported` for a type that cannot be read. */
  constructor(columns: readonly ColumnMetadata[]) {
    this.#cells = columns.map(columnReader);
  }

  toJson(row: Uint8Array): Uint8Array {
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
    const hasBitmap = row[0] === NBC_ROW;
    let at = hasBitmap ? 1 + Math.ceil(this.#cells.length / 8) : 1;
    out.length = 0;
    out.byte(OPEN);
    for (const [index, cell] of this.#cells.entries()) {
      if (index > 0) {
        out.byte(COMMA);
      }
      if (hasBitmap && ((row[1 + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0) {
        writeNull(out);
      } else {
        at = cell(view, at, out);
      }
    }
    out.byte(CLOSE);
    return out.take(out.length);
  }
}

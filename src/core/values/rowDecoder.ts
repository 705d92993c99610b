import type { RowBlock } from '../ports';
import { decodeRow } from './cellEncoding';
import type { CellRow } from './cellEncoding';

/** Puts the rows of a result together from its blocks, also those that came in pieces. For results that fit into memory. */
export class RowDecoder {
  /** Of a row that goes on in the next block. */
  #begun: Uint8Array[] = [];

  /** A new result begins. */
  begin(): void {
    this.#begun = [];
  }

  /** The bytes of the rows that end in the block. */
  split({ bytes, ends }: RowBlock): Uint8Array[] {
    let start = 0;
    const rows = Array.from(ends, (end) => {
      const row = Buffer.concat([...this.#begun, bytes.subarray(start, end)]);
      this.#begun = [];
      start = end;
      return row;
    });
    if (start < bytes.byteLength) {
      this.#begun.push(bytes.slice(start));
    }
    return rows;
  }

  /** The rows that end in the block. */
  decode(block: RowBlock): CellRow[] {
    return this.split(block).map(decodeRow);
  }
}

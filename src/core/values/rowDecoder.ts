import type { RowBlock, RowsAsSent } from '../ports';
import { decodeRow } from './cellEncoding';
import type { CellRow } from './cellEncoding';

/** Puts the rows of a result together from its blocks, also those that came in pieces. For results that fit into memory. */
export class RowDecoder {
  /** Of a row that goes on in the next block. */
  #begun: Uint8Array[] = [];
  #asSent: RowsAsSent | undefined;

  /** A new result begins; with `asSent` its rows come as the server sends them. */
  begin(asSent?: RowsAsSent): void {
    this.#begun = [];
    this.#asSent = asSent;
  }

  /** The rows that end in the block, as JSON. */
  split({ bytes, ends }: RowBlock): Uint8Array[] {
    let start = 0;
    const rows = Array.from(ends, (end) => {
      const row = Buffer.concat([...this.#begun, bytes.subarray(start, end)]);
      this.#begun = [];
      start = end;
      return this.#asSent === undefined ? row : this.#asSent.toJson(row);
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

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
  split(block: RowBlock): Uint8Array[] {
    return Array.from(this.#rows(block), (row) => new Uint8Array(row));
  }

  /** The rows that end in the block. */
  decode(block: RowBlock): CellRow[] {
    return Array.from(this.#rows(block), decodeRow);
  }

  /** The rows that end in the block, as JSON; they may lie in it. */
  *#rows({ bytes, ends }: RowBlock): Generator<Uint8Array> {
    let start = 0;
    for (const end of ends) {
      const rest = bytes.subarray(start, end);
      const row = this.#begun.length === 0 ? rest : Buffer.concat([...this.#begun, rest]);
      this.#begun = [];
      start = end;
      yield this.#asSent === undefined ? row : this.#asSent.toJson(row);
    }
    if (start < bytes.byteLength) {
      this.#begun.push(bytes.slice(start));
    }
  }
}

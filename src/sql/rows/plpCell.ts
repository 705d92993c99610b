import type { Metadata } from 'tedious/lib/metadata-parser';
import { SprocketError } from '../../core/errors';
import { need, writeNull } from './cellReader';
import type { JsonWriter } from './jsonWriter';
import type { TextDecoder } from './textCells';
import { isMultiByte, textDecoder } from './textCells';

const NULL_LENGTH = 0xffff_ffff_ffff_ffffn;
const UNKNOWN_LENGTH = 0xffff_ffff_ffff_fffen;
const BYTE_ORDER_MARK = 0xfeff;

type Kind = 'utf16' | 'xml' | 'text' | 'gathered' | 'binary';

/**
 * Reads a partially length-prefixed value (MS-TDS 2.2.5.2.3) as it arrives, writing each piece at once. Only text whose characters may be cut
 * between pieces is gathered first.
 */
export class PlpCell {
  readonly #kind: Kind;
  readonly #decode: TextDecoder | undefined;
  readonly #joined: boolean;
  #expected: bigint | undefined;
  #received = 0;
  #chunkRemaining = 0;
  /** The first byte of a code unit that was cut between two pieces; -1: none. */
  #half = -1;
  #gathered: Uint8Array[] = [];

  /** `joined`: neither quotes nor NULL are written, for text that goes on in the next row. */
  constructor(metadata: Metadata, joined: boolean) {
    this.#joined = joined;
    const name = metadata.type.name;
    if (name === 'VarChar') {
      this.#kind = isMultiByte(metadata.collation) ? 'gathered' : 'text';
      this.#decode = textDecoder(metadata.collation);
    } else {
      this.#kind = name === 'NVarChar' ? 'utf16' : name === 'Xml' ? 'xml' : 'binary';
    }
  }

  /** Reads on from `at` as far as the bytes go. Throws NotEnoughDataError; `position` then says how far it came. */
  read(view: DataView, at: number, out: JsonWriter): number {
    this.position = at;
    if (this.#expected === undefined) {
      need(view, at + 8);
      this.#expected = view.getBigUint64(at, true);
      this.position = at + 8;
      this.#begin(out);
    }
    if (this.#expected === NULL_LENGTH) {
      this.#reset();
      return this.position;
    }
    for (;;) {
      if (this.#chunkRemaining === 0) {
        need(view, this.position + 4);
        this.#chunkRemaining = view.getUint32(this.position, true);
        this.position += 4;
        if (this.#chunkRemaining === 0) {
          break;
        }
      }
      const start = this.position;
      need(view, start + 1);
      const end = Math.min(start + this.#chunkRemaining, view.byteLength);
      this.#piece(view, start, end, out);
      this.#received += end - start;
      this.#chunkRemaining -= end - start;
      this.position = end;
    }
    if (this.#expected !== UNKNOWN_LENGTH && BigInt(this.#received) !== this.#expected) {
      throw new SprocketError('internal', 'The server sent a large value of another length than it announced.');
    }
    this.#finish(out);
    this.#reset();
    return this.position;
  }

  position = 0;

  #begin(out: JsonWriter): void {
    if (this.#joined) {
      return;
    }
    if (this.#expected === NULL_LENGTH) {
      writeNull(out);
    } else if (this.#kind === 'binary') {
      out.ascii('"0x');
    } else {
      out.quote();
    }
  }

  #piece(view: DataView, start: number, end: number, out: JsonWriter): void {
    switch (this.#kind) {
      case 'binary':
        out.hex(view, start, end);
        return;
      case 'text':
        this.#decode?.(view, start, end, out);
        return;
      case 'gathered':
        this.#gathered.push(new Uint8Array(view.buffer, view.byteOffset + start, end - start).slice());
        return;
      case 'utf16':
      case 'xml':
        this.#utf16(view, start, end, out);
    }
  }

  #utf16(view: DataView, start: number, end: number, out: JsonWriter): void {
    let at = start;
    if (this.#half >= 0) {
      this.#unit(this.#half | (view.getUint8(at) << 8), out);
      this.#half = -1;
      at++;
    } else if (this.#kind === 'xml' && this.#received === 0 && end - at >= 2) {
      this.#unit(view.getUint16(at, true), out);
      at += 2;
    }
    const whole = at + ((end - at) & ~1);
    out.utf16(view, at, whole);
    if (whole < end) {
      this.#half = view.getUint8(whole);
    }
  }

  #unit(code: number, out: JsonWriter): void {
    // A byte order mark before a document is not a part of it (MS-TDS 2.2.5.5.3).
    if (this.#kind !== 'xml' || this.#received > 1 || code !== BYTE_ORDER_MARK) {
      out.codeUnit(code);
    }
  }

  #finish(out: JsonWriter): void {
    if (this.#kind === 'gathered') {
      const bytes = Buffer.concat(this.#gathered);
      this.#decode?.(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length, out);
    }
    if (!this.#joined) {
      out.endText();
      out.quote();
    }
  }

  #reset(): void {
    this.#expected = undefined;
    this.#received = 0;
    this.#chunkRemaining = 0;
    this.#half = -1;
    this.#gathered = [];
  }
}

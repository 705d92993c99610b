import { constants } from 'node:buffer';
import { SprocketError } from '../../core/errors';

/** Most results are small, and a block of full size costs more than to read them. */
const INITIAL_BYTES = 4 * 1024;
const BLOCK_BYTES = 72 * 1024;
/** A row is read as one text, and its values are texts again: together no more than Node takes in one. */
const MOST_BYTES = Math.floor(constants.MAX_STRING_LENGTH / 2);
const HEX = Uint8Array.from('0123456789ABCDEF', (character) => character.charCodeAt(0));

/** 0: stands for itself inside a JSON string; 1: as \u00XX; else the letter behind the backslash. */
const ESCAPES = new Uint8Array(128);
ESCAPES.fill(1, 0, 0x20);
for (const [character, letter] of [
  ['"', '"'],
  ['\\', '\\'],
  ['\b', 'b'],
  ['\f', 'f'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
] as const) {
  ESCAPES[character.charCodeAt(0)] = letter.charCodeAt(0);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const BILLION = 1_000_000_000;

/** Writes JSON text in UTF-8 into a growing block of bytes, without strings in between. */
export class JsonWriter {
  bytes: Uint8Array = new Uint8Array(INITIAL_BYTES);
  length = 0;
  readonly #most: number;
  /** The first half of a surrogate pair whose second half has not come yet; 0: none. */
  #high = 0;

  /** `most`: the bytes that it may hold at once. */
  constructor(most = MOST_BYTES) {
    this.#most = most;
  }

  /** Makes room for `count` more bytes. Throws SprocketError `unsupported` for a row that nobody could read. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed > this.bytes.length) {
      if (needed > this.#most) {
        throw rowTooLarge(this.#most);
      }
      const grown = new Uint8Array(Math.min(this.#most, Math.max(needed, this.bytes.length * 2)));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
  }

  /** Gives the first `length` bytes away and goes on with what lies behind them. */
  take(length: number): Uint8Array {
    const taken = this.bytes;
    const rest = taken.subarray(length, this.length);
    if (taken.length < BLOCK_BYTES || (length < BLOCK_BYTES / 2 && taken.length === BLOCK_BYTES)) {
      const copy = taken.slice(0, length);
      taken.copyWithin(0, length, this.length);
      this.length = rest.length;
      return copy;
    }
    this.bytes = new Uint8Array(Math.max(BLOCK_BYTES, rest.length * 2));
    this.bytes.set(rest);
    this.length = rest.length;
    return taken.subarray(0, length);
  }

  /** One byte of ASCII. */
  byte(code: number): void {
    this.reserve(1);
    this.bytes[this.length++] = code;
  }

  /** Text that is ASCII and needs no escapes. */
  ascii(text: string): void {
    const count = text.length;
    this.reserve(count);
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < count; index++) {
      bytes[at++] = text.charCodeAt(index);
    }
    this.length = at;
  }

  /** A whole number between -2^53 and 2^53. */
  integer(value: number): void {
    if (value < 0) {
      this.byte(MINUS);
      this.digits(-value, 1);
    } else {
      this.digits(value, 1);
    }
  }

  /** A whole number from 0 to 2^53 with at least `minimum` digits (at most 20). */
  digits(value: number, minimum: number): void {
    this.reserve(20);
    if (value >= BILLION) {
      const high = Math.floor(value / BILLION);
      this.#small(high, minimum - 9);
      this.#small(value - high * BILLION, 9);
    } else {
      this.#small(value, minimum);
    }
  }

  #small(value: number, minimum: number): void {
    let count = 1;
    for (let limit = 10; count < 10 && value >= limit; limit *= 10) {
      count++;
    }
    if (count < minimum) {
      count = minimum;
    }
    const { bytes } = this;
    const start = this.length;
    let rest = value | 0;
    for (let at = start + count - 1; at >= start; at--) {
      const next = (rest / 10) | 0;
      bytes[at] = ZERO + rest - next * 10;
      rest = next;
    }
    this.length = start + count;
  }

  /** Two digits of a number below 100. The caller has reserved. */
  pair(value: number): void {
    const tens = (value * 103) >> 10;
    this.bytes[this.length++] = ZERO + tens;
    this.bytes[this.length++] = ZERO + value - tens * 10;
  }

  /** One byte of ASCII. The caller has reserved. */
  put(code: number): void {
    this.bytes[this.length++] = code;
  }

  /** The two upper-case hexadecimal digits of a byte. The caller has reserved. */
  hexByte(value: number): void {
    this.bytes[this.length++] = HEX[value >> 4] ?? 0;
    this.bytes[this.length++] = HEX[value & 15] ?? 0;
  }

  /** Upper-case hexadecimal digits of a range of bytes. */
  hex(view: DataView, start: number, end: number): void {
    this.reserve((end - start) * 2);
    for (let at = start; at < end; at++) {
      this.hexByte(view.getUint8(at));
    }
  }

  /** Characters of UTF-16 LE, escaped for a JSON string. A pair may be cut between two calls: `endText` must follow the last. */
  utf16(view: DataView, start: number, end: number): void {
    this.reserve((end - start) * 3 + 6);
    for (let at = start; at < end; at += 2) {
      const code = view.getUint16(at, true);
      if (code < 0x80 && this.#high === 0 && ESCAPES[code] === 0) {
        this.bytes[this.length++] = code;
      } else {
        this.#codeUnit(code);
      }
    }
  }

  /** One code unit of UTF-16, escaped for a JSON string. `endText` must follow the last. */
  codeUnit(code: number): void {
    this.reserve(12);
    this.#codeUnit(code);
  }

  /** The characters of a string, escaped for a JSON string. */
  text(text: string): void {
    this.reserve(text.length * 6 + 6);
    for (let index = 0; index < text.length; index++) {
      this.#codeUnit(text.charCodeAt(index));
    }
    this.endText();
  }

  /** Ends a text: half a surrogate pair that was left over is written as an escape. */
  endText(): void {
    if (this.#high !== 0) {
      this.reserve(6);
      const high = this.#high;
      this.#high = 0;
      this.#escape(high);
    }
  }

  #codeUnit(code: number): void {
    const high = this.#high;
    if (high !== 0) {
      this.#high = 0;
      if (code >= 0xdc00 && code <= 0xdfff) {
        const point = 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00);
        const { bytes } = this;
        bytes[this.length++] = 0xf0 | (point >> 18);
        bytes[this.length++] = 0x80 | ((point >> 12) & 0x3f);
        bytes[this.length++] = 0x80 | ((point >> 6) & 0x3f);
        bytes[this.length++] = 0x80 | (point & 0x3f);
        return;
      }
      this.#escape(high);
    }
    if (code < 0x80) {
      this.#ascii(code);
    } else if (code < 0x800) {
      this.bytes[this.length++] = 0xc0 | (code >> 6);
      this.bytes[this.length++] = 0x80 | (code & 0x3f);
    } else if (code >= 0xd800 && code <= 0xdbff) {
      this.#high = code;
    } else if (code >= 0xdc00 && code <= 0xdfff) {
      this.#escape(code);
    } else {
      this.bytes[this.length++] = 0xe0 | (code >> 12);
      this.bytes[this.length++] = 0x80 | ((code >> 6) & 0x3f);
      this.bytes[this.length++] = 0x80 | (code & 0x3f);
    }
  }

  #ascii(code: number): void {
    const escape = ESCAPES[code] ?? 0;
    if (escape === 0) {
      this.bytes[this.length++] = code;
    } else if (escape === 1) {
      this.#escape(code);
    } else {
      this.bytes[this.length++] = BACKSLASH;
      this.bytes[this.length++] = escape;
    }
  }

  #escape(code: number): void {
    this.bytes[this.length++] = BACKSLASH;
    this.bytes[this.length++] = 0x75;
    this.hexByte(code >> 8);
    this.hexByte(code & 0xff);
  }

  quote(): void {
    this.byte(QUOTE);
  }
}

function rowTooLarge(most: number): SprocketError {
  return new SprocketError(
    'unsupported',
    `The server sent a row of more than ${String(Math.floor(most / 1024 ** 2))} MB, which cannot be read.`,
    {
      expected: 'rows whose values fit into that, written as JSON',
      nextStep: 'Read the large value in pieces with SUBSTRING, or leave it out.',
    },
  );
}

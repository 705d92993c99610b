import { readUInt8 } from 'tedious/lib/token/helpers';
import type { JsonWriter } from './jsonWriter';

/**
 * Reads one value that starts at `at`, writes it as JSON and answers where the next value starts. Throws NotEnoughDataError, before
 * anything is written, when the bytes end inside the value; it is then called again with the same start.
 */
export type CellReader = (view: DataView, at: number, out: JsonWriter) => number;

const NOTHING = Buffer.alloc(0);

/** Asserts that the bytes up to `end` have arrived. */
export function need(view: DataView, end: number): void {
  if (end > view.byteLength) {
    throwNotEnough(end);
  }
}

/** Throws NotEnoughDataError: the bytes up to `end` are needed. */
export function throwNotEnough(end: number): void {
  // The driver's own helper throws what the driver's parser understands: it names the bytes that are missing.
  readUInt8(NOTHING, end - 1);
}

const LETTER_N = 0x6e;
const LETTER_U = 0x75;
const LETTER_L = 0x6c;

/** `null` */
export function writeNull(out: JsonWriter): void {
  out.reserve(4);
  const { bytes } = out;
  bytes[out.length++] = LETTER_N;
  bytes[out.length++] = LETTER_U;
  bytes[out.length++] = LETTER_L;
  bytes[out.length++] = LETTER_L;
}

import type { JsonWriter } from './jsonWriter';

/** binary and its sisters: `"0x…"` in upper-case hexadecimal digits. */
export function hexCell(view: DataView, at: number, length: number, out: JsonWriter): void {
  out.ascii('"0x');
  out.hex(view, at, at + length);
  out.quote();
}

/** The order in which the 16 bytes of a uniqueidentifier are read as text (RFC 4122 with the first three fields little-endian); -1: a dash. */
const ORDER = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15] as const;
const DASH = 0x2d;

/** uniqueidentifier in upper case. */
export function uniqueIdentifierCell(view: DataView, at: number, out: JsonWriter): void {
  out.reserve(38);
  out.quote();
  for (const index of ORDER) {
    if (index < 0) {
      out.bytes[out.length++] = DASH;
    } else {
      out.hexByte(view.getUint8(at + index));
    }
  }
  out.quote();
}

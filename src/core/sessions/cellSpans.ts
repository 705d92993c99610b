import type { CellValue } from '../values/cellEncoding';

/** Bytes that can be read in parts. */
export interface ByteSource {
  /** Some bytes from `start` on, at least one and at most `most`; none at the end. */
  read(start: number, most: number): Promise<Uint8Array>;
}

/** Where one cell of an encoded row lies. */
export interface CellSpan {
  /** First byte; of a text the one behind the quote. */
  readonly start: number;
  /** Behind the last byte; of a text the quote. */
  readonly end: number;
  /** UTF-16 units of a text; undefined: not a text. */
  readonly length: number | undefined;
  /** Places within a text, some hundred kilobytes apart: UTF-16 units before them, and where they are. */
  readonly marks: readonly { readonly units: number; readonly position: number }[];
}

export type CellSpans = readonly CellSpan[];

const windowBytes = 256 * 1024;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const letterU = 0x75;

/** UTF-16 units that a character of UTF-8 has, counted at its first byte; `special` for a quote and a backslash. */
const special = 0xff;
const unitsOf = Uint8Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? 1 : byte < 0xc0 ? 0 : byte < 0xf0 ? 1 : 2));
unitsOf[quote] = special;
unitsOf[backslash] = special;

/** Reads an encoded row through, in small parts, and notes where its cells lie. */
export async function findCells(source: ByteSource): Promise<CellSpans> {
  const cells: CellSpan[] = [];
  let start = -1;
  let inText = false;
  /** Bytes of an escape that are still to come; -1: the letter that tells how many. */
  let escape = 0;
  let units = 0;
  let marks: { units: number; position: number }[] = [];
  for (let position = 0; ;) {
    const bytes = await source.read(position, windowBytes);
    if (bytes.byteLength === 0) {
      return cells;
    }
    if (inText && escape === 0) {
      const first = bytes.findIndex((byte) => (byte & 0xc0) !== 0x80);
      if (first !== -1) {
        marks.push({ units, position: position + first });
      }
    }
    for (let index = 0; index < bytes.byteLength; index += 1) {
      const byte = bytes[index] ?? 0;
      if (!inText) {
        if (byte === quote) {
          inText = true;
          start = position + index + 1;
          units = 0;
          marks = [{ units: 0, position: start }];
        } else if (byte === comma || byte === closeBracket) {
          if (start >= 0) {
            cells.push({ start, end: position + index, length: undefined, marks: [] });
          }
          start = -1;
        } else if (byte !== openBracket && start < 0) {
          start = position + index;
        }
      } else if (escape > 0) {
        escape -= 1;
      } else if (escape < 0) {
        escape = byte === letterU ? 4 : 0;
      } else if (byte === quote) {
        cells.push({ start, end: position + index, length: units, marks });
        inText = false;
        start = -1;
      } else if (byte === backslash) {
        escape = -1;
        units += 1;
      } else {
        // Nearly all bytes of a large row are read here.
        let step = unitsOf[byte] ?? special;
        while (step !== special) {
          units += step;
          index += 1;
          step = unitsOf[bytes[index] ?? quote] ?? special;
        }
        index -= 1;
      }
    }
    position += bytes.byteLength;
  }
}

/** A value that is not a text. */
export async function readPlainCell(source: ByteSource, span: CellSpan): Promise<CellValue> {
  const value: unknown = JSON.parse(decode(await readRange(source, span.start, span.end)));
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** UTF-16 units of a text from `offset` on, at most `most`. */
export async function readTextCell(source: ByteSource, span: CellSpan, offset: number, most: number): Promise<string> {
  const mark = span.marks.findLast(({ units }) => units <= offset) ?? { units: 0, position: span.start };
  // A unit takes six bytes at most, as \uXXXX.
  const end = Math.min(span.end, mark.position + (offset - mark.units + most) * 6);
  const bytes = await readRange(source, mark.position, end);
  const text: unknown = JSON.parse(`"${decode(bytes.subarray(0, wholeCharacters(bytes)))}"`);
  return typeof text === 'string' ? text.slice(offset - mark.units, offset - mark.units + most) : '';
}

async function readRange(source: ByteSource, start: number, end: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let position = start; position < end;) {
    const part = await source.read(position, end - position);
    if (part.byteLength === 0) {
      break;
    }
    parts.push(part);
    position += part.byteLength;
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

/** How many bytes of an encoded text end with a whole character or escape. */
function wholeCharacters(bytes: Uint8Array): number {
  let end = 0;
  for (let index = 0; index < bytes.byteLength;) {
    const byte = bytes[index] ?? 0;
    index += byte === backslash ? (bytes[index + 1] === letterU ? 6 : 2) : byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    if (index <= bytes.byteLength) {
      end = index;
    }
  }
  return end;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

import { TYPES } from 'tedious';
import type { Collation } from 'tedious/lib/collation';
import Parser from 'tedious/lib/token/stream-parser';
import { PLPReader } from 'tedious/lib/value-parser';
import type { JsonWriter } from './jsonWriter';

/** Writes characters of a code page, escaped for a JSON string. */
export type TextDecoder = (view: DataView, start: number, end: number, out: JsonWriter) => void;

const decoders = new Map<string, TextDecoder>();

/** The decoder of a collation's code page, as the driver knows it (`CP1252`, `utf-8`). Without one: UTF-8, as the driver has it. */
export function textDecoder(collation: Collation | undefined): TextDecoder {
  const name = codepageOf(collation);
  const known = decoders.get(name);
  if (known !== undefined) {
    return known;
  }
  const decoder =
    collation === undefined || name === 'utf-8'
      ? decodeUtf8
      : isMultiByte(collation)
        ? multiByteDecoder(collation)
        : singleByteDecoder(collation);
  decoders.set(name, decoder);
  return decoder;
}

/** Whether characters may be cut when the bytes of a value come in pieces. */
export function isMultiByte(collation: Collation | undefined): boolean {
  return /^(utf-8|CP932|CP936|CP949|CP950)$/.test(codepageOf(collation));
}

function codepageOf(collation: Collation | undefined): string {
  return collation?.codepage ?? 'utf-8';
}

/** Where the ASCII at the beginning ends; it is written on the way. */
function copyAscii(view: DataView, start: number, end: number, out: JsonWriter): number {
  out.reserve((end - start) * 6);
  let at = start;
  for (; at < end; at++) {
    const code = view.getUint8(at);
    if (code >= 0x80) {
      break;
    }
    out.codeUnit(code);
  }
  return at;
}

function bytesOf(view: DataView, start: number, end: number): Buffer {
  return Buffer.from(view.buffer, view.byteOffset + start, end - start);
}

function decodeUtf8(view: DataView, start: number, end: number, out: JsonWriter): void {
  const at = copyAscii(view, start, end, out);
  if (at < end) {
    out.text(bytesOf(view, at, end).toString('utf8'));
  }
}

function multiByteDecoder(collation: Collation): TextDecoder {
  return (view, start, end, out) => {
    const at = copyAscii(view, start, end, out);
    if (at < end) {
      out.text(decodeByDriver(bytesOf(view, at, end), collation));
    }
  };
}

function singleByteDecoder(collation: Collation): TextDecoder {
  const table = Uint16Array.from({ length: 256 }, (_, code) => {
    const unit = code < 0x80 ? code : decodeByDriver(Buffer.of(code), collation).charCodeAt(0);
    // Windows maps the few unassigned codes from 0x80 to 0x9F to the control characters of the same number.
    return unit === 0xfffd && code < 0xa0 ? code : unit;
  });
  return (view, start, end, out) => {
    out.reserve((end - start) * 6);
    for (let at = start; at < end; at++) {
      out.codeUnit(table[view.getUint8(at)] ?? 0xfffd);
    }
  };
}

/** Lets the driver's own reader of varchar(max) decode, which knows every code page. */
function decodeByDriver(bytes: Buffer, collation: Collation): string {
  const framed = Buffer.alloc(8 + 4 + bytes.length + 4);
  framed.writeBigUInt64LE(BigInt(bytes.length), 0);
  framed.writeUInt32LE(bytes.length, 8);
  bytes.copy(framed, 12);
  const parser = new Parser({
    useUTC: true,
    lowerCaseGuids: false,
    tdsVersion: '7_4',
    useColumnNames: false,
    columnNameReplacer: undefined,
    camelCaseColumns: false,
  });
  parser.buffer = framed;
  const reader = new PLPReader({
    userType: 0,
    flags: 0,
    type: TYPES.VarChar,
    collation,
    precision: undefined,
    scale: undefined,
    dataLength: 0xffff,
    schema: undefined,
    udtInfo: undefined,
  });
  const value = reader.read(parser);
  return typeof value === 'string' ? value : '';
}

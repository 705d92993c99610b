import type { Collation } from 'tedious/lib/collation';
import type { JsonWriter } from './jsonWriter';
import { writeBigInt, writeBit, writeFloat, writeMoney, writeReal, writeSmallMoney } from './numberCells';
import { writeDateTime, writeSmallDateTime } from './temporalCells';
import { textDecoder } from './textCells';

/** Writes a value of `length` bytes that has arrived as a whole. */
export type CellWriter = (view: DataView, at: number, length: number, out: JsonWriter) => void;

/** int and its sisters of 1, 2, 4 and 8 bytes. */
export function writeInteger(view: DataView, at: number, length: number, out: JsonWriter): void {
  if (length === 4) {
    out.integer(view.getInt32(at, true));
  } else if (length === 8) {
    writeBigInt(view, at, out);
  } else {
    out.integer(length === 1 ? view.getUint8(at) : view.getInt16(at, true));
  }
}

/** bit */
export function writeBitCell(view: DataView, at: number, _length: number, out: JsonWriter): void {
  writeBit(view.getUint8(at), out);
}

/** real of 4 and float of 8 bytes. */
export function writeFloatCell(view: DataView, at: number, length: number, out: JsonWriter): void {
  if (length === 4) {
    writeReal(view.getFloat32(at, true), out);
  } else {
    writeFloat(view.getFloat64(at, true), out);
  }
}

/** smallmoney of 4 and money of 8 bytes. */
export function writeMoneyCell(view: DataView, at: number, length: number, out: JsonWriter): void {
  if (length === 4) {
    writeSmallMoney(view.getInt32(at, true), out);
  } else {
    writeMoney(view, at, out);
  }
}

/** smalldatetime of 4 and datetime of 8 bytes. */
export function writeDateTimeCell(view: DataView, at: number, length: number, out: JsonWriter): void {
  if (length === 4) {
    writeSmallDateTime(view, at, out);
  } else {
    writeDateTime(view, at, out);
  }
}

/** Text of a code page as a JSON string. */
export function textWriter(collation: Collation | undefined): CellWriter {
  const decode = textDecoder(collation);
  return (view, at, length, out) => {
    out.quote();
    decode(view, at, at + length, out);
    out.endText();
    out.quote();
  };
}

/** Text of UTF-16 as a JSON string. */
export function writeUtf16(view: DataView, at: number, length: number, out: JsonWriter): void {
  out.quote();
  out.utf16(view, at, at + length);
  out.endText();
  out.quote();
}

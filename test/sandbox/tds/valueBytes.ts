import type { DateTime, Decimal } from '../values/sqlValue';
import type { ByteReader } from './byteReader';
import type { ByteWriter } from './byteWriter';
import { ProtocolError } from './protocolError';
import { daysTo1900, timeBytes } from './wireTypes';

/** The bytes of single values, without their lengths (MS-TDS 2.2.5.5). */

const low64 = 0xffff_ffff_ffff_ffffn;

/** Brings a decimal to a scale; digits beyond it are never dropped silently. */
export function unscaledAt(value: Decimal, scale: number): bigint {
  if (value.scale === scale) return value.unscaled;
  if (value.scale < scale) return value.unscaled * 10n ** BigInt(scale - value.scale);
  const divisor = 10n ** BigInt(value.scale - scale);
  if (value.unscaled % divisor !== 0n)
    throw new RangeError(`A decimal of scale ${String(value.scale)} does not fit scale ${String(scale)}.`);
  return value.unscaled / divisor;
}

/** Sign byte (1 is positive), then the magnitude. */
export function writeDecimal(writer: ByteWriter, unscaled: bigint, size: 4 | 8 | 12 | 16): void {
  const small = Number(unscaled);
  if (Number.isSafeInteger(small) && (size > 4 || Math.abs(small) <= 0xffff_ffff)) {
    writer.uint8(small < 0 ? 0 : 1);
    if (size === 4) {
      writer.uint32(Math.abs(small));
      return;
    }
    writer.integer64(Math.abs(small));
    for (let rest = 8; rest < size; rest += 4) writer.uint32(0);
    return;
  }
  const negative = unscaled < 0n;
  const magnitude = negative ? -unscaled : unscaled;
  if (magnitude >> BigInt(size * 8) !== 0n) throw new RangeError('A decimal does not fit the precision of its column.');
  writer.uint8(negative ? 0 : 1);
  if (size === 4) {
    writer.uint32(Number(magnitude));
    return;
  }
  writer.uint64(magnitude & low64);
  if (size === 12) writer.uint32(Number(magnitude >> 64n));
  if (size === 16) writer.uint64(magnitude >> 64n);
}

/** Reads a sign byte and `length - 1` bytes of magnitude. */
export function readDecimal(reader: ByteReader, length: number, scale: number): Decimal {
  const sign = reader.uint8();
  const bytes = reader.bytes(length - 1);
  let magnitude = 0n;
  for (let index = bytes.length - 1; index >= 0; index--) magnitude = (magnitude << 8n) | BigInt(bytes[index] ?? 0);
  return { kind: 'decimal', unscaled: sign === 0 ? -magnitude : magnitude, scale };
}

/** money: the high half comes first. */
export function writeMoney(writer: ByteWriter, unscaled: bigint): void {
  const small = Number(unscaled);
  if (Number.isSafeInteger(small)) {
    const high = Math.floor(small / 0x1_0000_0000);
    writer.uint32(high);
    writer.uint32(small - high * 0x1_0000_0000);
    return;
  }
  writer.uint32(Number(BigInt.asIntN(32, unscaled >> 32n)));
  writer.uint32(Number(unscaled & 0xffff_ffffn));
}

export function readMoney(reader: ByteReader): Decimal {
  const high = BigInt(reader.int32());
  return { kind: 'decimal', unscaled: (high << 32n) | BigInt(reader.uint32()), scale: 4 };
}

/** datetime: days since 1900 and three-hundredths of a second. */
export function writeDatetime(writer: ByteWriter, value: DateTime): void {
  const units = Math.round((value.ticks * 3) / 100_000);
  // The last instants of a day round up into the next one, as the product rounds.
  const carry = units === 25_920_000;
  writer.uint32(value.days - daysTo1900 + (carry ? 1 : 0));
  writer.uint32(carry ? 0 : units);
}

/** The three-hundredths come as the milliseconds that the engine keeps them as: .000, .003 or .007. */
export function readDatetime(reader: ByteReader): DateTime {
  const days = reader.int32() + daysTo1900;
  return { kind: 'datetime', days, ticks: Math.round((reader.uint32() * 10) / 3) * 10_000 };
}

/** smalldatetime: days since 1900 and minutes. */
export function writeSmalldatetime(writer: ByteWriter, value: DateTime): void {
  writer.uint16(value.days - daysTo1900);
  writer.uint16(Math.round(value.ticks / 600_000_000));
}

export function readSmalldatetime(reader: ByteReader): DateTime {
  return { kind: 'datetime', days: reader.uint16() + daysTo1900, ticks: reader.uint16() * 600_000_000 };
}

const unitTicks = [10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1] as const;

/** time of a scale: units of 10^-scale seconds since midnight. */
export function writeTime(writer: ByteWriter, ticks: number, scale: number): void {
  writer.unsigned(Math.floor(ticks / (unitTicks[scale] ?? 1)), timeBytes(scale));
}

export function readTime(reader: ByteReader, length: number, scale: number): number {
  const ticks = reader.unsigned(length) * (unitTicks[scale] ?? 1);
  if (ticks >= 864_000_000_000) throw new ProtocolError('A time lies beyond midnight.');
  return ticks;
}

export function writeDate(writer: ByteWriter, days: number): void {
  writer.unsigned(days, 3);
}

/** datetimeoffset: time and date in UTC, then the offset in minutes. */
export function writeDatetimeoffset(writer: ByteWriter, value: DateTime, scale: number): void {
  writeTime(writer, value.ticks, scale);
  writeDate(writer, value.days);
  writer.uint16(value.offset ?? 0);
}

const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** Where the two digits of each byte stand in the text, in the order of the bytes on the wire. */
const guidDigits = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34] as const;

/** The first three groups are little-endian. */
export function writeGuid(writer: ByteWriter, value: string): void {
  if (value.length !== 36) throw new RangeError('A uniqueidentifier must have 36 characters.');
  for (const position of guidDigits) {
    writer.uint8((hexDigit(value.charCodeAt(position)) << 4) | hexDigit(value.charCodeAt(position + 1)));
  }
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  if (letter >= 0x61 && letter <= 0x66) return letter - 0x57;
  throw new RangeError('A uniqueidentifier has a character that is no hexadecimal digit.');
}

export function readGuid(reader: ByteReader): string {
  const bytes = reader.bytes(16);
  const hex = guidOrder.map((index) => (bytes[index] ?? 0).toString(16).padStart(2, '0').toUpperCase()).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

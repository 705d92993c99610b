import { baseDay, dateTime, datetimeUnits, isDateTimeValue, ticksPerMinute } from './dateTime';
import { decimal, isDecimalValue } from './decimal';
import type { DateTime, Decimal, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';

/** The big-endian number in the last `size` bytes; a shorter value is filled with zeros on the left. */
export function bytesToInteger(bytes: Uint8Array, size: number, signed: boolean): bigint {
  let value = 0n;
  for (const byte of bytes.subarray(Math.max(0, bytes.length - size))) value = (value << 8n) | BigInt(byte);
  return signed ? BigInt.asIntN(size * 8, value) : value;
}

/** Big-endian two's complement. */
function integerToBytes(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = BigInt.asUintN(size * 8, value);
  for (let index = size - 1; index >= 0; index--) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** As `integerToBytes`, for an integer of at most 32 bits. */
function smallToBytes(value: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = value;
  for (let index = size - 1; index >= 0; index--) {
    bytes[index] = rest;
    rest >>= 8;
  }
  return bytes;
}

function littleEndian(value: bigint, size: number): Uint8Array {
  return integerToBytes(value, size).reverse();
}

function readLittleEndian(bytes: Uint8Array): bigint {
  return bytesToInteger(Uint8Array.from(bytes).reverse(), bytes.length, false);
}

/** Precision, scale, a zero, the sign (1: not negative), then the digits as a little-endian number of 4, 8, 12 or 16 bytes. */
function decimalToBytes(value: Decimal, precision: number): Uint8Array {
  const size = precision <= 9 ? 4 : precision <= 19 ? 8 : precision <= 28 ? 12 : 16;
  const magnitude = value.unscaled < 0n ? -value.unscaled : value.unscaled;
  const needed = size < 16 && magnitude >= 1n << BigInt(size * 8) ? 16 : size;
  return Uint8Array.of(precision, value.scale, 0, value.unscaled < 0n ? 0 : 1, ...littleEndian(magnitude, needed));
}

/** Reads what `decimalToBytes` wrote, or undefined when it is not of that form. */
export function bytesToDecimal(bytes: Uint8Array): Decimal | undefined {
  const [precision = 0, scale = 0, , sign = 0] = bytes;
  if (bytes.length < 5 || precision < 1 || precision > 38 || scale > precision) return undefined;
  const magnitude = readLittleEndian(bytes.subarray(4));
  return decimal(sign === 0 ? -magnitude : magnitude, scale);
}

/** 16 bytes in storage order: the first three groups little-endian. */
function guidToBytes(text: string): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(text.replaceAll('-', ''), 'hex'));
  return Uint8Array.of(...swapGuid(bytes));
}

/** The upper-case text of 16 bytes in storage order; a shorter value is filled with zeros on the right. */
export function bytesToGuid(bytes: Uint8Array): string {
  let text = '';
  for (const index of guidOrder) {
    text += hexPairs[bytes[index] ?? 0] ?? '';
    if (text.length === 8 || text.length === 13 || text.length === 18 || text.length === 23) text += '-';
  }
  return text;
}

/** Where the bytes of the text stand in storage. */
const guidOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase());

function swapGuid(bytes: Uint8Array): number[] {
  return guidOrder.map((index) => bytes[index] ?? 0);
}

function timeSize(scale: number): number {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}

function timeBytes(ticks: number, scale: number): Uint8Array {
  return littleEndian(BigInt(Math.floor(ticks / 10 ** (7 - scale))), timeSize(scale));
}

function dateTimeToBytes(value: DateTime, type: SqlType): Uint8Array {
  const scale = type.scale ?? 7;
  const days = littleEndian(BigInt(value.days), 3);
  switch (type.name) {
    case 'date':
      return days;
    case 'time':
      return Uint8Array.of(scale, ...timeBytes(value.ticks, scale));
    case 'datetime2':
      return Uint8Array.of(scale, ...timeBytes(value.ticks, scale), ...days);
    case 'datetimeoffset':
      return Uint8Array.of(scale, ...timeBytes(value.ticks, scale), ...days, ...littleEndian(BigInt(value.offset ?? 0), 2));
    case 'smalldatetime':
      return Uint8Array.of(
        ...integerToBytes(BigInt(value.days - baseDay), 2),
        ...integerToBytes(BigInt(Math.floor(value.ticks / ticksPerMinute)), 2),
      );
    default:
      return Uint8Array.of(...integerToBytes(BigInt(value.days - baseDay), 4), ...integerToBytes(BigInt(datetimeUnits(value)), 4));
  }
}

/** Reads the storage form of a date or time type, or undefined when the bytes are not of that form. */
export function bytesToDateTime(bytes: Uint8Array, type: SqlType): DateTime | undefined {
  if (type.name === 'datetime' || type.name === 'smalldatetime') {
    const half = type.name === 'datetime' ? 4 : 2;
    const days = Number(bytesToInteger(bytes.subarray(0, Math.max(0, bytes.length - half)), half, half === 4));
    const clock = Number(bytesToInteger(bytes, half, false));
    const ticks = half === 4 ? Math.round((clock * 10) / 3) * 10_000 : clock * ticksPerMinute;
    return dateTime(baseDay + days, ticks);
  }
  if (type.name === 'date') return bytes.length < 3 ? undefined : dateTime(Number(readLittleEndian(bytes.subarray(0, 3))), 0);
  const scale = bytes[0] ?? 8;
  const size = scale > 7 ? 0 : timeSize(scale);
  const tail = type.name === 'time' ? 0 : type.name === 'datetime2' ? 3 : 5;
  if (size === 0 || bytes.length < 1 + size + tail) return undefined;
  const ticks = Number(readLittleEndian(bytes.subarray(1, 1 + size))) * 10 ** (7 - scale);
  if (tail === 0) return dateTime(0, ticks);
  const days = Number(readLittleEndian(bytes.subarray(1 + size, 4 + size)));
  if (tail === 3) return dateTime(days, ticks);
  return dateTime(days, ticks, Number(BigInt.asIntN(16, readLittleEndian(bytes.subarray(4 + size, 6 + size)))));
}

/** The bytes of a number, date or uniqueidentifier in the order that a conversion to varbinary gives; text is not taken. */
export function toStorageBytes(value: SqlValue, type: SqlType): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'bigint') return integerToBytes(value, 8);
  if (typeof value === 'number') {
    switch (type.name) {
      case 'bit':
      case 'tinyint':
        return smallToBytes(value, 1);
      case 'smallint':
        return smallToBytes(value, 2);
      case 'int':
        return smallToBytes(value, 4);
      default:
        return floatBytes(value, type);
    }
  }
  if (isDecimalValue(value)) {
    if (type.name === 'money') return integerToBytes(value.unscaled, 8);
    if (type.name === 'smallmoney') return integerToBytes(value.unscaled, 4);
    return decimalToBytes(value, type.precision ?? 18);
  }
  if (isDateTimeValue(value)) return dateTimeToBytes(value, type);
  if (typeof value === 'string' && type.name === 'uniqueidentifier') return guidToBytes(value);
  return undefined;
}

function floatBytes(value: number, type: SqlType): Uint8Array {
  const bytes = Buffer.alloc(type.name === 'real' ? 4 : 8);
  if (type.name === 'real') bytes.writeFloatBE(value);
  else bytes.writeDoubleBE(value);
  return Uint8Array.from(bytes);
}

import { decimalText, isDecimalValue, rescale } from './decimal';
import { isDateTimeValue } from './dateTime';
import { dateTimeText } from './dateTimeText';
import { decodeText } from './codePage';
import { collationOf } from './collation';
import type { Decimal, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';
import { isMoney } from './types';
import { invalidStyle } from './valueErrors';

/**
 * The text that T-SQL gives when it converts a value to varchar or nvarchar, not yet cut to a length.
 * `style` as in CONVERT; binary without a style is read as text of the default code page (use `binaryText` for others).
 * NULL gives an empty string. Throws SqlError 281 for a style that the type does not have.
 */
export function toText(value: SqlValue, type: SqlType, style?: number): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') {
    if (type.name === 'float' || type.name === 'real') return floatText(value, style, type);
    return String(value);
  }
  if (value instanceof Uint8Array) return binaryText(value, style ?? 0, collationOf(type.collation).codePage);
  if (isDecimalValue(value)) return isMoney(type) ? moneyText(value, style, type) : decimalText(rescale(value, type.scale ?? value.scale));
  if (isDateTimeValue(value)) return dateTimeText(value, type, style);
  if (value.kind === 'variant') return toText(value.value, value.type, style);
  return '';
}

/** Style 0: the bytes as text of the code page; 1: `0x` and hexadecimal digits; 2: the digits alone. */
export function binaryText(value: Uint8Array, style: number, codePage: number): string {
  if (style === 0) return codePage === utf16CodePage ? decodeUtf16(value) : decodeText(value, codePage);
  return (style === 1 ? '0x' : '') + hexadecimal(value);
}

/** Stands for UTF-16LE, as Windows numbers it. */
export const utf16CodePage = 1200;

/** UTF-16LE bytes as text; an odd last byte is the low half of a character. */
export function decodeUtf16(value: Uint8Array): string {
  const bytes = value.length % 2 === 0 ? Buffer.from(value) : Buffer.concat([value, Buffer.of(0)]);
  return bytes.toString('utf16le');
}

/** Upper-case digits without a prefix. */
export function hexadecimal(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex').toUpperCase();
}

/**
 * A float or real. Style 0: at most six digits; 1: 8 digits; 2: 16 digits; 3: 17 digits (9 for real), the last three
 * always with an exponent. Exponents have three digits. Source: "CAST and CONVERT", float and real styles.
 */
function floatText(value: number, style: number | undefined, type: SqlType): string {
  switch (style ?? 0) {
    case 0:
      return shortFloat(value);
    case 1:
      return scientific(value, 7);
    case 2:
      return scientific(value, 15);
    case 3:
      return scientific(value, type.name === 'real' ? 8 : 16);
    case 126:
    case 128:
    case 129:
      return scientific(value, type.name === 'real' ? 8 : 16);
    default:
      throw invalidStyle(style ?? 0, type);
  }
}

function shortFloat(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential(5).split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) return withExponent(trimZeros(mantissa), exponent);
  return trimZeros(value.toFixed(5 - exponent));
}

function trimZeros(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

function scientific(value: number, fractionDigits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(fractionDigits).split('e');
  return withExponent(mantissa, Number(exponent));
}

function withExponent(mantissa: string, exponent: number): string {
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(3, '0')}`;
}

/** Style 0: two digits; 1: two digits and commas; 2 and 126: four digits. */
function moneyText(value: Decimal, style: number | undefined, type: SqlType): string {
  switch (style ?? 0) {
    case 0:
      return decimalText(rescale(value, 2));
    case 1:
      return decimalText(rescale(value, 2)).replace(/\B(?=(?:\d{3})+\.)/g, ',');
    case 2:
    case 126:
      return decimalText(rescale(value, 4));
    default:
      throw invalidStyle(style ?? 0, type);
  }
}

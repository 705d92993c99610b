import { SqlError } from '../engine/sqlError';
import { baseDay, datetimeUnits, isDateTimeValue } from './dateTime';
import {
  decimal,
  decimalToNumber,
  divideRounded,
  fitsPrecision,
  isDecimalValue,
  numberToDecimal,
  parseDecimal,
  powerOfTen,
  rescale,
  truncateDecimal,
} from './decimal';
import { bytesToInteger, bytesToDecimal } from './binaryForm';
import type { DateTime, Decimal, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';
import { isBinary, isCharacter, isDecimal, isFloat, isMoney } from './types';
import {
  conversionFailed,
  conversionOverflow,
  errorConverting,
  expressionOverflow,
  floatOverflow,
  smallIntegerOverflow,
} from './valueErrors';

/** Smallest and largest value of each integer type. */
export const integerLimits: Readonly<Record<string, readonly [minimum: number, maximum: number]>> = {
  bit: [0, 1],
  tinyint: [0, 255],
  smallint: [-32_768, 32_767],
  int: [-2_147_483_648, 2_147_483_647],
};
export const bigintMinimum = -(2n ** 63n);
export const bigintMaximum = 2n ** 63n - 1n;
/** Unscaled limits at scale 4. */
const moneyLimits: Readonly<Record<string, readonly [bigint, bigint]>> = {
  money: [bigintMinimum, bigintMaximum],
  smallmoney: [-(2n ** 31n), 2n ** 31n - 1n],
};
const unitsPerDay = 25_920_000;

/** Makes a function that converts non-null values of one type to a numeric type; the pair must be convertible. */
export function numberConverter(from: SqlType, to: SqlType): (value: SqlValue) => SqlValue {
  if (to.name === 'bit') return (value) => toBit(value, from, to);
  if (to.name === 'bigint') return (value) => (typeof value === 'number' && !isFloat(from) ? BigInt(value) : toBigint(value, from, to));
  if (isDecimal(to)) return (value) => toDecimal(value, from, to);
  if (isMoney(to)) return (value) => toMoney(value, from, to);
  if (to.name === 'float') return (value) => toFloat(value, from, to);
  if (to.name === 'real') return (value) => toReal(value, from, to);
  const [minimum, maximum] = integerLimits[to.name] ?? [0, 0];
  return (value) => {
    if (typeof value === 'number' && !isFloat(from)) {
      if (value >= minimum && value <= maximum) return value;
      throw integerOverflow(from, to, String(value));
    }
    return toSmallInteger(value, from, to, minimum, maximum);
  };
}

function integerOverflow(from: SqlType, to: SqlType, value: string): SqlError {
  return to.name === 'int' || from.name === 'bigint' ? expressionOverflow(to) : smallIntegerOverflow(to, value);
}

function toSmallInteger(value: SqlValue, from: SqlType, to: SqlType, minimum: number, maximum: number): number {
  if (typeof value === 'string') {
    const parsed = parseInteger(value);
    if (parsed === undefined) throw conversionFailed(from, value, to);
    if (parsed < minimum || parsed > maximum) throw textOverflow(from, value, to);
    return Number(parsed);
  }
  if (typeof value === 'number') {
    const whole = Math.trunc(value);
    if (whole < minimum || whole > maximum || Number.isNaN(whole)) throw floatOverflow(to, value);
    return whole + 0;
  }
  if (value instanceof Uint8Array) {
    const size = to.name === 'tinyint' ? 1 : to.name === 'smallint' ? 2 : 4;
    return Number(bytesToInteger(value, size, to.name !== 'tinyint'));
  }
  const whole = wholeNumber(value, from, to);
  if (whole < minimum || whole > maximum) {
    throw from.name === 'bigint' ? expressionOverflow(to) : conversionOverflow(from, to);
  }
  return Number(whole);
}

/** Decimals lose their fraction; money is rounded; dates count days since 1900-01-01, rounded. */
function wholeNumber(value: SqlValue, from: SqlType, to: SqlType): bigint {
  if (typeof value === 'bigint') return value;
  if (isDecimalValue(value)) return isMoney(from) ? divideRounded(value.unscaled, 10_000n) : truncateDecimal(value);
  if (isDateTimeValue(value)) return BigInt(Math.round(dayNumber(value)));
  throw errorConverting(from, to);
}

/** Days since 1900-01-01 with the time of day as a fraction. */
export function dayNumber(value: DateTime): number {
  return value.days - baseDay + datetimeUnits(value) / unitsPerDay;
}

function textOverflow(from: SqlType, text: string, to: SqlType): SqlError {
  if (to.name === 'int') return new SqlError(248, 16, 1, `The conversion of the ${from.name} value '${text}' overflowed an int column.`);
  return new SqlError(
    244,
    16,
    to.name === 'tinyint' ? 1 : 2,
    `The conversion of the ${from.name} value '${text}' overflowed an ${to.name === 'tinyint' ? 'INT1' : 'INT2'} column. Use a larger integer column.`,
  );
}

/** Digits with an optional sign; blank text is 0. */
function parseInteger(text: string): bigint | undefined {
  const match = /^\s*([+-]?)\s*(\d*)\s*$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', digits = ''] = match;
  const value = BigInt(digits);
  return sign === '-' ? -value : value;
}

function toBit(value: SqlValue, from: SqlType, to: SqlType): number {
  if (typeof value === 'number') return value === 0 ? 0 : 1;
  if (typeof value === 'bigint') return value === 0n ? 0 : 1;
  if (isDecimalValue(value)) return value.unscaled === 0n ? 0 : 1;
  if (typeof value === 'string') {
    const word = value.trim().toLowerCase();
    if (word === 'true') return 1;
    if (word === 'false') return 0;
    const parsed = parseInteger(value);
    if (parsed === undefined) throw conversionFailed(from, value, to);
    return parsed === 0n ? 0 : 1;
  }
  if (value instanceof Uint8Array) return (value.at(-1) ?? 0) === 0 ? 0 : 1;
  if (isDateTimeValue(value)) return dayNumber(value) === 0 ? 0 : 1;
  throw errorConverting(from, to);
}

function toBigint(value: SqlValue, from: SqlType, to: SqlType): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    const whole = Math.trunc(value);
    if (!(whole >= -(2 ** 63) && whole < 2 ** 63)) throw floatOverflow(to, value);
    return BigInt(whole);
  }
  if (value instanceof Uint8Array) return bytesToInteger(value, 8, true);
  let whole: bigint;
  if (typeof value === 'string') {
    const parsed = parseInteger(value);
    if (parsed === undefined) throw errorConverting(from, to);
    whole = parsed;
  } else whole = wholeNumber(value, from, to);
  if (whole < bigintMinimum || whole > bigintMaximum) throw isCharacter(from) ? expressionOverflow(to) : conversionOverflow(from, to);
  return whole;
}

/** Any number as an exact decimal of its own scale. */
export function exactDecimal(value: SqlValue): Decimal | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? decimal(BigInt(value), 0) : undefined;
  if (typeof value === 'bigint') return decimal(value, 0);
  return isDecimalValue(value) ? value : undefined;
}

function toDecimal(value: SqlValue, from: SqlType, to: SqlType): Decimal {
  const precision = to.precision ?? 18;
  const scale = to.scale ?? 0;
  const result = rescale(decimalOf(value, from, to, scale), scale);
  if (!fitsPrecision(result, precision)) throw conversionOverflow(from, to);
  return result;
}

function decimalOf(value: SqlValue, from: SqlType, to: SqlType, scale: number): Decimal {
  if (typeof value === 'number' && isFloat(from)) {
    if (!Number.isFinite(value) || Math.abs(value) >= 1e38) throw conversionOverflow(from, to);
    return numberToDecimal(value, scale);
  }
  if (typeof value === 'string') {
    const parsed = parseDecimal(value.trim());
    if (parsed === undefined) throw errorConverting(from, to);
    return parsed;
  }
  if (value instanceof Uint8Array) {
    const parsed = bytesToDecimal(value);
    if (parsed === undefined) throw errorConverting(from, to);
    return parsed;
  }
  if (isDateTimeValue(value)) {
    const units = BigInt(value.days - baseDay) * BigInt(unitsPerDay) + BigInt(datetimeUnits(value));
    return decimal(divideRounded(units * powerOfTen(scale), BigInt(unitsPerDay)), scale);
  }
  const exact = exactDecimal(value);
  if (exact === undefined) throw errorConverting(from, to);
  return exact;
}

function toMoney(value: SqlValue, from: SqlType, to: SqlType): Decimal {
  const result = rescale(moneyOf(value, from, to), 4);
  const [minimum, maximum] = moneyLimits[to.name] ?? [0n, 0n];
  if (result.unscaled < minimum || result.unscaled > maximum) {
    throw isBinary(from) || isCharacter(from) || isDecimal(from) || isFloat(from) ? conversionOverflow(from, to) : expressionOverflow(to);
  }
  return result;
}

function moneyOf(value: SqlValue, from: SqlType, to: SqlType): Decimal {
  if (typeof value === 'string') {
    const digits = value
      .trim()
      .replace(/^([+-]?)\s*\p{Sc}?\s*([+-]?)\s*/u, '$1$2')
      .replaceAll(',', '');
    const parsed = /^[+-]?$/.test(digits) ? decimal(0n, 0) : parseDecimal(digits);
    if (parsed === undefined) {
      throw new SqlError(235, 16, 0, `Cannot convert a char value to ${to.name}. The char value has incorrect syntax.`);
    }
    return parsed;
  }
  if (value instanceof Uint8Array) return decimal(bytesToInteger(value, to.name === 'money' ? 8 : 4, true), 4);
  return decimalOf(value, from, to, 4);
}

function toFloat(value: SqlValue, from: SqlType, to: SqlType): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (isDecimalValue(value)) return decimalToNumber(value);
  if (isDateTimeValue(value)) return dayNumber(value);
  if (typeof value === 'string') {
    const text = value.trim();
    if (text === '') return 0;
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+)?$/.test(text)) throw errorConverting(from, to);
    const parsed = Number(text.replace(/d/i, 'e'));
    if (!Number.isFinite(parsed)) throw floatOverflowText(from, to, text);
    return parsed;
  }
  throw errorConverting(from, to);
}

function floatOverflowText(from: SqlType, to: SqlType, text: string): SqlError {
  return new SqlError(232, 16, 2, `Arithmetic overflow error for type ${from.name === to.name ? to.name : from.name}, value = ${text}.`);
}

function toReal(value: SqlValue, from: SqlType, to: SqlType): number {
  const double = toFloat(value, from, to);
  const rounded = Math.fround(double);
  if (!Number.isFinite(rounded)) throw floatOverflow(to, double);
  return rounded;
}

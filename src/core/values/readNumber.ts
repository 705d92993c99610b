import { scaledInteger } from './exactNumber';
import type { ExactValue, Unfit } from './exactValue';

type Given = string | number | boolean;

/** A double keeps this many digits of any decimal number; with more of them in its text, the number that was written may have had others. */
const DIGITS_OF_DOUBLE = 15;
const SMALLEST_FLOAT = 2.225_073_858_507_201_4e-308;
/** 2^-126. */
const SMALLEST_REAL = 2 ** -126;

export function readBit(value: Given): ExactValue | Unfit {
  const text = String(value).trim().toLowerCase();
  if (text === '1' || text === 'true') {
    return { kind: 'bit', value: true };
  }
  return text === '0' || text === 'false'
    ? { kind: 'bit', value: false }
    : { reason: 'is neither true nor false', expected: 'true, false, 1 or 0' };
}

export function readInteger(value: Given, minimum: bigint, maximum: bigint): ExactValue | Unfit {
  const expected = `a whole number from ${String(minimum)} to ${String(maximum)}`;
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { reason: 'is beyond 2^53, where a JSON number has lost digits', expected: `${expected}, as a string` };
  }
  const text = numberText(value);
  if (text === undefined) {
    return { reason: 'is no number', expected };
  }
  const integer = scaledInteger(text, 0);
  if (integer === undefined) {
    return { reason: scaledInteger(text, 400) === undefined ? 'is no number' : 'is no whole number', expected };
  }
  return integer < minimum || integer > maximum ? { reason: 'is out of range', expected } : { kind: 'scaled', value: integer, scale: 0 };
}

export function readDecimal(value: Given, precision: number, scale: number): ExactValue | Unfit {
  const before = precision - scale;
  const expected = `a number of at most ${digits(before)} before and ${digits(scale)} behind the point, as a string to be exact`;
  const scaled = readScaled(value, scale, expected);
  if (typeof scaled !== 'bigint') {
    return scaled;
  }
  const limit = 10n ** BigInt(precision);
  return scaled >= limit || scaled <= -limit
    ? { reason: `has more than ${digits(before)} before the point`, expected }
    : { kind: 'scaled', value: scaled, scale };
}

export function readMoney(value: Given, bits: bigint, range: string): ExactValue | Unfit {
  const expected = `an amount with at most four decimals from ${range}`;
  const scaled = readScaled(value, 4, expected);
  if (typeof scaled !== 'bigint') {
    return scaled;
  }
  const limit = 2n ** bits;
  return scaled >= limit || scaled < -limit ? { reason: 'is out of range', expected } : { kind: 'scaled', value: scaled, scale: 4 };
}

function readScaled(value: Given, scale: number, expected: string): bigint | Unfit {
  if (typeof value === 'number' && hasLostDigits(value)) {
    return { reason: 'has more digits than a JSON number keeps', expected: `${expected}; pass it as a string` };
  }
  const text = numberText(value);
  if (text === undefined) {
    return { reason: 'is no number', expected };
  }
  const scaled = scaledInteger(text, scale);
  if (scaled === undefined) {
    return {
      reason: scaledInteger(text, 400) === undefined ? 'is no number' : `has more than ${digits(scale)} behind the point`,
      expected,
    };
  }
  return scaled;
}

/** float and real are approximate: the nearest number they have is taken, but nothing becomes infinite or zero. */
export function readFloat(value: Given, name: 'float' | 'real'): ExactValue | Unfit {
  const smallest = name === 'real' ? SMALLEST_REAL : SMALLEST_FLOAT;
  const range = name === 'real' ? '±1.18E-38 to ±3.40E+38' : '±2.23E-308 to ±1.79E+308';
  const expected = `a number: 0 or ${range}`;
  const text = numberText(value)?.trim();
  if (text === undefined || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/iu.test(text)) {
    return { reason: 'is no number', expected };
  }
  const number = name === 'real' ? Math.fround(Number(text)) : Number(text);
  const isZero = !/[1-9]/u.test(text.replace(/e.*$/iu, ''));
  return !Number.isFinite(number) || (Math.abs(number) < smallest && !isZero)
    ? { reason: 'is out of range', expected }
    : { kind: 'float', value: number };
}

/** A number or a text of a number, as text; undefined: neither. */
function numberText(value: Given): string | undefined {
  if (typeof value !== 'number') {
    return typeof value === 'string' ? value : undefined;
  }
  return Object.is(value, -0) ? '-0' : Number.isFinite(value) ? String(value) : undefined;
}

function hasLostDigits(value: number): boolean {
  if (Number.isInteger(value)) {
    return !Number.isSafeInteger(value);
  }
  const [mantissa = ''] = String(value).split('e');
  return mantissa.replaceAll(/[-.]/gu, '').replace(/^0+/u, '').length > DIGITS_OF_DOUBLE;
}

function digits(count: number): string {
  return count === 1 ? '1 digit' : `${String(count)} digits`;
}

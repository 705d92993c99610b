import type { Decimal } from './sqlValue';

const powers: bigint[] = [1n];

/** 10^exponent, exponent from 0. */
export function powerOfTen(exponent: number): bigint {
  for (let next = powers.length; next <= exponent; next++) powers.push((powers[next - 1] ?? 1n) * 10n);
  return powers[exponent] ?? 1n;
}

export function decimal(unscaled: bigint, scale: number): Decimal {
  return { kind: 'decimal', unscaled, scale };
}

export function isDecimalValue(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'decimal';
}

/** Divides and rounds half away from zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  if (twice < (divisor < 0n ? -divisor : divisor)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** The unscaled value at another scale, rounded half away from zero. */
export function unscaledAt(value: Decimal, scale: number): bigint {
  if (value.scale === scale) return value.unscaled;
  if (value.scale < scale) return value.unscaled * powerOfTen(scale - value.scale);
  return divideRounded(value.unscaled, powerOfTen(value.scale - scale));
}

/** The same number at another scale, rounded half away from zero. */
export function rescale(value: Decimal, scale: number): Decimal {
  return value.scale === scale ? value : decimal(unscaledAt(value, scale), scale);
}

/** Whether the value has no more digits than the precision allows. */
export function fitsPrecision(value: Decimal, precision: number): boolean {
  const limit = powerOfTen(precision);
  return value.unscaled < limit && value.unscaled > -limit;
}

/** The whole part, toward zero. */
export function truncateDecimal(value: Decimal): bigint {
  return value.unscaled / powerOfTen(value.scale);
}

export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const left = a.scale === scale ? a.unscaled : a.unscaled * powerOfTen(scale - a.scale);
  const right = b.scale === scale ? b.unscaled : b.unscaled * powerOfTen(scale - b.scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Plain digits with the whole scale: `-0.50`. */
export function decimalText(value: Decimal): string {
  const negative = value.unscaled < 0n;
  const digits = (negative ? -value.unscaled : value.unscaled).toString().padStart(value.scale + 1, '0');
  const sign = negative ? '-' : '';
  if (value.scale === 0) return sign + digits;
  return `${sign}${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}`;
}

/** The nearest double. */
export function decimalToNumber(value: Decimal): number {
  return Number(decimalText(value));
}

/** Reads plain digits with an optional sign and point, or undefined. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const unscaled = BigInt(whole + fraction);
  return decimal(sign === '-' ? -unscaled : unscaled, fraction.length);
}

/**
 * The decimal that a double stands for when the product turns it into a decimal of this scale:
 * 17 significant digits, rounded half away from zero. The number must be finite.
 */
export function numberToDecimal(value: number, scale: number): Decimal {
  const [mantissa = '0', exponentText = '0'] = value.toExponential(16).split('e');
  const parsed = parseDecimal(mantissa) ?? decimal(0n, 0);
  const exponent = Number(exponentText);
  const shifted =
    exponent > parsed.scale
      ? decimal(parsed.unscaled * powerOfTen(exponent - parsed.scale), 0)
      : decimal(parsed.unscaled, parsed.scale - exponent);
  return rescale(shifted, scale);
}

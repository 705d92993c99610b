import { textComparer, textKey } from './textCompare';
import { collationOf } from './collation';
import { compareDateTimes, isDateTimeValue } from './dateTime';
import { compareDecimals, isDecimalValue, rescale } from './decimal';
import { hexadecimal, toText } from './format';
import type { DateTime, Decimal, SqlValue, Variant } from './sqlValue';
import type { SqlType } from './sqlType';
import { commonType, isBinary, isCharacter, isDateTime, isExactNumeric, isFloat } from './types';
import { convert } from './convert';

/** Orders two values of one type, neither null: negative, 0 or positive. */
export type Comparer = (a: SqlValue, b: SqlValue) => number;

/** A function that compares non-null values of the type; made once per expression. */
export function comparer(type: SqlType): Comparer {
  if (isFloat(type)) return compareNumbers;
  switch (type.name) {
    case 'bit':
    case 'tinyint':
    case 'smallint':
    case 'int':
      return compareNumbers;
    case 'bigint':
      return compareIntegers;
    case 'decimal':
    case 'numeric':
    case 'money':
    case 'smallmoney':
      return (a, b) => (isDecimalValue(a) && isDecimalValue(b) ? sameScale(a, b) : 0);
    case 'uniqueidentifier':
      return (a, b) => compareCodeUnits(guidOrder(toText(a, type)), guidOrder(toText(b, type)));
    case 'sql_variant':
      return compareVariants;
    default:
  }
  if (isDateTime(type)) return (a, b) => (isDateTimeValue(a) && isDateTimeValue(b) ? compareDateTimes(a, b) : 0);
  if (isCharacter(type) || type.name === 'xml' || type.name === 'json') {
    const compareText = textComparer(collationOf(type.collation));
    return (a, b) => (typeof a === 'string' && typeof b === 'string' ? compareText(a, b) : 0);
  }
  return (a, b) => (a instanceof Uint8Array && b instanceof Uint8Array ? compareBytes(a, b) : 0);
}

const comparers = new WeakMap<SqlType, Comparer>();

/** Compares two non-null values of one type. For many comparisons take `comparer` once. */
export function compare(a: SqlValue, b: SqlValue, type: SqlType): number {
  const known = comparers.get(type);
  if (known !== undefined) return known(a, b);
  const made = comparer(type);
  comparers.set(type, made);
  return made(a, b);
}

function compareNumbers(a: SqlValue, b: SqlValue): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : 0;
}

function compareIntegers(a: SqlValue, b: SqlValue): number {
  return typeof a === 'bigint' && typeof b === 'bigint' ? (a < b ? -1 : a > b ? 1 : 0) : 0;
}

function sameScale(a: Decimal, b: Decimal): number {
  if (a.scale !== b.scale) return compareDecimals(a, b);
  return a.unscaled < b.unscaled ? -1 : a.unscaled > b.unscaled ? 1 : 0;
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The shorter is read as if filled with zeros. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The product compares the last six bytes first, then the groups before them, each in storage order. */
function guidOrder(text: string): string {
  const reversed = (group: string): string => (group.match(/../g) ?? []).reverse().join('');
  return text.slice(24) + text.slice(19, 23) + reversed(text.slice(14, 18)) + reversed(text.slice(9, 13)) + reversed(text.slice(0, 8));
}

/** Rank of a type's family in comparisons of sql_variant. Source: "sql_variant" of the documentation. */
function variantFamily(type: SqlType): number {
  if (isDateTime(type)) return 5;
  if (isFloat(type)) return 4;
  if (isExactNumeric(type)) return 3;
  if (isCharacter(type)) return 2;
  if (isBinary(type)) return 1;
  return 0;
}

function isVariant(value: SqlValue): value is Variant {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'variant';
}

function compareVariants(a: SqlValue, b: SqlValue): number {
  if (!isVariant(a) || !isVariant(b)) return 0;
  const difference = variantFamily(a.type) - variantFamily(b.type);
  if (difference !== 0) return difference;
  const type = commonType(a.type, b.type);
  return compare(convert(a.value, a.type, type, { explicit: true }), convert(b.value, b.type, type, { explicit: true }), type);
}

/** A key for hashing: two non-null values of the type have the same key exactly when `compare` gives 0. */
export function equalsKey(value: SqlValue, type: SqlType): string | number | bigint {
  switch (typeof value) {
    case 'number':
      return value === 0 ? 0 : value;
    case 'bigint':
      return value;
    case 'string':
      return type.name === 'uniqueidentifier' ? value : textKey(value, collationOf(type.collation));
    default:
  }
  if (value === null) return '';
  if (value instanceof Uint8Array) return hexadecimal(value).replace(/(?:00)+$/, '');
  if (isDecimalValue(value))
    return type.scale === undefined && value.scale === 4 ? value.unscaled : rescale(value, type.scale ?? 0).unscaled;
  if (isDateTimeValue(value)) return dateKey(value);
  if (value.kind === 'variant') return variantKey(value);
  throw new TypeError('A table value has no key.');
}

function dateKey(value: DateTime): string | number {
  return value.ticks % 10_000 === 0 ? value.days * 86_400_000 + value.ticks / 10_000 : `${String(value.days)}:${String(value.ticks)}`;
}

function variantKey(value: Variant): string {
  const family = variantFamily(value.type);
  const inner = value.value;
  if (family === 3) {
    const text = isDecimalValue(inner) ? numberKey(inner) : toText(inner, value.type);
    return `3:${text}`;
  }
  if (family === 4) return `4:${typeof inner === 'number' ? String(inner) : ''}`;
  return `${String(family)}:${String(equalsKey(inner, value.type))}`;
}

/** Digits without the zeros that a scale adds. */
function numberKey(value: Decimal): string {
  let { unscaled, scale } = value;
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n;
    scale--;
  }
  return scale === 0 ? unscaled.toString() : `${unscaled.toString()}e-${String(scale)}`;
}

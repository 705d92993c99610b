import type { DateTime, Decimal, SqlValue, TableValue, Variant } from '../values/sqlValue';

/** Narrowing of engine values; a wrong shape is a fault of the sandbox and says so. */

export function asNumber(value: SqlValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  throw unexpected('a number', value);
}

export function asBigInt(value: SqlValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  throw unexpected('a bigint', value);
}

export function asText(value: SqlValue): string {
  if (typeof value === 'string') return value;
  throw unexpected('text', value);
}

export function asBytes(value: SqlValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw unexpected('bytes', value);
}

export function asDecimal(value: SqlValue): Decimal {
  if (isKind(value) && value.kind === 'decimal') return value;
  throw unexpected('a decimal', value);
}

export function asDateTime(value: SqlValue): DateTime {
  if (isKind(value) && value.kind === 'datetime') return value;
  throw unexpected('a date or time', value);
}

export function asVariant(value: SqlValue): Variant {
  if (isKind(value) && value.kind === 'variant') return value;
  throw unexpected('a sql_variant', value);
}

function isKind(value: SqlValue): value is Decimal | DateTime | Variant | TableValue {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

function unexpected(wanted: string, value: SqlValue): TypeError {
  const found = value === null ? 'NULL' : isKind(value) ? `a ${value.kind}` : value instanceof Uint8Array ? 'bytes' : `a ${typeof value}`;
  return new TypeError(`The column's type needs ${wanted}, the engine gave ${found}.`);
}

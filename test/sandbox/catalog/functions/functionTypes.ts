import type { CatalogContext } from '../../engine/catalogContext';
import type { SessionFunction } from '../../query/queryEnvironment';
import { isDecimalValue, decimalToNumber } from '../../values/decimal';
import type { SqlType } from '../../values/sqlType';
import type { SqlValue } from '../../values/sqlValue';

/** Functions by upper-cased name. */
export type FunctionTable = Readonly<Record<string, SessionFunction>>;
/** A group of functions over one session. */
export type FunctionGroup = (context: CatalogContext) => FunctionTable;

export const intType: SqlType = { name: 'int' };
export const sysnameType: SqlType = { name: 'nvarchar', length: 128 };
export const longTextType: SqlType = { name: 'nvarchar', length: 4000 };
export const maxTextType: SqlType = { name: 'nvarchar', length: 'max' };
export const variantType: SqlType = { name: 'sql_variant' };
export const identityType: SqlType = { name: 'numeric', precision: 38, scale: 0 };

/** A function with a fixed result type. */
export function of(type: SqlType, evaluate: (args: readonly SqlValue[], types: readonly SqlType[]) => SqlValue): SessionFunction {
  return { type, evaluate };
}

/** An argument as text; undefined for NULL, for one that was not given, and for what is no text. */
export function textArgument(value: SqlValue | undefined): string | undefined {
  if (typeof value === 'string') return value.trimEnd();
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'variant') return textArgument(value.value);
  return undefined;
}

/** An argument as an integer; undefined for NULL and for one that was not given. */
export function integerArgument(value: SqlValue | undefined): number | undefined {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'bigint') return Number(value);
  if (isDecimalValue(value)) return Math.trunc(decimalToNumber(value));
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value);
  return undefined;
}

/** 1, 0, or NULL for what does not apply. */
export function flag(value: boolean | undefined): SqlValue {
  return value === undefined ? null : value ? 1 : 0;
}

import type { SqlType } from './sqlType';

/**
 * A value while the sandbox works with it. The type travels beside it, never inside it:
 *
 * | type | value |
 * | --- | --- |
 * | bit, tinyint, smallint, int | number (bit: 0 or 1) |
 * | bigint | bigint |
 * | decimal, numeric, money, smallmoney | Decimal (money: scale 4) |
 * | real, float | number (real: already rounded to float32) |
 * | date | DateTime with ticks 0 |
 * | time | DateTime with days 0 |
 * | datetime, smalldatetime, datetime2 | DateTime |
 * | datetimeoffset | DateTime with offset; days and ticks are UTC |
 * | char, varchar, nchar, nvarchar, text, ntext, xml, json, vector | string (char, nchar: padded) |
 * | binary, varbinary, image, rowversion, hierarchyid, geometry, geography | Uint8Array (spatial and hierarchyid: the serialized form) |
 * | uniqueidentifier | string, upper case, 36 characters |
 * | sql_variant | Variant |
 * | table | TableValue |
 *
 * NULL of any type is null.
 */
export type SqlValue = null | number | bigint | string | Uint8Array | Decimal | DateTime | Variant | TableValue;

/** An exact decimal: unscaled / 10^scale. */
export interface Decimal {
  readonly kind: 'decimal';
  readonly unscaled: bigint;
  readonly scale: number;
}

/** A moment: days since 0001-01-01 and 100-nanosecond ticks since midnight (0 to 863,999,999,999). `offset` in minutes only for datetimeoffset. */
export interface DateTime {
  readonly kind: 'datetime';
  readonly days: number;
  readonly ticks: number;
  readonly offset?: number;
}

/** What a sql_variant holds; never itself a variant, never null. */
export interface Variant {
  readonly kind: 'variant';
  readonly type: SqlType;
  readonly value: Exclude<SqlValue, null>;
}

/** The rows of a table-valued parameter or table variable passed as a value. */
export interface TableValue {
  readonly kind: 'table';
  /** `ordinal`: the position in the table type, from 0; present only when columns that take their default were left out. A client sends no names. */
  readonly columns: readonly { readonly name: string; readonly type: SqlType; readonly ordinal?: number }[];
  readonly rows: readonly (readonly SqlValue[])[];
}

import type { Column, Row, Table } from '../engine/model';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { decimal, isDecimalValue, truncateDecimal } from '../values/decimal';
import { type BaseTable, columnOrdinal } from './baseTable';
import { columnDefault } from './columnDefaults';
import { dmlErrors } from './dmlErrors';
import type { QueryEnvironment } from './queryEnvironment';
import { invalidColumn } from '../select/resolveColumn';

/** Stands in a row of values for the column's default. */
export const useDefault: unique symbol = Symbol('default');

/** Values for some columns become rows. */
export interface RowBuilder {
  /** Values of the columns' types, in the order of the column list. */
  build(values: readonly (SqlValue | typeof useDefault)[]): Row;
  /** The last identity value given or taken. */
  lastIdentity(): bigint | undefined;
}

/**
 * Positions of the columns that a list names; without a list those that take values by themselves.
 * Throws SqlError 207, 264, 271, 13536.
 */
export function insertOrdinals({ table }: BaseTable, names: readonly string[], line: number): number[] {
  if (names.length === 0) {
    return table.columns.flatMap((column, ordinal) => (column.identity || column.computed || column.generatedAlways ? [] : [ordinal]));
  }
  const seen = new Set<number>();
  return names.map((name) => {
    const ordinal = columnOrdinal(table, name);
    const column = table.columns[ordinal];
    if (!column) throw invalidColumn(name, line);
    if (seen.has(ordinal)) throw dmlErrors.columnTwice(column.name);
    if (column.computed) throw dmlErrors.computedColumn(column.name);
    seen.add(ordinal);
    return ordinal;
  });
}

/** Throws SqlError 273, 339, 544, 545 and 13536 for columns whose values the server gives. `ordinals` may hold defaults for them. */
export function rowBuilder(
  { database, table }: BaseTable,
  ordinals: readonly number[],
  environment: QueryEnvironment,
  identityInsert: boolean,
): RowBuilder {
  const identity = table.columns.findIndex((column) => column.identity);
  if (identityInsert && identity >= 0 && !ordinals.includes(identity)) throw dmlErrors.identityValueMissing(table);
  const defaults = table.columns.map((column, ordinal) =>
    column.identity || column.computed ? () => null : columnDefault({ database, table }, ordinal, environment),
  );
  const positions = table.columns.map((_, ordinal) => ordinals.indexOf(ordinal));
  let last: bigint | undefined;
  const identityValue = (column: Column, given: SqlValue | typeof useDefault | undefined): SqlValue => {
    if (given === undefined || (given === useDefault && !identityInsert)) {
      last = nextIdentity(table, column);
      return identityOfType(last, column.type);
    }
    if (!identityInsert) throw dmlErrors.identityInsertOff(table);
    if (given === useDefault || given === null) throw dmlErrors.identityDefault();
    last = integerOf(given);
    keepIdentity(table, column, last);
    return given;
  };
  return {
    lastIdentity: () => last,
    build: (values) =>
      table.columns.map((column, ordinal) => {
        const position = positions[ordinal] ?? -1;
        const given = position < 0 ? undefined : (values[position] ?? null);
        if (column.identity) return identityValue(column, given);
        if (given === undefined || given === useDefault) return defaults[ordinal]?.() ?? null;
        if (column.type.name === 'rowversion') throw dmlErrors.insertRowversion();
        if (column.generatedAlways) throw dmlErrors.generatedAlways(`${database.name}.${table.schema}.${table.name}`);
        return given;
      }),
  };
}

/** An identity value that was used is not given again, whatever becomes of its row. */
function nextIdentity(table: Table, column: Column): bigint {
  const { seed, increment } = column.identity ?? { seed: 1n, increment: 1n };
  const next = table.identityCurrent === null ? seed : table.identityCurrent + increment;
  const limit = identityLimits[column.type.name];
  if (limit !== undefined && (next > limit || next < (column.type.name === 'tinyint' ? 0n : -limit - 1n))) {
    throw dmlErrors.identityOverflow(column.type.name);
  }
  table.identityCurrent = next;
  return next;
}

const identityLimits: Partial<Record<SqlType['name'], bigint>> = {
  tinyint: 255n,
  smallint: 32_767n,
  int: 2_147_483_647n,
  bigint: 9_223_372_036_854_775_807n,
};

function keepIdentity(table: Table, column: Column, value: bigint): void {
  const increment = column.identity?.increment ?? 1n;
  const current = table.identityCurrent;
  if (current === null || (increment > 0n ? value > current : value < current)) table.identityCurrent = value;
}

function identityOfType(value: bigint, type: SqlType): SqlValue {
  switch (type.name) {
    case 'bigint':
      return value;
    case 'decimal':
    case 'numeric':
      return decimal(value, 0);
    default:
      return Number(value);
  }
}

function integerOf(value: SqlValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  return isDecimalValue(value) ? truncateDecimal(value) : 0n;
}

import type { Column, Database, Row, Table } from '../engine/model';
import { converter } from '../values/convert';
import { dateTime, fromDate, maximumDay } from '../values/dateTime';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { BaseTable } from './baseTable';
import { defaultValue } from './columnDefaults';
import {
  orphans,
  type Reference,
  referenceConflict,
  referencesTo,
  requireChecks,
  requireNotNull,
  requireParents,
  requireUnique,
} from './constraints';
import type { DmlVerb } from './dmlErrors';
import { keepHistory, transactionNumber } from './history';
import type { QueryEnvironment } from './queryEnvironment';
import { rowCompleter } from './rowExpressions';
import { type RowChange, storeChanges } from './rowStore';

/** What a statement did to one table: what its triggers are told. */
export interface Effect {
  readonly target: BaseTable;
  readonly changes: readonly RowChange[];
  /** Ordinals of the columns that an update gave values, changed or not: what UPDATE() and COLUMNS_UPDATED() tell. */
  readonly assigned: ReadonlySet<number>;
}

/**
 * Writes rows with all that the table's definition asks for: rowversion and persisted columns, NOT NULL, checks, keys, foreign keys with their
 * cascades. The first effect is the statement's own, with the rows as they were stored; cascades follow. Fires no trigger.
 * Throws SqlError 515, 547, 2601, 2627; what was written by then is in the undo log.
 */
export function changeRows(
  target: BaseTable,
  wanted: readonly RowChange[],
  verb: DmlVerb,
  environment: QueryEnvironment,
  assigned: ReadonlySet<number> = new Set(),
): Effect[] {
  const { database, table } = target;
  const finish = rowFinisher(target, environment);
  const changes = wanted.map((change) => (change.after ? { ...change, after: finish(change.after, change.before === undefined) } : change));
  const complete = rowCompleter(table, environment);
  const rows = changes.flatMap(({ after }) => (after ? [complete(after)] : []));
  const nullVerb = verb === 'MERGE' ? (changes.some((change) => change.before) ? 'UPDATE' : 'INSERT') : verb;
  requireNotNull(database, table, rows, nullVerb);
  requireChecks(database, table, rows, verb, environment);
  keepHistory(database, table, changes, environment);
  storeChanges(table, changes, environment.undo);
  requireUnique(table, changes, environment);
  requireParents(database, table, changes, verb);
  const effects: Effect[] = [{ target, changes, assigned }];
  if (!changes.some((change) => change.before)) return effects;
  const references = referencesTo(database, table);
  for (const reference of references) effects.push(...cascade(database, reference, changes, verb, environment));
  for (const reference of references) {
    if (orphans(changes, reference).length > 0) throw referenceConflict(database, reference, verb);
  }
  return effects;
}

function cascade(
  database: Database,
  reference: Reference,
  changes: readonly RowChange[],
  verb: DmlVerb,
  environment: QueryEnvironment,
): Effect[] {
  const { child, childOrdinals, foreignKey, parent, parentOrdinals } = reference;
  if (foreignKey.onDelete === 'NO_ACTION' && foreignKey.onUpdate === 'NO_ACTION') return [];
  const converters = childOrdinals.map((ordinal, index) => converter(typeAt(parent, parentOrdinals[index] ?? -1), typeAt(child, ordinal)));
  const followed = orphans(changes, reference).flatMap(({ id, row, cause }): RowChange[] => {
    const action = cause.after ? foreignKey.onUpdate : foreignKey.onDelete;
    if (action === 'NO_ACTION') return [];
    if (action === 'CASCADE' && !cause.after) return [{ id, before: row }];
    const after = [...row];
    for (const [index, ordinal] of childOrdinals.entries()) {
      const key = cause.after?.[parentOrdinals[index] ?? -1] ?? null;
      after[ordinal] =
        action === 'CASCADE'
          ? (converters[index]?.(key) ?? null)
          : action === 'SET_DEFAULT'
            ? defaultValue({ database, table: child }, ordinal, environment)
            : null;
    }
    return [{ id, before: row, after }];
  });
  return followed.length === 0 ? [] : changeRows({ database, table: child }, followed, verb, environment, new Set(childOrdinals));
}

function typeAt(table: Table, ordinal: number): SqlType {
  return table.columns[ordinal]?.type ?? { name: 'int' };
}

/** Makes the function that fills in what the server itself writes. */
function rowFinisher({ database, table }: BaseTable, environment: QueryEnvironment): (row: Row, isNew: boolean) => Row {
  const complete = rowCompleter(table, environment);
  const own = table.columns.flatMap((column, ordinal) =>
    column.type.name === 'rowversion' || column.computed || column.generatedAlways ? [{ column, ordinal }] : [],
  );
  if (own.length === 0) return (row) => row;
  return (row) => {
    const plain = [...row];
    for (const { column, ordinal } of own) if (!column.computed) plain[ordinal] = serverValue(column, database, environment);
    const whole = complete(plain);
    for (const { column, ordinal } of own)
      if (column.computed) plain[ordinal] = column.computed.persisted ? (whole[ordinal] ?? null) : null;
    return plain;
  };
}

function serverValue(column: Column, database: Database, environment: QueryEnvironment): SqlValue {
  if (column.generatedAlways === 'ROW START') return fromDate(environment.statementTime);
  if (column.generatedAlways === 'ROW END') return endOfTime(column.type.scale ?? 7);
  if (column.generatedAlways === 'TRANSACTION_ID START') return transactionNumber(environment);
  if (column.generatedAlways === 'SEQUENCE_NUMBER START') return 0n;
  if (column.generatedAlways !== undefined) return null;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, database.nextRowVersion);
  database.nextRowVersion++;
  return bytes;
}

/** The last moment that a datetime2 of the scale holds. */
function endOfTime(scale: number): SqlValue {
  const step = 10 ** (7 - scale);
  return dateTime(maximumDay, 864_000_000_000 - step);
}

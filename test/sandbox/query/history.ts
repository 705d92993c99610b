import type { Database, Table } from '../engine/model';
import { SqlError } from '../engine/sqlError';
import { fromDate } from '../values/dateTime';
import type { QueryEnvironment } from './queryEnvironment';
import { type RowChange, storeChanges, takeRowId } from './rowStore';

/** What a system-versioned table was before goes to its history, with the end of its time. Throws SqlError 37359 for an append-only ledger table. */
export function keepHistory(database: Database, table: Table, changes: readonly RowChange[], environment: QueryEnvironment): void {
  const before = changes.flatMap((change) => (change.before ? [change.before] : []));
  if (before.length === 0) return;
  if (table.options['LEDGER_TYPE'] === 'APPEND_ONLY_LEDGER_TABLE') {
    throw new SqlError(
      37359,
      16,
      1,
      `Updates are not allowed for the append only Ledger table '${database.name}.${table.schema}.${table.name}'.`,
    );
  }
  const history = historyOf(database, table);
  if (!history) return;
  const ends = table.columns.flatMap((column, ordinal) => (column.generatedAlways?.endsWith('END') === true ? [{ column, ordinal }] : []));
  const kept = before.map((row) => {
    const after = [...row];
    for (const { column, ordinal } of ends) {
      after[ordinal] = column.generatedAlways === 'ROW END' ? fromDate(environment.statementTime) : transactionNumber(environment);
    }
    return { id: takeRowId(history), after };
  });
  storeChanges(history, kept, environment.undo);
}

/** What stands for the id of a transaction in ledger columns: it grows from statement to statement. */
export function transactionNumber(environment: QueryEnvironment): bigint {
  return BigInt(environment.statementTime.getTime());
}

function historyOf(database: Database, table: Table): Table | undefined {
  if (table.historyTableId === undefined) return undefined;
  for (const schema of database.schemas.values()) {
    for (const each of schema.tables.values()) if (each.objectId === table.historyTableId) return each;
  }
  return undefined;
}

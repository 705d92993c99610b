import { parseBatch } from '../../syntax/parser';
import type { ColumnDefinition, TableDefinition } from '../../syntax/statementAst';
import type { GeneratedAlways } from '../../syntax/tableAst';
import type { Frame } from '../frame';
import type { Column, Database, Table } from '../model';
import { findSchema, requireSchema } from '../names';
import { parseObjectName } from '../objectName';
import { SqlError } from '../sqlError';
import { emptyTable } from './buildTable';
import { setEntry } from './catalogChanges';
import { placeIndex } from './indexes';
import { createModule } from './modules';

const start = { line: 1, offset: 0 };

/** The columns that LEDGER = ON adds, hidden, when the table does not name them itself. */
export function withLedgerColumns(definition: TableDefinition): TableDefinition {
  const ledger = definition.options['LEDGER'];
  if (ledger?.startsWith('ON') !== true) return definition;
  const isAppendOnly = /APPEND_ONLY\s*=\s*ON/i.test(ledger);
  const wanted: [string, GeneratedAlways][] = [
    ['ledger_start_transaction_id', 'TRANSACTION_ID START'],
    ['ledger_end_transaction_id', 'TRANSACTION_ID END'],
    ['ledger_start_sequence_number', 'SEQUENCE_NUMBER START'],
    ['ledger_end_sequence_number', 'SEQUENCE_NUMBER END'],
  ];
  const missing = wanted
    .filter(([, generated]) => !isAppendOnly || generated.endsWith('START'))
    .filter(([, generated]) => !definition.columns.some((column) => column.generatedAlways === generated))
    .map(([name, generatedAlways]): ColumnDefinition => ({
      name,
      type: { name: { parts: ['bigint'], position: start }, arguments: [] },
      nullable: generatedAlways.endsWith('END'),
      rowGuidCol: false,
      sparse: false,
      hidden: true,
      generatedAlways,
      constraints: [],
    }));
  const type = isAppendOnly ? 'APPEND_ONLY_LEDGER_TABLE' : 'UPDATABLE_LEDGER_TABLE';
  return { ...definition, columns: [...definition.columns, ...missing], options: { ...definition.options, LEDGER_TYPE: type } };
}

/** What SYSTEM_VERSIONING = ON and LEDGER = ON make beside the table: its history, its ledger view. Throws SqlError 13510. */
export function addVersioning(frame: Frame, database: Database, table: Table): void {
  const versioning = table.options['SYSTEM_VERSIONING'];
  const ledger = table.options['LEDGER_TYPE'];
  if (versioning?.startsWith('ON') === true && ledger === undefined && table.options['TEMPORAL'] === undefined) {
    throw new SqlError(
      13510,
      16,
      1,
      'Cannot set SYSTEM_VERSIONING to ON when SYSTEM_TIME period is not defined and the LEDGER=ON option is not specified.',
    );
  }
  const isUpdatable = ledger === 'UPDATABLE_LEDGER_TABLE';
  if (versioning?.startsWith('ON') === true || isUpdatable) addHistory(frame, database, table, versioning ?? '', isUpdatable);
  if (ledger !== undefined) addLedgerView(frame, database, table);
}

/** A history table has the columns without what makes their values, and unless it is named a name of the table's id. */
function addHistory(frame: Frame, database: Database, table: Table, options: string, isLedger: boolean): void {
  const named = /HISTORY_TABLE\s*=\s*([^,)]+)/i.exec(options)?.[1]?.trim();
  const usual = `${isLedger ? 'MSSQL_LedgerHistoryFor' : 'MSSQL_TemporalHistoryFor'}_${table.objectId}`;
  const [name = usual, schemaName = table.schema] = named === undefined ? [] : [...parseObjectName(named).parts].reverse();
  const schema = requireSchema(database, schemaName);
  const history: Table = { ...emptyTable(database, { name, schema: schema.name, kind: 'table', database }), historyOf: table.objectId };
  history.columns = table.columns.map((column): Column => ({
    id: column.id,
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    rowGuidCol: false,
    sparse: column.sparse,
    hidden: column.hidden,
  }));
  history.options['DATA_COMPRESSION'] = 'PAGE';
  if (isLedger) history.options['LEDGER_TYPE'] = 'HISTORY_TABLE';
  const ends = ['ROW END', 'ROW START'].flatMap((generated) => table.columns.find((column) => column.generatedAlways === generated) ?? []);
  if (ends.length > 0)
    placeIndex(history, {
      name: `ix_${name}`,
      type: 'CLUSTERED',
      unique: false,
      columns: ends.map((column) => ({ columnId: column.id, descending: false })),
      included: [],
      isDisabled: false,
      options: { DATA_COMPRESSION: 'PAGE' },
    });
  table.historyTableId = history.objectId;
  setEntry(frame.session.undo, schema.tables, name, history);
}

/** The view shows what was inserted; what was deleted from an updatable table stands in its history. */
function addLedgerView(frame: Frame, database: Database, table: Table): void {
  const own = table.columns.filter((column) => column.generatedAlways === undefined).map((column) => quoted(column.name));
  const rows = (from: string, at: 'start' | 'end', type: 1 | 2): string =>
    `SELECT ${own.join(', ')}, ledger_${at}_transaction_id AS ledger_transaction_id, ledger_${at}_sequence_number AS ledger_sequence_number, ` +
    `${type} AS ledger_operation_type, N'${type === 1 ? 'INSERT' : 'DELETE'}' AS ledger_operation_type_desc FROM ${from}`;
  const base = `${quoted(table.schema)}.${quoted(table.name)}`;
  const history = [...(findSchema(database, table.schema)?.tables.values() ?? [])].find((each) => each.objectId === table.historyTableId);
  const past = history && `${quoted(history.schema)}.${quoted(history.name)}`;
  const parts = past === undefined ? [rows(base, 'start', 1)] : [rows(base, 'start', 1), rows(past, 'start', 1), rows(past, 'end', 2)];
  const name = `${table.name}_Ledger`;
  const { statements } = parseBatch(`CREATE VIEW ${quoted(table.schema)}.${quoted(name)} AS ${parts.join(' UNION ALL ')}`);
  const [statement] = statements;
  if (statement?.kind === 'createModule') createModule(frame, statement);
  table.options['LEDGER_VIEW'] = String(findSchema(database, table.schema)?.modules.get(name.toLowerCase())?.objectId ?? 0);
}

function quoted(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

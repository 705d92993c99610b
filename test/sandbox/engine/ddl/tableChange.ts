import type { ObjectName } from '../../syntax/expressionAst';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import type { Database, Table } from '../model';
import { findSchema, findTemporaryTable, place, shownName } from '../names';

/** A table about to be changed, where it is kept, and its database. */
export interface TableChange {
  readonly table: Table;
  readonly database: Database;
}

/**
 * Puts a copy of the table, with its own rows, in the table's place and gives it to be changed. What is derived from a table hangs on its object,
 * so a new object cannot be seen half changed; the undo puts the old one back. Throws SqlError 4902.
 */
export function changeTable(frame: Frame, name: ObjectName, missing = definitionMessages.objectMissing): TableChange {
  const { session } = frame;
  const at = place(session, name);
  const key = at.name.toLowerCase();
  const map = mapOf(frame, at.database, at.schema, at.name);
  const table = map?.get(key);
  if (!map || !table) throw missing(shownName(name));
  const copy: Table = {
    ...table,
    columns: table.columns.map((column) => ({ ...column })),
    indexes: table.indexes.map((index) => ({ ...index })),
    foreignKeys: table.foreignKeys.map((foreignKey) => ({ ...foreignKey })),
    checks: table.checks.map((check) => ({ ...check })),
    triggers: [...table.triggers],
    rows: new Map(table.rows),
    options: { ...table.options },
    modifyDate: new Date(),
  };
  map.set(key, copy);
  session.undo.push(() => {
    map.set(key, table);
  });
  return { table: copy, database: at.database };
}

function mapOf(frame: Frame, database: Database, schema: string, name: string): Map<string, Table> | undefined {
  if (!name.startsWith('#')) return findSchema(database, schema)?.tables;
  const key = name.toLowerCase();
  if (!findTemporaryTable(frame, name)) return undefined;
  for (let each: Frame | undefined = frame; each; each = each.caller) if (each.temporaryTables.has(key)) return each.temporaryTables;
  const { temporaryTables, host } = frame.session;
  return temporaryTables.has(key) ? temporaryTables : host.globalTemporaryTables;
}

import type { Database, Table } from '../engine/model';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import type { DmlTarget } from '../syntax/statementAst';
import { dmlErrors } from './dmlErrors';
import type { QueryEnvironment } from './queryEnvironment';

/** A stored table and the database that it is in. */
export interface BaseTable {
  readonly database: Database;
  readonly table: Table;
}

/**
 * The table that a statement changes. Throws SqlError 208 (no such object), 286 (the tables of a trigger), 259 (a system view), 1087 (no such
 * table variable), NotInSandboxError for a view.
 */
export function baseTable(target: DmlTarget, environment: QueryEnvironment): BaseTable {
  const tempdb = environment.server.databases.get('tempdb') ?? environment.database;
  if (target.kind === 'variable') return { database: tempdb, table: environment.tableVariable(target.name) };
  return tableByName(target.name.parts, environment, 0);
}

function tableByName(parts: readonly string[], environment: QueryEnvironment, depth: number): BaseTable {
  const [name = '', schemaName = '', databaseName = ''] = [...parts].reverse();
  const key = name.toLowerCase();
  if (parts.length === 1 && (key === 'inserted' || key === 'deleted') && environment.temporaryTable(key)) {
    throw new SqlError(286, 16, 1, 'The logical tables INSERTED and DELETED cannot be updated.');
  }
  if (name.startsWith('#')) {
    const table = environment.temporaryTable(name);
    if (!table) throw dmlErrors.invalidObject(name);
    return { database: environment.server.databases.get('tempdb') ?? environment.database, table };
  }
  const database = databaseName === '' ? environment.database : environment.server.databases.get(databaseName.toLowerCase());
  const schema = database?.schemas.get(schemaName === '' ? 'dbo' : schemaName.toLowerCase());
  const table = schema?.tables.get(key);
  if (database && table) return { database, table };
  const synonym = schema?.synonyms.get(key);
  if (synonym && depth === 0) return tableByName(synonymParts(synonym.baseObject), environment, depth + 1);
  if (schema?.modules.get(key)?.type === 'V') throw new NotInSandboxError(`changing rows through the view '${name}'`);
  if (database && environment.systemView(database, schemaName === '' ? 'dbo' : schemaName, name)) {
    throw new SqlError(259, 16, 1, 'Ad hoc updates to system catalogs are not allowed.');
  }
  throw dmlErrors.invalidObject(parts.join('.'));
}

/** `[a].[b c]` to its parts. */
function synonymParts(name: string): string[] {
  return [...name.matchAll(/\[((?:[^\]]|\]\])*)\]|"([^"]*)"|([^.[\]"]+)/g)].map(
    ([, bracketed, quoted, plain]) => bracketed?.replaceAll(']]', ']') ?? quoted ?? plain ?? '',
  );
}

/** Position of a column by name, or -1. */
export function columnOrdinal(table: Table, name: string): number {
  const key = name.toLowerCase();
  return table.columns.findIndex((column) => column.name.toLowerCase() === key);
}

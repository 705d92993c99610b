import { messages } from './errors/messages';
import type { Database, Module, Schema, Table, UserType } from './model';
import type { Frame } from './frame';
import type { SessionState } from './sessionState';
import { canConnect } from './permissions';
import { changeCount } from './undoStack';

interface Named {
  readonly parts: readonly string[];
}

/** Where a name of one to three parts points; the object need not exist. */
export interface Place {
  readonly database: Database;
  /** As written; `dbo` when left out. */
  readonly schema: string;
  readonly name: string;
}

/** Throws SqlError 911 for an unknown database, 916 for one the login may not use. */
export function place(session: SessionState, name: Named): Place {
  const [last = '', schema = '', databaseName = ''] = [...name.parts].reverse();
  if (last.startsWith('#')) return { database: database(session, 'tempdb'), schema: 'dbo', name: last };
  return {
    database: databaseName === '' ? session.database : database(session, databaseName),
    schema: schema === '' ? 'dbo' : schema,
    name: last,
  };
}

/** A database by name that the session may use. Throws SqlError 911, 916, 942. */
export function database(session: SessionState, name: string): Database {
  const { databases } = session.host.model;
  const found = databases.get(name.toLowerCase());
  if (!found) throw messages.useMissing(name);
  if (!canConnect(session.login, databases, found)) throw messages.useDenied(session.login.name, found.name);
  if (found.state === 'OFFLINE') throw messages.databaseOffline(found.name);
  return found;
}

export function findSchema(where: Database, name: string): Schema | undefined {
  return where.schemas.get(name.toLowerCase());
}

/** Throws SqlError 2760. */
export function requireSchema(where: Database, name: string): Schema {
  const schema = findSchema(where, name);
  if (!schema) throw messages.schemaMissing(name);
  return schema;
}

/** A temporary table that the frame can see: its own, its callers', the session's, or a global one. */
export function findTemporaryTable(frame: Frame, name: string): Table | undefined {
  const key = name.toLowerCase();
  for (let each: Frame | undefined = frame; each; each = each.caller) {
    const own = each.temporaryTables.get(key);
    if (own) return own;
  }
  return frame.session.temporaryTables.get(key) ?? frame.session.host.globalTemporaryTables.get(key);
}

/** A base table by name, temporary tables included. */
export function findTable(frame: Frame, name: Named): Table | undefined {
  const at = place(frame.session, name);
  if (at.name.startsWith('#')) return findTemporaryTable(frame, at.name);
  return findSchema(at.database, at.schema)?.tables.get(at.name.toLowerCase());
}

/** A procedure, function, view or trigger by name. */
export function findModule(session: SessionState, name: Named): { readonly module: Module; readonly database: Database } | undefined {
  const at = place(session, name);
  const module = findSchema(at.database, at.schema)?.modules.get(at.name.toLowerCase());
  return module && { module, database: at.database };
}

export function findType(session: SessionState, name: Named): UserType | undefined {
  const at = place(session, name);
  return findSchema(at.database, at.schema)?.types.get(at.name.toLowerCase());
}

/** Tables, modules, sequences and synonyms of a schema share one space of names; so do its constraints. */
export function objectExists(schema: Schema, name: string): boolean {
  const key = name.toLowerCase();
  if (schema.tables.has(key) || schema.modules.has(key) || schema.sequences.has(key) || schema.synonyms.has(key)) return true;
  return constraintsOf(schema).has(key);
}

const knownConstraints = new WeakMap<Schema, { at: number; readonly names: Set<string> }>();

/** Names of all constraints of a schema, in lower case; collected anew when something has changed. */
function constraintsOf(schema: Schema): ReadonlySet<string> {
  const at = changeCount();
  const known = knownConstraints.get(schema);
  if (known?.at === at) return known.names;
  const names = new Set([...schema.tables.values()].flatMap(constraintNames).map((name) => name.toLowerCase()));
  knownConstraints.set(schema, { at, names });
  return names;
}

/** A table was added, and nothing else since the change count was `before`: so that making thousands of them does not take forever. */
export function rememberConstraints(schema: Schema, table: Table, before: number): void {
  const known = knownConstraints.get(schema);
  if (known?.at !== before) return;
  for (const name of constraintNames(table)) known.names.add(name.toLowerCase());
  known.at = changeCount();
}

/** Names of keys, checks, defaults and foreign keys of a table. */
export function constraintNames(table: Table): string[] {
  return [
    ...table.indexes.flatMap((index) => (index.constraint ? [index.name] : [])),
    ...table.checks.map((check) => check.name),
    ...table.foreignKeys.map((foreignKey) => foreignKey.name),
    ...table.columns.flatMap((column) => (column.default ? [column.default.name] : [])),
  ];
}

/** A name as the messages of the product show it. */
export function shownName(name: Named): string {
  return name.parts.join('.');
}

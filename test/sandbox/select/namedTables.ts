import type { Database, Module, Row, Schema, Table } from '../engine/model';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import type { ObjectName } from '../syntax/expressionAst';
import type { NamedTable } from '../syntax/queryAst';
import { oncePerStatement } from '../query/oncePerStatement';
import type { SystemRowset } from '../query/queryEnvironment';
import { createBinding, plainColumn, type QueryContext, type SourceColumn } from './scope';
import { storedTable } from './storedTables';
import type { FromContext, OpenSource } from './tableSources';
import { viewSource } from './viewSources';

/** What a name in FROM means. */
type Found =
  | { readonly kind: 'table'; readonly database: Database; readonly table: Table }
  | { readonly kind: 'module'; readonly database: Database; readonly module: Module }
  | { readonly kind: 'system'; readonly database: Database; readonly schema: string; readonly name: string; readonly rowset: SystemRowset };

/** A table, view, common table expression or system view by name. Throws SqlError 208, 216, 229, 7202. */
export function namedTable({ context, links }: FromContext, source: NamedTable): OpenSource {
  const { name, alias } = source;
  const { parts } = name;
  if (source.temporal !== undefined) throw new NotInSandboxError('FOR SYSTEM_TIME', name.position.line);
  const written = parts.join('.');
  const displayName = alias ?? written;
  const only = parts.length === 1 ? (parts[0] ?? '') : undefined;
  const common = only === undefined ? undefined : context.commonTables.get(only.toLowerCase());
  if (common && only !== undefined) {
    const compiled = common.compile();
    // It reads a parameter of an inline function, which changes from call to call.
    if (compiled.query.correlated) links.correlated = true;
    return commonSource(compiled, alias ?? only, displayName);
  }
  const temporary = temporaryTable(context, parts);
  if (temporary) return storedTable(context, temporary, { names: [alias ?? parts.at(-1) ?? ''], displayName });
  const found = findObject(context, name, 0);
  if (!found) throw invalidObject(name);
  switch (found.kind) {
    case 'table': {
      const { database, table } = found;
      permit(context, database, table.schema, table.name);
      return storedTable(context, table, { names: alias === undefined ? exposed(database, table.schema, parts) : [alias], displayName });
    }
    case 'module': {
      const { database, module } = found;
      if (module.type !== 'V') {
        if (module.type === 'IF' || module.type === 'TF')
          throw new SqlError(216, 16, 1, `Parameters were not supplied for the function '${written}'.`, { line: name.position.line });
        throw invalidObject(name);
      }
      permit(context, database, module.schema, module.name);
      return viewSource(context, database, module, alias === undefined ? exposed(database, module.schema, parts) : [alias], displayName);
    }
    case 'system': {
      permit(context, found.database, found.schema, found.name);
      return rowsetSource(context, found.rowset, alias === undefined ? exposed(found.database, found.schema, parts) : [alias], displayName);
    }
  }
}

function commonSource(
  compiled: ReturnType<NonNullable<ReturnType<QueryContext['commonTables']['get']>>['compile']>,
  name: string,
  displayName: string,
): OpenSource {
  const { query, names } = compiled;
  const columns = query.columns.map((column, index): SourceColumn => ({ ...column, name: names[index] ?? column.name, hidden: false }));
  return { binding: createBinding([name], columns, { displayName }), rows: () => query.rows() };
}

/** Inside a view or function the owner's right to the tables counts, not the caller's. */
function permit(context: QueryContext, database: Database, schema: string, name: string): void {
  if (context.depth === 0) context.environment.checkPermission('SELECT', database, schema, name);
}

function exposed(database: Database, schema: string, parts: readonly string[]): string[] {
  return [database.name, schema, parts.at(-1) ?? ''];
}

function temporaryTable(context: QueryContext, parts: readonly string[]): Table | undefined {
  const name = parts.at(-1) ?? '';
  if (name.startsWith('#')) return context.environment.temporaryTable(name);
  const key = name.toLowerCase();
  return parts.length === 1 && (key === 'inserted' || key === 'deleted') ? context.environment.temporaryTable(key) : undefined;
}

const columnsOfRowsets = new WeakMap<SystemRowset['columns'], readonly SourceColumn[]>();

/** The columns of a system view or function: made once for those that stay the same. */
function columnsOfRowset(columns: SystemRowset['columns']): readonly SourceColumn[] {
  const known = columnsOfRowsets.get(columns);
  if (known) return known;
  const made = columns.map(({ name, type, nullable }) => plainColumn(name, type, nullable));
  columnsOfRowsets.set(columns, made);
  return made;
}

/** Rows of a system view or function; read once per statement however often they are needed. */
export function rowsetSource(context: QueryContext, rowset: SystemRowset, names: readonly string[], displayName: string): OpenSource {
  const columns = columnsOfRowset(rowset.columns);
  const read = oncePerStatement(context.environment, (): readonly Row[] => [...rowset.rows()]);
  return {
    binding: createBinding(names, columns, { displayName, stored: rowset.stored?.bind(rowset) }),
    rows: () => rowset.stored?.()?.rows.values() ?? read(),
  };
}

/** Throws SqlError 7202 for a name with a server. */
function findObject(context: QueryContext, name: ObjectName, depth: number): Found | undefined {
  const [last = '', schemaName = '', databaseName = '', server] = [...name.parts].reverse();
  if (server !== undefined && server !== '') throw unknownServer(server, name.position.line);
  const database = databaseName === '' ? context.database : context.environment.server.databases.get(databaseName.toLowerCase());
  if (!database) return undefined;
  const candidates = schemaName === '' ? [...new Set([context.schema, 'dbo'])] : [schemaName];
  for (const candidate of candidates) {
    const schema = database.schemas.get(candidate.toLowerCase());
    const found = schema && inSchema(context, database, schema, last, name, depth);
    if (found) return found;
  }
  const schema = schemaName === '' ? 'dbo' : schemaName;
  const rowset = context.environment.systemView(database, schema, last);
  return rowset && { kind: 'system', database, schema, name: last, rowset };
}

function inSchema(
  context: QueryContext,
  database: Database,
  schema: Schema,
  last: string,
  name: ObjectName,
  depth: number,
): Found | undefined {
  const key = last.toLowerCase();
  const table = schema.tables.get(key);
  if (table) return { kind: 'table', database, table };
  const module = schema.modules.get(key);
  if (module) return { kind: 'module', database, module };
  const synonym = schema.synonyms.get(key);
  if (!synonym || depth > 0) return undefined;
  const target = findObject({ ...context, database }, { parts: nameParts(synonym.baseObject), position: name.position }, depth + 1);
  if (!target) {
    throw new SqlError(5313, 16, 1, `Synonym '${name.parts.join('.')}' refers to an invalid object.`, { line: name.position.line });
  }
  return target;
}

/** `[a].[b c]` to its parts. */
function nameParts(text: string): string[] {
  return [...text.matchAll(/\[((?:[^\]]|\]\])*)\]|"([^"]*)"|([^.[\]"]+)/g)].map(
    ([, bracketed, quoted, plain]) => bracketed?.replaceAll(']]', ']') ?? quoted ?? plain ?? '',
  );
}

export function invalidObject(name: ObjectName): SqlError {
  return new SqlError(208, 16, 1, `Invalid object name '${name.parts.join('.')}'.`, { line: name.position.line });
}

function unknownServer(server: string, line: number): SqlError {
  return new SqlError(
    7202,
    11,
    2,
    `Could not find server '${server}' in sys.servers. Verify that the correct server name was specified. If necessary, execute the stored procedure sp_addlinkedserver to add the server to sys.servers.`,
    { line },
  );
}

/** A table-valued function by name, or undefined. */
export function findTableFunction(
  context: QueryContext,
  name: ObjectName,
): { readonly database: Database; readonly module: Module } | undefined {
  const found = findObject(context, name, 0);
  return found?.kind === 'module' && (found.module.type === 'IF' || found.module.type === 'TF') ? found : undefined;
}

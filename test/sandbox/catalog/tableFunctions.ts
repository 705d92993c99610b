import type { SystemRowset } from '../query/queryEnvironment';
import type { SqlValue } from '../values/sqlValue';
import type { CatalogScope, ViewDefinition, ViewRow } from './catalogTypes';
import { extendedPropertiesOf } from './extendedProperties';
import { hasServerState } from './permissions';
import { describedResultSet, describedResultSetColumns } from './describedResultSets';
import { sessionOfHandle } from './sqlHandle';
import { hasStatistics, statisticsDate } from './statisticsDate';
import { columns, toRowset } from './viewDefinition';

type TableFunction = (scope: CatalogScope, args: readonly SqlValue[]) => SystemRowset;

const sqlTextColumns = columns(`
  dbid smallint null
  objectid int null
  number smallint null
  encrypted bit
  text nvarchar(max) null
`);

const listedPropertyColumns = columns(`
  objtype sysname null
  objname sysname null
  name sysname
  value sql_variant null
`);

/** sys.dm_exec_sql_text(sql_handle). */
function sqlText(scope: CatalogScope, handle: SqlValue): readonly ViewRow[] {
  if (!(handle instanceof Uint8Array)) return [];
  const sessionId = sessionOfHandle(handle);
  const session = scope.context.sessions.find((each) => each.id === sessionId);
  if (session?.request === undefined) return [];
  if (session.id !== scope.context.session.id && !hasServerState(scope, 'PERFORMANCE')) return [];
  return [{ dbid: session.database.id, encrypted: false, text: session.request.text }];
}

const statisticsColumns = columns(`
  object_id int
  stats_id int
  last_updated datetime2(7) null
  rows bigint null
  rows_sampled bigint null
  steps int null
  unfiltered_rows bigint null
  modification_counter bigint null
  persisted_sample_percent float null
`);

/** sys.dm_db_stats_properties(object_id, stats_id): empty for what does not exist or is not visible, as documented. */
function statisticsProperties(scope: CatalogScope, objectId: SqlValue, statsId: SqlValue): readonly ViewRow[] {
  const object = typeof objectId === 'number' ? scope.byId(objectId) : undefined;
  if (object?.type !== 'U' || object.table === undefined || typeof statsId !== 'number' || !hasStatistics(object.table, statsId)) return [];
  const updated = statisticsDate(object.table);
  const rows = updated === null ? undefined : object.table.rows.size;
  return [
    {
      object_id: object.id,
      stats_id: statsId,
      last_updated: updated,
      rows,
      rows_sampled: rows,
      steps: rows === undefined ? undefined : Math.min(200, rows),
      unfiltered_rows: rows,
      modification_counter: rows === undefined ? undefined : 0,
      persisted_sample_percent: rows === undefined ? undefined : 0,
    },
  ];
}

/** fn_listextendedproperty(name, level0type, level0name, …) for the property of the database and of tables and their columns. */
function listedProperties(scope: CatalogScope, args: readonly SqlValue[]): readonly ViewRow[] {
  const [name, level0type, level0name, level1type, level1name, level2type, level2name] = args.map((arg) =>
    typeof arg === 'string' ? arg : undefined,
  );
  const isWanted = (property: { readonly name: string }): boolean =>
    name === undefined || property.name.toLowerCase() === name.toLowerCase();
  const all = extendedPropertiesOf(scope.database).filter(isWanted);
  if (level0type === undefined) {
    return all.filter((property) => property.class === 0).map((property) => ({ name: property.name, value: property.value }));
  }
  return scope
    .objects()
    .filter((object) => object.schemaName.toLowerCase() === level0name?.toLowerCase() && object.table !== undefined && object.type === 'U')
    .filter(
      (object) =>
        level1type?.toUpperCase() === 'TABLE' && (level1name === undefined || object.name.toLowerCase() === level1name.toLowerCase()),
    )
    .flatMap((object) => {
      const own = all.filter((property) => property.class === 1 && property.majorId === object.id);
      if (level2type === undefined) {
        return own
          .filter((property) => property.minorId === 0)
          .map((property) => ({ objtype: 'TABLE', objname: object.name, name: property.name, value: property.value }));
      }
      return own.flatMap((property) => {
        const column = object.table?.columns.find((each) => each.id === property.minorId);
        if (column === undefined || (level2name !== undefined && column.name.toLowerCase() !== level2name.toLowerCase())) return [];
        return [{ objtype: 'COLUMN', objname: column.name, name: property.name, value: property.value }];
      });
    });
}

function asRowset(
  name: string,
  definition: ViewDefinition['columns'],
  rows: (scope: CatalogScope) => readonly ViewRow[],
  scope: CatalogScope,
): SystemRowset {
  return toRowset({ schema: 'sys', name, columns: definition, rows }, () => scope);
}

const functions: Readonly<Record<string, TableFunction>> = {
  dm_exec_sql_text: (scope, args) => asRowset('dm_exec_sql_text', sqlTextColumns, (each) => sqlText(each, args[0] ?? null), scope),
  dm_db_stats_properties: (scope, args) =>
    asRowset('dm_db_stats_properties', statisticsColumns, (each) => statisticsProperties(each, args[0] ?? null, args[1] ?? null), scope),
  dm_exec_describe_first_result_set_for_object: (scope, args) =>
    asRowset(
      'dm_exec_describe_first_result_set_for_object',
      describedResultSetColumns,
      (each) => describedResultSet(each, args[0] ?? null),
      scope,
    ),
  fn_listextendedproperty: (scope, args) =>
    asRowset('fn_listextendedproperty', listedPropertyColumns, (each) => listedProperties(each, args), scope),
};

/** A table-valued system function by name; the schema is sys or left out. */
export function findTableFunction(schema: string, name: string): TableFunction | undefined {
  if (schema !== '' && schema.toLowerCase() !== 'sys') return undefined;
  const key = name.toLowerCase();
  return Object.hasOwn(functions, key) ? functions[key] : undefined;
}

import type { CatalogContext } from '../../engine/catalogContext';
import { fromDate, roundToDatetime } from '../../values/dateTime';
import type { SqlType } from '../../values/sqlType';
import type { SqlValue } from '../../values/sqlValue';
import { hasStatistics, statisticsDate } from '../statisticsDate';
import { columnsOfSystemView } from '../systemObjects';
import { sysnameTypeId, shapeOf, systemTypes, catalogTypeName } from '../typeFacts';
import { hasVersion } from '../versions';
import { visibleDefinition } from '../views/moduleViews';
import { visibleDatabases } from '../views/databaseViews';
import type { FunctionTable } from './functionTypes';
import { integerArgument, intType, maxTextType, of, sysnameType, textArgument } from './functionTypes';
import { nameParts } from './nameParts';
import { databaseOf, objectById, objectByName, scopeOf } from './objectLookup';

const smallintType: SqlType = { name: 'smallint' };

/** Columns of a table, view or table-valued function by object_id. */
export function columnsOfObject(
  context: CatalogContext,
  objectId: number,
): readonly { readonly id: number; readonly name: string; readonly type: SqlType; readonly nullable: boolean }[] {
  if (objectId < 0) {
    const columns = columnsOfSystemView(scopeOf(context, context.database), objectId);
    return columns.map(({ name, type, nullable }, index) => ({ id: index + 1, name, type, nullable }));
  }
  const object = objectById(context, context.database, objectId);
  if (object?.module !== undefined) return object.module.columns.map((column, index) => ({ ...column, id: index + 1 }));
  return object?.type === 'U' || object?.type === 'TT' ? (object.table?.columns ?? []) : [];
}

function typeId(context: CatalogContext, name: string): number | null {
  const parts = nameParts(name);
  const last = parts?.at(-1)?.toLowerCase();
  if (last === undefined) return null;
  const schema = parts?.at(-2)?.toLowerCase();
  if (schema === undefined || schema === 'sys') {
    if (last === 'sysname') return sysnameTypeId;
    for (const [key, facts] of Object.entries(systemTypes)) {
      const listed = key === 'rowversion' ? catalogTypeName('rowversion') : key;
      if (listed === last && hasVersion(context.server.profile, facts.since)) return facts.userTypeId;
    }
  }
  return context.database.schemas.get(schema ?? 'dbo')?.types.get(last)?.userTypeId ?? null;
}

function typeName(context: CatalogContext, id: number): string | null {
  if (id === sysnameTypeId) return 'sysname';
  for (const [key, facts] of Object.entries(systemTypes)) {
    if (facts.userTypeId === id && hasVersion(context.server.profile, facts.since)) return key === 'rowversion' ? 'timestamp' : key;
  }
  for (const schema of context.database.schemas.values()) {
    for (const type of schema.types.values()) if (type.userTypeId === id) return type.name;
  }
  return null;
}

function databaseId(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  if (args.length === 0) return context.database.id;
  const name = textArgument(args[0])?.toLowerCase();
  return visibleDatabases(context).find((database) => database.name.toLowerCase() === name)?.id ?? null;
}

function databaseName(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  if (args.length === 0) return context.database.name;
  const id = integerArgument(args[0]);
  return visibleDatabases(context).find((database) => database.id === id)?.name ?? null;
}

function indexColumn(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  const table = objectByName(context, textArgument(args[0]) ?? '')?.object.table;
  const index = table?.indexes.find((each) => each.id === integerArgument(args[1]));
  const key = index?.columns[(integerArgument(args[2]) ?? 0) - 1];
  return table?.columns.find((column) => column.id === key?.columnId)?.name ?? null;
}

/** DB_NAME, OBJECT_ID and the other functions that turn names into ids and back. */
export function objectFunctions(context: CatalogContext): FunctionTable {
  return {
    DB_ID: of(smallintType, (args) => databaseId(context, args)),
    DB_NAME: of(sysnameType, (args) => databaseName(context, args)),
    OBJECT_ID: of(intType, ([name, type]) => objectByName(context, textArgument(name) ?? '', textArgument(type))?.object.id ?? null),
    OBJECT_NAME: of(sysnameType, ([id, databaseArgument]) => {
      const database = databaseOf(context, integerArgument(databaseArgument));
      const objectId = integerArgument(id);
      return database === undefined || objectId === undefined ? null : (objectById(context, database, objectId)?.name ?? null);
    }),
    OBJECT_SCHEMA_NAME: of(sysnameType, ([id, databaseArgument]) => {
      const database = databaseOf(context, integerArgument(databaseArgument));
      const objectId = integerArgument(id);
      return database === undefined || objectId === undefined ? null : (objectById(context, database, objectId)?.schemaName ?? null);
    }),
    OBJECT_DEFINITION: of(maxTextType, ([id]) => {
      const object = objectById(context, context.database, integerArgument(id) ?? 0);
      if (object === undefined) return null;
      const scope = scopeOf(context, context.database);
      if (object.module !== undefined) return visibleDefinition(scope, object);
      return scope.seesDefinition(object) ? (object.check?.text ?? object.column?.default?.text ?? null) : null;
    }),
    SCHEMA_ID: of(intType, (args) => {
      const name = args.length === 0 ? 'dbo' : textArgument(args[0]);
      return context.database.schemas.get((name ?? '').toLowerCase())?.id ?? null;
    }),
    SCHEMA_NAME: of(sysnameType, (args) => {
      const id = args.length === 0 ? 1 : integerArgument(args[0]);
      return [...context.database.schemas.values()].find((schema) => schema.id === id)?.name ?? null;
    }),
    TYPE_ID: of(intType, ([name]) => typeId(context, textArgument(name) ?? '')),
    TYPE_NAME: of(sysnameType, ([id]) => typeName(context, integerArgument(id) ?? -1)),
    COL_NAME: of(
      sysnameType,
      ([id, column]) =>
        columnsOfObject(context, integerArgument(id) ?? 0).find((each) => each.id === integerArgument(column))?.name ?? null,
    ),
    COL_LENGTH: of(smallintType, ([table, column]) => {
      const object = objectByName(context, textArgument(table) ?? '')?.object;
      const name = textArgument(column)?.toLowerCase();
      const found = object === undefined ? undefined : columnsOfObject(context, object.id).find((each) => each.name.toLowerCase() === name);
      return found === undefined ? null : shapeOf(found.type).maxLength;
    }),
    INDEX_COL: of(sysnameType, (args) => indexColumn(context, args)),
    STATS_DATE: of({ name: 'datetime' }, ([id, statsId]) => {
      const table = objectById(context, context.database, integerArgument(id) ?? 0)?.table;
      const date = table !== undefined && hasStatistics(table, integerArgument(statsId)) ? statisticsDate(table) : null;
      return date === null ? null : roundToDatetime(fromDate(date));
    }),
    FILEGROUP_NAME: of(sysnameType, ([id]) => (integerArgument(id) === 1 ? 'PRIMARY' : null)),
    FILEGROUP_ID: of(intType, ([name]) => (textArgument(name)?.toUpperCase() === 'PRIMARY' ? 1 : null)),
  };
}

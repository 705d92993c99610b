import type { CatalogContext } from '../../engine/catalogContext';
import type { Database } from '../../engine/model';
import { allViews } from '../allViews';
import type { CatalogObject } from '../catalogObject';
import { createScope } from '../catalogScope';
import type { CatalogScope } from '../catalogTypes';
import { systemObjects, systemObjectsNamed } from '../systemObjects';
import { nameParts } from './nameParts';

/** The database of an id, or the current one when no id is given; undefined when there is none or it cannot be used. */
export function databaseOf(context: CatalogContext, id: number | undefined): Database | undefined {
  if (id === undefined) return context.database;
  return [...context.server.databases.values()].find((database) => database.id === id);
}

/** The catalog of a database as the session sees it. */
export function scopeOf(context: CatalogContext, database: Database): CatalogScope {
  return createScope(context, database, allViews);
}

/** A user or system object by its id. */
export function objectById(context: CatalogContext, database: Database, id: number): CatalogObject | undefined {
  const scope = scopeOf(context, database);
  if (id < 0) return systemObjects(scope).find((object) => object.id === id) ?? scope.byId(id);
  return scope.byId(id) ?? scope.tableTypes().find((object) => object.id === id);
}

/** An object by its name as T-SQL writes it, in the current database unless the name says another; the default schema is dbo. */
export function objectByName(
  context: CatalogContext,
  name: string,
  type?: string,
): { readonly object: CatalogObject; readonly database: Database } | undefined {
  const parts = nameParts(name);
  const objectName = parts?.at(-1)?.toLowerCase();
  if (parts === undefined || objectName === undefined) return undefined;
  const schemaName = (parts.at(-2) ?? '').toLowerCase();
  const databaseName = parts.at(-3) ?? '';
  const isTemporary = objectName.startsWith('#');
  const wanted = databaseName === '' ? (isTemporary ? 'tempdb' : context.database.name) : databaseName;
  const database = context.server.databases.get(wanted.toLowerCase());
  if (database === undefined || (isTemporary && database.name.toLowerCase() !== 'tempdb')) return undefined;
  const scope = scopeOf(context, database);
  const isType = (object: CatalogObject): boolean => type === undefined || object.type === type.trim().toUpperCase();
  const isNamed = (object: CatalogObject, schema: string): boolean =>
    object.name.toLowerCase() === objectName && object.schemaName.toLowerCase() === schema && isType(object);
  const own = scope.named(objectName).find((object) => isNamed(object, schemaName === '' ? 'dbo' : schemaName));
  const found = own ?? systemObjectsNamed(scope, objectName).find((object) => isNamed(object, schemaName === '' ? 'sys' : schemaName));
  return found === undefined ? undefined : { object: found, database };
}

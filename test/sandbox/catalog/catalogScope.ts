import type { CatalogContext } from '../engine/catalogContext';
import type { Database } from '../engine/model';
import { collectObjects, collectTableTypeObjects } from './catalogObject';
import type { CatalogObject } from './catalogObject';
import type { CatalogScope, ViewDefinition } from './catalogTypes';

const anyPermission = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE', 'VIEW DEFINITION', 'ALTER', 'CONTROL', 'REFERENCES'];

/**
 * The scope of one database. Visibility follows "Metadata visibility configuration" of the documentation:
 * an object is visible to who owns it or has any permission on it.
 */
export function createScope(context: CatalogContext, database: Database, systemViews: readonly ViewDefinition[]): CatalogScope {
  const visible = (object: CatalogObject): boolean =>
    anyPermission.some((permission) =>
      context.hasPermission(permission, { database: database.name, schema: object.schemaName, object: object.securableName }),
    );
  const seen = new Map<string, boolean>();
  const remembered = (object: CatalogObject): boolean => {
    const key = `${object.schemaName}.${object.securableName}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const result = visible(object);
    seen.set(key, result);
    return result;
  };
  const every = (): readonly CatalogObject[] => collectObjects(database, temporaryTables(context, database));
  let objects: readonly CatalogObject[] | undefined;
  let tableTypes: readonly CatalogObject[] | undefined;
  return {
    context,
    database,
    profile: context.server.profile,
    systemViews,
    objects: () => (objects ??= every().filter(remembered)),
    find: (matches) => every().find((object) => matches(object) && remembered(object)),
    tableTypes: () => (tableTypes ??= collectTableTypeObjects(database)),
    schemas: () => [...database.schemas.values()].sort((a, b) => a.id - b.id),
    seesDefinition: (object) =>
      context.hasPermission('VIEW DEFINITION', { database: database.name, schema: object.schemaName, object: object.securableName }),
  };
}

function temporaryTables(context: CatalogContext, database: Database): CatalogContext['temporaryTables'] {
  return database.name.toLowerCase() === 'tempdb' ? context.temporaryTables : [];
}

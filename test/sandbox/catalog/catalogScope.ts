import type { CatalogContext } from '../engine/catalogContext';
import type { Database } from '../engine/model';
import { changeCount } from '../engine/undoStack';
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
  const every = (): readonly CatalogObject[] => knownObjects(context, database).objects;
  let objects: readonly CatalogObject[] | undefined;
  let tableTypes: readonly CatalogObject[] | undefined;
  return {
    context,
    database,
    profile: context.server.profile,
    systemViews,
    objects: () => (objects ??= context.login.isSysadmin ? every() : every().filter(remembered)),
    find: (matches) => every().find((object) => matches(object) && remembered(object)),
    byId: (id) => {
      const found = knownObjects(context, database).byId.get(id);
      return found !== undefined && remembered(found) ? found : undefined;
    },
    named: (name) => (knownObjects(context, database).byName.get(name) ?? []).filter(remembered),
    tableTypes: () => (tableTypes ??= collectTableTypeObjects(database)),
    schemas: () => [...database.schemas.values()].sort((a, b) => a.id - b.id),
    seesDefinition: (object) =>
      context.hasPermission('VIEW DEFINITION', { database: database.name, schema: object.schemaName, object: object.securableName }),
  };
}

/** All objects of a database, however they are looked for. */
interface KnownObjects {
  readonly at: number;
  readonly objects: readonly CatalogObject[];
  readonly byId: ReadonlyMap<number, CatalogObject>;
  /** By name in lower case. */
  readonly byName: ReadonlyMap<string, readonly CatalogObject[]>;
}

const known = new WeakMap<Database, KnownObjects>();

/** The objects of a database, collected anew when something has changed. */
function knownObjects(context: CatalogContext, database: Database): KnownObjects {
  const at = changeCount();
  const found = known.get(database);
  const temporary = temporaryTables(context, database);
  if (found?.at === at && temporary.length === 0) return found;
  const objects = collectObjects(database, temporary);
  const made = {
    at,
    objects,
    byId: new Map(objects.map((object) => [object.id, object])),
    byName: Map.groupBy(objects, (object) => object.name.toLowerCase()),
  };
  // What a session sees of its temporary tables is not for others.
  if (temporary.length === 0) known.set(database, made);
  return made;
}

function temporaryTables(context: CatalogContext, database: Database): CatalogContext['temporaryTables'] {
  return database.name.toLowerCase() === 'tempdb' ? context.temporaryTables : [];
}

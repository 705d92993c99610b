import type { CatalogContext } from '../engine/catalogContext';
import type { Database } from '../engine/model';
import type { SessionFunction, SystemRowset } from '../query/queryEnvironment';
import type { SqlValue } from '../values/sqlValue';
import { allViews, findView } from './allViews';
import { createScope } from './catalogScope';
import { sessionFunctions } from './sessionFunctions';
import { findTableFunction } from './tableFunctions';
import { isPresent, toRowset } from './viewDefinition';

/** The catalog as queries ask for it; the members are those of QueryEnvironment with the word "system" left out. */
export interface SystemCatalog {
  view(database: Database, schema: string, name: string): SystemRowset | undefined;
  tableFunction(database: Database, schema: string, name: string, args: readonly SqlValue[]): SystemRowset | undefined;
  sessionFunction(name: string): SessionFunction | undefined;
}

/** The catalog of a session. It reads the context's present state at every call; one may be kept as long as the context. */
export function createSystemCatalog(context: CatalogContext): SystemCatalog {
  let find: ReturnType<typeof sessionFunctions> | undefined;
  return {
    view(database, schema, name) {
      const definition = findView(schema, name);
      if (definition === undefined || !isPresent(definition, context.server.profile)) return undefined;
      return toRowset(definition, () => createScope(context, database, allViews));
    },
    tableFunction(database, schema, name, args) {
      return findTableFunction(schema, name)?.(createScope(context, database, allViews), args);
    },
    sessionFunction(name) {
      find ??= sessionFunctions(context);
      return find(name.toUpperCase());
    },
  };
}

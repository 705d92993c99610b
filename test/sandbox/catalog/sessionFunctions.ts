import type { CatalogContext } from '../engine/catalogContext';
import type { SessionFunction } from '../query/queryEnvironment';
import { collationFunctions } from './functions/collationFunctions';
import { contextFunctions } from './functions/contextFunctions';
import type { FunctionGroup, FunctionTable } from './functions/functionTypes';
import { identityFunctions } from './functions/identityFunctions';
import { objectFunctions } from './functions/objectFunctions';
import { propertyFunctions } from './functions/propertyFunctions';
import { securityFunctions } from './functions/securityFunctions';
import { serverFunctions } from './functions/serverFunctions';

const groups: readonly FunctionGroup[] = [
  objectFunctions,
  propertyFunctions,
  serverFunctions,
  securityFunctions,
  contextFunctions,
  collationFunctions,
  identityFunctions,
];

/** The group of each name: the same for all sessions. */
let groupsOfNames: ReadonlyMap<string, FunctionGroup> | undefined;

/** Finds a function that needs the session or the catalog by its upper-cased name. A group is made when one of its functions is asked for. */
export function sessionFunctions(context: CatalogContext): (name: string) => SessionFunction | undefined {
  const known = (groupsOfNames ??= new Map(groups.flatMap((group) => Object.keys(group(context)).map((name) => [name, group] as const))));
  const tables = new Map<FunctionGroup, FunctionTable>();
  return (name) => {
    const group = known.get(name);
    if (group === undefined) return undefined;
    const table = tables.get(group) ?? group(context);
    tables.set(group, table);
    return table[name];
  };
}

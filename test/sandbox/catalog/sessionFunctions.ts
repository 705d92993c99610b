import type { CatalogContext } from '../engine/catalogContext';
import type { SessionFunction } from '../query/queryEnvironment';
import { collationFunctions } from './functions/collationFunctions';
import { contextFunctions } from './functions/contextFunctions';
import type { FunctionGroup } from './functions/functionTypes';
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

/** Every function that needs the session or the catalog, by upper-cased name. */
export function sessionFunctions(context: CatalogContext): ReadonlyMap<string, SessionFunction> {
  return new Map(groups.flatMap((group) => Object.entries(group(context))));
}

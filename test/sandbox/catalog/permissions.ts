import { SqlError } from '../engine/sqlError';
import type { CatalogScope } from './catalogTypes';
import { hasVersion, isSingleDatabaseService } from './versions';

/** SQL Server 2022 split the state permissions in two; the old one covers both. */
type StateKind = 'PERFORMANCE' | 'SECURITY';

/** Whether the session may look at the state of the whole server. */
export function hasServerState(scope: CatalogScope, kind: StateKind): boolean {
  const { context } = scope;
  if (context.hasPermission('VIEW SERVER STATE')) return true;
  if (hasVersion(scope.profile, 16) && context.hasPermission(`VIEW SERVER ${kind} STATE`)) return true;
  return isSingleDatabaseService(scope.profile) && hasDatabaseState(scope, kind);
}

/** Whether the session may look at the state of the database; VIEW SERVER STATE covers it. */
export function hasDatabaseState(scope: CatalogScope, kind: StateKind): boolean {
  const { context } = scope;
  const database = { database: scope.database.name };
  return (
    context.hasPermission('VIEW SERVER STATE') ||
    context.hasPermission('VIEW DATABASE STATE', database) ||
    (hasVersion(scope.profile, 16) && context.hasPermission(`VIEW DATABASE ${kind} STATE`, database))
  );
}

/** Throws SqlError 300 when the session may not look at the state of the server. */
export function requireServerState(scope: CatalogScope, kind: StateKind): void {
  if (hasServerState(scope, kind)) return;
  const permission = hasVersion(scope.profile, 16) ? `VIEW SERVER ${kind} STATE` : 'VIEW SERVER STATE';
  throw new SqlError(300, 14, 1, `${permission} permission was denied on object 'server', database 'master'.`);
}

/** Throws SqlError 262 when the session may not look at the state of the database. */
export function requireDatabaseState(scope: CatalogScope, kind: StateKind = 'PERFORMANCE'): void {
  if (hasDatabaseState(scope, kind)) return;
  const permission = hasVersion(scope.profile, 16) ? `VIEW DATABASE ${kind} STATE` : 'VIEW DATABASE STATE';
  throw new SqlError(262, 14, 1, `${permission} permission denied in database '${scope.database.name}'.`);
}

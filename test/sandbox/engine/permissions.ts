import type { PermissionScope } from './catalogContext';
import type { Database, Login } from './model';

/**
 * Permissions live on logins: `VIEW SERVER STATE` is a server permission, `SELECT@shop`, `SELECT@shop/sales` and
 * `SELECT@shop/sales/orders` stand for a database, a schema and an object. Membership is `ROLE db_datareader@shop`.
 */
export function grantKey(permission: string, scope?: PermissionScope): string {
  if (!scope) return permission.toUpperCase();
  const path = [scope.database, scope.schema, scope.object].filter((part) => part !== undefined);
  return `${permission.toUpperCase()}@${path.join('/').toLowerCase()}`;
}

/** A role that CREATE ROLE made. */
export interface Role {
  readonly name: string;
  readonly grants: Set<string>;
  readonly denies: Set<string>;
}

const rolesOfDatabases = new WeakMap<Database, Map<string, Role>>();

/** The roles that users made in a database, by lower-cased name. */
export function userRoles(database: Database): Map<string, Role> {
  const known = rolesOfDatabases.get(database);
  if (known) return known;
  const roles = new Map<string, Role>();
  rolesOfDatabases.set(database, roles);
  return roles;
}

const usersOfDatabases = new WeakMap<Database, Map<string, Login>>();

/** The users that CREATE USER made in a database, by lower-cased name. */
export function userLogins(database: Database): Map<string, Login> {
  const known = usersOfDatabases.get(database);
  if (known) return known;
  const users = new Map<string, Login>();
  usersOfDatabases.set(database, users);
  return users;
}

const fixedRoles: Readonly<Record<string, readonly string[]>> = {
  db_datareader: ['SELECT'],
  db_datawriter: ['INSERT', 'UPDATE', 'DELETE'],
  db_ddladmin: [
    'ALTER',
    'CREATE TABLE',
    'CREATE PROCEDURE',
    'CREATE FUNCTION',
    'CREATE VIEW',
    'CREATE SCHEMA',
    'CREATE TYPE',
    'VIEW DEFINITION',
  ],
};

/** A permission that implies the one asked for. */
const implied: Readonly<Record<string, readonly string[]>> = {
  'VIEW SERVER STATE': ['CONTROL SERVER'],
  'VIEW DATABASE STATE': ['CONTROL', 'VIEW SERVER STATE'],
  'VIEW DEFINITION': ['CONTROL', 'ALTER', 'VIEW ANY DEFINITION'],
};

/** True when the login has the role in the database; sysadmin has every role. */
export function isMember(login: Login, database: Database, role: string): boolean {
  if (login.isSysadmin || role.toLowerCase() === 'public') return true;
  return login.grants.has(grantKey(`ROLE ${role}`, { database: database.name }));
}

/** Server permissions have no scope. A permission on a wider scope covers the narrower; a denial anywhere wins. */
export function hasPermission(
  login: Login,
  databases: ReadonlyMap<string, Database>,
  permission: string,
  scope?: PermissionScope,
): boolean {
  if (login.isSysadmin) return true;
  const database = scope && databases.get(scope.database.toLowerCase());
  const roles = database ? [...userRoles(database).values()].filter((role) => isMember(login, database, role.name)) : [];
  const holders = [login, ...roles];
  const name = permission.toUpperCase();
  const wide = widerScopes(scope);
  const keys = wide.map((each) => grantKey(name, each));
  if (holders.some((holder) => keys.some((key) => holder.denies.has(key)))) return false;
  if (database) {
    if (isMember(login, database, 'db_owner')) return true;
    const viaRole = Object.entries(fixedRoles).some(([role, permissions]) => permissions.includes(name) && isMember(login, database, role));
    if (viaRole) return true;
  }
  const covering = [name, ...(implied[name] ?? []), 'CONTROL'].flatMap((each) => wide.map((at) => grantKey(each, at)));
  return holders.some((holder) => covering.some((key) => holder.grants.has(key)));
}

function widerScopes(scope?: PermissionScope): (PermissionScope | undefined)[] {
  if (!scope) return [undefined];
  const { database, schema, object } = scope;
  const scopes: (PermissionScope | undefined)[] = [undefined, { database }];
  if (schema !== undefined) scopes.push({ database, schema });
  if (schema !== undefined && object !== undefined) scopes.push({ database, schema, object });
  return scopes;
}

/** May the login use the database? Everyone may use master, tempdb and msdb. */
export function canConnect(login: Login, databases: ReadonlyMap<string, Database>, database: Database): boolean {
  if (login.isSysadmin || ['master', 'tempdb', 'msdb'].includes(database.name.toLowerCase())) return true;
  return hasPermission(login, databases, 'CONNECT', { database: database.name }) || isMember(login, database, 'db_owner');
}

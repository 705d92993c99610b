import type { CatalogContext, PermissionScope } from '../../engine/catalogContext';
import type { Database } from '../../engine/model';
import type { SqlValue } from '../../values/sqlValue';
import { databaseUsers, fixedDatabaseRoles, fixedServerRoles, loginSid, principalIdOf, userNameOf } from '../principals';
import { hasVersion } from '../versions';
import type { FunctionTable } from './functionTypes';
import { flag, integerArgument, intType, of, sysnameType, textArgument } from './functionTypes';
import { nameParts } from './nameParts';
import { objectByName, scopeOf } from './objectLookup';

/** Server permissions that HAS_PERMS_BY_NAME knows, with the major version that brought them; any other name gives NULL. */
const serverPermissions: Readonly<Record<string, number>> = {
  'VIEW SERVER STATE': 0,
  'VIEW ANY DEFINITION': 0,
  'VIEW ANY DATABASE': 0,
  'CONTROL SERVER': 0,
  'ALTER ANY CONNECTION': 0,
  'ALTER ANY DATABASE': 0,
  'ALTER ANY LOGIN': 0,
  'ALTER SETTINGS': 0,
  'ALTER SERVER STATE': 0,
  'ALTER TRACE': 0,
  'CREATE ANY DATABASE': 0,
  'CONNECT SQL': 0,
  'CONNECT ANY DATABASE': 0,
  'SELECT ALL USER SECURABLES': 0,
  SHUTDOWN: 0,
  'VIEW SERVER PERFORMANCE STATE': 16,
  'VIEW SERVER SECURITY STATE': 16,
  'VIEW ANY PERFORMANCE DEFINITION': 16,
  'VIEW ANY SECURITY DEFINITION': 16,
  'VIEW ANY ERROR LOG': 16,
};

/** Database permissions that came with a major version, and those of Azure SQL; the other names of the documentation are as old as the sandbox. */
const databasePermissionsSince: Readonly<Record<string, number>> = {
  'VIEW DATABASE PERFORMANCE STATE': 16,
  'VIEW DATABASE SECURITY STATE': 16,
  'VIEW PERFORMANCE DEFINITION': 16,
  'VIEW SECURITY DEFINITION': 16,
};

/** A permission that covers another, beyond what the engine knows. */
const covering: Readonly<Record<string, string>> = {
  'VIEW SERVER PERFORMANCE STATE': 'VIEW SERVER STATE',
  'VIEW SERVER SECURITY STATE': 'VIEW SERVER STATE',
  'VIEW DATABASE PERFORMANCE STATE': 'VIEW DATABASE STATE',
  'VIEW DATABASE SECURITY STATE': 'VIEW DATABASE STATE',
  'VIEW PERFORMANCE DEFINITION': 'VIEW DEFINITION',
  'VIEW SECURITY DEFINITION': 'VIEW DEFINITION',
};

/** What every login may do without a grant. */
const publicPermissions = new Set(['VIEW ANY DATABASE', 'CONNECT SQL']);

function holds(context: CatalogContext, permission: string, scope?: PermissionScope): boolean {
  if (scope === undefined && publicPermissions.has(permission)) return !context.login.denies.has(permission);
  const wider = covering[permission];
  return context.hasPermission(permission, scope) || (wider !== undefined && context.hasPermission(wider, scope));
}

function databaseNamed(context: CatalogContext, name: string): Database | undefined {
  const parts = nameParts(name);
  return parts?.length === 1 ? context.server.databases.get((parts[0] ?? '').toLowerCase()) : undefined;
}

function hasPermissionByName(context: CatalogContext, args: readonly SqlValue[]): boolean | undefined {
  const securable = textArgument(args[0]);
  const securableClass = textArgument(args[1])?.toUpperCase();
  const permission = textArgument(args[2])?.toUpperCase();
  if (permission === undefined) return undefined;
  if (securableClass === undefined || securableClass === 'SERVER') {
    const since = Object.hasOwn(serverPermissions, permission) ? serverPermissions[permission] : undefined;
    if (permission === 'ANY') return true;
    return since === undefined || !hasVersion(context.server.profile, since) ? undefined : holds(context, permission);
  }
  if (securableClass === 'DATABASE') {
    const database = securable === undefined ? context.database : databaseNamed(context, securable);
    if (database === undefined) return undefined;
    if (permission === 'ANY' || permission === 'CONNECT') return canEnter(context, database);
    if (!hasVersion(context.server.profile, databasePermissionsSince[permission] ?? 0)) return undefined;
    return holds(context, permission, { database: database.name });
  }
  if (securable === undefined) return undefined;
  if (securableClass === 'SCHEMA') {
    const parts = nameParts(securable);
    const schema = context.database.schemas.get((parts?.at(-1) ?? '').toLowerCase());
    return schema === undefined ? undefined : holds(context, permission, { database: context.database.name, schema: schema.name });
  }
  if (securableClass !== 'OBJECT') return undefined;
  const found = objectByName(context, securable);
  if (found === undefined) return undefined;
  const scope = { database: found.database.name, schema: found.object.schemaName, object: found.object.securableName };
  if (permission === 'ANY') return true;
  return found.object.id < 0 ? permission === 'SELECT' || permission === 'EXECUTE' : holds(context, permission, scope);
}

/** The same rule as at login: CONNECT, ownership, or a database that everyone may use. */
function canEnter(context: CatalogContext, database: Database): boolean {
  return (
    ['master', 'tempdb', 'msdb'].includes(database.name.toLowerCase()) ||
    context.hasPermission('CONNECT', { database: database.name }) ||
    context.isMember(database, 'db_owner')
  );
}

function isServerRoleMember(context: CatalogContext, args: readonly SqlValue[]): boolean | undefined {
  const role = textArgument(args[0])?.toLowerCase();
  if (!fixedServerRoles.some(({ name }) => name === role)) return undefined;
  const name = args.length > 1 ? textArgument(args[1]) : context.login.name;
  const login = context.server.logins.get((name ?? '').toLowerCase());
  if (login === undefined) return undefined;
  return role === 'public' || login.isSysadmin;
}

function isRoleMember(context: CatalogContext, args: readonly SqlValue[]): boolean | undefined {
  const role = textArgument(args[0])?.toLowerCase();
  if (role === undefined) return undefined;
  if (role === 'public') return true;
  if (fixedDatabaseRoles.some(({ name }) => name === role)) return context.isMember(context.database, role);
  return context.isMember(context.database, role) && !context.login.isSysadmin ? true : undefined;
}

function userName(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  if (args.length === 0) return userNameOf(context, context.login, context.database);
  const id = integerArgument(args[0]);
  const scope = scopeOf(context, context.database);
  return databaseUsers(scope).find((user) => user.id === id)?.name ?? fixedDatabaseRoles.find((role) => role.id === id)?.name ?? null;
}

function userId(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  const name = (args.length === 0 ? userNameOf(context, context.login, context.database) : textArgument(args[0]))?.toLowerCase();
  const scope = scopeOf(context, context.database);
  return (
    databaseUsers(scope).find((user) => user.name.toLowerCase() === name)?.id ??
    fixedDatabaseRoles.find((role) => role.name === name)?.id ??
    null
  );
}

function loginName(context: CatalogContext, args: readonly SqlValue[]): SqlValue {
  const wanted = args[0];
  if (args.length === 0) return context.login.name;
  for (const login of context.server.logins.values()) {
    if (typeof wanted === 'number' && principalIdOf(context.server, login) === wanted) return login.name;
    if (wanted instanceof Uint8Array && Buffer.from(wanted).equals(loginSid(context.server, login))) return login.name;
  }
  return null;
}

/** Who the session is and what it may do. */
export function securityFunctions(context: CatalogContext): FunctionTable {
  const currentUser = of(sysnameType, () => userNameOf(context, context.login, context.database));
  const login = of(sysnameType, (args) => loginName(context, args));
  return {
    HAS_PERMS_BY_NAME: of(intType, (args) => flag(hasPermissionByName(context, args))),
    HAS_DBACCESS: of(intType, ([name]) => {
      const database = databaseNamed(context, textArgument(name) ?? '');
      return flag(database === undefined ? undefined : database.state === 'ONLINE' && canEnter(context, database));
    }),
    IS_MEMBER: of(intType, (args) => flag(isRoleMember(context, args))),
    IS_ROLEMEMBER: of(intType, (args) => flag(isRoleMember(context, args))),
    IS_SRVROLEMEMBER: of(intType, (args) => flag(isServerRoleMember(context, args))),
    SUSER_SNAME: login,
    SUSER_NAME: login,
    SUSER_ID: of(intType, (args) => {
      const found = args.length === 0 ? context.login : context.server.logins.get((textArgument(args[0]) ?? '').toLowerCase());
      return found === undefined ? null : principalIdOf(context.server, found);
    }),
    SUSER_SID: of({ name: 'varbinary', length: 85 }, (args) => {
      const found = args.length === 0 ? context.login : context.server.logins.get((textArgument(args[0]) ?? '').toLowerCase());
      return found === undefined ? null : loginSid(context.server, found);
    }),
    SYSTEM_USER: of(sysnameType, () => context.login.name),
    ORIGINAL_LOGIN: of(sysnameType, () => context.session.originalLogin),
    USER_NAME: of(sysnameType, (args) => userName(context, args)),
    USER_ID: of(intType, (args) => userId(context, args)),
    DATABASE_PRINCIPAL_ID: of(intType, (args) => userId(context, args)),
    CURRENT_USER: currentUser,
    SESSION_USER: currentUser,
    USER: currentUser,
  };
}

import type { CatalogContext } from '../engine/catalogContext';
import type { Database, Login, ServerModel } from '../engine/model';
import type { CatalogScope } from './catalogTypes';

/** Source: server-level and database-level roles of the documentation; ids as in sys.server_principals and sys.database_principals. */
export const fixedServerRoles: readonly { readonly name: string; readonly id: number }[] = [
  { name: 'public', id: 2 },
  { name: 'sysadmin', id: 3 },
  { name: 'securityadmin', id: 4 },
  { name: 'serveradmin', id: 5 },
  { name: 'setupadmin', id: 6 },
  { name: 'processadmin', id: 7 },
  { name: 'diskadmin', id: 8 },
  { name: 'dbcreator', id: 9 },
  { name: 'bulkadmin', id: 10 },
];

export const fixedDatabaseRoles: readonly { readonly name: string; readonly id: number }[] = [
  { name: 'public', id: 0 },
  { name: 'db_owner', id: 16384 },
  { name: 'db_accessadmin', id: 16385 },
  { name: 'db_securityadmin', id: 16386 },
  { name: 'db_ddladmin', id: 16387 },
  { name: 'db_backupoperator', id: 16389 },
  { name: 'db_datareader', id: 16390 },
  { name: 'db_datawriter', id: 16391 },
  { name: 'db_denydatareader', id: 16392 },
  { name: 'db_denydatawriter', id: 16393 },
];

/** principal_id of a login: 1 for sa, else from 256 in the order in which they were made. */
export function principalIdOf(server: ServerModel, login: Login): number {
  if (login.name.toLowerCase() === 'sa') return 1;
  const position = [...server.logins.values()].filter((each) => each.name.toLowerCase() !== 'sa').indexOf(login);
  return position < 0 ? 0 : 256 + position;
}

/** The security identifier: 0x01 for sa, else 16 bytes that carry the principal_id. */
export function loginSid(server: ServerModel, login: Login): Uint8Array {
  const id = principalIdOf(server, login);
  if (id === 1) return Uint8Array.of(1);
  const sid = new Uint8Array(16).fill(0x5a);
  new DataView(sid.buffer).setUint32(12, id);
  return sid;
}

/** A login sees itself and sa; VIEW ANY DEFINITION shows all. */
export function visibleLogins(context: CatalogContext): readonly Login[] {
  const all = [...context.server.logins.values()];
  if (context.hasPermission('VIEW ANY DEFINITION') || context.hasPermission('CONTROL SERVER')) return all;
  return all.filter((login) => login === context.login || login.name.toLowerCase() === 'sa');
}

/** Windows service accounts that setup, and on an Azure virtual machine the SQL IaaS Agent extension, make logins for. */
export function serviceLogins(context: CatalogContext): readonly { readonly name: string; readonly id: number }[] {
  const { profile } = context.server;
  if (profile.hostPlatform !== 'Windows' || profile.engineEdition > 4) return [];
  if (!context.hasPermission('VIEW ANY DEFINITION') && !context.hasPermission('CONTROL SERVER')) return [];
  const names = [
    'NT AUTHORITY\\SYSTEM',
    'NT SERVICE\\MSSQLSERVER',
    'NT SERVICE\\SQLSERVERAGENT',
    'NT SERVICE\\SQLWriter',
    'NT SERVICE\\Winmgmt',
  ];
  if (profile.versionText.includes('Azure Edition')) names.push('NT SERVICE\\SQLIaaSExtensionQuery');
  return names.map((name, index) => ({ name, id: 1001 + index }));
}

export interface DatabaseUser {
  readonly id: number;
  readonly name: string;
  readonly sid: Uint8Array | undefined;
  readonly login: Login | undefined;
}

/** Users of a database: the fixed ones, and one for every login that may use it and is not a sysadmin. */
export function databaseUsers(scope: CatalogScope): readonly DatabaseUser[] {
  const { context } = scope;
  const logins = visibleLogins(context).filter((login) => !login.isSysadmin && canUse(context, login, scope.database));
  return [
    { id: 1, name: 'dbo', sid: Uint8Array.of(1), login: undefined },
    { id: 2, name: 'guest', sid: Uint8Array.of(0), login: undefined },
    { id: 3, name: 'INFORMATION_SCHEMA', sid: undefined, login: undefined },
    { id: 4, name: 'sys', sid: undefined, login: undefined },
    ...logins.map((login, position) => ({ id: 5 + position, name: login.name, sid: loginSid(context.server, login), login })),
  ];
}

/** Whether a login may use a database: any of its grants or roles names it. */
export function canUse(context: CatalogContext, login: Login, database: Database): boolean {
  if (login.isSysadmin) return true;
  const suffix = `@${database.name.toLowerCase()}`;
  const named = [...login.grants].some((grant) => grant.endsWith(suffix) || grant.includes(`${suffix}/`));
  return named || (login === context.login && context.hasPermission('CONNECT', { database: database.name }));
}

/** The database user that a login is: dbo for sysadmin, its own name where it may connect, else guest. */
export function userNameOf(context: CatalogContext, login: Login, database: Database): string {
  if (login.isSysadmin) return 'dbo';
  return canUse(context, login, database) ? login.name : 'guest';
}

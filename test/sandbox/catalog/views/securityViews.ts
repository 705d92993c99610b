import type { Login } from '../../engine/model';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import {
  canUse,
  databaseUsers,
  fixedDatabaseRoles,
  fixedServerRoles,
  loginSid,
  principalIdOf,
  serviceLogins,
  visibleLogins,
} from '../principals';
import { columns } from '../viewDefinition';

const serverPrincipalText = `
  name sysname
  principal_id int
  sid varbinary(85) null
  type char(1)
  type_desc nvarchar(60) null
  is_disabled bit null
  create_date datetime
  modify_date datetime
  default_database_name sysname null
  default_language_name sysname null
  credential_id int null
  owning_principal_id int null
  is_fixed_role bit
`;

function loginRow(scope: CatalogScope, login: Login): ViewRow {
  const { server } = scope.context;
  return {
    name: login.name,
    principal_id: principalIdOf(server, login),
    sid: loginSid(server, login),
    type: login.name.includes('\\') ? 'U' : 'S',
    type_desc: login.name.includes('\\') ? 'WINDOWS_LOGIN' : 'SQL_LOGIN',
    is_disabled: login.isDisabled,
    create_date: server.startTime,
    modify_date: server.startTime,
    default_database_name: login.defaultDatabase,
    default_language_name: 'us_english',
    is_fixed_role: false,
  };
}

function serverRoleRows(scope: CatalogScope): readonly ViewRow[] {
  const { startTime } = scope.context.server;
  return fixedServerRoles.map(({ name, id }) => ({
    name,
    principal_id: id,
    sid: Uint8Array.of(id),
    type: 'R',
    type_desc: 'SERVER_ROLE',
    is_disabled: false,
    create_date: startTime,
    modify_date: startTime,
    owning_principal_id: 1,
    is_fixed_role: id !== 2,
  }));
}

function serviceLoginRows(scope: CatalogScope): readonly ViewRow[] {
  const { startTime } = scope.context.server;
  return serviceLogins(scope.context).map(({ name, id }) => ({
    name,
    principal_id: id,
    type: 'U',
    type_desc: 'WINDOWS_LOGIN',
    is_disabled: false,
    create_date: startTime,
    modify_date: startTime,
    default_database_name: 'master',
    default_language_name: 'us_english',
    is_fixed_role: false,
  }));
}

function databasePrincipalRows(scope: CatalogScope): readonly ViewRow[] {
  const { createDate } = scope.database;
  const common = { create_date: createDate, modify_date: createDate, authentication_type: 0, authentication_type_desc: 'NONE' };
  const users = databaseUsers(scope).map((user): ViewRow => ({
    ...common,
    name: user.name,
    principal_id: user.id,
    type: 'S',
    type_desc: 'SQL_USER',
    default_schema_name: user.name === 'guest' ? 'guest' : user.id === 3 || user.id === 4 ? undefined : 'dbo',
    sid: user.sid,
    authentication_type: user.sid === undefined ? 0 : 1,
    authentication_type_desc: user.sid === undefined ? 'NONE' : 'INSTANCE',
  }));
  const roles = fixedDatabaseRoles.map(({ name, id }): ViewRow => ({
    ...common,
    name,
    principal_id: id,
    type: 'R',
    type_desc: 'DATABASE_ROLE',
    owning_principal_id: 1,
    is_fixed_role: id !== 0,
  }));
  return [...users, ...roles];
}

function roleMemberRows(scope: CatalogScope): readonly ViewRow[] {
  return databaseUsers(scope).flatMap((user) =>
    fixedDatabaseRoles
      .filter(
        ({ id, name }) => id !== 0 && user.login?.grants.has(`ROLE ${name.toUpperCase()}@${scope.database.name.toLowerCase()}`) === true,
      )
      .map((role) => ({ role_principal_id: role.id, member_principal_id: user.id })),
  );
}

/** Principals of the server and of the database. */
export const securityViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'server_principals',
    absentIn: [5, 11, 12],
    columns: columns(serverPrincipalText),
    rows: (scope) => [
      ...visibleLogins(scope.context).map((login) => loginRow(scope, login)),
      ...serviceLoginRows(scope),
      ...serverRoleRows(scope),
    ],
  },
  {
    schema: 'sys',
    name: 'sql_logins',
    columns: columns(`${serverPrincipalText}
      is_policy_checked bit null
      is_expiration_checked bit null
      password_hash varbinary(256) null
    `),
    rows: (scope) =>
      visibleLogins(scope.context).map((login) => ({ ...loginRow(scope, login), is_policy_checked: true, is_expiration_checked: false })),
  },
  {
    schema: 'sys',
    name: 'server_role_members',
    columns: columns(`
      role_principal_id int
      member_principal_id int
    `),
    rows: (scope) =>
      visibleLogins(scope.context)
        .filter((login) => login.isSysadmin)
        .map((login) => ({ role_principal_id: 3, member_principal_id: principalIdOf(scope.context.server, login) })),
  },
  {
    schema: 'sys',
    name: 'database_principals',
    columns: columns(`
      name sysname
      principal_id int
      type char(1)
      type_desc nvarchar(60) null
      default_schema_name sysname null
      create_date datetime
      modify_date datetime
      owning_principal_id int null
      sid varbinary(85) null
      is_fixed_role bit
      authentication_type int
      authentication_type_desc nvarchar(60) null
      default_language_name sysname null
      default_language_lcid int null
      allow_encrypted_value_modifications bit null
    `),
    rows: databasePrincipalRows,
  },
  {
    schema: 'sys',
    name: 'database_role_members',
    columns: columns(`
      role_principal_id int
      member_principal_id int
    `),
    rows: roleMemberRows,
  },
  {
    schema: 'sys',
    name: 'database_permissions',
    columns: columns(`
      class tinyint
      class_desc nvarchar(60) null
      major_id int
      minor_id int
      grantee_principal_id int
      grantor_principal_id int
      type char(4)
      permission_name sysname null
      state char(1)
      state_desc nvarchar(60) null
    `),
    rows: (scope) =>
      databaseUsers(scope)
        .filter((user) => user.login !== undefined && canUse(scope.context, user.login, scope.database))
        .map((user) => ({
          class: 0,
          class_desc: 'DATABASE',
          major_id: 0,
          minor_id: 0,
          grantee_principal_id: user.id,
          grantor_principal_id: 1,
          type: 'CO',
          permission_name: 'CONNECT',
          state: 'G',
          state_desc: 'GRANT',
        })),
  },
];

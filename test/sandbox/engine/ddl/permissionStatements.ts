import type { PermissionStatement } from '../../syntax/statementAst';
import type { PermissionScope } from '../catalogContext';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import type { Database, Login } from '../model';
import { place } from '../names';
import { grantKey, hasPermission, type Role, userLogins, userRoles } from '../permissions';

/** GRANT, DENY, REVOKE, CREATE LOGIN, USER and ROLE, ALTER ROLE … ADD MEMBER. Throws SqlError 15151, 15007, 15023, 15025, 15247. */
export function changePermission(frame: Frame, statement: PermissionStatement): void {
  const { session } = frame;
  const { model } = session.host;
  if (!hasPermission(session.login, model.databases, 'CONTROL', { database: session.database.name })) throw definitionMessages.notAllowed();
  const [name = '', loginName = name] = statement.principals;
  switch (statement.action) {
    case 'CREATE LOGIN': {
      createLogin(frame, name, statement.password ?? '');
      return;
    }
    case 'CREATE USER': {
      createUser(frame, name, loginName);
      return;
    }
    case 'CREATE ROLE': {
      createRole(frame, name);
      return;
    }
    case 'ADD MEMBER': {
      addMember(frame, statement.permissions[0] ?? '', name);
      return;
    }
    case 'GRANT':
    case 'DENY':
    case 'REVOKE':
      for (const principal of statement.principals) change(frame, statement, holderOf(frame, principal));
  }
}

function createLogin(frame: Frame, name: string, password: string): void {
  const { logins } = frame.session.host.model;
  const key = name.toLowerCase();
  if (logins.has(key)) throw definitionMessages.serverPrincipalExists(name);
  const login: Login = {
    name,
    password,
    defaultDatabase: 'master',
    isSysadmin: false,
    isDisabled: false,
    grants: new Set(),
    denies: new Set(),
  };
  logins.set(key, login);
  frame.session.undo.push(() => logins.delete(key));
}

function createUser(frame: Frame, name: string, loginName: string): void {
  const { database, host, undo } = frame.session;
  const users = userLogins(database);
  const key = name.toLowerCase();
  if (users.has(key)) throw definitionMessages.principalExists('database', name);
  const login = host.model.logins.get(loginName.toLowerCase());
  if (!login) throw definitionMessages.notALogin(loginName);
  users.set(key, login);
  add(undo, login.grants, grantKey('CONNECT', { database: database.name }));
  undo.push(() => users.delete(key));
}

function createRole(frame: Frame, name: string): void {
  const { database, undo } = frame.session;
  const roles = userRoles(database);
  const key = name.toLowerCase();
  if (roles.has(key)) throw definitionMessages.principalExists('database', name);
  roles.set(key, { name, grants: new Set(), denies: new Set() });
  undo.push(() => roles.delete(key));
}

function addMember(frame: Frame, role: string, member: string): void {
  const { database, host, undo } = frame.session;
  const login = loginOf(frame, member);
  if (role.toLowerCase() === 'sysadmin') {
    const key = login.name.toLowerCase();
    host.model.logins.set(key, { ...login, isSysadmin: true });
    undo.push(() => host.model.logins.set(key, login));
    return;
  }
  add(undo, login.grants, grantKey(`ROLE ${role}`, { database: database.name }));
}

function loginOf(frame: Frame, name: string): Login {
  const { database, host } = frame.session;
  const login = userLogins(database).get(name.toLowerCase()) ?? host.model.logins.get(name.toLowerCase());
  if (!login) throw definitionMessages.principalMissing('find', 'user', name);
  return login;
}

function holderOf(frame: Frame, name: string): Login | Role {
  return userRoles(frame.session.database).get(name.toLowerCase()) ?? publicRole(frame.session.database, name) ?? loginOf(frame, name);
}

/** Everyone has `public`; it becomes a role of its own when something is granted to it. */
function publicRole(database: Database, name: string): Role | undefined {
  if (name.toLowerCase() !== 'public') return undefined;
  const role: Role = { name: 'public', grants: new Set(), denies: new Set() };
  userRoles(database).set('public', role);
  return role;
}

function change(frame: Frame, statement: PermissionStatement, holder: Login | Role): void {
  const { undo } = frame.session;
  const scopes = statement.permissions.map((permission) =>
    grantKey(permission === 'ALL' ? 'CONTROL' : permission, scopeOf(frame, statement, permission)),
  );
  for (const key of scopes) {
    remove(undo, holder.grants, key);
    remove(undo, holder.denies, key);
    if (statement.action === 'GRANT') add(undo, holder.grants, key);
    if (statement.action === 'DENY') add(undo, holder.denies, key);
  }
}

/** `VIEW SERVER STATE` and the like have the server as their scope. */
function scopeOf(frame: Frame, { on, onClass }: PermissionStatement, permission: string): PermissionScope | undefined {
  const { session } = frame;
  if (!on) return /\bSERVER\b|^(?:VIEW|ALTER|CONNECT|CONTROL) ANY|LOGIN/.test(permission) ? undefined : { database: session.database.name };
  const last = on.parts.at(-1) ?? '';
  if (onClass === 'SCHEMA') return { database: session.database.name, schema: last };
  if (onClass === 'DATABASE') return { database: last };
  const at = place(session, on);
  return { database: at.database.name, schema: at.schema, object: at.name };
}

type Undo = Frame['session']['undo'];

function add(undo: Undo, set: Set<string>, key: string): void {
  if (set.has(key)) return;
  set.add(key);
  undo.push(() => set.delete(key));
}

function remove(undo: Undo, set: Set<string>, key: string): void {
  if (set.delete(key)) undo.push(() => set.add(key));
}

/** DROP LOGIN, USER and ROLE. Throws SqlError 15151. */
export function dropPrincipal(frame: Frame, kind: 'LOGIN' | 'USER' | 'ROLE', name: string, ifExists: boolean): void {
  const { database, host, undo } = frame.session;
  const key = name.toLowerCase();
  const drop = <T>(map: Map<string, T>): T | undefined => {
    const before = map.get(key);
    if (before !== undefined) {
      map.delete(key);
      undo.push(() => map.set(key, before));
    }
    return before;
  };
  if (kind === 'USER') {
    const login = drop(userLogins(database));
    if (login) {
      const suffix = `@${database.name.toLowerCase()}`;
      for (const grant of [...login.grants]) if (grant.includes(suffix)) remove(undo, login.grants, grant);
      return;
    }
  } else if (kind === 'ROLE' ? drop(userRoles(database)) : drop(host.model.logins)) return;
  if (!ifExists) throw definitionMessages.principalMissing('drop', kind.toLowerCase(), name);
}

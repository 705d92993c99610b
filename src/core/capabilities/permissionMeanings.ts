import type { PermissionAnswer } from './capabilities';
import { databasePermissions, serverPermissions } from './serverFacts';
import type { DatabasePermission, ServerFacts, ServerPermission } from './serverFacts';

const activity = 'waits, blocking, CPU and progress of sessions; cores, memory and uptime of the server';
const sizes = 'sizes and usage of tables and indexes';

const serverMeanings: Readonly<Record<ServerPermission, string>> = {
  'VIEW SERVER STATE': activity,
  'VIEW SERVER PERFORMANCE STATE': activity,
  'VIEW ANY DEFINITION': 'definitions in every database; the logins that tell an Azure virtual machine',
  'VIEW ANY SECURITY DEFINITION': 'the logins that tell an Azure virtual machine',
  'VIEW ANY DATABASE': 'databases that the login cannot enter',
  'ALTER ANY CONNECTION': 'KILL of other sessions',
  'CONTROL SERVER': 'everything on the server',
};

const databaseMeanings: Readonly<Record<DatabasePermission, string>> = {
  'VIEW DATABASE STATE': sizes,
  'VIEW DATABASE PERFORMANCE STATE': sizes,
  'VIEW DEFINITION': 'texts of procedures and views, defaults, objects without other permissions',
  SHOWPLAN: 'query plans',
  SELECT: 'rows of every table',
  INSERT: 'new rows in every table',
  EXECUTE: 'every procedure',
  ALTER: 'changes of objects',
  'KILL DATABASE CONNECTION': 'KILL of other sessions of the database',
  CONTROL: 'everything in the database',
};

/** The permissions that this server knows, server scope first. */
export function permissionAnswers(facts: ServerFacts): PermissionAnswer[] {
  const answers: PermissionAnswer[] = [];
  for (const name of serverPermissions) {
    const granted = facts.serverPermissions[name];
    if (granted !== null) answers.push({ name, scope: 'server', granted, decides: serverMeanings[name] });
  }
  for (const name of databasePermissions) {
    const granted = facts.databasePermissions[name];
    if (granted !== null) answers.push({ name, scope: 'database', granted, decides: databaseMeanings[name] });
  }
  return answers;
}

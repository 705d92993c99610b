import type { CreateDatabaseStatement } from '../../syntax/statementAst';
import { namedCollation } from '../collationNames';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import { addDatabase } from '../serverModel';

/** CREATE DATABASE. Throws SqlError 1801, and 448 for an unknown collation. */
export function createDatabase(frame: Frame, { name, collation }: CreateDatabaseStatement): void {
  const { model } = frame.session.host;
  if (model.databases.has(name.toLowerCase())) throw definitionMessages.databaseExists(name);
  addDatabase(model, name, collation === undefined ? undefined : namedCollation(collation, model, frame.session.database));
  frame.session.undo.push(() => model.databases.delete(name.toLowerCase()));
}

const systemDatabases = new Set(['master', 'tempdb', 'model', 'msdb']);

/** DROP DATABASE. Throws SqlError 3701, 3702 (in use), 3708 (system database). */
export function dropDatabase(frame: Frame, name: string, ifExists: boolean): void {
  const { host, undo } = frame.session;
  const key = name.toLowerCase();
  const database = host.model.databases.get(key);
  if (!database) {
    if (ifExists) return;
    throw definitionMessages.cannotDrop('database', name);
  }
  if (systemDatabases.has(key)) throw definitionMessages.systemDatabase(name);
  if ([...host.sessions.values()].some((session) => session.database === database)) throw definitionMessages.databaseInUse(name);
  host.model.databases.delete(key);
  undo.push(() => host.model.databases.set(key, database));
}

import type { Statement } from '../../syntax/statementAst';
import { atomically } from '../dataStatements';
import { commands, done } from '../done';
import { definitionMessages } from '../errors/definitionMessages';
import type { Flow, Frame } from '../frame';
import { acquireTable, requireWritable } from '../locking';
import { findTable, place } from '../names';
import { hasPermission } from '../permissions';
import { NotInSandboxError } from '../sqlError';
import type { Step } from '../steps';
import { beginImplicitly } from '../transactionStatements';
import { alterTable, truncateTable } from './alterTable';
import { createDatabase } from './databases';
import { alterIndex, createIndex } from './indexStatements';
import { createModule } from './modules';
import { alterSequence, checkIdentity } from './counters';
import { createSchema, createSequence, createSynonym, createTable, createType } from './create';
import { dropObjects } from './drop';
import { changePermission } from './permissionStatements';
import { createStorage } from './storage';

/** Statements that change definitions. Each is atomic and part of the transaction. */
export function* runDefinition(frame: Frame, statement: Statement): Step<Flow> {
  const { session } = frame;
  if (session.request) session.request.command = commandOf(statement);
  beginImplicitly(frame);
  yield* lockTarget(frame, statement);
  atomically(frame, () => {
    requireWritable(frame, session.database);
    change(frame, statement);
  });
  session.rowCount = 0;
  done(frame, commands.other);
  return undefined;
}

function* lockTarget(frame: Frame, statement: Statement): Step<void> {
  const name =
    statement.kind === 'alterTable'
      ? statement.name
      : statement.kind === 'truncate'
        ? statement.table
        : statement.kind === 'createIndex' || statement.kind === 'alterIndex'
          ? statement.on
          : statement.kind === 'drop' && statement.objectType === 'TABLE'
            ? statement.names[0]
            : undefined;
  if (!name || name.parts.at(-1)?.startsWith('#')) return;
  const table = findTable(frame, name);
  if (table) yield* acquireTable(frame, place(frame.session, name).database, table);
}

function change(frame: Frame, statement: Statement): void {
  switch (statement.kind) {
    case 'createTable':
      requireCreate(frame, 'CREATE TABLE', statement.name.parts.at(-1)?.startsWith('#') === true);
      {
        createTable(frame, statement);
        return;
      }
    case 'alterTable': {
      alterTable(frame, statement);
      return;
    }
    case 'truncate': {
      truncateTable(frame, statement);
      return;
    }
    case 'createIndex': {
      createIndex(frame, statement);
      return;
    }
    case 'alterIndex': {
      alterIndex(frame, statement);
      return;
    }
    case 'createModule':
      requireCreate(frame, `CREATE ${statement.module}`, false);
      {
        createModule(frame, statement);
        return;
      }
    case 'createSchema':
      requireCreate(frame, 'CREATE SCHEMA', false);
      {
        createSchema(frame, statement);
        return;
      }
    case 'createType':
      requireCreate(frame, 'CREATE TYPE', false);
      {
        createType(frame, statement);
        return;
      }
    case 'createSequence': {
      createSequence(frame, statement);
      return;
    }
    case 'alterSequence': {
      alterSequence(frame, statement);
      return;
    }
    case 'checkIdentity': {
      checkIdentity(frame, statement);
      return;
    }
    case 'createSynonym': {
      createSynonym(frame, statement);
      return;
    }
    case 'createPartitionFunction':
    case 'createPartitionScheme':
    case 'createFullTextCatalog':
    case 'createFullTextIndex':
    case 'createStatistics':
    case 'triggerSwitch':
    case 'createColumnKey': {
      createStorage(frame, statement);
      return;
    }
    case 'createDatabase':
      requireCreate(frame, 'CREATE DATABASE', false);
      {
        createDatabase(frame, statement);
        return;
      }
    case 'drop': {
      dropObjects(frame, statement);
      return;
    }
    case 'permission': {
      changePermission(frame, statement);
      return;
    }
    default:
      throw new NotInSandboxError(`the statement ${statement.kind}`, statement.position.line);
  }
}

/** Throws SqlError 262. */
function requireCreate(frame: Frame, permission: string, isTemporary: boolean): void {
  const { session } = frame;
  if (isTemporary || session.login.isSysadmin || frame.ownershipChain) return;
  const { name } = session.database;
  if (!hasPermission(session.login, session.host.model.databases, permission, { database: name })) {
    throw definitionMessages.databasePermissionDenied(permission, name);
  }
}

function commandOf(statement: Statement): string {
  switch (statement.kind) {
    case 'createModule':
      return `${statement.form} ${statement.module}`;
    case 'drop':
      return `DROP ${statement.objectType}`;
    case 'permission':
      return statement.action;
    default:
      return statement.kind.replace(/[A-Z]/g, (letter) => ` ${letter}`).toUpperCase();
  }
}

import { runDelete } from '../query/delete';
import { runInsert } from '../query/insert';
import { runMerge } from '../query/merge';
import type { Changing, DmlResult } from '../query/queryEnvironment';
import { runUpdate } from '../query/update';
import type { DeleteStatement, InsertStatement, MergeStatement, UpdateStatement } from '../syntax/statementAst';
import type { SqlValue } from '../values/sqlValue';
import { commands, done } from './done';
import { messages } from './errors/messages';
import type { Flow, Frame } from './frame';
import { collectExecuted } from './insertExec';
import { acquireLocks, requireWritable } from './locking';
import { database } from './names';
import { type Step, turn } from './steps';
import { beginImplicitly } from './transactionStatements';
import { endStatement } from './transactions';

type DmlStatement = InsertStatement | UpdateStatement | DeleteStatement | MergeStatement;

/** INSERT, UPDATE, DELETE and MERGE. A statement that fails leaves nothing behind. */
export function* runDml(frame: Frame, statement: DmlStatement): Step<Flow> {
  const { session, sink } = frame;
  const target = statement.target;
  if (session.functionDepth > 0 && target.kind !== 'variable') throw messages.statementNotAllowedInFunction(statement.kind.toUpperCase());
  if (target.kind === 'name') {
    const [databaseName = ''] = target.name.parts.length >= 3 ? target.name.parts.slice(-3) : [];
    requireWritable(frame, databaseName === '' ? session.database : database(session, databaseName));
    beginImplicitly(frame);
  }
  if (session.request && session.functionDepth === 0) session.request.command = statement.kind.toUpperCase();
  const rows = statement.kind === 'insert' && statement.source.kind === 'execute' ? yield* collectExecuted(frame, statement) : undefined;
  yield* acquireLocks(frame, statement);
  const result = yield* atomicSteps(frame, change(frame, statement, rows));
  if (session.triggerDepth > 0 && !session.transaction) throw messages.transactionEndedInTrigger();
  if (result.lastIdentity !== undefined) {
    frame.scopeIdentity = result.lastIdentity;
    session.lastIdentity = result.lastIdentity;
  }
  session.rowCount = result.rowCount;
  if (result.output) {
    sink.columns(result.output.columns);
    for (const row of result.output.rows) {
      const wait = sink.row(row);
      if (wait) yield { kind: 'client', promise: wait };
    }
  }
  done(frame, commands[statement.kind], result.rowCount, result.output !== undefined);
  return undefined;
}

/** Runs a change of data or schema so that an error takes all of it back. */
export function atomically<T>(frame: Frame, change: () => T): T {
  const { session, sink } = frame;
  const mark = session.undo.mark();
  session.dataDepth++;
  let succeeded = false;
  try {
    const result = change();
    succeeded = true;
    return result;
  } finally {
    if (!succeeded) session.undo.rollbackTo(mark);
    session.dataDepth--;
    endStatement(session, sink);
  }
}

/** As `atomically`, for a change that pauses while it reads. */
function* atomicSteps(frame: Frame, changing: Changing): Step<DmlResult> {
  const { session, sink } = frame;
  const mark = session.undo.mark();
  session.dataDepth++;
  let succeeded = false;
  try {
    for (;;) {
      const step = changing.next();
      if (step.done === true) {
        succeeded = true;
        return step.value;
      }
      yield turn;
    }
  } finally {
    if (!succeeded) session.undo.rollbackTo(mark);
    session.dataDepth--;
    endStatement(session, sink);
  }
}

function change(frame: Frame, statement: DmlStatement, rows: Iterable<readonly SqlValue[]> | undefined): Changing {
  const { environment } = frame;
  switch (statement.kind) {
    case 'insert':
      return rows ? runInsert(statement, environment, rows) : runInsert(statement, environment);
    case 'update':
      return runUpdate(statement, environment);
    case 'delete':
      return runDelete(statement, environment);
    case 'merge':
      return runMerge(statement, environment);
  }
}

import type { IgnoredStatement, Statement } from '../syntax/statementAst';
import { runBlock, runIf, runTry, runWhile } from './controlFlow';
import { runCursor } from './cursorStatements';
import { runDml } from './dataStatements';
import { runDefinition } from './ddl/definitions';
import { commands, done } from './done';
import { handleError, Raise } from './errors/raise';
import { runExecute } from './executeStatement';
import type { Flow, Frame } from './frame';
import { runPrint, runRaiserror, runThrow } from './messageStatements';
import { runSelect } from './selectStatement';
import { runSetOption, runUse } from './setOptions';
import { NotInSandboxError, SqlError } from './sqlError';
import { type Step, turn } from './steps';
import { runTransaction } from './transactionStatements';
import { runDeclare, runReturn, runSetVariable } from './variableStatements';
import { runWaitfor } from './waitfor';
import { messages } from './errors/messages';

/** Statements between two turns of the event loop, so that an attention ends an endless loop. */
const statementsPerTurn = 200;
let statementsLeft = statementsPerTurn;

/** Runs statements in order and says how the list ended: a GOTO to a label of the list is followed here. */
export function* runStatements(frame: Frame, statements: readonly Statement[]): Step<Flow> {
  for (let index = 0; ; index++) {
    const statement = statements[index];
    if (!statement) return undefined;
    const flow = yield* runStatement(frame, statement);
    if (flow?.kind === 'goto') {
      const target = statements.findIndex((each) => each.kind === 'label' && each.label.toLowerCase() === flow.label.toLowerCase());
      if (target < 0) return flow;
      index = target;
    } else if (flow) return flow;
  }
}

function* runStatement(frame: Frame, statement: Statement): Step<Flow> {
  const { session } = frame;
  const { request } = session;
  if (request) {
    request.frame = frame;
    request.statement = statement;
  }
  if (--statementsLeft <= 0) {
    statementsLeft = statementsPerTurn;
    yield turn;
  }
  frame.environment.checkpoint();
  frame.statementTime = new Date();
  try {
    const flow = yield* run(frame, statement);
    if (!keepsError(statement)) session.lastError = 0;
    return flow;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    fail(frame, statement, error);
    return undefined;
  }
}

const changesRows: ReadonlySet<Statement['kind']> = new Set(['insert', 'update', 'delete', 'merge']);

/** Tells the client how a failed statement ended, once it is decided what the error ends. */
function fail(frame: Frame, statement: Statement, error: SqlError): void {
  const { session, sink } = frame;
  const end = (failed: boolean): void => {
    const command = session.resultIsOpen ? commands.select : commands.other;
    if (session.functionDepth === 0 && (failed || session.resultIsOpen)) {
      sink.statementDone({ rowCount: undefined, command, inProcedure: frame.kind !== 'batch', failed });
    }
    session.resultIsOpen = false;
  };
  try {
    handleError(frame, error, statement.position.line, changesRows.has(statement.kind));
  } catch (raised) {
    // What a CATCH block takes is no error to the client; only a result set that has begun must end.
    end(!(raised instanceof Raise));
    throw raised;
  }
  end(true);
  if (statement.kind === 'raiserror' && statement.noWait) sink.flush();
}

/** Blocks leave @@ERROR to the statements in them. */
function keepsError(statement: Statement): boolean {
  return ['block', 'while', 'try', 'label', 'goto', 'execute', 'raiserror', 'if', 'return'].includes(statement.kind);
}

function* run(frame: Frame, statement: Statement): Step<Flow> {
  switch (statement.kind) {
    case 'select':
      return yield* runSelect(frame, statement);
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return yield* runDml(frame, statement);
    case 'declare':
      return runDeclare(frame, statement);
    case 'setVariable':
      return runSetVariable(frame, statement);
    case 'setOption':
      return runSetOption(frame, statement);
    case 'if':
      return yield* runIf(frame, statement);
    case 'while':
      return yield* runWhile(frame, statement);
    case 'block':
      return yield* runBlock(frame, statement);
    case 'try':
      return yield* runTry(frame, statement);
    case 'break':
    case 'continue':
      return { kind: statement.kind };
    case 'goto':
      return { kind: 'goto', label: statement.label };
    case 'label':
    case 'empty':
      return undefined;
    case 'checkpoint':
    case 'reconfigure':
      return plainDone(frame);
    case 'ignored':
      refuseWhatMatters(statement);
      return plainDone(frame);
    case 'return':
      return runReturn(frame, statement);
    case 'throw':
      return runThrow(frame, statement);
    case 'raiserror':
      return runRaiserror(frame, statement);
    case 'print':
      return runPrint(frame, statement);
    case 'waitfor':
      return yield* runWaitfor(frame, statement);
    case 'transaction':
      return runTransaction(frame, statement);
    case 'execute':
      return yield* runExecute(frame, statement);
    case 'use':
      return runUse(frame, statement);
    case 'cursor':
      return yield* runCursor(frame, statement);
    default:
      if (frame.session.functionDepth > 0) throw messages.statementNotAllowedInFunction(statement.kind);
      return yield* runDefinition(frame, statement);
  }
}

/** Commands of DBCC that change nothing a query sees, and give no rows. */
const quietCommands: ReadonlySet<string> = new Set(
  'CHECKALLOC CHECKCATALOG CHECKCONSTRAINTS CHECKDB CHECKFILEGROUP CHECKTABLE CLEANTABLE DROPCLEANBUFFERS FREEPROCCACHE FREESESSIONCACHE FREESYSTEMCACHE SHRINKDATABASE SHRINKFILE TRACEOFF TRACEON UPDATEUSAGE'.split(
    ' ',
  ),
);

/** Of the statements that the parser lets pass, those that a test would see the effect of. */
function refuseWhatMatters({ text, position }: IgnoredStatement): void {
  const command = /^DBCC\s+(\w+)/i.exec(text)?.[1]?.toUpperCase();
  if (command !== undefined && !quietCommands.has(command)) throw new NotInSandboxError(`DBCC ${command}`, position.line);
}

function plainDone(frame: Frame): Flow {
  frame.session.rowCount = 0;
  done(frame, 0);
  return undefined;
}

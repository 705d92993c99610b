import type { BlockStatement, IfStatement, TryStatement, WhileStatement } from '../syntax/statementAst';
import { Raise } from './errors/raise';
import { holds } from './evaluate';
import type { Flow, Frame } from './frame';
import { acquireLocks } from './locking';
import type { Step } from './steps';

export function* runBlock(frame: Frame, block: BlockStatement): Step<Flow> {
  return yield* frame.session.host.interpreter.statements(frame, block.statements);
}

export function* runIf(frame: Frame, statement: IfStatement): Step<Flow> {
  const { session } = frame;
  yield* acquireLocks(frame, statement.condition);
  const branch = holds(frame, statement.condition) ? statement.then : statement.otherwise;
  session.lastError = 0;
  session.rowCount = 0;
  return branch ? yield* session.host.interpreter.statements(frame, [branch]) : undefined;
}

export function* runWhile(frame: Frame, statement: WhileStatement): Step<Flow> {
  const body = [statement.body];
  for (;;) {
    yield* acquireLocks(frame, statement.condition);
    if (!holds(frame, statement.condition)) return undefined;
    const flow = yield* frame.session.host.interpreter.statements(frame, body);
    if (flow?.kind === 'break') return undefined;
    if (flow && flow.kind !== 'continue') return flow;
  }
}

/** TRY … CATCH. The handler sees the error; its own errors go to the TRY around it. */
export function* runTry(frame: Frame, statement: TryStatement): Step<Flow> {
  const { session } = frame;
  const { interpreter } = session.host;
  const depth = { session: session.tryDepth, frame: frame.tryDepth };
  let caught: Raise | undefined;
  session.tryDepth++;
  frame.tryDepth++;
  try {
    return yield* interpreter.statements(frame, statement.body);
  } catch (error) {
    if (!(error instanceof Raise) || error.compiledIn === frame || session.functionDepth > 0) throw error;
    caught = error;
  } finally {
    session.tryDepth = depth.session;
    frame.tryDepth = depth.frame;
  }
  const { number, severity, state, message, line, procedure } = caught.error;
  frame.errors.push({ number, severity, state, message, line, procedure: procedure === '' ? null : procedure });
  session.lastError = number;
  try {
    return yield* interpreter.statements(frame, statement.handler);
  } finally {
    frame.errors.pop();
  }
}

import { compileSelect } from '../select/compileSelect';
import { type CompiledQuery, pause } from '../query/queryEnvironment';
import type { QueryBody, SelectBody, SelectStatement } from '../syntax/queryAst';
import { runSelectInto } from './ddl/selectInto';
import { commands, done } from './done';
import { messages } from './errors/messages';
import type { Flow, Frame } from './frame';
import { acquireLocks } from './locking';
import { type Step, turn } from './steps';
import { beginImplicitly } from './transactionStatements';

/** Rows between two turns of the event loop when the client takes them at once. */
const rowsPerTurn = 1000;

/** SELECT to the client, into variables, or into a new table. */
export function* runSelect(frame: Frame, statement: SelectStatement): Step<Flow> {
  const { session } = frame;
  const body = firstBody(statement.query.body);
  if (session.request && session.functionDepth === 0) session.request.command = 'SELECT';
  if (body?.from.length) beginImplicitly(frame);
  yield* acquireLocks(frame, statement);
  if (body?.items.some((item) => item.kind === 'assignment')) {
    session.rowCount = yield* assign(frame, statement);
    done(frame, commands.select);
    return undefined;
  }
  if (body?.into) {
    yield* runSelectInto(frame, statement, body.into);
    return undefined;
  }
  if (session.functionDepth > 0) throw messages.selectInFunction();
  const plan = session.plans.queries.take(statement, frame);
  try {
    const count = yield* send(frame, plan.compiled);
    done(frame, commands.select, count, true);
  } finally {
    plan.release();
  }
  return undefined;
}

/** Sends the result set to the client. Gives the number of rows. */
function* send({ session, sink }: Frame, query: CompiledQuery): Step<number> {
  sink.columns(query.columns);
  session.resultIsOpen = true;
  const limit = session.settings.rowCount === 0 ? Infinity : session.settings.rowCount;
  let count = 0;
  for (const row of query.rows()) {
    if (row === pause) {
      yield turn;
      continue;
    }
    const wait = sink.row(row);
    count++;
    if (session.request) session.request.rows++;
    if (count >= limit) break;
    if (wait) yield { kind: 'client', promise: wait };
    else if (count % rowsPerTurn === 0) yield turn;
  }
  session.rowCount = count;
  session.resultIsOpen = false;
  return count;
}

/** SELECT @x = …: taking a row gives the variables their values. Gives the number of rows. */
function* assign(frame: Frame, statement: SelectStatement): Step<number> {
  let count = 0;
  for (const row of compileSelect(statement, frame.environment).rows()) {
    if (row === pause) yield turn;
    else count++;
  }
  return count;
}

/** The first SELECT of set operations: it carries INTO and the assignments. */
export function firstBody(body: QueryBody): SelectBody | undefined {
  switch (body.kind) {
    case 'selectBody':
      return body;
    case 'setOperation':
      return firstBody(body.left);
    case 'query':
      return firstBody(body.body);
    case 'values':
      return undefined;
  }
}

import { createEngine, defaultPassword, type Engine, type EngineOptions } from '../../../sandbox/engine/engine';
import type {
  EnvironmentChange,
  RemoteCall,
  ResultColumn,
  ResultSink,
  ServerMessage,
  SqlSession,
  StatementDone,
} from '../../../sandbox/engine/session';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';

/** What a request sent, kept apart by kind. */
export interface Outcome {
  readonly results: { readonly columns: readonly ResultColumn[]; readonly rows: (readonly SqlValue[])[] }[];
  readonly messages: ServerMessage[];
  /** Errors of severity 11 and above as `number: text`. */
  readonly errors: string[];
  /** Texts of PRINT and RAISERROR below severity 11. */
  readonly prints: string[];
  readonly done: StatementDone[];
  readonly outputs: { readonly ordinal: number; readonly name: string; readonly type: SqlType; readonly value: SqlValue }[];
  readonly changes: EnvironmentChange[];
  readonly statuses: number[];
  flushes: number;
}

export function recorder(): { readonly sink: ResultSink; readonly outcome: Outcome } {
  const outcome: Outcome = {
    results: [],
    messages: [],
    errors: [],
    prints: [],
    done: [],
    outputs: [],
    changes: [],
    statuses: [],
    flushes: 0,
  };
  const sink: ResultSink = {
    columns: (columns) => void outcome.results.push({ columns, rows: [] }),
    row: (values) => void outcome.results.at(-1)?.rows.push(values),
    statementDone: (done) => void outcome.done.push(done),
    message: (message) => {
      outcome.messages.push(message);
      if (message.severity > 10) outcome.errors.push(`${message.number}: ${message.message}`);
      else outcome.prints.push(message.message);
    },
    returnStatus: (value) => void outcome.statuses.push(value),
    outputParameter: (parameter) => void outcome.outputs.push(parameter),
    procedureDone: () => undefined,
    environmentChange: (change) => void outcome.changes.push(change),
    flush: () => {
      outcome.flushes++;
    },
  };
  return { sink, outcome };
}

/** A session that remembers what it was sent. */
export interface TestSession {
  readonly session: SqlSession;
  run(text: string, signal?: AbortSignal): Promise<Outcome>;
  call(call: Partial<RemoteCall> & { readonly procedure: string }, signal?: AbortSignal): Promise<Outcome>;
  /** Rows of the last result set; fails the test on any error. */
  rows(text: string): Promise<(readonly SqlValue[])[]>;
}

export function openSession(engine: Engine, login: { userName?: string; password?: string; database?: string } = {}): TestSession {
  const { userName = 'sa', password = defaultPassword, database = 'shop' } = login;
  const session = engine.login({
    credentials: { kind: 'sql', userName, password },
    database,
    applicationName: 'test',
    hostName: 'here',
    clientInterface: 'test',
    readOnlyIntent: false,
  });
  const never = new AbortController().signal;
  const run: TestSession['run'] = async (text, signal = never) => {
    const { sink, outcome } = recorder();
    await session.batch(text, sink, signal);
    return outcome;
  };
  return {
    session,
    run,
    call: async (call, signal = never) => {
      const { sink, outcome } = recorder();
      await session.call({ parameters: [], noMetadata: false, ...call }, sink, signal);
      return outcome;
    },
    rows: async (text) => {
      const outcome = await run(text);
      if (outcome.errors.length > 0) throw new Error(outcome.errors.join('; '));
      return outcome.results.at(-1)?.rows ?? [];
    },
  };
}

/** An engine with an empty database `shop`, and a session in it. */
export async function openShop(options: EngineOptions = {}): Promise<{ readonly engine: Engine; readonly shop: TestSession }> {
  const engine = createEngine(options);
  await engine.runScript('CREATE DATABASE shop');
  return { engine, shop: openSession(engine) };
}

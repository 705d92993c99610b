import { parseConnectionString } from '../../../src/core/connections/connectionString';
import type {
  ConnectionTarget,
  IncomingRows,
  ResultColumn,
  RunObserver,
  RunOutcome,
  ServerMessage,
  SqlServerPort,
} from '../../../src/core/ports';
import { decodeRow } from '../../../src/core/values/cellEncoding';
import { RowDecoder } from '../../../src/core/values/rowDecoder';
import type { SqlServerOptions } from '../../../src/sql/sqlServerOptions';
import { createSqlServer } from '../../../src/sql/sqlServer';
import type { ResultSink } from '../../sandbox/engine/session';
import type { TdsServer, TdsServerOptions } from '../../sandbox/tds/server';
import { startTdsServer } from '../../sandbox/tds/server';
import type { SqlType, SqlTypeName } from '../../sandbox/values/sqlType';
import type { SqlValue } from '../../sandbox/values/sqlValue';
import type { StubSession } from '../sandbox/tds/stubEngine';
import { StubEngine } from '../sandbox/tds/stubEngine';

/** A protocol server that answers with what the test says, and the port of this project connected to it. */
export interface ScriptedServer {
  readonly engine: StubEngine;
  readonly tds: TdsServer;
  readonly sql: SqlServerPort;
  readonly target: ConnectionTarget;
  close(): Promise<void>;
}

export type Batch = (sink: ResultSink, signal: AbortSignal, session: StubSession) => Promise<void> | void;

export async function startScriptedServer(
  options: SqlServerOptions = {},
  serverOptions: Partial<TdsServerOptions> = {},
  connection = 'Encrypt=false',
): Promise<ScriptedServer> {
  const engine = new StubEngine();
  const tds = await startTdsServer({ engine, ...serverOptions });
  const sql = createSqlServer(options);
  const settings = parseConnectionString(`Server=127.0.0.1,${tds.port};User ID=sa;Password=right;${connection}`);
  return {
    engine,
    tds,
    sql,
    target: { connection: 'test', settings },
    close: async () => {
      await sql.close();
      await tds.close();
    },
  };
}

/** Answers `@@SPID` and the driver's own batches; everything else goes to `batch`. */
export function script(server: ScriptedServer, batch: Batch): void {
  server.engine.onBatch = async (text, sink, signal, session) => {
    if (text === 'SELECT @@SPID') {
      result(sink, [['', { name: 'int' }]], [[session.id]]);
    } else if (/^set /i.test(text)) {
      statementDone(sink);
    } else if (text === 'SELECT @@TRANCOUNT') {
      result(sink, [['', { name: 'int' }]], [[session.transactionCount]]);
    } else {
      await batch(sink, signal, session);
    }
  };
}

export function result(
  sink: ResultSink,
  columns: readonly (readonly [name: string, type: SqlType])[],
  rows: readonly (readonly SqlValue[])[],
): void {
  sink.columns(columns.map(([name, type]) => ({ name, type, nullable: true, identity: false, computed: false })));
  for (const row of rows) {
    void sink.row(row);
  }
  statementDone(sink, rows.length);
}

export function statementDone(sink: ResultSink, rowCount?: number, failed = false): void {
  sink.statementDone({ rowCount, command: 0xc1, inProcedure: false, failed });
}

export function type(name: SqlTypeName, rest: Partial<SqlType> = {}): SqlType {
  return { name, ...rest };
}

/** What an observer heard, in order and by kind. */
export class Recorder implements RunObserver {
  readonly events: string[] = [];
  readonly results: { columns: readonly ResultColumn[]; texts: string[] }[] = [];
  readonly messages: ServerMessage[] = [];
  readonly counts: (number | undefined)[] = [];
  spid = 0;
  readonly #decoder = new RowDecoder();

  /** `asSent`: takes rows as the server sends them, where it may. */
  constructor(private readonly asSent = false) {}

  connected(serverProcessId: number): void {
    this.events.push('connected');
    this.spid = serverProcessId;
  }

  columns(columns: readonly ResultColumn[], incoming?: IncomingRows): void {
    this.events.push('columns');
    this.#decoder.begin(this.asSent ? incoming?.asSent() : undefined);
    this.results.push({ columns, texts: [] });
  }

  rows(block: { bytes: Uint8Array; ends: Uint32Array }): void | Promise<void> {
    this.events.push('rows');
    for (const row of this.#decoder.split(block)) {
      decodeRow(row);
      this.results.at(-1)?.texts.push(Buffer.from(row).toString('utf8'));
    }
  }

  message(message: ServerMessage): void {
    this.events.push('message');
    this.messages.push(message);
  }

  statementDone(rowsAffected: number | undefined): void {
    this.events.push('done');
    this.counts.push(rowsAffected);
  }
}

/** Runs a batch that this observer hears to its end. Throws the error with which it failed. */
export async function hearBatch(
  server: Pick<ScriptedServer, 'sql' | 'target'>,
  observer: RunObserver,
  signal = new AbortController().signal,
): Promise<RunOutcome> {
  const outcome = await server.sql.run({ target: server.target, text: 'go', parameters: [] }, observer, signal);
  if (outcome.error !== undefined) {
    throw outcome.error;
  }
  return outcome;
}

/** Runs a batch and hears it to its end. Throws the error with which it failed. */
export async function runBatch(
  server: Pick<ScriptedServer, 'sql' | 'target'>,
  text = 'go',
  parameters: Parameters<SqlServerPort['run']>[0]['parameters'] = [],
  signal = new AbortController().signal,
): Promise<{ recorder: Recorder; outcome: RunOutcome }> {
  const recorder = new Recorder();
  const outcome = await server.sql.run({ target: server.target, text, parameters }, recorder, signal);
  if (outcome.error !== undefined) {
    throw outcome.error;
  }
  return { recorder, outcome };
}

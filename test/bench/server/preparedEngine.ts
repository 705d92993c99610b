import type { LoginRequest, RemoteCall, ResultSink, SqlEngine, SqlSession } from '../../sandbox/engine/session';
import { preparedBlocks, preparedResultColumns } from './preparedRows';

const selectCommand = 0xc1;
const request = /^EXEC bench\.PreparedRows (\d+)$/u;

/**
 * The sandbox's engine, with one more batch: `EXEC bench.PreparedRows 1000000` answers with rows that were encoded before, so that the
 * server does no work per row. Everything else, also login, reset and attention, is the sandbox's.
 */
export class PreparedEngine implements SqlEngine {
  readonly #engine: SqlEngine;
  readonly #blocks = preparedBlocks();

  constructor(engine: SqlEngine) {
    this.#engine = engine;
  }

  login(login: LoginRequest): SqlSession {
    const session = this.#engine.login(login);
    const batch = session.batch.bind(session);
    const call = session.call.bind(session);
    return Object.assign(session, {
      // `mssql` sends every query as a call of sp_executesql.
      call: (wanted: RemoteCall, sink: ResultSink, signal: AbortSignal): Promise<void> => {
        const text = wanted.parameters[0]?.value;
        const count = typeof text === 'string' ? request.exec(text)?.[1] : undefined;
        return count === undefined ? call(wanted, sink, signal) : this.#send(Number(count), sink, signal);
      },
      batch: (text: string, sink: ResultSink, signal: AbortSignal): Promise<void> => {
        const count = request.exec(text)?.[1];
        return count === undefined ? batch(text, sink, signal) : this.#send(Number(count), sink, signal);
      },
    });
  }

  close(): void {
    this.#engine.close();
  }

  async #send(count: number, sink: ResultSink, signal: AbortSignal): Promise<void> {
    sink.columns(preparedResultColumns);
    let sent = 0;
    while (sent < count) {
      for (const { tokens, rows } of this.#blocks) {
        if (sent >= count) break;
        signal.throwIfAborted();
        await sink.encodedRows?.(tokens);
        sent += rows;
      }
    }
    sink.statementDone({ rowCount: sent, command: selectCommand, inProcedure: false, failed: false });
  }
}

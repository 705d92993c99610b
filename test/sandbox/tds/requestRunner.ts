import type { ServerMessage, SqlSession } from '../engine/session';
import { SqlError } from '../engine/sqlError';
import { ByteReader } from './byteReader';
import { packetType, type ClientMessage } from './packets';
import { readRemoteCalls } from './remoteCallReader';
import { readRequestHeaders } from './requestHeaders';
import type { TdsStatistics } from './statistics';
import type { TokenSink } from './tokenSink';
import { readTransactionRequest } from './transactionReader';

/** A request that was read completely, ready to run. */
export interface PreparedRequest {
  /** Answered with DONEPROC. */
  readonly isCall: boolean;
  run(session: SqlSession, sink: TokenSink, signal: AbortSignal): Promise<void>;
}

/** Reads a request. Throws ProtocolError before anything runs. */
export function prepareRequest(message: ClientMessage, statistics: TdsStatistics): PreparedRequest | undefined {
  const reader = new ByteReader(message.payload);
  switch (message.type) {
    case packetType.sqlBatch: {
      readRequestHeaders(reader);
      const text = reader.text(reader.remaining >>> 1);
      statistics.batches++;
      return { isCall: false, run: (session, sink, signal) => session.batch(text, sink, signal) };
    }
    case packetType.rpc: {
      readRequestHeaders(reader);
      const calls = readRemoteCalls(reader);
      statistics.calls += calls.length;
      return {
        isCall: true,
        run: async (session, sink, signal) => {
          for (const call of calls) {
            sink.noMetadata = call.noMetadata;
            await session.call(call, sink, signal);
          }
        },
      };
    }
    case packetType.transactionManager: {
      readRequestHeaders(reader);
      const request = readTransactionRequest(reader);
      statistics.transactionRequests++;
      return {
        isCall: false,
        run: async (session, sink) => {
          if (request === undefined) throw new SqlError(50999, 16, 1, 'The sandbox does not support distributed transactions.');
          await session.transaction(request, sink);
        },
      };
    }
    case packetType.bulkLoad:
      return {
        isCall: false,
        run: () =>
          Promise.reject(new SqlError(50999, 16, 1, 'The sandbox does not support bulk load. It is a stand-in for tests, not SQL Server.')),
      };
    default:
      return undefined;
  }
}

/** What the client is told of an error that the engine threw instead of reporting it. */
export function errorMessage(error: unknown): ServerMessage {
  if (error instanceof SqlError) {
    const { number, state, severity, message, procedure, line } = error;
    return { number, state, severity, message, procedure, line };
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
  return { number: 50998, state: 1, severity: 16, message: `The sandbox failed. ${text}`, procedure: '', line: 0 };
}

import type { ServerMessage, SqlSession } from '../engine/session';
import { faultMessage } from './faultErrors';
import type { FaultControl, FaultError } from './faults';
import type { Response } from './response';
import type { TokenSink } from './tokenSink';

/** A request that the server works on. */
export interface RunningRequest {
  readonly abort: AbortController;
  readonly response: Response;
  readonly sink: TokenSink;
  /** The client has cancelled it. */
  attention: boolean;
  /** The error that broke it off. */
  failure: FaultError | undefined;
}

/** Bytes of another protocol. */
export const garbage = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\nThis is no TDS. '.repeat(4), 'latin1');

/** A packet that claims to be shorter than its own header. */
export const brokenPacket = Buffer.from([4, 0, 0, 1, 0, 0, 0, 0]);

/** What some servers say of a request that its client has cancelled. */
export const cancelledByUser: ServerMessage = {
  number: 3617,
  state: 1,
  severity: 16,
  message: 'The operation was cancelled by the user.',
  procedure: '',
  line: 1,
};

/** What goes wrong when so many rows of one result set are on their way. A promise holds the next row back. */
export function troubleAtRow(
  faults: FaultControl,
  rows: number,
  running: RunningRequest,
  hangUp: () => Promise<void>,
): Promise<void> | undefined {
  const { dropAfterRows, stallAfterRows, errorAfterRows } = faults.current;
  if (dropAfterRows !== undefined && rows >= dropAfterRows) return hangUp();
  if (errorAfterRows !== undefined && rows >= errorAfterRows.rows) {
    faults.set({ errorAfterRows: undefined });
    running.failure = errorAfterRows.error;
    running.sink.discard();
    running.abort.abort(new Error('The server broke the request off.'));
    running.response.interrupt();
    return undefined;
  }
  if (stallAfterRows !== undefined && rows >= stallAfterRows) {
    running.response.flush();
    return faults.whileTrue((current) => current.stallAfterRows !== undefined, running.abort.signal);
  }
  return undefined;
}

/** Ends a request with an error of the server, which rolls an open transaction back. */
export async function failWith(error: FaultError, session: SqlSession, sink: TokenSink): Promise<void> {
  if (session.transactionCount > 0) await session.transaction({ kind: 'rollback', name: '', beginNew: false }, sink);
  sink.message(faultMessage(error, { processId: session.id, userName: '', database: session.database }));
}

/** Ends early, without an error, when the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

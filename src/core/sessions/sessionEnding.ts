import { SprocketError } from '../errors';
import type { RunOutcome } from '../ports';
import type { SessionState } from './sessionTypes';

/** Why the work is being stopped. The first reason wins. */
export type StopReason = 'cancel' | 'timeout' | 'limit' | 'storage';

/** What is known when the work is over. */
interface EndOfWork {
  readonly stopReason: StopReason | undefined;
  /** Absent: the work failed with `error`. */
  readonly outcome: RunOutcome | undefined;
  readonly error: SprocketError | undefined;
  readonly timeoutSeconds: number;
  /** It had a connection: something may have been sent. */
  readonly connected: boolean;
}

/** How a session ended, and what it tells of it. */
interface SessionEnding {
  readonly state: Exclude<SessionState, 'running'>;
  readonly error: SprocketError | undefined;
  readonly notes: readonly string[];
}

/** How a session ends whose work is over. */
export function endingOf(work: EndOfWork): SessionEnding {
  const { stopReason, outcome, error } = work;
  const notes = notesOf(outcome);
  // Without `cancelled` the work was done before the stop reached it.
  const stopped = outcome === undefined || outcome.cancelled !== undefined;
  const done = { state: error === undefined ? ('completed' as const) : ('failed' as const), error };
  switch (stopReason) {
    case 'cancel':
      return stopped
        ? { state: 'cancelled', error: undefined, notes }
        : { ...done, notes: [...notes, 'The cancel came when the work was already done.'] };
    case 'timeout':
      return stopped ? { state: 'failed', error: timeoutError(work), notes } : { ...done, notes };
    case 'limit': {
      const cut = 'The work was cancelled on the server when the limit was reached; what came later in the batch did not run.';
      return stopped ? { state: 'completed', error: undefined, notes: [...notes, cut] } : { ...done, notes };
    }
    case 'storage':
      return { state: 'failed', error, notes };
    case undefined:
      return { ...done, notes };
  }
}

function notesOf(outcome: RunOutcome | undefined): string[] {
  const notes: string[] = [];
  if (outcome?.cancelled?.acknowledged === false) {
    notes.push('The server did not acknowledge the cancel in time; the connection was closed. The server may still be undoing the work.');
  }
  if (outcome !== undefined && outcome.openTransactions > 0) {
    notes.push(`The batch left ${String(outcome.openTransactions)} transaction(s) open; they were rolled back.`);
  }
  return notes;
}

function timeoutError({ connected, timeoutSeconds }: EndOfWork): SprocketError {
  const seconds = String(timeoutSeconds);
  return connected
    ? new SprocketError('timeout', `The work took longer than ${seconds} s and was cancelled on the server.`, {
        nextStep: 'Pass a larger timeout_seconds, or use start_query and follow it with get_session_status.',
      })
    : new SprocketError('timeout', `There was no connection to the server within ${seconds} s; nothing was sent.`, {
        nextStep: 'Try again with a larger timeout_seconds, or check the server with list_databases.',
      });
}

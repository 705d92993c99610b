import { SprocketError } from '../errors';
import type { Settings } from '../settings';
import type { Removal } from './goneSessions';
import type { Session } from './session';
import type { SessionSpec } from './sessionTypes';

const mostTimeoutSeconds = 86_400;

/** Throws session_limit or invalid_input for work that may not start. */
export function refuseStart(spec: SessionSpec, running: readonly Session[], settings: Settings): void {
  const { maxRows, timeoutSeconds } = spec;
  if (maxRows !== undefined && maxRows > settings.maxRows) {
    throw new SprocketError('invalid_input', `max_rows is ${String(maxRows)}, more than a session may store.`, {
      expected: `max_rows from 1 to ${String(settings.maxRows)}`,
      nextStep:
        'Ask for fewer rows, or have the user raise sprocket.sessions.maxRows (of the stdio server: the environment variable MAX_SESSION_ROWS).',
    });
  }
  if (timeoutSeconds !== undefined && (timeoutSeconds < 0 || timeoutSeconds > mostTimeoutSeconds)) {
    throw new SprocketError('invalid_input', `The time limit is ${String(timeoutSeconds)} s.`, {
      expected: `a time limit from 1 to ${String(mostTimeoutSeconds)} s`,
    });
  }
  if (running.length >= settings.maxConcurrentSessions) {
    throw limitReached(running, settings.maxConcurrentSessions);
  }
}

function limitReached(running: readonly Session[], limit: number): SprocketError {
  const oldest = running.slice(0, 3);
  const named = oldest.map(
    (session) => `${session.id} (${session.spec.target.connection}, ${String(Math.round(session.elapsedMilliseconds / 1000))} s)`,
  );
  return new SprocketError(
    'session_limit',
    `${String(running.length)} sessions are running, and ${String(limit)} are allowed. The oldest: ${named.join('; ')}.`,
    {
      expected: `fewer than ${String(limit)} running sessions`,
      nextStep: 'Wait for one with get_session_status, or stop one with cancel_session.',
      suggestions: oldest.map((session) => session.id),
    },
  );
}

/** Why there is no session with that id; `removal`: what became of one that was there, `known`: the newest that are. */
export function unknownSession(id: string, removal: Removal | undefined, known: readonly Session[], settings: Settings): SprocketError {
  const minutes = String(settings.sessionRetentionMinutes);
  const suggestions = known.slice(0, 10).map((session) => session.id);
  const again = suggestions.length === 0 ? 'Start the work again.' : 'Use one of these ids, call list_sessions, or start the work again.';
  if (removal === undefined) {
    return new SprocketError('unknown_session', `There is no session ${JSON.stringify(id.slice(0, 100))}.`, {
      expected: `the id of a session of this server process; sessions end with the process, and ${minutes} min after they ended or were last read`,
      nextStep: again,
      suggestions,
    });
  }
  const why = {
    expired: `a session is kept for ${minutes} min after it ended or was last read`,
    removed: 'the user removed it',
    surplus: 'many sessions had ended since, and it was the one read longest ago',
  }[removal.reason];
  return new SprocketError('unknown_session', `The session ${id} and its rows are gone since ${removal.at.toISOString()}: ${why}.`, {
    expected: 'the id of a session that is still kept',
    nextStep: again,
    suggestions,
  });
}

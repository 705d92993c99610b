import type { Session } from '../../src/core/sessions/session';
import type { SessionManager } from '../../src/core/sessions/sessionManager';
import type { SessionState } from '../../src/core/sessions/sessionTypes';

/**
 * What cannot be, a sentence each; empty: all is well. `openProcesses` are the `@@SPID` of the connections that the server has open. A connection
 * that has just been lost is noticed a moment later: wait for the list to become empty.
 */
export function brokenInvariants(sessions: readonly Session[], openProcesses: readonly number[]): string[] {
  const owners = new Map<number, Session>();
  return sessions.flatMap((session) => {
    const { id, state, serverProcessId } = session;
    const broken = (state === 'running' ? brokenWhileRunning(session) : brokenAfterEnd(session)).map((what) => `${id}: ${what}`);
    if (state === 'running' && serverProcessId !== undefined) {
      if (!openProcesses.includes(serverProcessId)) {
        broken.push(`${id}: runs without its connection ${String(serverProcessId)}`);
      }
      const other = owners.get(serverProcessId);
      if (other !== undefined) {
        broken.push(`${id}: shares the connection ${String(serverProcessId)} with ${other.id}`);
      }
      owners.set(serverProcessId, session);
    }
    return broken;
  });
}

function brokenWhileRunning(session: Session): string[] {
  return [
    ...(session.endedAt === undefined ? [] : ['runs, and has a time of its end']),
    ...(session.waitsForConnection && session.resultSets.length > 0 ? ['waits for a connection, and has results'] : []),
  ];
}

function brokenAfterEnd(session: Session): string[] {
  return [
    ...(session.endedAt === undefined ? ['has ended, without a time'] : []),
    ...(session.waitsForConnection ? ['has ended, and waits for a connection'] : []),
    ...(session.state === 'failed' && session.error === undefined ? ['has failed without an error'] : []),
    ...(session.state !== 'failed' && session.error !== undefined ? [`is ${session.state} with an error`] : []),
    ...(session.resultSets.every((set) => set.complete) ? [] : ['has ended with a result set that has not']),
  ];
}

/** Follows the states of all sessions of a manager from now on. */
export class StateWatch {
  readonly #states = new Map<string, SessionState[]>();
  readonly #subscription: { dispose(): void };

  constructor(sessions: SessionManager) {
    this.#subscription = sessions.onDidChange(({ added, changed }) => {
      for (const id of [...added, ...changed]) {
        const state = sessions.find(id)?.state;
        const seen = this.#states.get(id) ?? [];
        this.#states.set(id, seen);
        if (state !== undefined && state !== seen.at(-1)) {
          seen.push(state);
        }
      }
    });
  }

  /** Sessions that left a final state, with all their states. */
  get endedTwice(): string[] {
    return [...this.#states].flatMap(([id, states]) => {
      const end = states.findIndex((state) => state !== 'running');
      return end === -1 || end === states.length - 1 ? [] : [`${id}: ${states.join(', ')}`];
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

import type { AccessLevel } from '../connections/connectionProfile';

/** What a tool can do: `read` looks, `session` acts on our own sessions, `write` changes data, `query` reads or writes as its text says. */
export type Effect = 'read' | 'session' | 'write' | 'query';

/** A piece of work that is about to go to the server. */
interface PolicyRequest {
  readonly tool: string;
  readonly effect: Effect;
  readonly connection: string;
  readonly access: AccessLevel;
  /** undefined: the default database of the login. */
  readonly database: string | undefined;
  /** Exactly what will be sent. */
  readonly sql: string;
}

/** The step that all work passes before it reaches a session. */
export interface Policy {
  /** Resolves when the work may run. Rejects with SprocketError `refused` that says why. */
  check(request: PolicyRequest, signal: AbortSignal): Promise<void>;
}

/** Lets everything through. */
export const allowAll: Policy = {
  check: () => Promise.resolve(),
};

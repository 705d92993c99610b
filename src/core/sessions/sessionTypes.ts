import type { ConnectionTarget, RunParameter } from '../ports';

/** The last three are final. A timeout is `failed` with `error.kind` `timeout`. */
export type SessionState = 'running' | 'completed' | 'failed' | 'cancelled';

export const sessionStates: readonly SessionState[] = ['running', 'completed', 'failed', 'cancelled'];

/** Work to be done in a session. */
export interface SessionSpec {
  readonly kind: 'query' | 'procedure';
  readonly target: ConnectionTarget;
  /** The batch, exactly as it is sent. */
  readonly text: string;
  readonly parameters: readonly RunParameter[];
  /** Who asked for it. */
  readonly origin: 'agent' | 'person';
  /** The procedure, for lists. */
  readonly procedure?: string;
  /** Where a procedure's RETURN and OUTPUT values come: in the result set whose first column has this name. */
  readonly reply?: ProcedureReplySpec;
  /** What is known already that the answer should tell. */
  readonly notes?: readonly string[];
  /** Nobody waits for it: the default limit of the settings, which bounds a wait, does not apply. */
  readonly background: boolean;
  /** Wall-clock limit; 0: none. Default: that of the connection string; then, where somebody waits, of the settings. */
  readonly timeoutSeconds?: number;
  /** Not above the limit of the settings. */
  readonly maxRows?: number;
}

export interface ProcedureReplySpec {
  readonly returnColumn: string;
  readonly outputs: readonly { readonly name: string; readonly type: string }[];
}

/** A result that was cut, and by which limit; `max_disk_bytes` counts the temporary files of all sessions together. */
export interface Truncation {
  readonly reason: 'max_rows' | 'max_bytes' | 'max_result_sets' | 'max_disk_bytes';
  readonly limit: number;
}

/** How much a session may store. */
export interface SessionLimits {
  readonly rows: number;
  readonly bytes: number;
  readonly resultSets: number;
}

/** Sessions that came, changed or went since the last event; progress is reported a few times a second at most. */
export interface SessionsChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Every way in which Sprocket can fail, as an agent or a person meets it. */
export type ErrorKind =
  | 'invalid_input'
  | 'unknown_connection'
  | 'no_connection'
  | 'unknown_database'
  | 'unknown_object'
  | 'unknown_session'
  | 'session_limit'
  | 'not_ready'
  | 'refused'
  | 'unsupported'
  | 'login_failed'
  | 'unreachable'
  | 'untrusted_certificate'
  | 'connection_lost'
  | 'permission_denied'
  | 'sql'
  | 'timeout'
  | 'cancelled'
  | 'internal';

/** What SQL Server said about one error: the fields of the ERROR token (MS-TDS 2.2.7.10). */
export interface SqlErrorDetail {
  readonly number: number;
  readonly state: number;
  /** Severity, 11 to 25. */
  readonly class: number;
  /** Line in the batch or procedure, from 1; 0 when the server gave none. */
  readonly line: number;
  /** Procedure, function or trigger; empty for a batch. */
  readonly procedure: string;
  readonly message: string;
}

export interface SprocketErrorOptions {
  /** What was expected instead. */
  readonly expected?: string;
  /** What to do next: a sentence in the imperative. */
  readonly nextStep?: string;
  /** The closest valid names, best first. */
  readonly suggestions?: readonly string[];
  /** The errors of the server, in the order in which they arrived. */
  readonly sqlErrors?: readonly SqlErrorDetail[];
  readonly cause?: unknown;
}

/**
 * The one error of the project. `message` says what was wrong; it never holds a password or a connection string.
 * Each edge (tools, host, headless) translates it once.
 */
export class SprocketError extends Error {
  override readonly name = 'SprocketError';
  readonly expected: string | undefined;
  readonly nextStep: string | undefined;
  readonly suggestions: readonly string[];
  readonly sqlErrors: readonly SqlErrorDetail[];

  constructor(
    readonly kind: ErrorKind,
    message: string,
    options: SprocketErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.expected = options.expected;
    this.nextStep = options.nextStep;
    this.suggestions = options.suggestions ?? [];
    this.sqlErrors = options.sqlErrors ?? [];
  }
}

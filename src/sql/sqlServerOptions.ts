import type { TokenProvider } from './entraCredential';

/** How to connect, where a connection string leaves it open. */
export interface SqlServerOptions {
  /** Signs in for `Authentication=Active Directory Interactive`. */
  readonly tokenProvider?: TokenProvider;
  /** What the server sees as `program_name` where the connection string names none. Default: Sprocket. */
  readonly applicationName?: string;
  /** Idle connections kept per connection and database. Default: 2. */
  readonly warmConnections?: number;
  /** How long an idle connection is kept. Default: 60. */
  readonly idleSeconds?: number;
  /** How long the server may take to reset a connection before it is closed. Default: 5000. */
  readonly resetMilliseconds?: number;
  /** How long to wait before a login that failed for the moment is tried once more. Default: 1000 after a refusal, 5000 after an error of the server. */
  readonly retryMilliseconds?: number;
  /** How long the server may take to acknowledge a cancel before the socket is closed. Default: 5000. */
  readonly cancelMilliseconds?: number;
}

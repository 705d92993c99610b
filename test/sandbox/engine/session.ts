import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';

/** What the protocol server needs of the engine. One engine serves many sessions; one session is one connection. */
export interface SqlEngine {
  /**
   * Checks a login and opens a session. Throws SqlError 18456 (wrong login), 4060 (unknown database), 18470 (disabled login)
   * as the product does.
   */
  login(request: LoginRequest): SqlSession;
  close(): void;
}

export interface LoginRequest {
  /** `sql` checks the password; `token` accepts a federated authentication token (any non-empty token unless a fault says otherwise). */
  readonly credentials:
    { readonly kind: 'sql'; readonly userName: string; readonly password: string } | { readonly kind: 'token'; readonly token: string };
  /** Empty: the login's default database. */
  readonly database: string;
  readonly applicationName: string;
  readonly hostName: string;
  readonly clientInterface: string;
  readonly readOnlyIntent: boolean;
  /** The whole connection is encrypted, not the login alone. */
  readonly isEncrypted?: boolean;
}

export interface SqlSession {
  /** The server process id (`@@SPID`), 51 and up. */
  readonly id: number;
  readonly database: string;
  readonly language: string;
  readonly packetSize: number;
  readonly server: ServerDescription;
  /** 0 when no transaction is open. */
  readonly transactionCount: number;
  /**
   * Runs a batch. Resolves when the batch is over, also when it raised errors: those went to the sink.
   * Rejects only with the signal's abort reason after an attention, with everything of the running statement undone.
   */
  batch(text: string, sink: ResultSink, signal: AbortSignal): Promise<void>;
  /** Runs a remote procedure call: a stored procedure by name or one of the system procedures of MS-TDS 2.2.6.6. */
  call(call: RemoteCall, sink: ResultSink, signal: AbortSignal): Promise<void>;
  /** MS-TDS transaction manager requests (2.2.6.9). Environment changes go to the sink. */
  transaction(request: TransactionRequest, sink: ResultSink): Promise<void>;
  /** RESETCONNECTION: rolls back, drops temporary tables, restores SET options and the login's database. */
  reset(keepTransaction: boolean): void;
  close(): void;
}

export interface ServerDescription {
  readonly serverName: string;
  /** For example `16.0.4175.1`. */
  readonly version: string;
  /** `Microsoft SQL Server` in LOGINACK. */
  readonly programName: string;
  /** Collation of the server, for ENVCHANGE 7. */
  readonly collation: string;
}

export interface RemoteCall {
  /** As sent: `dbo.name`, `[sales].[usp_X]`, or `sp_executesql`, `sp_prepare`, `sp_execute`, `sp_prepexec`, `sp_unprepare`, … (ProcIDs are already turned into names). */
  readonly procedure: string;
  readonly parameters: readonly RemoteParameter[];
  /** fNoMetaData, rarely used: suppress COLMETADATA. */
  readonly noMetadata: boolean;
}

export interface RemoteParameter {
  /** With `@`, or empty when sent by position. */
  readonly name: string;
  readonly type: SqlType;
  readonly value: SqlValue;
  /** fByRefValue: an OUTPUT parameter; its final value comes back through `ResultSink.outputParameter`. */
  readonly isOutput: boolean;
  /** fDefaultValue: use the procedure's default. */
  readonly isDefault: boolean;
}

export type TransactionRequest =
  | { readonly kind: 'begin'; readonly isolationLevel: number; readonly name: string }
  | { readonly kind: 'commit'; readonly name: string; readonly beginNew: boolean }
  | { readonly kind: 'rollback'; readonly name: string; readonly beginNew: boolean }
  | { readonly kind: 'save'; readonly name: string };

export interface ResultColumn {
  /** Empty for an unnamed expression. */
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly computed: boolean;
}

/**
 * Where a running batch sends what it produces, in the order in which the client must see it.
 * The protocol server turns each call into MS-TDS tokens (2.2.7).
 */
export interface ResultSink {
  /** Begins a result set. */
  columns(columns: readonly ResultColumn[]): void;
  /** One row of the begun result set. A promise means: wait, the client is slow. */
  row(values: readonly SqlValue[]): void | Promise<void>;
  /**
   * Rows of the begun result set that are ROW tokens already: a source that must not be the bottleneck of a measurement encodes them once
   * and sends them many times. The buffer must not change. Resolves when more may be sent.
   */
  encodedRows?(tokens: Buffer): Promise<void>;
  /**
   * Ends a statement. `rowCount` undefined when the statement has none or NOCOUNT hides it. `inProcedure` makes a DONEINPROC.
   * A SELECT ends its result set with this.
   */
  statementDone(done: StatementDone): void;
  /** PRINT, RAISERROR, warnings (severity up to 10) and errors (11 and above). */
  message(message: ServerMessage): void;
  /** RETURN value of the procedure that the client called. */
  returnStatus(value: number): void;
  /** Final value of an OUTPUT parameter; `ordinal` is the position in the call, from 0. */
  outputParameter(parameter: { ordinal: number; name: string; type: SqlType; value: SqlValue }): void;
  /** The procedure call is over: DONEPROC. */
  procedureDone(done: { failed: boolean; returnedRows: boolean }): void;
  environmentChange(change: EnvironmentChange): void;
  /** Sends what is buffered now (RAISERROR … WITH NOWAIT, before a WAITFOR). */
  flush(): void;
}

export interface StatementDone {
  readonly rowCount: number | undefined;
  /** CurCmd of the DONE token: 0xC1 SELECT, 0xC3 INSERT, 0xC4 DELETE, 0xC5 UPDATE, 0x117 MERGE, 0xD6 RETURN, 0xFD control flow, others 0. */
  readonly command: number;
  readonly inProcedure: boolean;
  readonly failed: boolean;
}

export interface ServerMessage {
  readonly number: number;
  readonly state: number;
  /** 0 to 25. */
  readonly severity: number;
  readonly message: string;
  readonly procedure: string;
  readonly line: number;
}

export type EnvironmentChange =
  | { readonly kind: 'database'; readonly from: string; readonly to: string }
  | { readonly kind: 'language'; readonly from: string; readonly to: string }
  | { readonly kind: 'beginTransaction'; readonly descriptor: bigint }
  | { readonly kind: 'commitTransaction'; readonly descriptor: bigint }
  | { readonly kind: 'rollbackTransaction'; readonly descriptor: bigint };

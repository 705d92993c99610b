import type { ConnectionSettings } from './connections/connectionSettings';
import type { SprocketError } from './errors';

/** Which server and database a piece of work goes to. */
export interface ConnectionTarget {
  /** Name of the connection profile: the key of pools, and what messages call it. */
  readonly connection: string;
  readonly settings: ConnectionSettings;
  /** Overrides the database of the settings. */
  readonly database?: string;
}

/** What the core needs of SQL Server. Implemented by `sql/`; the only way to the driver. */
export interface SqlServerPort {
  /** Opens a connection, asks the server who it is, closes it. Throws SprocketError. */
  test(target: ConnectionTarget, signal?: AbortSignal): Promise<ServerIdentity>;
  /**
   * Runs a batch on a connection that nobody else uses meanwhile, and streams what comes.
   * Aborting the signal sends an attention; when the server has not acknowledged it after 5 seconds the socket is closed.
   * Resolves when the server is done or the cancel is, after all rows were delivered. Rejects with SprocketError when nothing was sent: wrong
   * parameters, or no connection.
   */
  run(request: RunRequest, observer: RunObserver, signal: AbortSignal): Promise<RunOutcome>;
  /** Closes the pools of a connection: it was removed or its string changed. */
  forget(connection: string): Promise<void>;
  close(): Promise<void>;
}

export interface ServerIdentity {
  readonly serverName: string;
  readonly productVersion: string;
  readonly edition: string;
  readonly engineEdition: number | undefined;
  readonly database: string;
  readonly login: string;
}

export interface RunRequest {
  readonly target: ConnectionTarget;
  readonly text: string;
  readonly parameters: readonly RunParameter[];
}

export type RunParameter = QueryParameter | TableParameter;

/** A named value for the batch. `type` is T-SQL (`decimal(18,4)`); absent: inferred from the JSON value. */
export interface QueryParameter {
  /** Without `@`. */
  readonly name: string;
  readonly type?: string;
  /** Exact types (decimal, money, bigint, dates) as text; binary as `0x…`. */
  readonly value: string | number | boolean | null;
}

/** Rows for a parameter of a table type. */
export interface TableParameter {
  /** Without `@`. */
  readonly name: string;
  /** `[sales].[OrderLineList]`. */
  readonly tableType: string;
  /** Every column of the type, in its order. */
  readonly columns: readonly {
    /** What its values are sent as, in T-SQL; the server converts them to the type of the column. */
    readonly type: string;
    /** The rows do not give it: it is generated, or has its default in all of them. */
    readonly isDefault: boolean;
  }[];
  /** Values of the columns that are not left to their default. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** In a column of sql_variant a value comes with its base type. */
export type TableCell = QueryParameter['value'] | Required<Pick<QueryParameter, 'type' | 'value'>>;

/** Called in the order in which the server sends. */
export interface RunObserver {
  /** The connection is open; `serverProcessId` is its `@@SPID`. */
  connected(serverProcessId: number): void;
  /** A new result set begins. Who calls `incoming.asSent` meanwhile gets its rows as the server sends them, to be written when they are read. */
  columns(columns: readonly ResultColumn[], incoming?: IncomingRows): void;
  /** Rows of the newest result set. A promise holds the server back until it settles. */
  rows(block: RowBlock): void | Promise<void>;
  message(message: ServerMessage): void;
  /** A statement ended; undefined: it had no count (SET NOCOUNT ON, DDL). */
  statementDone(rowsAffected: number | undefined): void;
}

/** The rows that are about to come. */
export interface IncomingRows {
  /** Has them come as they are sent. undefined: these columns do not allow it, and they come as JSON. */
  asSent(): RowsAsSent | undefined;
}

/** Reads the rows of one result that were kept as the server sent them, which costs little while they come. */
export interface RowsAsSent {
  /** The JSON array of a row, in UTF-8. */
  toJson(row: Uint8Array): Uint8Array;
}

export interface RunOutcome {
  /**
   * Present when the signal was aborted before the server was done: whether it acknowledged the attention before the socket was closed, or nothing
   * was sent yet.
   */
  readonly cancelled?: { readonly acknowledged: boolean };
  /** Present when the batch failed: `sql` carries its errors in order, at most the first hundred. */
  readonly error?: SprocketError;
  /** `@@TRANCOUNT` that the batch left behind, also when it failed or was cancelled; that transaction was rolled back. */
  readonly openTransactions: number;
}

export interface ResultColumn {
  /** Empty for an unnamed column. Names may repeat. */
  readonly name: string;
  /** The full T-SQL type: `decimal(38,10)`, `nvarchar(max)`, `datetime2(7)`, `sys.geography`. */
  readonly type: string;
  readonly nullable: boolean | undefined;
}

/**
 * Rows encoded as JSON arrays in UTF-8 (or as the server sends them, where that was asked for), one behind the other without separators.
 * `ends[i]` is where row i ends in `bytes`; row 0 begins at 0. `values/cellEncoding.ts` says what each type becomes.
 * Bytes behind the last end are the beginning of a large row: the next block of the result goes on with it, and the first end there, if
 * there is one, is its end. A row that has not ended when the result does was cut off (a cancel, a lost connection) and is none.
 * The receiver owns the buffers.
 */
export interface RowBlock {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  /** For a receiver that looks at the bytes no more: the memory takes the next rows. It need not be called. */
  readonly release?: () => void;
}

/** PRINT, RAISERROR below 11, warnings; and errors as they arrive. */
export interface ServerMessage {
  readonly time: Date;
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly line: number;
  readonly procedure: string;
  readonly text: string;
}

/** Catalog questions, answered over the control pool. Names come back as the server spells them. Throws SprocketError. */
export interface CatalogPort {
  databases(target: ConnectionTarget, signal?: AbortSignal): Promise<Answer<DatabaseInfo>>;
}

/** What the server does for a session right now, asked over the control pool so that the session itself is not disturbed. */
export interface ActivityPort {
  /** undefined: no such request, or the login may not see it (VIEW SERVER STATE; 2022 and later VIEW SERVER PERFORMANCE STATE). Throws SprocketError. */
  requestActivity(target: ConnectionTarget, serverProcessId: number, signal?: AbortSignal): Promise<RequestActivity | undefined>;
}

/** A row of sys.dm_exec_requests. Counters that may pass 2^53 are text. */
export interface RequestActivity {
  /** running, runnable, suspended, … */
  readonly status: string;
  readonly command: string;
  /** null: it does not wait. */
  readonly waitType: string | null;
  readonly waitMilliseconds: number;
  readonly waitResource: string | null;
  /** The session that blocks it. null: none. */
  readonly blockedBy: number | null;
  /** Only some commands tell (BACKUP, DBCC, rollback, …). null: this one does not. */
  readonly percentComplete: number | null;
  readonly cpuMilliseconds: number;
  readonly logicalReads: string;
  readonly writes: string;
}

/** A list with what could not be told, field by field: `row_count is unknown: VIEW DATABASE STATE is denied`. */
export interface Answer<T> {
  readonly items: readonly T[];
  readonly notes: readonly string[];
}

/** A name as parsed from `[my.schema].[t]`; parts that were not given are absent. */
export interface QualifiedName {
  readonly database?: string;
  readonly schema?: string;
  readonly name: string;
}

export interface DatabaseInfo {
  readonly name: string;
  readonly state: string;
  readonly compatibilityLevel: number;
  readonly collation: string | null;
  readonly isReadOnly: boolean;
  readonly createDate: string;
  readonly recoveryModel: string | null;
  /** Whether the login may use it (HAS_DBACCESS). null: not known. */
  readonly accessible: boolean | null;
}

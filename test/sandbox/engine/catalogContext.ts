import type { OutputColumn, SessionSettings } from '../query/queryEnvironment';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { Column, Database, Login, Module, ServerModel, Table } from './model';

/**
 * What catalog views, DMVs and metadata functions may see of the server and of the session that asks.
 * Every member reads the present state; nothing is a copy.
 */
export interface CatalogContext {
  readonly server: ServerModel;
  /** The session that asks. */
  readonly session: SessionFacts;
  /** All user sessions of the server, this one included, by id. */
  readonly sessions: readonly SessionFacts[];
  readonly login: Login;
  /** The current database. */
  readonly database: Database;
  readonly settings: SessionSettings;
  /** The error that the innermost CATCH block handles. */
  readonly error: ErrorFacts | undefined;
  /** SCOPE_IDENTITY(): last identity value of this scope. */
  readonly scopeIdentity: bigint | null;
  /** XACT_STATE(): 1 open, 0 none, -1 uncommittable. */
  readonly transactionState: -1 | 0 | 1;
  readonly transactionCount: number;
  /** @@ROWCOUNT. */
  readonly rowCount: number;
  /** @@PROCID: 0 outside a module. */
  readonly procedureId: number;
  /** Trigger nesting, for TRIGGER_NESTLEVEL(). */
  readonly triggerDepth: number;
  /** SESSION_CONTEXT(): lower-cased key to value. */
  readonly sessionContext: ReadonlyMap<string, { readonly type: SqlType; readonly value: SqlValue }>;
  /** CONTEXT_INFO(). */
  /** Undefined outside a trigger. */
  readonly updatedColumns: UpdatedColumns | undefined;
  readonly contextInfo: Uint8Array | null;
  /** Temporary tables that this session can see, for tempdb's catalog and OBJECT_ID('tempdb..#t'). */
  readonly temporaryTables: readonly Table[];
  /** The first result set of a procedure or trigger, found without running it. */
  describeModule(module: Module): DescribedResultSet;
  /** CURSOR_STATUS(): -3 none, -1 closed, 0 empty, 1 open. */
  cursorStatus(name: string): number;
  /**
   * True when this session holds the permission: `VIEW SERVER STATE` (server scope), `CONNECT` on a database, `SELECT` on database,
   * schema or object. A permission on a wider scope covers the narrower; a denial wins.
   */
  hasPermission(permission: string, scope?: PermissionScope): boolean;
  /** Database role membership of the asking login, for example `db_datareader`; sysadmin is in every role. */
  isMember(database: Database, role: string): boolean;
  /** @@NAME, upper case with `@@`; the interpreter knows all of them. Throws SqlError 137. */
  globalVariable(name: string): { readonly type: SqlType; readonly value: SqlValue };
}

/** What a module's first result set looks like, or why that cannot be told; `type` as error_type_desc has it. */
export type DescribedResultSet =
  | { readonly columns: readonly OutputColumn[] }
  | {
      readonly error: {
        readonly number: number;
        readonly severity: number;
        readonly state: number;
        readonly message: string;
        readonly type: string;
      };
    };

/** Where a permission is asked for. Names compare without case. */
export interface PermissionScope {
  readonly database: string;
  readonly schema?: string;
  readonly object?: string;
}

/** What a trigger asks with UPDATE() and COLUMNS_UPDATED(). */
export interface UpdatedColumns {
  /** Of the trigger's table. */
  readonly columns: readonly Column[];
  /** column_id of those that the statement gave values. */
  readonly ids: ReadonlySet<number>;
}

/** ERROR_NUMBER() and its siblings. */
export interface ErrorFacts {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly message: string;
  readonly line: number;
  /** Null outside a module. */
  readonly procedure: string | null;
}

/** One session, for sys.dm_exec_sessions and sys.dm_exec_connections. */
export interface SessionFacts {
  readonly id: number;
  readonly login: Login;
  readonly loginTime: Date;
  readonly hostName: string;
  readonly applicationName: string;
  readonly clientInterface: string;
  readonly database: Database;
  readonly settings: SessionSettings;
  readonly transactionCount: number;
  readonly lastRequestStart: Date | null;
  readonly lastRequestEnd: Date | null;
  readonly rowCount: number;
  /** CPU time of all requests so far, milliseconds. */
  readonly cpuTime: number;
  readonly packetSize: number;
  readonly isEncrypted: boolean;
  readonly originalLogin: string;
  /** The request that runs now, for sys.dm_exec_requests. */
  readonly request: RequestFacts | undefined;
}

export interface RequestFacts {
  readonly startTime: Date;
  readonly status: 'running' | 'suspended' | 'runnable';
  /** SELECT, INSERT, EXECUTE, WAITFOR, … of the statement that runs. */
  readonly command: string;
  /** The text of the batch or of the module that runs. */
  readonly text: string;
  /** Where the running statement begins in `text`, UTF-16 units. */
  readonly statementStart: number;
  readonly waitType: string | null;
  /** Milliseconds. */
  readonly waitTime: number;
  readonly waitResource: string;
  /** 0 when nobody blocks it. */
  readonly blockingSessionId: number;
  readonly percentComplete: number;
  /** Milliseconds. */
  readonly cpuTime: number;
  readonly elapsedTime: number;
  readonly reads: number;
  readonly logicalReads: number;
  readonly rowCount: number;
  readonly nestLevel: number;
}

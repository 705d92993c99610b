import type { Statement } from '../syntax/statementAst';
import type { SessionSettings, SessionFunction, SystemRowset } from '../query/queryEnvironment';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { CatalogContext, DescribedResultSet } from './catalogContext';
import type { Cursor } from './cursors';
import type { Flow, Frame } from './frame';
import type { LockManager, LockOwner } from './lockManager';
import type { Database, Login, Module, ServerModel, Table } from './model';
import { SessionPlans } from './planCache';
import type { PreparedStatement } from './preparedStatements';
import type { LoginRequest } from './session';
import type { Step } from './steps';
import type { Transaction } from './transactions';
import { defaultSettings } from './settings';
import { UndoStack } from './undoStack';

/** Views and functions of the catalog, bound to one session. */
export interface SystemCatalog {
  view(database: Database, schema: string, name: string): SystemRowset | undefined;
  tableFunction(database: Database, schema: string, name: string, args: readonly SqlValue[]): SystemRowset | undefined;
  sessionFunction(name: string): SessionFunction | undefined;
}

/** Runs statements and the bodies of functions and triggers. */
export interface Interpreter {
  statements(frame: Frame, statements: readonly Statement[]): Step<Flow>;
  describeModule(caller: Frame, module: Module): DescribedResultSet;
  scalarFunction(frame: Frame, module: Module, args: readonly SqlValue[]): SqlValue;
  tableFunction(frame: Frame, module: Module, args: readonly SqlValue[]): Table;
  trigger(frame: Frame, module: Module, inserted: Table, deleted: Table, updated: ReadonlySet<number>): void;
}

/** What the sessions of one server share. */
export interface EngineHost {
  readonly model: ServerModel;
  readonly locks: LockManager;
  readonly sessions: Map<number, SessionState>;
  /** `##t`, by lower-cased name. */
  readonly globalTemporaryTables: Map<string, Table>;
  readonly interpreter: Interpreter;
  createCatalog(context: CatalogContext): SystemCatalog;
  nextDescriptor(): bigint;
}

/** The request that runs. */
export interface ActiveRequest {
  readonly signal: AbortSignal;
  readonly startTime: Date;
  readonly startClock: number;
  readonly text: string;
  command: string;
  /** Innermost frame and statement. */
  frame: Frame | undefined;
  statement: Statement | undefined;
  waitType: string | null;
  waitStart: number;
  rows: number;
}

/** The state of one connection between and during its requests. */
export class SessionState implements LockOwner {
  settings: SessionSettings = defaultSettings();
  database: Database;
  transaction: Transaction | undefined;
  request: ActiveRequest | undefined;
  /** Temporary tables made outside modules. */
  readonly temporaryTables = new Map<string, Table>();
  /** GLOBAL cursors. */
  readonly cursors = new Map<string, Cursor>();
  readonly prepared = new Map<number, PreparedStatement>();
  readonly plans = new SessionPlans();
  readonly sessionContext = new Map<string, { type: SqlType; value: SqlValue; readOnly: boolean }>();
  contextInfo: Uint8Array | null = null;
  readonly tableVariables = new WeakSet<Table>();
  readonly undo = new UndoStack((table) => this.tableVariables.has(table));
  readonly loginTime = new Date();
  lastRequestStart: Date | null = null;
  lastRequestEnd: Date | null = null;
  cpuTime = 0;
  /** @@ERROR, @@ROWCOUNT, @@IDENTITY, @@FETCH_STATUS. */
  lastError = 0;
  rowCount = 0;
  lastIdentity: bigint | null = null;
  fetchStatus = -1;
  cursorRows = 0;
  /** @@NESTLEVEL. */
  nestLevel = 0;
  triggerDepth = 0;
  functionDepth = 0;
  /** Data-changing statements that run inside each other: only the outermost makes anything permanent. */
  dataDepth = 0;
  /** TRY blocks around the running statement, of all frames up to a trigger or function. */
  tryDepth = 0;
  insertExecDepth = 0;
  /** COLMETADATA of a result set is sent, its DONE not yet. */
  resultIsOpen = false;
  nextPreparedHandle = 1;
  nextTemporaryTable = 1;

  constructor(
    readonly id: number,
    readonly host: EngineHost,
    readonly login: Login,
    readonly loginRequest: LoginRequest,
    readonly originalDatabase: Database,
  ) {
    this.database = originalDatabase;
  }
}

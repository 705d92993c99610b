import type { Database, Module, ServerModel, Table, UserType } from '../engine/model';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';

/** A column of a query's result. */
export interface OutputColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly computed: boolean;
}

/** Yielded in place of a row by an operator that has worked long without one: the consumer may look at the network. */
export const pause: unique symbol = Symbol('pause');
export type Pause = typeof pause;

/** A statement that changes rows, as it runs: it pauses while it reads, and writes in one go when everything is read. */
export type Changing = Generator<Pause, DmlResult, void>;

/**
 * A query ready to run. Rows are produced lazily: nothing is buffered that the query does not force.
 * Operators that consume many rows before they give one (sorts, aggregates, filters, hash builds) yield `pause` every
 * few thousand; the interpreter then gives the event loop a turn, so that an attention is seen at any moment.
 */
export interface CompiledQuery {
  readonly columns: readonly OutputColumn[];
  rows(): Iterable<readonly SqlValue[] | Pause>;
}

export interface CompiledExpression {
  readonly type: SqlType;
  readonly nullable: boolean;
  evaluate(): SqlValue;
}

/**
 * What queries need of the running session. The interpreter implements it; the query compiler takes it.
 * Long loops call `checkpoint` every few thousand rows: it throws when an attention or a timeout arrived.
 */
export interface QueryEnvironment {
  readonly server: ServerModel;
  readonly database: Database;
  readonly settings: SessionSettings;
  readonly undo: UndoLog;
  /** One instant per statement: GETDATE() twice in a statement gives the same value. */
  readonly statementTime: Date;
  checkpoint(): void;
  /** `@x`: its declared type and current value. Throws SqlError 137 when it is not declared. */
  variable(name: string): { readonly type: SqlType; readonly value: SqlValue };
  assignVariable(name: string, value: SqlValue): void;
  /** `@@NAME`, upper case. */
  globalVariable(name: string): { readonly type: SqlType; readonly value: SqlValue };
  /** `@t`: a table variable or a table-valued parameter. Throws SqlError 1087. */
  tableVariable(name: string): Table;
  /** `#t` of this session, or undefined. Inside a trigger also `inserted` and `deleted` (lower case, one part). */
  temporaryTable(name: string): Table | undefined;
  /** Rows of a catalog view, DMV or INFORMATION_SCHEMA view, or undefined when there is no such view. */
  systemView(database: Database, schema: string, name: string): SystemRowset | undefined;
  /** sys.dm_exec_…(), fn_…: table-valued system functions; undefined when unknown. */
  systemTableFunction(database: Database, schema: string, name: string, args: readonly SqlValue[]): SystemRowset | undefined;
  /** Functions that need the session or the catalog: DB_NAME, OBJECT_ID, SERVERPROPERTY, SUSER_SNAME, ERROR_MESSAGE, SCOPE_IDENTITY, … ; undefined when unknown. */
  sessionFunction(name: string): SessionFunction | undefined;
  /** Calls a user-defined scalar function. */
  callScalarFunction(module: Module, args: readonly SqlValue[]): SqlValue;
  /** Runs a multi-statement table-valued function; its rows are in the table that comes back. */
  callTableFunction(module: Module, args: readonly SqlValue[]): Table;
  /** Resolves a type name as written: system, alias or table type. Throws SqlError 2715. */
  resolveType(reference: {
    readonly name: { readonly parts: readonly string[] };
    readonly arguments: readonly (number | 'max')[];
    readonly collation?: string;
  }): SqlType;
  tableType(userType: string): UserType | undefined;
  /** Triggers of DML: `inserted` and `deleted` hold the rows, `updated` the ids of the columns given values. The interpreter runs the module's body. */
  fireTrigger(module: Module, inserted: Table, deleted: Table, updated: ReadonlySet<number>): void;
  /** SELECT permission and the like; throws SqlError 229 when denied. */
  checkPermission(
    permission: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'EXECUTE',
    database: Database,
    schema: string,
    object: string,
  ): void;
}

export interface SystemRowset {
  readonly columns: readonly { readonly name: string; readonly type: SqlType; readonly nullable: boolean }[];
  rows(): Iterable<readonly SqlValue[]>;
  /** The same rows as a table, which is read by key. undefined: they are different at every reading. */
  stored?(): Table | undefined;
}

export interface SessionFunction {
  readonly type: SqlType | ((argumentTypes: readonly SqlType[]) => SqlType);
  evaluate(args: readonly SqlValue[], argumentTypes: readonly SqlType[]): SqlValue;
}

export interface SessionSettings {
  nocount: boolean;
  xactAbort: boolean;
  ansiNulls: boolean;
  ansiWarnings: boolean;
  arithAbort: boolean;
  quotedIdentifier: boolean;
  concatNullYieldsNull: boolean;
  implicitTransactions: boolean;
  dateFirst: number;
  dateFormat: string;
  language: string;
  rowCount: number;
  textSize: number;
  lockTimeout: number;
  isolationLevel: number;
  /** Lower-cased `schema.table` that IDENTITY_INSERT is on for. */
  identityInsert: string | undefined;
}

/** Every change of data or schema registers how to take it back; statement and transaction rollback run them in reverse. */
export interface UndoLog {
  /** `table`: whose rows changed. Rows of table variables survive the rollback of a transaction, not that of their statement. */
  push(undo: () => void, table?: Table): void;
  /** Where the log stands now: a failing statement goes back to here. */
  mark(): number;
  /** Runs and removes, last first, everything pushed since the mark. */
  rollbackTo(mark: number): void;
}

/** What a DML statement did. OUTPUT rows without INTO come back as a result set. */
export interface DmlResult {
  readonly rowCount: number;
  readonly output?: { readonly columns: readonly OutputColumn[]; readonly rows: readonly (readonly SqlValue[])[] };
  /** For SCOPE_IDENTITY and @@IDENTITY. */
  readonly lastIdentity?: bigint;
}

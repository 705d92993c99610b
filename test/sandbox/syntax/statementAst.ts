import type { Expression, ObjectName, Position, TypeReference } from './expressionAst';
import type { CommonTableExpression, DefaultMarker, QueryExpression, SelectStatement, TableSource, SelectItem } from './queryAst';
import type { AlterSequenceStatement, CheckIdentityStatement } from './counterAst';
import type { StorageStatement } from './storageAst';
import type { ColumnDefinition, IndexDefinition, TableDefinition } from './tableAst';

export type {
  ColumnDefinition,
  ConstraintDefinition,
  DataPlace,
  IndexColumn,
  IndexDefinition,
  ReferentialAction,
  TableDefinition,
} from './tableAst';

export type Statement =
  | SelectStatement
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | MergeStatement
  | TruncateStatement
  | DeclareStatement
  | SetVariableStatement
  | SetOptionStatement
  | IfStatement
  | WhileStatement
  | BlockStatement
  | SimpleStatement
  | ReturnStatement
  | GotoStatement
  | TryStatement
  | ThrowStatement
  | RaiserrorStatement
  | PrintStatement
  | WaitforStatement
  | TransactionStatement
  | ExecuteStatement
  | UseStatement
  | CursorStatement
  | DropStatement
  | PermissionStatement
  | CreateTableStatement
  | AlterTableStatement
  | CreateIndexStatement
  | AlterIndexStatement
  | CreateModuleStatement
  | CreateSchemaStatement
  | CreateTypeStatement
  | CreateSequenceStatement
  | AlterSequenceStatement
  | CheckIdentityStatement
  | CreateSynonymStatement
  | CreateDatabaseStatement
  | StorageStatement
  | IgnoredStatement;

interface Node {
  readonly position: Position;
}

/** A batch: what stands between two GO lines. `text` is the batch as sent: modules keep their text from it. */
export interface Batch {
  readonly text: string;
  readonly statements: readonly Statement[];
}

/** OUTPUT clause of DML. `inserted.*` and `deleted.*` are stars with that qualifier. */
export interface OutputClause {
  readonly items: readonly SelectItem[];
  readonly into?: DmlTarget;
  readonly intoColumns: readonly string[];
}
export type DmlTarget =
  { readonly kind: 'name'; readonly name: ObjectName } | { readonly kind: 'variable'; readonly name: string; readonly position: Position };

export interface InsertStatement extends Node {
  readonly kind: 'insert';
  readonly with: readonly CommonTableExpression[];
  readonly target: DmlTarget;
  readonly columns: readonly string[];
  readonly output: readonly OutputClause[];
  readonly source: QueryExpression | ExecuteStatement | { readonly kind: 'defaultValues' };
  readonly top?: Expression;
}
export interface UpdateStatement extends Node {
  readonly kind: 'update';
  readonly with: readonly CommonTableExpression[];
  /** May be an alias of `from`. */
  readonly target: DmlTarget;
  readonly assignments: readonly Assignment[];
  readonly output: readonly OutputClause[];
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly top?: Expression;
}
/** `c = e`, `@v = e`, `@v = c = e`. Compound operators are given as binary expressions. */
export interface Assignment {
  /** `+=` and the like: the value's left operand is the assigned column. */
  readonly compound?: true;
  readonly column?: string;
  readonly variable?: string;
  readonly value: Expression | DefaultMarker;
}
export interface DeleteStatement extends Node {
  readonly kind: 'delete';
  readonly with: readonly CommonTableExpression[];
  readonly target: DmlTarget;
  readonly output: readonly OutputClause[];
  readonly from: readonly TableSource[];
  readonly where?: Expression;
  readonly top?: Expression;
}
export interface MergeStatement extends Node {
  readonly kind: 'merge';
  readonly with: readonly CommonTableExpression[];
  readonly target: DmlTarget;
  readonly targetAlias?: string;
  readonly source: TableSource;
  readonly on: Expression;
  readonly clauses: readonly MergeClause[];
  readonly output: readonly OutputClause[];
}
export interface MergeClause {
  readonly when: 'matched' | 'notMatchedByTarget' | 'notMatchedBySource';
  readonly condition?: Expression;
  readonly action:
    | { readonly kind: 'update'; readonly assignments: readonly Assignment[] }
    | { readonly kind: 'delete' }
    | { readonly kind: 'insert'; readonly columns: readonly string[]; readonly values: readonly (Expression | DefaultMarker)[] };
}
export interface TruncateStatement extends Node {
  readonly kind: 'truncate';
  readonly table: ObjectName;
}
export interface DeclareStatement extends Node {
  readonly kind: 'declare';
  readonly variables: readonly VariableDeclaration[];
}
export interface VariableDeclaration {
  readonly name: string;
  /** Absent when `table` (DECLARE @t TABLE (…)) or `cursor`. */
  readonly type?: TypeReference;
  readonly value?: Expression;
  readonly table?: TableDefinition;
  readonly cursor?: boolean;
}
/** `SET @x = e`; compound operators are given as binary expressions. */
export interface SetVariableStatement extends Node {
  readonly kind: 'setVariable';
  readonly name: string;
  readonly value: Expression;
}
/** SET NOCOUNT ON, SET TRANSACTION ISOLATION LEVEL …, SET IDENTITY_INSERT t ON, SET LOCK_TIMEOUT 5, SET LANGUAGE x, SET ROWCOUNT n. */
export interface SetOptionStatement extends Node {
  readonly kind: 'setOption';
  /** Upper case; several for `SET ANSI_NULLS, QUOTED_IDENTIFIER ON`. `TRANSACTION ISOLATION LEVEL` is one. */
  readonly options: readonly string[];
  /** `ON`, `OFF`, or the words or number that follow, upper case unless a string or name. */
  readonly value: string | Expression;
  readonly table?: ObjectName;
}
export interface IfStatement extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Statement;
  readonly otherwise?: Statement;
}
export interface WhileStatement extends Node {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Statement;
}
export interface BlockStatement extends Node {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}
export interface SimpleStatement extends Node {
  readonly kind: 'break' | 'continue' | 'empty' | 'checkpoint' | 'reconfigure';
}
export interface ReturnStatement extends Node {
  readonly kind: 'return';
  readonly value?: Expression;
  /** RETURN (SELECT …) of an inline table-valued function. */
  readonly query?: SelectStatement;
}
export interface GotoStatement extends Node {
  readonly kind: 'goto' | 'label';
  readonly label: string;
}
export interface TryStatement extends Node {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handler: readonly Statement[];
}
/** Without arguments: rethrow. */
export interface ThrowStatement extends Node {
  readonly kind: 'throw';
  readonly arguments?: readonly [Expression, Expression, Expression];
}
export interface RaiserrorStatement extends Node {
  readonly kind: 'raiserror';
  /** A text, a message number, or a variable. */
  readonly message: Expression;
  readonly severity: Expression;
  readonly state: Expression;
  readonly arguments: readonly Expression[];
  readonly noWait: boolean;
  readonly log: boolean;
  readonly setError: boolean;
}
export interface PrintStatement extends Node {
  readonly kind: 'print';
  readonly value: Expression;
}
export interface WaitforStatement extends Node {
  readonly kind: 'waitfor';
  readonly unit: 'DELAY' | 'TIME';
  readonly value: Expression;
}
export interface TransactionStatement extends Node {
  readonly kind: 'transaction';
  readonly action: 'begin' | 'commit' | 'rollback' | 'save';
  /** A name, or a variable reference that holds it. */
  readonly name?: string | Expression;
}
/** EXEC proc, EXEC @r = proc …, EXEC ('text'), EXEC (…) AT server. */
export interface ExecuteStatement extends Node {
  readonly kind: 'execute';
  readonly returnVariable?: string;
  /** A name, or a variable that holds it; absent for dynamic SQL. */
  readonly procedure?: ObjectName | Expression;
  readonly arguments: readonly ExecuteArgument[];
  /** EXEC ('…' + @x). */
  readonly text?: Expression;
  readonly at?: string;
  readonly withRecompile: boolean;
}
export interface ExecuteArgument {
  readonly name?: string;
  /** A bare word is a string literal; DEFAULT is the marker. */
  readonly value: Expression | DefaultMarker;
  readonly output: boolean;
}
export interface UseStatement extends Node {
  readonly kind: 'use';
  readonly database: string;
}
export interface CursorStatement extends Node {
  readonly kind: 'cursor';
  readonly action: 'declare' | 'open' | 'fetch' | 'close' | 'deallocate';
  /** With `@` for a cursor variable. */
  readonly name: string;
  readonly query?: SelectStatement;
  readonly direction?: 'NEXT' | 'PRIOR' | 'FIRST' | 'LAST' | 'ABSOLUTE' | 'RELATIVE';
  readonly offset?: Expression;
  readonly into?: readonly string[];
}
export interface DropStatement extends Node {
  readonly kind: 'drop';
  readonly objectType:
    | 'TABLE'
    | 'VIEW'
    | 'PROCEDURE'
    | 'FUNCTION'
    | 'TRIGGER'
    | 'INDEX'
    | 'SCHEMA'
    | 'TYPE'
    | 'SEQUENCE'
    | 'DATABASE'
    | 'SYNONYM'
    | 'USER'
    | 'LOGIN'
    | 'ROLE'
    | 'STATISTICS';
  readonly ifExists: boolean;
  readonly names: readonly ObjectName[];
  /** DROP INDEX i ON t. */
  readonly on?: ObjectName;
}
/** GRANT, DENY, REVOKE, CREATE LOGIN/USER/ROLE, ALTER ROLE … ADD MEMBER. Only what the sample and permission tests use is given meaning. */
export interface PermissionStatement extends Node {
  readonly kind: 'permission';
  readonly action: 'GRANT' | 'DENY' | 'REVOKE' | 'CREATE LOGIN' | 'CREATE USER' | 'CREATE ROLE' | 'ADD MEMBER';
  readonly permissions: readonly string[];
  readonly on?: ObjectName;
  /** The word before `::`, upper case: SCHEMA, OBJECT, TYPE, DATABASE. */
  readonly onClass?: string;
  readonly principals: readonly string[];
  readonly password?: string;
}

export interface CreateTableStatement extends Node {
  readonly kind: 'createTable';
  readonly name: ObjectName;
  readonly definition: TableDefinition;
}
export interface AlterTableStatement extends Node {
  readonly kind: 'alterTable';
  readonly name: ObjectName;
  readonly action:
    | { readonly kind: 'addColumns'; readonly definition: TableDefinition; readonly check: 'CHECK' | 'NOCHECK' | undefined }
    | { readonly kind: 'dropColumn'; readonly names: readonly string[]; readonly ifExists: boolean }
    | { readonly kind: 'dropConstraint'; readonly names: readonly string[]; readonly ifExists: boolean }
    | { readonly kind: 'alterColumn'; readonly column: ColumnDefinition }
    /** ALTER TABLE t [WITH CHECK|NOCHECK] CHECK|NOCHECK CONSTRAINT name|ALL. */
    | { readonly kind: 'checkConstraint'; readonly enable: boolean; readonly withCheck: boolean; readonly names: readonly string[] | 'ALL' }
    | { readonly kind: 'other'; readonly text: string };
}
export interface CreateIndexStatement extends Node {
  readonly kind: 'createIndex';
  readonly on: ObjectName;
  readonly index: IndexDefinition;
}
export interface AlterIndexStatement extends Node {
  readonly kind: 'alterIndex';
  /** A name, or `ALL`. */
  readonly index: string;
  readonly on: ObjectName;
  readonly action: 'DISABLE' | 'REBUILD' | 'REORGANIZE' | 'SET';
  readonly options: Readonly<Record<string, string>>;
}
/** Procedures, functions, views and triggers. `text` is the batch as sent: sys.sql_modules.definition shows it. */
export interface CreateModuleStatement extends Node {
  readonly kind: 'createModule';
  readonly module: 'PROCEDURE' | 'FUNCTION' | 'VIEW' | 'TRIGGER';
  readonly form: 'CREATE' | 'ALTER' | 'CREATE OR ALTER';
  readonly name: ObjectName;
  /** Of a numbered procedure. */
  readonly number?: number;
  readonly parameters: readonly ModuleParameter[];
  /** Upper case: ENCRYPTION, RECOMPILE, SCHEMABINDING, EXECUTE AS OWNER, … */
  readonly options: readonly string[];
  readonly body: readonly Statement[];
  readonly text: string;
  /** Scalar function. */
  readonly returns?: TypeReference;
  /** Multi-statement table-valued function: RETURNS @t TABLE (…). */
  readonly returnsTable?: { readonly variable: string; readonly definition: TableDefinition };
  /** Inline table-valued function: the body is one RETURN with a query. */
  readonly inline: boolean;
  /** View: column list and query. */
  readonly columns: readonly string[];
  readonly query?: SelectStatement;
  /** Trigger. */
  readonly on?: ObjectName;
  readonly timing?: 'AFTER' | 'INSTEAD OF';
  readonly events: readonly ('INSERT' | 'UPDATE' | 'DELETE')[];
}
export interface ModuleParameter {
  readonly name: string;
  readonly type: TypeReference;
  /** A constant expression, DEFAULT NULL included. */
  readonly default?: Expression;
  readonly output: boolean;
  readonly readOnly: boolean;
}
export interface CreateSchemaStatement extends Node {
  readonly kind: 'createSchema';
  readonly name: string;
}
export interface CreateTypeStatement extends Node {
  readonly kind: 'createType';
  readonly name: ObjectName;
  readonly from?: TypeReference;
  readonly nullable?: boolean;
  readonly table?: TableDefinition;
}
export interface CreateSequenceStatement extends Node {
  readonly kind: 'createSequence';
  readonly name: ObjectName;
  readonly type?: TypeReference;
  readonly start?: bigint;
  readonly increment?: bigint;
  readonly minimum?: bigint;
  readonly maximum?: bigint;
  readonly cycle: boolean;
}
export interface CreateSynonymStatement extends Node {
  readonly kind: 'createSynonym';
  readonly name: ObjectName;
  readonly target: ObjectName;
}
export interface CreateDatabaseStatement extends Node {
  readonly kind: 'createDatabase';
  readonly name: string;
  readonly collation?: string;
}
/** Accepted without effect on what the tests can see: ALTER DATABASE … SET, UPDATE STATISTICS, DBCC, extended properties. */
export interface IgnoredStatement extends Node {
  readonly kind: 'ignored';
  readonly text: string;
}

import type { CompiledExpression } from '../query/queryEnvironment';
import type { Expression } from '../syntax/expressionAst';
import type { SelectStatement } from '../syntax/queryAst';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { ErrorFacts } from './catalogContext';
import type { Cursor } from './cursors';
import type { FrameEnvironment } from './environment';
import type { Database, Module, Table } from './model';
import type { ResultSink } from './session';
import type { SessionState } from './sessionState';

export type FrameKind = 'batch' | 'dynamic' | 'procedure' | 'trigger' | 'function';

export interface Variable {
  readonly type: SqlType;
  value: SqlValue;
}

/** One level of execution: a batch, dynamic SQL, or a module that runs. */
export interface Frame {
  readonly kind: FrameKind;
  readonly session: SessionState;
  readonly caller: Frame | undefined;
  readonly module: Module | undefined;
  readonly moduleDatabase: Database | undefined;
  /** The text of the batch or module, for sys.dm_exec_requests. */
  readonly text: string;
  /** By lower-cased name with `@`. */
  readonly variables: Map<string, Variable>;
  readonly tableVariables: Map<string, Table>;
  /** Cursor variables and local cursors. */
  readonly cursors: Map<string, Cursor | undefined>;
  /** Temporary tables that end with this frame; the session's own for a batch. */
  readonly temporaryTables: Map<string, Table>;
  /** `inserted` and `deleted` of a trigger. */
  readonly triggerTables: ReadonlyMap<string, Table>;
  /** column_id of the columns that the statement behind a trigger gave values. */
  readonly updatedColumns: ReadonlySet<number> | undefined;
  readonly environment: FrameEnvironment;
  sink: ResultSink;
  /** When the running statement began; each has a Date of its own. */
  statementTime: Date;
  scopeIdentity: bigint | null;
  /** Errors that CATCH blocks of this frame handle, innermost last. */
  readonly errors: ErrorFacts[];
  /** TRY blocks of this frame that the running statement stands in. */
  tryDepth: number;
  /** Compiled expressions that no change of a schema can make wrong. */
  readonly compiled: WeakMap<Expression, CompiledExpression>;
  /** True where ownership chaining makes permissions of single objects unnecessary. */
  readonly ownershipChain: boolean;
}

/** How a statement ends other than by going on. */
export type Flow =
  | undefined
  | { readonly kind: 'break' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'return'; readonly value: number }
  | { readonly kind: 'returnValue'; readonly value: SqlValue; readonly type: SqlType }
  | { readonly kind: 'returnQuery'; readonly query: SelectStatement }
  | { readonly kind: 'goto'; readonly label: string };

/** The name that error messages give; from SQL Server 2017 on with its schema. Empty outside a module. */
export function procedureNameOf(frame: Frame): string {
  const { module } = frame;
  if (!module) return '';
  const { productVersion, engineEdition } = frame.session.host.model.profile;
  const bare = engineEdition === 5 || Number.parseInt(productVersion, 10) < 14;
  return bare ? module.name : `${module.schema}.${module.name}`;
}

/** The error of the innermost CATCH block that runs, callers included. */
export function currentError(frame: Frame): ErrorFacts | undefined {
  for (let each: Frame | undefined = frame; each; each = each.caller) {
    const error = each.errors.at(-1);
    if (error) return error;
  }
  return undefined;
}

import type { Expression, FunctionCall, OrderItem } from '../syntax/expressionAst';
import type { GroupBy, QueryExpression } from '../syntax/queryAst';
import type { CompiledQuery, Pause } from '../query/queryContract';
import type { SqlValue } from '../values/sqlValue';
import type { Compiled, QueryContext, RowSlot, Scope } from './scope';

/**
 * How the two halves of SELECT meet. Rows move through `RowSlot`s: an operator puts its row into the slot of its binding, compiled expressions read it.
 *
 * Expressions (compileScalar.ts, subqueries.ts, grouping.ts, windows.ts):
 * - `compileScalar(scope, expression): Compiled` and `compilePredicate(scope, expression): () => boolean | null` (three-valued; null is unknown).
 *   In a scope with `grouping`, `grouping.lookup(expression, scope)` is asked first: a grouped expression or an aggregate gives its compiled slot reader;
 *   a bare column that is neither throws 8120. In a scope with `windows`, a function with OVER goes to `windows.add(call, scope)`.
 * - `Grouping` and `WindowCollector` are classes; see the two interfaces below for what the pipeline calls.
 *
 * Pipeline (compileQueryIn.ts, tableSources.ts, joins.ts, …): `compileQueryIn(context, query, parent?): ScopedQuery`.
 */
export interface ScopedQuery extends CompiledQuery {
  /** It reads columns of an outer scope: run it anew for each outer row. Otherwise its rows may be kept. */
  readonly correlated: boolean;
}

export type CompileQueryIn = (context: QueryContext, query: QueryExpression, parent?: Scope) => ScopedQuery;
export type CompileScalar = (scope: Scope, expression: Expression) => Compiled;
export type CompilePredicate = (scope: Scope, expression: Expression) => () => boolean | null;

/** A source of rows by effect: each step puts the next row into the slots of its bindings. `true`: a row is there; pause: go on later. */
export type RowSteps = Iterable<true | Pause>;

/** grouping.ts: `createGrouping(scope, groupBy | undefined): GroupingOperator`. Expressions of the select list, HAVING and ORDER BY are compiled against `scope` before `run`. */
export interface GroupingOperator {
  /** The scope in which the select list, HAVING and ORDER BY are compiled. */
  readonly scope: Scope;
  /** Holds the group that `run` is at. Whoever buffers rows behind the grouping saves and restores this slot's row (the sources' slots mean nothing then). */
  readonly slot: RowSlot;
  /** Consumes the rows and steps through the groups (one group for aggregates without GROUP BY, also over no rows). */
  run(input: RowSteps): RowSteps;
}
export type CreateGrouping = (scope: Scope, groupBy: GroupBy | undefined) => GroupingOperator;

/** windows.ts: `createWindows(scope): WindowOperator`. */
export interface WindowOperator {
  /** The scope in which the select list and ORDER BY are compiled; OVER is allowed there. */
  readonly scope: Scope;
  /** True when a window function was met while compiling. */
  readonly used: boolean;
  /** Holds the results of the window functions of the row that `run` is at; to be saved together with the other slots by whoever sorts behind it. */
  readonly slot: RowSlot;
  /** Buffers the rows (`save` captures the current row of all slots, the returned function puts it back), computes, steps again in input order. */
  run(input: RowSteps, save: () => () => void): RowSteps;
}
export type CreateWindows = (scope: Scope) => WindowOperator;

/** True when the expression holds an aggregate that belongs to this query (not inside a subquery, not with OVER). */
export type ContainsAggregate = (expression: Expression) => boolean;

/**
 * Also of the expression half: `unified(compiled[]): { type, nullable, values }` of caseExpressions.ts (the common type of CASE, COALESCE, VALUES, set operations;
 * the untyped NULL does not count), `comparison(operator, left, right)` of comparisons.ts (`() => boolean | null` of two compiled values),
 * `rowKey(types): (values) => Key` of rowKey.ts (hash key of a whole row, NULLs equal: DISTINCT, GROUP BY, set operations).
 */
export interface SortKey {
  readonly compiled: Compiled;
  readonly descending: boolean;
}
export type { FunctionCall, OrderItem, SqlValue };

import type { CompiledQuery, Pause } from '../query/queryEnvironment';
import type { Compiled, RowSlot, Scope } from './scope';

/**
 * A query that stands in another one. Rows move through `RowSlot`s: an operator puts its row into the slot of its binding, compiled expressions
 * read it.
 */
export interface ScopedQuery extends CompiledQuery {
  /** It reads columns of an outer scope: run it anew for each outer row. Otherwise its rows may be kept. */
  readonly correlated: boolean;
}

/** A source of rows by effect: each step puts the next row into the slots of its bindings. `true`: a row is there; pause: go on later. */
export type RowSteps = Iterable<true | Pause>;

/** GROUP BY and aggregates. Expressions of the select list, HAVING and ORDER BY are compiled against `scope` before `run`. */
export interface GroupingOperator {
  /** The scope in which the select list, HAVING and ORDER BY are compiled. */
  readonly scope: Scope;
  /** Holds the group that `run` is at. Whoever buffers rows behind the grouping saves and restores this slot's row (the sources' slots mean nothing then). */
  readonly slot: RowSlot;
  /** Consumes the rows and steps through the groups (one group for aggregates without GROUP BY, also over no rows). */
  run(input: RowSteps): RowSteps;
  /** The results depend on the number of rows alone: COUNT(*), and one group. Right when all is compiled. */
  readonly countsOnly: boolean;
  /** As `run` over so many rows, for `countsOnly`. */
  runCounted(rows: number): RowSteps;
}

/** The window functions of one SELECT. */
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

export interface SortKey {
  readonly compiled: Compiled;
  readonly descending: boolean;
}

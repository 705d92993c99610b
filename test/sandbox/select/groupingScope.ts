import type { Expression, FunctionCall } from '../syntax/expressionAst';
import type { ResolvedColumn } from './resolveColumn';
import type { Compiled, Scope } from './scope';

/** What the expressions behind GROUP BY read. */
export interface Grouping {
  /** A grouped expression: its value in the group at hand; undefined for any other expression. */
  lookup(expression: Expression, scope: Scope): Compiled | undefined;
  /** A column that is grouped. Throws SqlError 8120 (select list), 8121 (HAVING) or 8127 (ORDER BY) for one that is not. */
  column(resolved: ResolvedColumn, line: number): Compiled;
  /** The result of an aggregate over the group. Throws SqlError 130, 174, 8117. */
  aggregate(call: FunctionCall, scope: Scope): Compiled;
  /** GROUPING and GROUPING_ID. Throws SqlError 8161. */
  indicator(call: FunctionCall, scope: Scope): Compiled;
}

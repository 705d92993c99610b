import type { ScopedQuery } from './queryOperators';
import type { Expression, OrderItem } from '../syntax/expressionAst';

/** What is known of a result column beside its metadata. */
export interface ColumnDetail {
  /** The constant NULL, which has no say in the type of a set operation. */
  readonly untyped: boolean;
  /** The exposed name of the table that the column comes from, for FOR JSON AUTO and FOR XML AUTO. */
  readonly source?: string;
}

/** A compiled query with what set operations and FOR need of it. */
export interface QueryPlan extends ScopedQuery {
  readonly details: readonly ColumnDetail[];
}

/** ORDER BY, OFFSET and FETCH of the query that a SELECT stands in. */
export interface Ordering {
  readonly orderBy: readonly OrderItem[];
  readonly offset?: Expression;
  readonly fetch?: Expression;
}

export const noOrdering: Ordering = { orderBy: [] };

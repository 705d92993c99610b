import { SqlError } from '../engine/sqlError';
import { pause, type Pause } from '../query/queryEnvironment';
import type { QueryBody, QueryExpression } from '../syntax/queryAst';
import type { SqlValue } from '../values/sqlValue';
import { withForClause } from './forClause';
import { orderOfResult } from './orderBy';
import { noOrdering, type Ordering, type QueryPlan } from './queryPlan';
import { compileRowGoal } from './rowGoal';
import { limited, ordered, type Produced, valuesOf } from './rowOrder';
import type { QueryContext, Scope } from './scope';
import type { ScopedQuery } from './queryOperators';
import { compileSelectBody } from './selectBody';
import { combined } from './setOperations';
import { compileValues } from './valuesQuery';

/** Compiles a subquery. `parent`: the scope whose columns it may read. Throws SqlError 1033 besides those of its parts. */
export function compileQueryIn(context: QueryContext, query: QueryExpression, parent?: Scope): ScopedQuery {
  return compileNested(context, query, parent);
}

/** A query that stands in another one, in a view or in a function. */
export function compileNested(context: QueryContext, query: QueryExpression, parent?: Scope): QueryPlan {
  const { orderBy, offset, forClause, body } = query;
  const isLimited = offset !== undefined || forClause !== undefined || (body.kind === 'selectBody' && body.top !== undefined);
  if (orderBy.length > 0 && !isLimited) {
    throw new SqlError(
      1033,
      15,
      1,
      'The ORDER BY clause is invalid in views, inline functions, derived tables, subqueries, and common table expressions, unless TOP, OFFSET or FOR XML is also specified.',
      { line: orderBy[0]?.expression.position.line ?? query.position.line },
    );
  }
  return compileQueryExpression(context, query, parent);
}

/** A query with its ORDER BY, OFFSET and FOR clauses. The text of FOR is one value here. */
export function compileQueryExpression(context: QueryContext, query: QueryExpression, parent?: Scope): QueryPlan {
  const plan = compileOrdered(context, query, parent);
  return query.forClause ? withForClause(plan, query.forClause) : plan;
}

function compileOrdered(context: QueryContext, query: QueryExpression, parent: Scope | undefined): QueryPlan {
  const { body } = query;
  if (body.kind === 'selectBody') return compileSelectBody(context, body, query, parent);
  const plan = compileBody(context, body, parent);
  return query.orderBy.length === 0 ? plan : orderedResult(context, plan, query, parent);
}

function compileBody(context: QueryContext, body: QueryBody, parent: Scope | undefined): QueryPlan {
  switch (body.kind) {
    case 'selectBody':
      return compileSelectBody(context, body, noOrdering, parent);
    case 'setOperation':
      return combined(body, compileBody(context, body.left, parent), compileBody(context, body.right, parent));
    case 'values':
      return compileValues(context, body, parent);
    case 'query':
      return compileNested(context, body, parent);
  }
}

function orderedResult(context: QueryContext, plan: QueryPlan, ordering: Ordering, parent: Scope | undefined): QueryPlan {
  const order = orderOfResult(ordering.orderBy, plan.columns);
  const goal = compileRowGoal(context, undefined, ordering, parent);
  const ordinals = order.map((key) => key.ordinal ?? 0);
  return {
    columns: plan.columns,
    details: plan.details,
    get correlated() {
      return plan.correlated;
    },
    rows() {
      const rows = produced(plan.rows(), ordinals);
      return rowsOf(order.length > 0 ? ordered(rows, order, goal?.()) : limited(rows, goal?.()));
    },
  };
}

function* produced(rows: Iterable<readonly SqlValue[] | Pause>, ordinals: readonly number[]): Iterable<Produced | Pause> {
  for (const row of rows) yield row === pause ? pause : { keys: ordinals.map((ordinal) => row[ordinal] ?? null), row };
}

function* rowsOf(rows: Iterable<Produced | Pause>): Iterable<readonly SqlValue[] | Pause> {
  for (const row of rows) yield row === pause ? pause : valuesOf(row);
}

import { SqlError } from '../engine/sqlError';
import type { Expression } from '../syntax/expressionAst';
import type { TableSource } from '../syntax/queryAst';
import { compileConjuncts } from './conjuncts';
import { derivedTable } from './derivedTables';
import { functionTable } from './functionTables';
import { ApplyPlan, JoinPlan } from './joins';
import { namedTable } from './namedTables';
import { pivotTable } from './pivot';
import type { Pause } from '../query/queryEnvironment';
import type { Row } from '../engine/model';
import type { ColumnOrder } from '../query/orderedRows';
import type { QueryContext, Scope, ScopeLinks, SourceBinding } from './scope';
import type { RowSteps } from './queryOperators';
import { allHold, type SourcePlan } from './sourcePlan';
import { storedTable } from './storedTables';
import { SourceScan } from './tableScan';

/** A table source before it has a place in a plan. */
export interface OpenSource {
  readonly binding: SourceBinding;
  rows(): Iterable<Row | Pause>;
}

/** What the compilation of one FROM clause shares. */
export interface FromContext {
  readonly context: QueryContext;
  /** The scope of the outer query. */
  readonly parent: Scope | undefined;
  /** Shared by all scopes of the query, so that reading an outer column is seen wherever it happens. */
  readonly links: ScopeLinks;
}

/** FROM and WHERE of a query or of DML. */
export interface FromClause {
  /** Where the names of all sources are known. */
  readonly scope: Scope;
  /** In the order in which they are written. */
  readonly bindings: readonly SourceBinding[];
  open(): RowSteps;
  /** `open` in an order of columns of the only source; undefined when the rows have to be sorted. */
  openInOrder(order: readonly BoundOrder[]): RowSteps | undefined;
  /** How many rows `open` steps through; undefined when they have to be read to know. */
  count(): number | undefined;
}

/** An order by a column of a source. */
export interface BoundOrder extends ColumnOrder {
  readonly binding: SourceBinding;
}

/**
 * Compiles FROM and WHERE. After each step every binding's slot holds its row; that of a stored table is the stored array itself.
 * Throws the SqlErrors of names, types and permissions.
 */
export function compileFrom(context: QueryContext, sources: readonly TableSource[], where?: Expression, parent?: Scope): FromClause {
  const links: ScopeLinks = { correlated: false, tracker: undefined };
  const from: FromContext = { context, parent, links };
  const bindings: SourceBinding[] = [];
  let plan: SourcePlan | undefined;
  for (const source of sources) {
    const right = compileSource(from, source, [], bindings, false);
    plan = plan ? new JoinPlan('INNER', plan, right) : right;
  }
  requireDistinctNames(bindings);
  const scope = scopeOf(from, bindings);
  const conjuncts = compileConjuncts(scope, where);
  if (!plan) {
    return {
      scope,
      bindings,
      *open() {
        if (allHold(conjuncts)) yield true;
      },
      openInOrder: () => undefined,
      count: () => undefined,
    };
  }
  for (const conjunct of conjuncts) plan.filter(conjunct);
  const made = plan;
  const scan = made instanceof SourceScan ? made : undefined;
  return {
    scope,
    bindings,
    open: () => made.open(),
    openInOrder: (order) => (order.every(({ binding }) => binding === bindings[0]) ? scan?.openInOrder(order) : undefined),
    count: () => scan?.count(),
  };
}

export function scopeOf({ context, links, parent }: FromContext, bindings: readonly SourceBinding[]): Scope {
  return parent ? { context, bindings, links, parent } : { context, bindings, links };
}

/**
 * `lateral`: sources that APPLY lets this one read. `all` receives the bindings in the order of the text.
 * `optional`: an outer join may put NULLs in the place of its rows.
 */
function compileSource(
  from: FromContext,
  source: TableSource,
  lateral: readonly SourceBinding[],
  all: SourceBinding[],
  optional: boolean,
): SourcePlan {
  switch (source.kind) {
    case 'join': {
      const { type, on } = source;
      const left = compileSource(from, source.left, lateral, all, optional || type === 'RIGHT' || type === 'FULL');
      const right = compileSource(from, source.right, lateral, all, optional || type === 'LEFT' || type === 'FULL');
      const conjuncts = compileConjuncts(scopeOf(from, [...left.bindings, ...right.bindings]), on);
      const plan =
        type === 'RIGHT'
          ? new JoinPlan('LEFT', right, left)
          : new JoinPlan(type === 'LEFT' || type === 'FULL' ? type : 'INNER', left, right);
      for (const conjunct of conjuncts) plan.on(conjunct);
      return plan;
    }
    case 'apply': {
      const left = compileSource(from, source.left, lateral, all, optional);
      const right = compileSource(from, source.right, [...lateral, ...left.bindings], all, optional || source.outer);
      return new ApplyPlan(source.outer, left, right);
    }
    default: {
      const opened = openSource(from, source, lateral);
      const binding = optional
        ? { ...opened.binding, columns: opened.binding.columns.map((column) => ({ ...column, nullable: true })) }
        : opened.binding;
      all.push(binding);
      return new SourceScan(binding, () => opened.rows());
    }
  }
}

function openSource(
  from: FromContext,
  source: Exclude<TableSource, { kind: 'join' | 'apply' }>,
  lateral: readonly SourceBinding[],
): OpenSource {
  const outer = lateral.length > 0 ? scopeOf(from, lateral) : from.parent;
  switch (source.kind) {
    case 'table':
      return namedTable(from, source);
    case 'variableTable':
      return storedTable(from.context, from.context.environment.tableVariable(source.name), {
        names: [source.alias ?? source.name],
        displayName: source.alias ?? source.name,
      });
    case 'derived':
      return derivedTable(from, source, outer);
    case 'functionTable':
      return functionTable(from, source, outer);
    case 'pivot':
      return pivotTable(from.context, source, sourceAlone(from, source.source, lateral));
  }
}

/** The sources of PIVOT and UNPIVOT: they are not visible beyond it. */
function sourceAlone(
  from: FromContext,
  source: TableSource,
  lateral: readonly SourceBinding[],
): { bindings: readonly SourceBinding[]; open(): RowSteps } {
  const bindings: SourceBinding[] = [];
  const plan = compileSource(from, source, lateral, bindings, false);
  return { bindings, open: () => plan.open() };
}

/** Throws SqlError 1011 for an alias twice, 1013 for a table twice without aliases. */
function requireDistinctNames(bindings: readonly SourceBinding[]): void {
  const seen = new Map<string, SourceBinding>();
  for (const binding of bindings) {
    const key = binding.names.join('.');
    const other = seen.get(key);
    if (other && binding.names.length === 1 && !binding.displayName.includes('#')) {
      throw new SqlError(1011, 16, 1, `The correlation name '${binding.displayName}' is specified multiple times in a FROM clause.`);
    }
    if (other) {
      throw new SqlError(
        1013,
        16,
        1,
        `The objects "${other.displayName}" and "${binding.displayName}" in the FROM clause have the same exposed names. Use correlation names to distinguish them.`,
      );
    }
    seen.set(key, binding);
  }
}

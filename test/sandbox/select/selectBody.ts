import type { Row, Sequence } from '../engine/model';
import { pause, type Pause } from '../query/queryEnvironment';
import { SqlError } from '../engine/sqlError';
import type { Expression } from '../syntax/expressionAst';
import type { SelectBody } from '../syntax/queryAst';
import type { SqlValue } from '../values/sqlValue';
import { compilePredicate } from './compilePredicate';
import { createGrouping } from './grouping';
import { compileOrder, type OrderKey } from './orderBy';
import { containsAggregate } from './queryAggregates';
import type { Ordering, QueryPlan } from './queryPlan';
import { compileRowGoal, type RowGoal } from './rowGoal';
import { rowKey } from './rowKey';
import { limited, ordered, type Produced, valuesOf } from './rowOrder';
import { type QueryContext, type RowSlot, type Scope, withPhase } from './scope';
import { compileItems, outputColumn, type OutputItem } from './selectItems';
import type { GroupingOperator, RowSteps } from './queryOperators';
import { rowsPerPause } from './sourcePlan';
import { type BoundOrder, compileFrom, type FromClause } from './tableSources';
import { createWindows } from './windows';

/** Compiles one SELECT with the ORDER BY that belongs to it. Throws the SqlErrors of names, types and clauses. */
export function compileSelectBody(context: QueryContext, body: SelectBody, ordering: Ordering, parent: Scope | undefined): QueryPlan {
  const from = compileFrom(context, body.from, body.where, parent);
  const grouping = isGrouped(body, ordering) ? createGrouping(from.scope, body.groupBy) : undefined;
  const grouped = grouping?.scope ?? from.scope;
  const having = body.having && compilePredicate(withPhase(grouped, { clause: 'HAVING clause' }), body.having);
  const windows = createWindows(grouped);
  const rowSequences = new Map<Sequence, SqlValue>();
  const items = compileItems(withPhase(windows.scope, { clause: 'select list', rowSequences }), body);
  const order = compileOrder(withPhase(windows.scope, { clause: 'ORDER BY clause' }), ordering.orderBy, items, body.distinct);
  if (body.distinct) requireComparable(items, body.position.line);
  const goal = compileRowGoal(context, body.top, ordering, parent);
  const slots: RowSlot[] = [...from.bindings.map((binding) => binding.slot), ...(grouping ? [grouping.slot] : []), windows.slot];
  const save = (): (() => void) => saveSlots(slots);
  const isAssignment = body.items.some((item) => item.kind === 'assignment');
  const columnOrder = grouping || windows.used || body.distinct ? undefined : orderOfColumns(order);
  const steps = (): RowSteps => {
    let all = grouping ? groups(from, grouping) : from.open();
    if (having) all = filtered(all, having);
    return windows.used ? windows.run(all, save) : all;
  };
  return {
    columns: items.map(outputColumn),
    details: items.map(({ compiled }) => {
      const source = compiled.column?.binding.displayName;
      return { untyped: compiled.untyped ?? false, ...(source !== undefined && { source }) };
    }),
    get correlated() {
      return from.scope.links.correlated;
    },
    rows() {
      if (!isAssignment && !body.distinct && !goal && order.length === 0) return plain(steps(), items, rowSequences);
      const wanted = goal?.();
      const inOrder = columnOrder && wanted && isFirstRows(wanted) ? from.openInOrder(columnOrder) : undefined;
      const all = inOrder ?? steps();
      let produced = isAssignment ? assigned(all, items, order, save) : projected(all, items, order, rowSequences);
      if (body.distinct) produced = distinct(produced, items);
      return finished(order.length > 0 && !inOrder ? ordered(produced, order, wanted) : limited(produced, wanted));
    },
  };
}

/** Aggregates that only count need no rows where their number is known. */
function* groups(from: FromClause, grouping: GroupingOperator): RowSteps {
  const count = grouping.countsOnly ? from.count() : undefined;
  yield* count === undefined ? grouping.run(from.open()) : grouping.runCounted(count);
}

/** The order, when it is by nothing but columns of sources. */
function orderOfColumns(order: readonly OrderKey[]): readonly BoundOrder[] | undefined {
  const columns = order.flatMap(({ compiled: { column }, descending }): BoundOrder[] => (column ? [{ ...column, descending }] : []));
  return columns.length > 0 && columns.length === order.length ? columns : undefined;
}

/** Whether so many rows from the beginning of the order are wanted, and no others. */
function isFirstRows({ take, percent, withTies }: RowGoal): boolean {
  return take < Infinity && percent === undefined && !withTies;
}

function isGrouped(body: SelectBody, { orderBy }: Ordering): boolean {
  if (body.groupBy || body.having) return true;
  const expressions: Expression[] = orderBy.map((item) => item.expression);
  for (const item of body.items) if (item.kind !== 'star') expressions.push(item.expression);
  return expressions.some(containsAggregate);
}

function saveSlots(slots: readonly RowSlot[]): () => void {
  const rows = slots.map((slot) => slot.row);
  return () => {
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index];
      const row: Row | undefined = rows[index];
      if (slot && row) slot.row = row;
    }
  };
}

function* filtered(steps: RowSteps, holds: () => boolean | null): RowSteps {
  for (const step of steps) if (step === pause || holds() === true) yield step;
}

/** Rows as they come, when nothing else is asked for. */
function* plain(
  steps: RowSteps,
  items: readonly OutputItem[],
  rowSequences: Map<Sequence, SqlValue>,
): Iterable<readonly SqlValue[] | Pause> {
  const evaluators = items.map((item) => item.compiled.evaluate);
  for (const step of steps) yield step === pause ? pause : valuesAt(evaluators, rowSequences);
}

function valuesAt(evaluators: readonly (() => SqlValue)[], rowSequences: Map<Sequence, SqlValue>): SqlValue[] {
  if (rowSequences.size > 0) rowSequences.clear();
  const width = evaluators.length;
  const values = new Array<SqlValue>(width);
  for (let index = 0; index < width; index++) values[index] = evaluators[index]?.() ?? null;
  return values;
}

function* projected(
  steps: RowSteps,
  items: readonly OutputItem[],
  order: readonly OrderKey[],
  rowSequences: Map<Sequence, SqlValue>,
): Iterable<Produced | Pause> {
  const evaluators = items.map((item) => item.compiled.evaluate);
  for (const step of steps) {
    if (step === pause) {
      yield pause;
      continue;
    }
    const values = valuesAt(evaluators, rowSequences);
    yield { keys: keysOf(order, values), row: values };
  }
}

/** Variables get their values in the order of the result: nothing is evaluated before the rows are sorted. */
function* assigned(
  steps: RowSteps,
  items: readonly OutputItem[],
  order: readonly OrderKey[],
  save: () => () => void,
): Iterable<Produced | Pause> {
  for (const step of steps) {
    if (step === pause) {
      yield pause;
      continue;
    }
    const restore = save();
    const row = (): SqlValue[] => {
      restore();
      return items.map(({ compiled }) => compiled.evaluate());
    };
    yield { keys: order.map(({ compiled }) => compiled.evaluate()), row };
  }
}

const noKeys: readonly SqlValue[] = [];

function keysOf(order: readonly OrderKey[], values: readonly SqlValue[]): readonly SqlValue[] {
  if (order.length === 0) return noKeys;
  return order.map(({ ordinal, compiled }) => (ordinal === undefined ? compiled.evaluate() : (values[ordinal] ?? null)));
}

function* distinct(rows: Iterable<Produced | Pause>, items: readonly OutputItem[]): Iterable<Produced | Pause> {
  const keyOf = rowKey(items.map(({ compiled }) => compiled.type));
  const seen = new Set<ReturnType<typeof keyOf>>();
  let idle = 0;
  for (const row of rows) {
    if (row !== pause) {
      const key = keyOf(valuesOf(row));
      if (seen.has(key)) {
        if (++idle % rowsPerPause === 0) yield pause;
        continue;
      }
      seen.add(key);
    }
    yield row;
  }
}

function* finished(rows: Iterable<Produced | Pause>): Iterable<readonly SqlValue[] | Pause> {
  for (const row of rows) yield row === pause ? pause : valuesOf(row);
}

const incomparable = new Set(['text', 'ntext', 'image', 'xml', 'json', 'geography', 'geometry', 'vector']);

function requireComparable(items: readonly OutputItem[], line: number): void {
  for (const { compiled } of items) {
    const { name } = compiled.type;
    if (incomparable.has(name)) {
      throw new SqlError(421, 16, 1, `The ${name} data type cannot be selected as DISTINCT because it is not comparable.`, { line });
    }
  }
}

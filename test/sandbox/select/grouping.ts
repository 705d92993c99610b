import type { Expression, FunctionCall } from '../syntax/expressionAst';
import type { GroupBy } from '../syntax/queryAst';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import { pause } from '../query/queryEnvironment';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { type AggregatePlan, type AggregateState, compileAggregate } from './aggregateCalls';
import { compileScalar } from './compileScalar';
import { columnSources, expressionKey } from './expressionKey';
import type { Grouping } from './groupingScope';
import { containsAggregate, containsColumn, containsSubquery } from './queryAggregates';
import type { ResolvedColumn } from './resolveColumn';
import { type Key, rowKey } from './rowKey';
import { type Compiled, emptyRow, type RowSlot, type Scope, withPhase } from './scope';
import type { GroupingOperator, RowSteps } from './queryOperators';

const pauseInterval = 2000;
const noOrder: readonly SqlValue[] = [];

/**
 * Prepares GROUP BY, or one group of all rows for aggregates without it.
 * Throws SqlError 144 (aggregate or subquery in GROUP BY), 164 (no column in it) and those of name resolution.
 */
export function createGrouping(scope: Scope, groupBy: GroupBy | undefined): GroupingOperator {
  return new GroupOperator(scope, groupBy?.sets ?? [[]]);
}

interface Group {
  readonly keys: readonly SqlValue[];
  readonly states: readonly AggregateState[];
}

/** One way to group: which of the keys, by index. */
interface GroupingSet {
  readonly members: readonly boolean[];
  readonly keyOf: (values: readonly SqlValue[]) => Key;
}

/** A group's row in the slot: the keys, for each key 1 where it is summed over and 0 where not, the results of the aggregates. */
class GroupOperator implements GroupingOperator, Grouping {
  readonly scope: Scope;
  readonly slot: RowSlot = { row: emptyRow };
  readonly #inner: Scope;
  readonly #keys: Compiled[] = [];
  /** Which key an expression is, by the text that identifies it. */
  readonly #indexes = new Map<string, number>();
  readonly #sets: GroupingSet[];
  readonly #aggregates: AggregatePlan[] = [];
  readonly #known = new Map<string, Compiled>();
  #hasExpressions = false;

  constructor(inner: Scope, sets: readonly (readonly Expression[])[]) {
    this.#inner = inner;
    const members = sets.map((set) => set.map((expression) => this.#addKey(expression)));
    this.#sets = members.map((indexes) => ({
      members: this.#keys.map((_, index) => indexes.includes(index)),
      keyOf: this.#keyOf([...new Set(indexes)]),
    }));
    this.scope = withPhase(inner, { grouping: this, clause: 'select list' });
  }

  #addKey(expression: Expression): number {
    const { line } = expression.position;
    if (containsAggregate(expression) || containsSubquery(expression)) {
      const message = 'Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.';
      throw new SqlError(144, 15, 1, message, { line });
    }
    if (!containsColumn(expression)) {
      throw new SqlError(164, 15, 1, 'Each GROUP BY expression must contain at least one column that is not an outer reference.', { line });
    }
    const compiled = compileScalar(this.#inner, expression);
    const text = expressionKey(this.#inner, expression) ?? '';
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    if (expression.kind !== 'column') this.#hasExpressions = true;
    this.#indexes.set(text, this.#keys.length);
    return this.#keys.push(compiled) - 1;
  }

  #keyOf(indexes: readonly number[]): GroupingSet['keyOf'] {
    const types = indexes.flatMap((index): SqlType[] => {
      const key = this.#keys[index];
      return key ? [key.type] : [];
    });
    const key = rowKey(types);
    return (values) => key(indexes.map((index) => values[index] ?? null));
  }

  lookup(expression: Expression, scope: Scope): Compiled | undefined {
    if (!this.#hasExpressions || expression.kind === 'column' || expression.kind === 'literal' || expression.kind === 'variable')
      return undefined;
    const text = expressionKey(scope, expression);
    const index = text === undefined ? undefined : this.#indexes.get(text);
    return index === undefined ? undefined : this.#keyReader(index);
  }

  column({ binding, ordinal, scope }: ResolvedColumn, line: number): Compiled {
    const index = this.#indexes.get(JSON.stringify(`c:${binding.id}.${ordinal}`));
    if (index !== undefined) return this.#keyReader(index);
    throw notGrouped(`${binding.displayName}.${binding.columns[ordinal]?.name ?? ''}`, scope.clause, line);
  }

  #keyReader(index: number): Compiled {
    const key = this.#keys[index];
    if (!key) throw new RangeError('There is no such key.');
    const nullable = key.nullable || this.#sets.some(({ members }) => !members[index]);
    const origin = key.column ? { origin: key.column } : {};
    const explicit = key.explicitCollation ? { explicitCollation: true } : {};
    return { type: key.type, nullable, ...explicit, ...origin, ...this.#reader(index) };
  }

  #reader(index: number): Pick<Compiled, 'evaluate'> {
    const { slot } = this;
    return { evaluate: () => slot.row[index] ?? null };
  }

  aggregate(call: FunctionCall, scope: Scope): Compiled {
    const text = expressionKey(scope, call) ?? '';
    const known = this.#known.get(text);
    if (known) return known;
    this.#refuseOuterAggregate(call);
    const plan = compileAggregate(call, this.#inner, false);
    const index = this.#keys.length * 2 + this.#aggregates.push(plan) - 1;
    const compiled: Compiled = { type: plan.type, nullable: true, ...this.#reader(index) };
    if (text !== '') this.#known.set(text, compiled);
    return compiled;
  }

  /** The product counts an aggregate over outer columns alone to the outer query. */
  #refuseOuterAggregate(call: FunctionCall): void {
    const sources = columnSources(this.#inner, call.arguments);
    if (sources.length > 0 && !sources.some((source) => this.#inner.bindings.includes(source))) {
      throw new NotInSandboxError('an aggregate of an outer query in a subquery', call.position.line);
    }
  }

  indicator(call: FunctionCall, scope: Scope): Compiled {
    const name = (call.name.parts[0] ?? '').toUpperCase();
    const flags = call.arguments.map((argument, position) => {
      const text = expressionKey(scope, argument);
      const index = text === undefined ? undefined : this.#indexes.get(text);
      if (index !== undefined) return this.#keys.length + index;
      const message = `Argument ${position + 1} of the ${name} function does not match any of the expressions in the GROUP BY clause.`;
      throw new SqlError(8161, 16, 1, message, { line: call.position.line });
    });
    const { slot } = this;
    const type: SqlType = { name: name === 'GROUPING' ? 'tinyint' : 'int' };
    return { type, nullable: false, evaluate: () => flags.reduce((bits, flag) => bits * 2 + (slot.row[flag] === 1 ? 1 : 0), 0) };
  }

  *run(input: RowSteps): RowSteps {
    const groups: readonly Map<Key, Group>[] = this.#sets.map(() => new Map<Key, Group>());
    let seen = 0;
    for (const step of input) {
      if (step === pause) {
        yield pause;
        continue;
      }
      this.#addRow(groups);
      seen++;
      if (seen % pauseInterval === 0) yield pause;
    }
    let given = 0;
    for (const [index, set] of this.#sets.entries()) {
      const found = groups[index] ?? new Map<Key, Group>();
      const isGrandTotal = !set.members.includes(true);
      const finished = isGrandTotal && found.size === 0 ? [{ keys: [], states: this.#begin() }] : found.values();
      for (const group of finished) {
        this.slot.row = this.#rowOf(group, set);
        yield true;
        given++;
        if (given % pauseInterval === 0) yield pause;
      }
    }
  }

  get countsOnly(): boolean {
    return this.#keys.length === 0 && this.#sets.length === 1 && this.#aggregates.every(({ ofRows }) => ofRows !== undefined);
  }

  *runCounted(rows: number): RowSteps {
    this.slot.row = this.#aggregates.map(({ ofRows }) => ofRows?.(rows) ?? null);
    yield true;
  }

  #begin(): readonly AggregateState[] {
    return this.#aggregates.map((aggregate) => aggregate.create());
  }

  #addRow(groups: readonly Map<Key, Group>[]): void {
    const all = this.#keys.length === 0 && this.#sets.length === 1 ? groups[0]?.get('') : undefined;
    if (all) this.#addTo([all]);
    else this.#addTo(this.#groupsOf(groups));
  }

  #groupsOf(groups: readonly Map<Key, Group>[]): readonly Group[] {
    const keys = this.#keys.map((key) => key.evaluate());
    return this.#sets.map((set, index) => {
      const known = groups[index];
      const key = set.keyOf(keys);
      let group = known?.get(key);
      if (!group) {
        group = { keys, states: this.#begin() };
        known?.set(key, group);
      }
      return group;
    });
  }

  #addTo(current: readonly Group[]): void {
    const aggregates = this.#aggregates;
    for (let index = 0; index < aggregates.length; index++) {
      const aggregate = aggregates[index];
      if (!aggregate) continue;
      const value = aggregate.argument ? aggregate.argument.evaluate() : null;
      const order = aggregate.order.length === 0 ? noOrder : aggregate.order.map(({ compiled }) => compiled.evaluate());
      for (const group of current) group.states[index]?.add(value, order);
    }
  }

  #rowOf(group: Group, { members }: GroupingSet): readonly SqlValue[] {
    const keys = members.map((isMember, index) => (isMember ? (group.keys[index] ?? null) : null));
    return [...keys, ...members.map((isMember) => (isMember ? 0 : 1)), ...group.states.map((state) => state.result())];
  }
}

function notGrouped(column: string, clause: Scope['clause'], line: number): SqlError {
  const reason = 'because it is not contained in either an aggregate function or the GROUP BY clause.';
  if (clause === 'ORDER BY clause')
    return new SqlError(8127, 16, 1, `Column "${column}" is invalid in the ORDER BY clause ${reason}`, { line });
  if (clause === 'HAVING clause')
    return new SqlError(8121, 16, 1, `Column '${column}' is invalid in the HAVING clause ${reason}`, { line });
  return new SqlError(8120, 16, 1, `Column '${column}' is invalid in the select list ${reason}`, { line });
}

import type { FunctionCall } from '../syntax/expressionAst';
import { pause } from '../query/queryEnvironment';
import type { SqlValue } from '../values/sqlValue';
import { keysComparer } from './sorting';
import { type Key, rowKey } from './rowKey';
import { type Compiled, emptyRow, type RowSlot, type Scope, withPhase } from './scope';
import type { RowSteps, WindowOperator } from './queryOperators';
import { compileWindowFunction, type WindowPlan } from './windowFunctions';
import { WindowPartition, type WindowRow } from './windowPartition';

/** Takes the functions with OVER of a select list and ORDER BY. */
export interface WindowCollector {
  /** Compiles a call with OVER; its value is read from the row at hand. Throws SqlError 4109, 4112 … */
  add(call: FunctionCall, scope: Scope): Compiled;
}

/** Prepares window functions over the rows that `scope` reads. */
export function createWindows(scope: Scope): WindowOperator {
  return new Windows(scope);
}

const pauseInterval = 2000;

interface BufferedRow {
  readonly restore: () => void;
  readonly results: SqlValue[];
}

class Windows implements WindowOperator, WindowCollector {
  readonly scope: Scope;
  readonly slot: RowSlot = { row: emptyRow };
  readonly #inner: Scope;
  readonly #plans: WindowPlan[] = [];
  readonly #known = new Map<FunctionCall, Compiled>();

  constructor(inner: Scope) {
    this.#inner = inner;
    this.scope = withPhase(inner, { windows: this });
  }

  get used(): boolean {
    return this.#plans.length > 0;
  }

  add(call: FunctionCall): Compiled {
    const known = this.#known.get(call);
    if (known) return known;
    if (!call.over) throw new TypeError('Only calls with OVER are window functions.');
    const plan = compileWindowFunction(this.#inner, call, call.over);
    const index = this.#plans.push(plan) - 1;
    const { slot } = this;
    const compiled: Compiled = { type: plan.type, nullable: plan.nullable, evaluate: () => slot.row[index] ?? null };
    this.#known.set(call, compiled);
    return compiled;
  }

  *run(input: RowSteps, save: () => () => void): RowSteps {
    const rows: BufferedRow[] = [];
    const buffers = this.#plans.map((plan) => new PlanBuffer(plan));
    for (const step of input) {
      if (step === pause) {
        yield pause;
        continue;
      }
      for (const buffer of buffers) buffer.add(rows.length);
      rows.push({ restore: save(), results: [] });
      if (rows.length % pauseInterval === 0) yield pause;
    }
    for (const [plan, buffer] of buffers.entries()) {
      for (const { at, value } of buffer.results()) {
        const row = rows[at];
        if (row) row.results[plan] = value;
      }
      yield pause;
    }
    for (const { restore, results } of rows) {
      restore();
      this.slot.row = results;
      yield true;
    }
  }
}

/** What one window function needs of the rows, by partition. */
class PlanBuffer {
  readonly #plan: WindowPlan;
  readonly #keyOf: (values: readonly SqlValue[]) => Key;
  readonly #partitions = new Map<Key, WindowRow[]>();

  constructor(plan: WindowPlan) {
    this.#plan = plan;
    this.#keyOf = rowKey(plan.partition.map(({ type }) => type));
  }

  /** Takes the row at hand. */
  add(index: number): void {
    const { inputs, order, partition } = this.#plan;
    const key = this.#keyOf(partition.map((each) => each.evaluate()));
    const row = { index, inputs: inputs.map((each) => each.evaluate()), order: order.map(({ compiled }) => compiled.evaluate()) };
    const known = this.#partitions.get(key);
    if (known) known.push(row);
    else this.#partitions.set(key, [row]);
  }

  *results(): Generator<{ readonly at: number; readonly value: SqlValue }> {
    const compare = keysComparer(this.#plan.order.map(({ compiled, descending }) => ({ type: compiled.type, descending })));
    for (const rows of this.#partitions.values()) {
      rows.sort((a, b) => compare(a.order, b.order));
      const values = this.#plan.compute(new WindowPartition(rows, compare));
      for (const [position, { index }] of rows.entries()) yield { at: index, value: values[position] ?? null };
    }
  }
}

import { pause, type Pause } from '../query/queryEnvironment';
import type { SqlValue } from '../values/sqlValue';
import type { OrderKey } from './orderBy';
import type { RowGoal } from './rowGoal';
import { keysComparer, type Sortable, sorted } from './sorting';
import { rowsPerPause } from './sourcePlan';

/** A row on its way to the result, with the values that it is sorted by. */
export interface Produced {
  readonly keys: readonly SqlValue[];
  /** Its values, or what gives them when the row's turn has come. */
  readonly row: readonly SqlValue[] | (() => readonly SqlValue[]);
}

/** The values of a row. A row that evaluates when its turn comes must be asked once. */
export function valuesOf({ row }: Produced): readonly SqlValue[] {
  return typeof row === 'function' ? row() : row;
}

/** Sorts, then takes the wanted rows. When few are wanted, no more than a few are kept: a row behind all of these is let go at once. */
export function* ordered(
  rows: Iterable<Produced | Pause>,
  order: readonly Pick<OrderKey, 'type' | 'descending'>[],
  goal: RowGoal | undefined,
): Iterable<Produced | Pause> {
  const compare = keysComparer(order);
  const enough = goal && goal.percent === undefined && !goal.withTies ? goal.skip + goal.take : Infinity;
  const pruneAt = Math.max(enough * 2, 256);
  let buffer: Sortable<Produced>[] = [];
  let worst: readonly SqlValue[] | undefined;
  let count = 0;
  for (const row of rows) {
    if (row === pause) {
      yield pause;
      continue;
    }
    if (worst === undefined || compare(row.keys, worst) < 0) buffer.push({ keys: row.keys, item: row });
    if (buffer.length >= pruneAt) {
      buffer = (yield* sorted(buffer, compare)).slice(0, enough);
      worst = buffer.at(-1)?.keys;
    }
    if (++count % rowsPerPause === 0) yield pause;
  }
  const all = yield* sorted(buffer, compare);
  const { start, end } = boundsOf(goal, all.length);
  let last: Sortable<Produced> | undefined;
  for (let index = start; index < all.length; index++) {
    const each = all[index];
    if (!each) break;
    if (index >= end && !(goal?.withTies && last && compare(last.keys, each.keys) === 0)) break;
    if (index < end) last = each;
    yield each.item;
  }
}

/** The wanted rows without a sort: as they come, and no more of them are asked for. */
export function* limited(rows: Iterable<Produced | Pause>, goal: RowGoal | undefined): Iterable<Produced | Pause> {
  if (!goal) {
    yield* rows;
    return;
  }
  if (goal.percent !== undefined) {
    const all: Produced[] = [];
    for (const row of rows) {
      if (row === pause || all.push(row) % rowsPerPause === 0) yield pause;
    }
    yield* all.slice(0, boundsOf(goal, all.length).end);
    return;
  }
  const { skip, take } = goal;
  if (take === 0) return;
  let count = 0;
  for (const row of rows) {
    if (row === pause) {
      yield pause;
      continue;
    }
    count++;
    if (count > skip) yield row;
    if (count >= skip + take) return;
  }
}

function boundsOf(goal: RowGoal | undefined, count: number): { readonly start: number; readonly end: number } {
  if (!goal) return { start: 0, end: count };
  if (goal.percent !== undefined) return { start: 0, end: Math.ceil((count * goal.percent) / 100) };
  return { start: goal.skip, end: goal.skip + goal.take };
}

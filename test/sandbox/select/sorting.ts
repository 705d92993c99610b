import { pause, type Pause } from '../query/queryEnvironment';
import { comparer } from '../values/compare';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';

/** Values to sort by and what they stand for. */
export interface Sortable<T> {
  readonly keys: readonly SqlValue[];
  readonly item: T;
}

export interface SortOrder {
  readonly type: SqlType;
  readonly descending: boolean;
}

/** Compares lists of values; NULL is the least. */
export function keysComparer(orders: readonly SortOrder[]): (a: readonly SqlValue[], b: readonly SqlValue[]) => number {
  const comparers = orders.map(({ type, descending }) => ({ compare: comparer(type), sign: descending ? -1 : 1 }));
  return (a, b) => {
    for (let index = 0; index < comparers.length; index++) {
      const order = comparers[index];
      if (!order) break;
      const left = a[index] ?? null;
      const right = b[index] ?? null;
      const result = left === null ? (right === null ? 0 : -1) : right === null ? 1 : order.compare(left, right);
      if (result !== 0) return result < 0 ? -order.sign : order.sign;
    }
    return 0;
  };
}

const runLength = 4096;

/** A stable sort that pauses between its parts. */
export function* sorted<T>(
  items: readonly Sortable<T>[],
  compare: (a: readonly SqlValue[], b: readonly SqlValue[]) => number,
): Generator<Pause, readonly Sortable<T>[]> {
  let runs: (readonly Sortable<T>[])[] = [];
  for (let start = 0; start < items.length; start += runLength) {
    runs.push(items.slice(start, start + runLength).sort((a, b) => compare(a.keys, b.keys)));
    if (start > 0) yield pause;
  }
  while (runs.length > 1) {
    const merged: (readonly Sortable<T>[])[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      const left = runs[index] ?? [];
      const right = runs[index + 1];
      merged.push(right ? yield* merge(left, right, compare) : left);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(
  left: readonly Sortable<T>[],
  right: readonly Sortable<T>[],
  compare: (a: readonly SqlValue[], b: readonly SqlValue[]) => number,
): Generator<Pause, Sortable<T>[]> {
  const result: Sortable<T>[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const a = left[i];
    const b = right[j];
    if (a && (!b || compare(a.keys, b.keys) <= 0)) {
      result.push(a);
      i++;
    } else if (b) {
      result.push(b);
      j++;
    }
    if (result.length % runLength === 0) yield pause;
  }
  return result;
}

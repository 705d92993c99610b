import type { FrameBound, WindowSpecification } from '../syntax/expressionAst';
import { SqlError } from '../engine/sqlError';
import type { SqlValue } from '../values/sqlValue';
import type { AggregatePlan } from './aggregateCalls';
import { compileScalar } from './compileScalar';
import type { Scope } from './scope';
import type { WindowPartition } from './windowPartition';

/** Where the frame of a row begins and ends, both inclusive; empty when the start is behind the end. */
export interface Frame {
  readonly start: (partition: WindowPartition, position: number) => number;
  readonly end: (partition: WindowPartition, position: number) => number;
  /** The start is the first row for every row. */
  readonly fromFirst: boolean;
  /** The end is the last row for every row. */
  readonly toLast: boolean;
}

const noOrder: readonly SqlValue[] = [];

/** The frame of OVER: as written; with ORDER BY up to the peers of the row, else the whole partition. Throws SqlError 4194, 10756. */
export function compileFrame(scope: Scope, over: WindowSpecification, line: number): Frame {
  const { frame } = over;
  if (!frame) {
    const end: Frame['end'] = over.orderBy.length > 0 ? (partition, at) => partition.peerEnd[at] ?? at : (partition) => partition.size - 1;
    return { start: () => 0, end, fromFirst: true, toLast: over.orderBy.length === 0 };
  }
  if (over.orderBy.length === 0) {
    throw new SqlError(10756, 15, 1, 'Window frame with ROWS or RANGE must have an ORDER BY clause.', { line });
  }
  const isRange = frame.unit === 'RANGE';
  return {
    start: bound(scope, frame.start, isRange, 'start', line),
    end: bound(scope, frame.end, isRange, 'end', line),
    fromFirst: frame.start.kind === 'unboundedPreceding',
    toLast: frame.end.kind === 'unboundedFollowing',
  };
}

function bound(scope: Scope, given: FrameBound, isRange: boolean, side: 'start' | 'end', line: number): Frame['start'] {
  switch (given.kind) {
    case 'unboundedPreceding':
      return () => 0;
    case 'unboundedFollowing':
      return (partition) => partition.size - 1;
    case 'currentRow':
      if (!isRange) return (_, at) => at;
      return side === 'start' ? (partition, at) => partition.peerStart[at] ?? at : (partition, at) => partition.peerEnd[at] ?? at;
    default: {
      if (isRange) {
        throw new SqlError(4194, 15, 1, 'RANGE is only supported with UNBOUNDED and CURRENT ROW window frame delimiters.', { line });
      }
      const offset = Number(compileScalar(scope, given.value).evaluate());
      const distance = given.kind === 'preceding' ? -offset : offset;
      const clamp =
        side === 'start' ? (at: number): number => Math.max(0, at) : (at: number, size: number): number => Math.min(size - 1, at);
      return (partition, at) => clamp(at + distance, partition.size);
    }
  }
}

/** The aggregate over the frame of every row, by position in the partition. */
export function aggregateFrames(plan: AggregatePlan, frame: Frame, partition: WindowPartition): SqlValue[] {
  if (frame.fromFirst) return growing(plan, frame, partition);
  if (frame.toLast) return shrinking(plan, frame, partition);
  return partition.rows.map((_, at) => {
    const state = plan.create();
    const end = frame.end(partition, at);
    for (let position = frame.start(partition, at); position <= end; position++) state.add(partition.input(position), noOrder);
    return state.result();
  });
}

/** All frames begin at the first row: one accumulator goes along. */
function growing(plan: AggregatePlan, frame: Frame, partition: WindowPartition): SqlValue[] {
  const state = plan.create();
  let next = 0;
  let result: SqlValue | undefined;
  return partition.rows.map((_, at) => {
    const end = frame.end(partition, at);
    if (next <= end) result = undefined;
    for (; next <= end; next++) state.add(partition.input(next), noOrder);
    return (result ??= state.result());
  });
}

/** All frames end at the last row: one accumulator comes back from there. */
function shrinking(plan: AggregatePlan, frame: Frame, partition: WindowPartition): SqlValue[] {
  const results: SqlValue[] = [];
  const state = plan.create();
  let next = partition.size - 1;
  for (let at = partition.size - 1; at >= 0; at--) {
    const start = frame.start(partition, at);
    for (; next >= start; next--) state.add(partition.input(next), noOrder);
    results[at] = state.result();
  }
  return results;
}

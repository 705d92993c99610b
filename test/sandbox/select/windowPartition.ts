import type { SqlValue } from '../values/sqlValue';

/** A buffered row as one window function sees it. */
export interface WindowRow {
  /** Position among all buffered rows. */
  readonly index: number;
  /** What the function's inputs were for the row. */
  readonly inputs: readonly SqlValue[];
  /** The values of ORDER BY. */
  readonly order: readonly SqlValue[];
}

/** The rows of one partition in the order of OVER, and where its peers (rows equal in ORDER BY) begin and end. */
export class WindowPartition {
  readonly peerStart: readonly number[];
  readonly peerEnd: readonly number[];

  constructor(
    readonly rows: readonly WindowRow[],
    compare: (a: readonly SqlValue[], b: readonly SqlValue[]) => number,
  ) {
    const starts: number[] = [];
    const ends: number[] = [];
    for (let from = 0; from < rows.length;) {
      let to = from;
      const first = rows[from]?.order ?? [];
      while (to + 1 < rows.length && compare(first, rows[to + 1]?.order ?? []) === 0) to++;
      for (let at = from; at <= to; at++) {
        starts.push(from);
        ends.push(to);
      }
      from = to + 1;
    }
    this.peerStart = starts;
    this.peerEnd = ends;
  }

  get size(): number {
    return this.rows.length;
  }

  /** An input of the row at a position; NULL outside the partition. */
  input(position: number, index = 0): SqlValue {
    return this.rows[position]?.inputs[index] ?? null;
  }
}

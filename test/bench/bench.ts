/** One line of the table. */
export interface BenchResult {
  /** Key in the output of `--json`, and what the filter looks at. */
  readonly name: string;
  readonly what: string;
  readonly against: string;
  /** Figures of both sides, as a person reads them. */
  readonly ours: string;
  readonly theirs: string;
  /** Ours divided by theirs; or, where there is nothing to compare with, the figure itself. */
  readonly ratio: number;
  /** The most that the ratio should be. Absent: the line is there to be compared with. */
  readonly goal?: number;
  /** The same ratio in processor time, which other programs on the machine disturb less. */
  readonly cpuRatio?: number;
}

export interface BenchOptions {
  /** Of the large result. */
  readonly rows: number;
  /** How often each side is measured; the median counts. */
  readonly runs: number;
  /** Calls of each tool in a run. */
  readonly calls: number;
}

/** Measures that belong together, because they share their runs or their servers. */
export interface Bench {
  /** Names of its lines. */
  readonly names: readonly string[];
  measure(options: BenchOptions): Promise<readonly BenchResult[]>;
}

/** Counts, and what was not as it must be. */
export class Tally {
  readonly #counts = new Map<string, number>();
  readonly problems: string[] = [];

  add(what: string, count = 1): void {
    this.#counts.set(what, this.count(what) + count);
  }

  count(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** Notes a problem unless it is so. */
  expect(isSo: boolean, problem: string): void {
    if (!isSo) {
      this.problems.push(problem);
    }
  }

  /** The counts whose names begin so, as `name 3, other 4`. */
  list(prefix: string): string {
    return [...this.#counts]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, count]) => `${name.slice(prefix.length)} ${String(count)}`)
      .join(', ');
  }
}

/** Names for the variables of a batch, none of them twice, without regard to case. */
export class VariableNames {
  readonly #used: Set<string>;

  /** The names, without @, that are taken. */
  constructor(used: Iterable<string>) {
    this.#used = new Set([...used].map((name) => name.toLowerCase()));
  }

  /** `@name`, or `@name_2` and so on. */
  unused(name: string): string {
    let candidate = name;
    for (let count = 2; this.#used.has(candidate); count += 1) {
      candidate = `${name}_${String(count)}`;
    }
    this.#used.add(candidate);
    return `@${candidate}`;
  }
}

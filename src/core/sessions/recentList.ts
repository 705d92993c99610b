/** The newest entries of a stream that may be endless, and how many there were. */
export class RecentList<T> {
  readonly #capacity: number;
  #items: T[] = [];
  #total = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  add(item: T): void {
    this.#total += 1;
    this.#items.push(item);
    // Cut now and then, not at every item.
    if (this.#items.length >= this.#capacity * 2) {
      this.#items = this.#items.slice(-this.#capacity);
    }
  }

  /** How many were added, kept or not. */
  get total(): number {
    return this.#total;
  }

  /** The newest, oldest first; at most as many as the capacity. */
  latest(count = this.#capacity): readonly T[] {
    const most = Math.min(count, this.#capacity);
    return most <= 0 ? [] : this.#items.slice(-most);
  }
}

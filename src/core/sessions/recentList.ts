/** The newest entries of a stream that may be endless, and how many there were. */
export class RecentList<T> {
  readonly #capacity: number;
  readonly #sizeOf: (item: T) => number;
  readonly #mostSize: number;
  #items: T[] = [];
  #size = 0;
  #total = 0;

  /** Keeps `capacity` items, and fewer when their sizes together pass `mostSize`; the newest is always kept. */
  constructor(capacity: number, sizeOf: (item: T) => number = () => 0, mostSize = Number.POSITIVE_INFINITY) {
    this.#capacity = capacity;
    this.#sizeOf = sizeOf;
    this.#mostSize = mostSize;
  }

  add(item: T): void {
    this.#total += 1;
    this.#items.push(item);
    this.#size += this.#sizeOf(item);
    // Cut now and then, not at every item.
    if (this.#items.length >= this.#capacity * 2 || this.#size >= this.#mostSize * 2) {
      this.#cut();
    }
  }

  #cut(): void {
    const kept: T[] = [];
    this.#size = 0;
    for (const item of this.#items.slice(-this.#capacity).reverse()) {
      const size = this.#sizeOf(item);
      if (kept.length > 0 && this.#size + size > this.#mostSize) {
        break;
      }
      this.#size += size;
      kept.push(item);
    }
    this.#items = kept.reverse();
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

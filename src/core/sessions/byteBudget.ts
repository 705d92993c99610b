/** Bytes that several holders may keep between them. */
export class ByteBudget {
  readonly #limit: () => number;
  #used = 0;

  /** `limit` may change while bytes are held: then less is left, or more. */
  constructor(limit: number | (() => number)) {
    this.#limit = typeof limit === 'number' ? () => limit : limit;
  }

  get limit(): number {
    return this.#limit();
  }

  /** Takes all of `bytes`, or nothing. */
  take(bytes: number): boolean {
    if (this.#used + bytes > this.#limit()) {
      return false;
    }
    this.#used += bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}

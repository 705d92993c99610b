/** Buffers of one size that are used again: without them every block of a large result would be work for the collector. */
export class BlockPool {
  readonly #size: number;
  readonly #most: number;
  readonly #spare: Buffer[] = [];

  /** Keeps `most` spare buffers of `size` bytes. */
  constructor(size: number, most: number) {
    this.#size = size;
    this.#most = most;
  }

  /** A buffer of at least so many bytes; what it holds is left over from somebody else. */
  take(atLeast: number): Buffer {
    // No zeros are written before the rows are.
    return atLeast > this.#size ? Buffer.allocUnsafeSlow(atLeast) : (this.#spare.pop() ?? Buffer.allocUnsafeSlow(this.#size));
  }

  /** Whoever gives a buffer back looks at it no more. */
  giveBack(buffer: Buffer): void {
    if (buffer.length === this.#size && this.#spare.length < this.#most) {
      this.#spare.push(buffer);
    }
  }
}

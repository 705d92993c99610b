const everyMilliseconds = 10;

/** How far the resident memory of this process rises from the moment of its making on. */
export class MemoryWatch {
  readonly #before = process.memoryUsage.rss();
  readonly #mostBefore = process.resourceUsage().maxRSS;
  readonly #timer: NodeJS.Timeout;
  #most = this.#before;

  constructor() {
    this.#timer = setInterval(() => {
      this.#most = Math.max(this.#most, process.memoryUsage.rss());
    }, everyMilliseconds);
  }

  /** Bytes. */
  stop(): number {
    clearInterval(this.#timer);
    const { maxRSS } = process.resourceUsage();
    // The system's own mark, in kilobytes, misses nothing, but only counts where it rose meanwhile.
    const marked = maxRSS > this.#mostBefore ? maxRSS * 1024 : 0;
    return Math.max(this.#most, process.memoryUsage.rss(), marked) - this.#before;
  }
}

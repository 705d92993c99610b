import type { HttpListener } from './httpListener';

/** A listener that starts when it is first asked for. */
export class LazyListener {
  readonly #start: () => Promise<HttpListener>;
  #started: Promise<HttpListener> | undefined;
  #closed = false;

  constructor(start: () => Promise<HttpListener>) {
    this.#start = start;
  }

  /** False: nobody has asked for it yet. */
  get isStarted(): boolean {
    return this.#started !== undefined;
  }

  /** Where it listens and what it asks of a caller. Rejects when the port cannot be had; the next call tries again. */
  async listen(): Promise<HttpListener> {
    if (this.#closed) {
      throw new Error('The MCP server is shutting down.');
    }
    const attempt = (this.#started ??= this.#start());
    try {
      return await attempt;
    } catch (error) {
      // Another caller may have begun the next attempt.
      if (this.#started === attempt) {
        this.#started = undefined;
      }
      throw error;
    }
  }

  /** Ends the listener, also one that is starting. */
  async close(): Promise<void> {
    this.#closed = true;
    const listener = await this.#started?.catch(() => undefined);
    await listener?.close();
  }
}

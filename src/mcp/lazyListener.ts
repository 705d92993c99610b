import { startHttpListener } from './httpListener';
import type { HttpListener, HttpListenerOptions } from './httpListener';

/** A listener that starts when it is first asked for. */
export class LazyListener {
  readonly #options: HttpListenerOptions;
  #started: Promise<HttpListener> | undefined;
  #closed = false;

  constructor(options: HttpListenerOptions) {
    this.#options = options;
  }

  /** Where it listens and what it asks of a caller. Rejects when the port cannot be had; the next call tries again. */
  async listen(): Promise<HttpListener> {
    if (this.#closed) {
      throw new Error('The MCP server is shutting down.');
    }
    this.#started ??= startHttpListener(this.#options);
    try {
      return await this.#started;
    } catch (error) {
      this.#started = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const listener = await this.#started?.catch(() => undefined);
    await listener?.close();
  }
}

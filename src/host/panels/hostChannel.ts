import * as z from 'zod/mini';
import type { Disposable } from '../../core/disposables';
import type { Log } from '../../core/log';
import { isRequestName, pageMessageSchema, paramsSchema } from '../../shared/protocol';
import type { EventName, EventPayload, HostMessage, Protocol, RequestHandlers, RequestName, RequestResult } from '../../shared/protocol';
import { describeError } from '../describeError';

/** The extension's end of a webview; `vscode.Webview` is one. */
export interface WebviewEnd {
  postMessage(message: unknown): PromiseLike<boolean>;
  onDidReceiveMessage(listener: (message: unknown) => void): Disposable;
}

/** Answers the requests of one page and reports events to it. What does not fit the protocol is refused and logged. */
export class HostChannel<P extends Protocol> implements Disposable {
  private readonly open = new Map<number, AbortController>();
  private readonly listener: Disposable;
  private pageIsUp = false;

  constructor(
    private readonly webview: WebviewEnd,
    private readonly protocol: P,
    private readonly handlers: RequestHandlers<P>,
    private readonly log: Log,
  ) {
    this.listener = webview.onDidReceiveMessage((message) => this.receive(message));
  }

  /** Reports an event. Dropped while no page is up: a page asks for everything when it begins. */
  post<N extends EventName<P>>(name: N, payload: EventPayload<P, N>): void {
    if (this.pageIsUp) this.send({ kind: 'event', name, payload });
  }

  /** The page is gone, until it asks again. */
  pageIsGone(): void {
    this.pageIsUp = false;
    this.abandonAll();
  }

  dispose(): void {
    this.listener.dispose();
    this.pageIsGone();
  }

  private receive(raw: unknown): void {
    const parsed = z.safeParse(pageMessageSchema, raw);
    if (!parsed.success) {
      this.log.warn(`A page sent what no page should: ${z.prettifyError(parsed.error)}`);
      return;
    }
    const message = parsed.data;
    if (message.kind === 'abandon') {
      this.open.get(message.id)?.abort();
      return;
    }
    this.pageIsUp = true;
    void this.answer(message.id, message.name, message.params);
  }

  private async answer(id: number, name: string, params: unknown): Promise<void> {
    const abort = new AbortController();
    this.open.set(id, abort);
    try {
      const unknown = new Error(`There is no request ${JSON.stringify(name.slice(0, 100))}.`);
      if (!isRequestName(this.protocol, name)) throw unknown;
      const result = await this.call(name, params, abort.signal);
      if (!abort.signal.aborted) this.send({ kind: 'result', id, result });
    } catch (error) {
      if (abort.signal.aborted) return;
      const text =
        error instanceof z.core.$ZodError ? `The request ${name} is not as it should be: ${z.prettifyError(error)}` : describeError(error);
      this.log.warn(text);
      this.send({ kind: 'failure', id, error: text });
    } finally {
      if (this.open.get(id) === abort) this.open.delete(id);
    }
  }

  private call<N extends RequestName<P>>(name: N, params: unknown, signal: AbortSignal): Promise<RequestResult<P, N>> {
    return this.handlers[name](z.parse(paramsSchema(this.protocol, name), params), signal);
  }

  private send(message: HostMessage): void {
    // VS Code drops what is posted to a webview that is gone; there is nothing to wait for.
    void this.webview.postMessage(message);
  }

  private abandonAll(): void {
    for (const abort of this.open.values()) abort.abort();
    this.open.clear();
  }
}

import * as z from 'zod/mini';
import { eventSchema, hostMessageSchema, isEventName, resultSchema } from '../../src/shared/protocol';
import type { EventName, EventPayload, PageMessage, Protocol, RequestName, RequestParams, RequestResult } from '../../src/shared/protocol';
import { vsCode } from './vscodeApi';

// The policy of a page forbids making code from text; a parser that tries reports a violation.
z.config({ jitless: true });

interface Pending {
  readonly settle: (result: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** What the page listens to: a function for every event of its protocol. */
export type EventListeners<P extends Protocol> = { readonly [N in EventName<P>]: (payload: EventPayload<P, N>) => void };

/** The page's end: requests with typed answers, and events. What does not fit the protocol is an error. */
export class PageChannel<P extends Protocol> {
  readonly #protocol: P;
  readonly #listeners: EventListeners<P>;
  readonly #pending = new Map<number, Pending>();
  /** Not from 0: an answer to the page that was here before must not be taken for one to this page. */
  #lastId = Math.round(performance.timeOrigin);

  constructor(protocol: P, listeners: EventListeners<P>) {
    this.#protocol = protocol;
    this.#listeners = listeners;
    window.addEventListener('message', (event) => {
      this.#receive(event.data);
    });
    window.addEventListener('pagehide', () => {
      this.#rejectAll();
    });
  }

  /** Asks the extension. Rejects with the sentence that it gave, or when `signal` is aborted or the page goes. */
  request<N extends RequestName<P>>(name: N, params: RequestParams<P, N>, signal?: AbortSignal): Promise<RequestResult<P, N>> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(new Error(`The request ${name} was not sent.`));
        return;
      }
      this.#lastId += 1;
      const id = this.#lastId;
      const give = (): void => {
        this.#pending.delete(id);
        this.#post({ kind: 'abandon', id });
        reject(new Error(`The request ${name} was given up.`));
      };
      const over = (): void => {
        this.#pending.delete(id);
        signal?.removeEventListener('abort', give);
      };
      this.#pending.set(id, {
        settle: (result) => {
          over();
          const parsed = z.safeParse(resultSchema(this.#protocol, name), result);
          if (parsed.success) {
            resolve(parsed.data);
          } else {
            reject(new Error(`The answer to ${name} is not as it should be: ${z.prettifyError(parsed.error)}`));
          }
        },
        fail: (error) => {
          over();
          reject(error);
        },
      });
      signal?.addEventListener('abort', give, { once: true });
      this.#post({ kind: 'request', id, name, params });
    });
  }

  #receive(raw: unknown): void {
    const message = z.parse(hostMessageSchema, raw);
    switch (message.kind) {
      case 'result':
        this.#pending.get(message.id)?.settle(message.result);
        return;
      case 'failure':
        this.#pending.get(message.id)?.fail(new Error(message.error));
        return;
      case 'event':
        if (isEventName(this.#protocol, message.name)) {
          this.#emit(message.name, z.parse(eventSchema(this.#protocol, message.name), message.payload));
        }
    }
  }

  #emit<N extends EventName<P>>(name: N, payload: EventPayload<P, N>): void {
    this.#listeners[name](payload);
  }

  #post(message: PageMessage): void {
    vsCode.postMessage(message);
  }

  #rejectAll(): void {
    for (const pending of [...this.#pending.values()]) {
      pending.fail(new Error('The page is gone.'));
    }
  }
}

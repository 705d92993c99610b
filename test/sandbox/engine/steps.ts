import type { SqlError } from './sqlError';
import { NotInSandboxError } from './sqlError';

/**
 * Why a running statement stands still. Statements are generators: one interpreter runs batches, which wait for clients, clocks and
 * locks, and the bodies of functions and triggers, which run in the middle of a query and cannot wait.
 */
export type Suspension =
  /** The client is slow. */
  | { readonly kind: 'client'; readonly promise: Promise<void> }
  /** Give the event loop a turn, so that an attention is seen. */
  | { readonly kind: 'turn' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Until `settled` resolves another session holds what this one needs; it rejects with SqlError 1205 or 1222. */
  | { readonly kind: 'lock'; readonly settled: (signal: AbortSignal) => Promise<void> };

export type Step<T> = Generator<Suspension, T, void>;

export const turn: Suspension = { kind: 'turn' };

/** What the driver of a step tells about a wait, for sys.dm_exec_requests. */
export interface WaitObserver {
  waiting(type: string): void;
  running(): void;
}

/** Runs a step to its end, awaiting every suspension. Rejects with the signal's reason as soon as it is aborted. */
export async function drive<T>(step: Step<T>, signal: AbortSignal, observer: WaitObserver): Promise<T> {
  let next = resume(step);
  for (;;) {
    const result = next();
    if (result.done) return result.value;
    try {
      await suspend(result.value, signal, observer);
      signal.throwIfAborted();
      next = resume(step);
    } catch (error) {
      next = () => step.throw(error);
    }
  }
}

function resume<T>(step: Step<T>): () => IteratorResult<Suspension, T> {
  return () => step.next();
}

async function suspend(suspension: Suspension, signal: AbortSignal, observer: WaitObserver): Promise<void> {
  switch (suspension.kind) {
    case 'turn':
      return new Promise((resolve) => setImmediate(resolve));
    case 'client':
      observer.waiting('ASYNC_NETWORK_IO');
      break;
    case 'delay':
      observer.waiting('WAITFOR');
      break;
    case 'lock':
      break;
  }
  try {
    if (suspension.kind === 'client') await abortable(suspension.promise, signal);
    else if (suspension.kind === 'delay') await delay(suspension.milliseconds, signal);
    else await suspension.settled(signal);
  } finally {
    observer.running();
  }
}

/** Waits for the promise or the signal, whichever is first. */
function abortable(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(toError(signal.reason));
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** The longest delay of a timer; a longer WAITFOR is waited for in parts. */
const longestTimer = 2 ** 31 - 1;

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout;
    const end = performance.now() + milliseconds;
    const onAbort = () => {
      clearTimeout(timer);
      reject(toError(signal.reason));
    };
    const wait = () => {
      const left = end - performance.now();
      if (left > 0) {
        timer = setTimeout(wait, Math.min(Math.ceil(left), longestTimer));
        return;
      }
      signal.removeEventListener('abort', onAbort);
      resolve();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    else wait();
  });
}

/** An abort reason as something to reject with. */
export function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The request was cancelled.', { cause: reason });
}

/**
 * Runs a step that stands in the middle of a query: the body of a function or trigger. It cannot wait; a slow client is
 * let catch up by its own buffer. Throws NotInSandboxError for WAITFOR and for a lock that is not free.
 */
export function driveNow<T>(step: Step<T>): T {
  let result = step.next();
  while (!result.done) {
    const refusal = refuse(result.value);
    result = refusal ? step.throw(refusal) : step.next();
  }
  return result.value;
}

function refuse(suspension: Suspension): SqlError | undefined {
  if (suspension.kind === 'delay') return new NotInSandboxError('WAITFOR in a trigger');
  if (suspension.kind === 'lock') return new NotInSandboxError('waiting for a lock in a trigger');
  if (suspension.kind === 'client') suspension.promise.catch(() => undefined);
  return undefined;
}

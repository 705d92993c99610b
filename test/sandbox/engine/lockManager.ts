import { messages } from './errors/messages';
import { toError } from './steps';

/** Who can hold and wait for locks. */
export interface LockOwner {
  readonly id: number;
}

export type LockMode = 'shared' | 'exclusive';

interface Lock {
  exclusive: LockOwner | undefined;
  readonly shared: Set<LockOwner>;
}

/** Whom a session waits for. */
export interface LockWait {
  readonly resource: string;
  readonly mode: LockMode;
  readonly blockers: readonly LockOwner[];
}

/**
 * Table locks between sessions: many readers or one writer. A waiter that would close a circle of waiters is chosen as the
 * deadlock victim at once.
 */
export class LockManager {
  readonly #locks = new Map<string, Lock>();
  readonly #waits = new Map<LockOwner, LockWait>();
  readonly #wakers = new Set<() => void>();

  /** Sessions other than the owner that keep it from the lock. */
  blockers(owner: LockOwner, resource: string, mode: LockMode): LockOwner[] {
    const lock = this.#locks.get(resource);
    if (!lock) return [];
    if (lock.exclusive && lock.exclusive !== owner) return [lock.exclusive];
    return mode === 'exclusive' ? [...lock.shared].filter((holder) => holder !== owner) : [];
  }

  /** Takes a lock that is free; the caller has asked `blockers` in the same turn. */
  hold(owner: LockOwner, resource: string, mode: LockMode): void {
    const lock = this.#locks.get(resource) ?? { exclusive: undefined, shared: new Set<LockOwner>() };
    this.#locks.set(resource, lock);
    if (mode === 'exclusive') lock.exclusive = owner;
    else lock.shared.add(owner);
  }

  waitOf(owner: LockOwner): LockWait | undefined {
    return this.#waits.get(owner);
  }

  /**
   * Waits until nothing blocks. Rejects with SqlError 1205 (deadlock victim), 1222 (`timeout` milliseconds passed; -1 waits for
   * ever) or the signal's reason.
   */
  async free(owner: LockOwner, resource: string, mode: LockMode, timeout: number, signal: AbortSignal): Promise<void> {
    const end = timeout < 0 ? Infinity : performance.now() + timeout;
    try {
      for (;;) {
        signal.throwIfAborted();
        const blockers = this.blockers(owner, resource, mode);
        if (blockers.length === 0) return;
        if (performance.now() >= end) throw messages.lockTimeout();
        this.#waits.set(owner, { resource, mode, blockers });
        if (this.#waitsFor(owner, blockers)) throw messages.deadlock(owner.id);
        await this.#change(signal, end);
      }
    } finally {
      this.#waits.delete(owner);
    }
  }

  releaseAll(owner: LockOwner): void {
    for (const [resource, lock] of this.#locks) {
      if (lock.exclusive === owner) lock.exclusive = undefined;
      lock.shared.delete(owner);
      if (!lock.exclusive && lock.shared.size === 0) this.#locks.delete(resource);
    }
    for (const wake of [...this.#wakers]) wake();
  }

  #waitsFor(owner: LockOwner, blockers: readonly LockOwner[]): boolean {
    const seen = new Set<LockOwner>();
    const open = [...blockers];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next === owner) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(this.#waits.get(next)?.blockers ?? []));
    }
    return false;
  }

  #change(signal: AbortSignal, end: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const settle = () => {
        this.#wakers.delete(wake);
        signal.removeEventListener('abort', onAbort);
        clearTimeout(timer);
      };
      const wake = () => {
        settle();
        resolve();
      };
      const onAbort = () => {
        settle();
        reject(toError(signal.reason));
      };
      this.#wakers.add(wake);
      signal.addEventListener('abort', onAbort, { once: true });
      if (end !== Infinity) timer = setTimeout(wake, Math.max(0, Math.ceil(end - performance.now())));
    });
  }
}

import type { Connection } from 'tedious';
import { SprocketError } from '../core/errors';
import { cancelledError, isAborted } from './cancelledError';

/** A connection with what does not change while it lives. */
export interface PooledConnection {
  readonly connection: Connection;
  /** `@@SPID` */
  readonly serverProcessId: number;
}

export interface PoolOptions {
  /** Connections that are kept when they are given back. */
  readonly warm: number;
  readonly idleMilliseconds: number;
  /** How long the server may take to reset a connection before it is closed. */
  readonly resetMilliseconds: number;
  /** Connections that may be open at once; undefined: no limit. Who comes later waits. */
  readonly limit: number | undefined;
  readonly open: (signal: AbortSignal | undefined) => Promise<PooledConnection>;
}

interface Idle {
  readonly pooled: PooledConnection;
  readonly timer: NodeJS.Timeout;
  /** Date.now() after which it is not used again: timers stand still while the machine sleeps, servers and firewalls do not. */
  readonly until: number;
}

interface Waiter {
  readonly go: () => void;
}

/** Keeps a few connections to one database. One is used again only after the server has reset it. */
export class ConnectionPool {
  readonly #options: PoolOptions;
  readonly #idle: Idle[] = [];
  readonly #resetting = new Set<Promise<boolean>>();
  readonly #open = new Set<Connection>();
  readonly #waiting: Waiter[] = [];
  #opening = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * A connection that nobody else uses, open as far as this machine can know. Throws what `open` throws, or SprocketError('cancelled'), also when
   * the pool is closed.
   */
  async acquire(signal: AbortSignal | undefined): Promise<PooledConnection> {
    for (;;) {
      if (this.#closed || isAborted(signal)) {
        // It may have been woken for a connection that somebody else waits for, too.
        this.#wake();
        throw this.#closed ? closedError() : cancelledError();
      }
      const idle = this.#takeIdle();
      if (idle !== undefined) {
        await arrivedEvents();
        if (!idle.connection.closed && !this.#isClosed()) {
          return idle;
        }
        this.#discard(idle.connection);
        continue;
      }
      const [reset] = this.#resetting;
      if (reset !== undefined) {
        // A reset costs less than a login. Who does not get this one tries again.
        this.#resetting.delete(reset);
        await settledOrAborted(reset, signal);
        continue;
      }
      const { limit } = this.#options;
      if (limit === undefined || this.#open.size + this.#opening < limit) {
        return await this.#openOne(signal);
      }
      await this.#wait(signal);
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #takeIdle(): PooledConnection | undefined {
    for (let entry = this.#idle.pop(); entry !== undefined; entry = this.#idle.pop()) {
      clearTimeout(entry.timer);
      if (Date.now() <= entry.until) {
        return entry.pooled;
      }
      this.#discard(entry.pooled.connection);
    }
    return undefined;
  }

  async #openOne(signal: AbortSignal | undefined): Promise<PooledConnection> {
    this.#opening++;
    try {
      const pooled = await this.#options.open(signal);
      if (this.#closed) {
        pooled.connection.close();
        throw closedError();
      }
      this.#open.add(pooled.connection);
      return pooled;
    } finally {
      this.#opening--;
      this.#wake();
    }
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        go: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = (): void => {
        const index = this.#waiting.indexOf(waiter);
        if (index !== -1) {
          this.#waiting.splice(index, 1);
        }
        reject(cancelledError());
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(waiter);
    });
  }

  #wake(): void {
    this.#waiting.shift()?.go();
  }

  /** Gives a connection back. `reusable`: its last request ended without an error, a cancel or a doubt. */
  release(pooled: PooledConnection, reusable: boolean): void {
    const { connection } = pooled;
    if (!reusable || this.#closed || connection.closed || this.#idle.length + this.#resetting.size >= this.#options.warm) {
      this.#discard(connection);
      return;
    }
    const reset = new Promise<boolean>((resolve) => {
      // A server that does not answer now would keep whoever waits for this connection waiting, too.
      const patience = setTimeout(() => {
        connection.close();
        resolve(false);
      }, this.#options.resetMilliseconds);
      connection.reset((error) => {
        clearTimeout(patience);
        resolve(error === undefined || error === null);
      });
    }).then((done) => {
      this.#resetting.delete(reset);
      if (done && !this.#closed && !connection.closed && this.#idle.length < this.#options.warm) {
        this.#keep(pooled);
      } else {
        this.#discard(connection);
      }
      return done;
    });
    this.#resetting.add(reset);
  }

  #keep(pooled: PooledConnection): void {
    const timer = setTimeout(() => {
      const index = this.#idle.findIndex((entry) => entry.pooled === pooled);
      if (index !== -1) {
        this.#idle.splice(index, 1);
        this.#discard(pooled.connection);
      }
    }, this.#options.idleMilliseconds);
    timer.unref();
    this.#idle.push({ pooled, timer, until: Date.now() + this.#options.idleMilliseconds });
    this.#wake();
  }

  #discard(connection: Connection): void {
    connection.close();
    this.#open.delete(connection);
    this.#wake();
  }

  /** Closes what is idle, and what is in use when it comes back. */
  retire(): void {
    this.#closed = true;
    for (const { timer, pooled } of this.#idle.splice(0)) {
      clearTimeout(timer);
      this.#discard(pooled.connection);
    }
    for (const waiter of this.#waiting.splice(0)) {
      waiter.go();
    }
  }

  /** Closes every connection, also those in use. */
  close(): void {
    this.retire();
    for (const connection of this.#open) {
      connection.close();
    }
    this.#open.clear();
  }
}

function closedError(): SprocketError {
  return new SprocketError('cancelled', 'The connection was changed, removed or closed before anything was sent.', {
    nextStep: 'Call list_connections, and start the work again.',
  });
}

/**
 * Lets what has reached this machine be heard, such as the end of a connection. The first turn may be one in which the sockets were asked
 * already.
 */
async function arrivedEvents(): Promise<void> {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
}

/** Settles when the promise does, or the signal is aborted. Never rejects. */
async function settledOrAborted(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      signal?.removeEventListener('abort', done);
      resolve();
    };
    signal?.addEventListener('abort', done, { once: true });
    promise.then(done, done);
  });
}

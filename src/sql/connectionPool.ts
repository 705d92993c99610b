import type { Connection } from 'tedious';
import { cancelledError } from './cancelledError';

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

  /** A connection that nobody else uses. Throws what `open` throws, or SprocketError('cancelled'). */
  async acquire(signal: AbortSignal | undefined): Promise<PooledConnection> {
    for (;;) {
      if (this.#closed || isAborted(signal)) {
        // It may have been woken for a connection that somebody else waits for, too.
        this.#wake();
        throw cancelledError();
      }
      const idle = this.#takeIdle();
      if (idle !== undefined) {
        return idle;
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

  #takeIdle(): PooledConnection | undefined {
    for (let entry = this.#idle.pop(); entry !== undefined; entry = this.#idle.pop()) {
      clearTimeout(entry.timer);
      if (!entry.pooled.connection.closed) {
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
        throw cancelledError();
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
      if (done && !this.#closed && !connection.closed) {
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
    this.#idle.push({ pooled, timer });
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

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
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

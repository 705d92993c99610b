import { SprocketError } from '../errors';
import type { ByteBudget } from './byteBudget';
import { openSpillHandle, SpillFile } from './spillFile';
import type { OpenSpillHandle } from './spillFile';

/** Bytes that stay in memory until they are moved to the file. */
export interface StoredBytes {
  /** Bytes of memory that it takes; after that it no longer grows. */
  seal(): number;
  /** What the file is to hold. */
  readonly content: readonly Uint8Array[];
  /** The content lies at `position` of the file now: its memory is free. */
  spilled(position: number): void;
}

export interface RowStorageOptions {
  /** Names a file that does not exist yet; it is asked for when the first byte is spilled. */
  readonly path: () => Promise<string>;
  /** Bytes that stay in memory at most, and no more than `memory` has left. */
  readonly memoryLimit: number;
  /** Shared by all sessions. */
  readonly memory: ByteBudget;
  /** Bytes of temporary files, shared by all sessions. */
  readonly disk: ByteBudget;
  readonly open?: OpenSpillHandle;
}

/** Where the rows of one session go: the first megabytes stay in memory, the rest goes to a temporary file that only its owner may read. */
export class RowStorage {
  readonly #options: RowStorageOptions;
  #memoryUsed = 0;
  #diskUsed = 0;
  #file: Promise<SpillFile> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failure: SprocketError | undefined;
  #diskFull = false;
  #closed = false;

  constructor(options: RowStorageOptions) {
    this.#options = options;
  }

  /** The bytes of temporary files that all sessions may have together have been reached: what came since stayed in memory. */
  get diskFull(): { readonly limit: number } | undefined {
    return this.#diskFull ? { limit: this.#options.disk.limit } : undefined;
  }

  /**
   * Takes what has stopped growing. The promise, when there is one, settles when what was given before it has been written: whoever waits
   * for it never has more than two items in memory. Rejects with SprocketError when the file cannot be written; what could not be
   * written stays in memory and can be read.
   */
  keep(item: StoredBytes): void | Promise<void> {
    if (this.#closed) {
      return;
    }
    const size = item.seal();
    if (this.#memoryUsed + size <= this.#options.memoryLimit && this.#options.memory.take(size)) {
      this.#memoryUsed += size;
      return;
    }
    const before = this.#writing;
    this.#writing = before.then(() => this.#write(item));
    return before.then(() => {
      this.#throwFailure();
    });
  }

  /** Settles when everything given so far is written. Throws SprocketError when the file could not be written. */
  async flush(): Promise<void> {
    await this.#writing;
    this.#throwFailure();
  }

  /** Bytes of the file. Throws SprocketError `unknown_session` when the rows have been removed, also in the middle. */
  async read(position: number, length: number): Promise<Uint8Array> {
    if (this.#file === undefined || this.#isClosed()) {
      throw gone();
    }
    const file = await this.#file;
    try {
      return await file.read(position, length);
    } catch (error) {
      throw this.#isClosed() ? gone() : error;
    }
  }

  /** Closes and removes the file. Reading afterwards throws unknown_session. */
  async close(): Promise<void> {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#options.memory.giveBack(this.#memoryUsed);
    await this.#writing;
    const file = await this.#file?.catch(() => undefined);
    this.#file = undefined;
    await file?.remove();
    this.#options.disk.giveBack(this.#diskUsed);
  }

  async #write(item: StoredBytes): Promise<void> {
    if (this.#failure !== undefined || this.#diskFull || this.#closed) {
      return;
    }
    const { content } = item;
    const size = content.reduce((sum, part) => sum + part.byteLength, 0);
    if (!this.#options.disk.take(size)) {
      this.#diskFull = true;
      return;
    }
    this.#diskUsed += size;
    try {
      this.#file ??= this.#open();
      const file = await this.#file;
      item.spilled(await file.append(content));
    } catch (error) {
      this.#failure = cannotWrite(error);
    }
  }

  async #open(): Promise<SpillFile> {
    return await SpillFile.create(await this.#options.path(), this.#options.open ?? openSpillHandle);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }
}

function gone(): SprocketError {
  return new SprocketError('unknown_session', 'The rows of the session have been removed.');
}

function cannotWrite(error: unknown): SprocketError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  const why = code === 'ENOSPC' || code === 'EDQUOT' ? `: the disk is full (${code})` : ` (${code})`;
  return new SprocketError('internal', `The temporary file for the rows cannot be written${why}. The rows that came before can be read.`, {
    nextStep: 'Free space in the directory for temporary files, or ask for fewer rows.',
    cause: error,
  });
}

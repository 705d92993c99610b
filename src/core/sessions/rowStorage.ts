import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { SprocketError } from '../errors';
import type { MemoryBudget } from './memoryBudget';
import type { RowSegment } from './rowSegment';

/** Where the rows of one session go: the first megabytes stay in memory, the rest goes to a temporary file that only its owner may read. */
export class RowStorage {
  readonly #path: () => Promise<string>;
  readonly #budget: MemoryBudget;
  readonly #memoryLimit: number;
  #memoryUsed = 0;
  #file: Promise<{ handle: FileHandle; path: string }> | undefined;
  #size = 0;
  #writing: Promise<void> = Promise.resolve();
  #failure: SprocketError | undefined;
  #closed = false;

  /**
   * `path` names a file that does not exist yet; it is asked for when the first byte is spilled. At most `memoryLimit` bytes stay in
   * memory, and no more than the budget, which all sessions share, has left.
   */
  constructor(path: () => Promise<string>, memoryLimit: number, budget: MemoryBudget) {
    this.#path = path;
    this.#memoryLimit = memoryLimit;
    this.#budget = budget;
  }

  /**
   * Takes a full segment. The promise, when there is one, settles when the segment before it has been written: whoever waits for it
   * never has more than two segments in memory. Rejects with SprocketError when the file cannot be written.
   */
  keep(segment: RowSegment): void | Promise<void> {
    if (this.#closed) {
      return;
    }
    segment.seal();
    const { memory } = segment;
    if (this.#memoryUsed + memory <= this.#memoryLimit && this.#budget.take(memory)) {
      this.#memoryUsed += memory;
      return;
    }
    const before = this.#writing;
    this.#writing = before.then(() => this.#write(segment));
    return before.then(() => {
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
    });
  }

  /** Settles when everything given so far is written. Throws SprocketError when the file could not be written. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
  }

  /** Bytes of the file. Throws SprocketError `unknown_session` when the rows have been removed, also in the middle. */
  async read(position: number, length: number): Promise<Uint8Array> {
    if (this.#file === undefined || this.#closed) {
      throw gone();
    }
    const { handle } = await this.#file;
    try {
      return await readAll(handle, position, length);
    } catch (error) {
      throw this.#isClosed() ? gone() : error;
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  /** Closes and removes the file. Reading afterwards throws unknown_session. */
  async close(): Promise<void> {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#budget.giveBack(this.#memoryUsed);
    await this.#writing;
    if (this.#file === undefined) {
      return;
    }
    const opened = await this.#file.catch(() => undefined);
    this.#file = undefined;
    if (opened !== undefined) {
      await opened.handle.close().catch(() => undefined);
      await rm(opened.path, { force: true }).catch(() => undefined);
    }
  }

  async #write(segment: RowSegment): Promise<void> {
    if (this.#failure !== undefined || this.#closed) {
      return;
    }
    try {
      this.#file ??= this.#open();
      const { handle } = await this.#file;
      const position = this.#size;
      await writeAll(handle, segment.content, position);
      this.#size += segment.byteCount + segment.endsLength;
      segment.spilled(position);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
      this.#failure = new SprocketError('internal', `The temporary file for the rows cannot be written (${code}).`, {
        nextStep: 'Free space in the directory for temporary files, or ask for fewer rows.',
        cause: error,
      });
    }
  }

  async #open(): Promise<{ handle: FileHandle; path: string }> {
    const path = await this.#path();
    return { path, handle: await open(path, 'wx+', 0o600) };
  }
}

function gone(): SprocketError {
  return new SprocketError('unknown_session', 'The rows of the session have been removed.');
}

/** A read may bring less than was asked for. */
async function readAll(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) {
      throw new SprocketError('internal', 'The temporary file of the session is shorter than it was written.');
    }
    done += bytesRead;
  }
  return bytes;
}

/** writev may write less than it was given. */
async function writeAll(handle: FileHandle, parts: Uint8Array[], position: number): Promise<void> {
  const total = parts.reduce((sum, part) => sum + part.byteLength, 0);
  // The system takes at most 1,024 buffers at once on Linux and macOS.
  const content = parts.length > 1000 ? [Buffer.concat(parts)] : parts;
  let { bytesWritten } = await handle.writev(content, position);
  if (bytesWritten < total) {
    const whole = Buffer.concat(content);
    while (bytesWritten < total) {
      const step = await handle.write(whole, bytesWritten, total - bytesWritten, position + bytesWritten);
      bytesWritten += step.bytesWritten;
    }
  }
}

import { open, rm } from 'node:fs/promises';
import { SprocketError } from '../errors';

/** What a spill file needs of a file handle of node:fs. */
export interface SpillHandle {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  write(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }>;
  writev(buffers: Uint8Array[], position: number): Promise<{ readonly bytesWritten: number }>;
  close(): Promise<void>;
}

/** Makes a file that must not exist yet, for reading and writing by its owner alone. */
export type OpenSpillHandle = (path: string) => Promise<SpillHandle>;

export const openSpillHandle: OpenSpillHandle = (path) => open(path, 'wx+', 0o600);

/** A temporary file that grows at its end and is read anywhere. */
export class SpillFile {
  readonly #path: string;
  readonly #handle: SpillHandle;
  #size = 0;

  private constructor(path: string, handle: SpillHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  static async create(path: string, openHandle: OpenSpillHandle): Promise<SpillFile> {
    return new SpillFile(path, await openHandle(path));
  }

  /** Writes the parts one behind the other and answers where they begin. A write that failed is written over by the next one. */
  async append(parts: readonly Uint8Array[]): Promise<number> {
    const position = this.#size;
    const total = parts.reduce((sum, part) => sum + part.byteLength, 0);
    // The system takes at most 1,024 buffers at once on Linux and macOS.
    const content = parts.length > 1000 ? [Buffer.concat(parts)] : [...parts];
    let { bytesWritten } = await this.#handle.writev(content, position);
    if (bytesWritten < total) {
      // writev may write less than it was given.
      const whole = Buffer.concat(content);
      while (bytesWritten < total) {
        const step = await this.#handle.write(whole, bytesWritten, total - bytesWritten, position + bytesWritten);
        bytesWritten += step.bytesWritten;
      }
    }
    this.#size += total;
    return position;
  }

  async read(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    // A read may bring less than was asked for.
    for (let done = 0; done < length;) {
      const { bytesRead } = await this.#handle.read(bytes, done, length - done, position + done);
      if (bytesRead === 0) {
        throw new SprocketError('internal', 'The temporary file of the session is shorter than it was written.');
      }
      done += bytesRead;
    }
    return bytes;
  }

  /** Closes and removes the file. */
  async remove(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#path, { force: true }).catch(() => undefined);
  }
}

import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const prefix = 'sprocket-rows-';
const pattern = /^sprocket-rows-(\d+)-(\d+)-[A-Za-z0-9]+$/u;

/** When this process began, in milliseconds since 1970. */
const startOfProcess = Math.floor(performance.timeOrigin);

/**
 * The directory for the temporary files of this process, made when the first file needs it. Its name carries the process id and the start of
 * the process, so that another process can tell whether its owner still lives.
 */
export class SpillDirectory {
  readonly #parent: string;
  #directory: Promise<string> | undefined;

  constructor(parent: string) {
    this.#parent = parent;
  }

  /** The path for a file of that name. */
  async fileFor(name: string): Promise<string> {
    const directory = (this.#directory ??= this.#create());
    try {
      return join(await directory, name);
    } catch (error) {
      // The disk may have room again when the next session asks.
      if (this.#directory === directory) {
        this.#directory = undefined;
      }
      throw error;
    }
  }

  /** Removes what processes that are gone left behind. Never throws: another user's files are not ours to remove. */
  async removeAbandoned(): Promise<void> {
    const names = await readdir(this.#parent).catch(() => []);
    for (const name of names) {
      const [, process, start] = pattern.exec(name) ?? [];
      const path = join(this.#parent, name);
      if (process !== undefined && start !== undefined && isAbandoned(Number(process), Number(start)) && (await isDirectory(path))) {
        await rm(path, { recursive: true, force: true }).catch(() => undefined);
      }
    }
  }

  /** Removes the directory and what is in it. */
  async dispose(): Promise<void> {
    const directory = await this.#directory?.catch(() => undefined);
    this.#directory = undefined;
    if (directory !== undefined) {
      await rm(directory, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  async #create(): Promise<string> {
    await mkdir(this.#parent, { recursive: true });
    // mkdtemp gives the directory mode 0700.
    return mkdtemp(join(this.#parent, `${prefix}${String(process.pid)}-${String(startOfProcess)}-`));
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return lstat(path).then(
    (status) => status.isDirectory(),
    () => false,
  );
}

function isAbandoned(processId: number, start: number): boolean {
  if (processId === process.pid) {
    return start !== startOfProcess;
  }
  // Process ids begin anew when the machine does.
  return start < Date.now() - uptime() * 1000 - 60_000 || !isAlive(processId);
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

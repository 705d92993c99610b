import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';
import type { Faults } from '../sandbox/tds/faults';

const message = z.object({ id: z.int(), value: z.unknown() });
const statistics = z.object({ openConnections: z.int(), attentions: z.int(), rowsSent: z.int(), connections: z.int() });

export type RemoteStatistics = z.output<typeof statistics>;

/** A sandbox in a process of its own, with its switches. */
export class RemoteSandbox {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (value: unknown) => void>();
  #next = 1;
  connectionString = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (raw) => {
      const { id, value } = message.parse(raw);
      this.#waiting.get(id)?.(value);
      this.#waiting.delete(id);
    });
  }

  static async start(): Promise<RemoteSandbox> {
    const child = fork(path.join(__dirname, 'sandboxChild.ts'), { execArgv: ['--import', 'tsx'] });
    const sandbox = new RemoteSandbox(child);
    const started = sandbox.#answer(0);
    const ended = once(child, 'exit').then(() => {
      throw new Error('The sandbox ended before it listened.');
    });
    sandbox.connectionString = z.object({ connectionString: z.string() }).parse(await Promise.race([started, ended])).connectionString;
    ended.catch(() => undefined);
    return sandbox;
  }

  async statistics(): Promise<RemoteStatistics> {
    return statistics.parse(await this.#ask({ ask: 'statistics' }));
  }

  async setFaults(faults: Partial<Faults>): Promise<void> {
    await this.#ask({ ask: 'faults', faults });
  }

  async clearFaults(): Promise<void> {
    await this.#ask({ ask: 'clearFaults' });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.disconnect();
      await ended;
    }
  }

  #ask(request: object): Promise<unknown> {
    const id = this.#next++;
    const answer = this.#answer(id);
    this.#child.send({ id, ...request });
    return answer;
  }

  #answer(id: number): Promise<unknown> {
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
    });
  }
}

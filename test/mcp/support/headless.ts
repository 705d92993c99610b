import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

/** The stdio server as a process of its own. */
export class Headless {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (message: Record<string, unknown>) => void>();
  #next = 1;
  stderr = '';
  stdout = '';

  /** `built`: the server as it is shipped, which must have been built before. */
  constructor(environment: Readonly<Record<string, string>>, built = false) {
    this.#process = spawn(process.execPath, built ? ['dist/headless.js'] : ['--import', 'tsx', 'src/headless.ts'], {
      env: { PATH: process.env['PATH'] ?? '', SystemRoot: process.env['SystemRoot'] ?? '', ...environment },
    });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    let rest = '';
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const message: unknown = JSON.parse(line);
        if (typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number') {
          this.#waiting.get(message.id)?.({ ...message });
        }
      }
    });
  }

  request(method: string, params: object): Promise<Record<string, unknown>> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  }

  async initialize(): Promise<Record<string, unknown>> {
    const answer = await this.request('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    this.#process.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    return answer;
  }

  async call(name: string, input: object): Promise<string> {
    return JSON.stringify(await this.request('tools/call', { name, arguments: input }));
  }

  /** Writes a line as it is. */
  write(line: string): void {
    this.#process.stdin.write(`${line}\n`);
  }

  endInput(): void {
    this.#process.stdin.end();
  }

  /** Closes all streams at once, as a client does that crashes. */
  abandon(): void {
    this.#process.stdout.destroy();
    this.#process.stderr.destroy();
    this.#process.stdin.destroy();
  }

  terminate(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): void {
    this.#process.kill(signal);
  }

  async exitCode(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      await once(this.#process, 'close');
    }
    return this.#process.exitCode;
  }
}

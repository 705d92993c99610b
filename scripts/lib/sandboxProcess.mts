import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './run.mjs';

/** A sandbox in a process of its own, as `test/sandbox/main.ts` describes it in its first line. */
export interface SandboxProcess {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** Starts the sandbox and waits until it listens. It ends with this process, whatever happens. */
export async function startSandboxProcess(args: readonly string[] = []): Promise<SandboxProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/sandbox/main.ts', '--with-parent', ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The sandbox ended with code ${String(code)} before it listened.`)));
  });
  const said: unknown = JSON.parse(line);
  if (typeof said !== 'object' || said === null || !('connectionString' in said))
    throw new Error('The sandbox did not say how to connect.');
  return {
    connectionString: String(said.connectionString),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.join(__dirname, '..', '..');

/**
 * Runs a script of this folder with this Node, loaded as this process was unless `loader` says how; gives the first line that it prints. `child`
 * ends by itself or when its input is closed.
 */
export async function startScript(
  script: string,
  args: readonly string[] = [],
  loader: readonly string[] = process.execArgv,
): Promise<{ readonly line: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, ['--expose-gc', ...loader, path.join(__dirname, script), ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`${script} ended with code ${String(code)} and said nothing.`));
    });
  });
  return { line, child };
}

/** Waits for a child whose input is closed. */
export async function endScript(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve();
      });
    });
  }
}

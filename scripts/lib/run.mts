import { spawn } from 'node:child_process';
import path from 'node:path';

/** Top folder of the project. */
export const root = path.dirname(path.dirname(import.meta.dirname));

/** A tool of the project's own dependencies, run with this Node. */
export function tool(name: string): string {
  return path.join(root, 'node_modules', name);
}

/** Runs a Node script with its output shown; gives the exit code. */
export function runNode(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** As runNode; throws when the script failed. */
export async function mustRunNode(args: readonly string[]): Promise<void> {
  const code = await runNode(args);
  if (code !== 0) throw new Error(`${path.relative(root, args[0] ?? '')} failed with exit code ${code}.`);
}

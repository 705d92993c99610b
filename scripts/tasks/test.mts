import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mustRunNode, root, runNode, tool } from '../lib/run.mjs';

/** Suites in the order in which they run; each runs in a process of its own. */
const suites: Readonly<Record<string, (environment: Readonly<Record<string, string>>) => Promise<number>>> = {
  unit: (environment) => mocha('test/unit/**/*.test.ts', environment),
  integration: (environment) => mocha('test/integration/**/*.test.ts', environment),
  mcp: (environment) => mocha('test/mcp/**/*.test.ts', environment),
  webview: (environment) => mocha('test/webview/**/*.test.ts', environment),
  workbench: (environment) => mocha('test/workbench/**/*.test.ts', environment),
  extension: (environment) => runNode(['--import', 'tsx', 'test/extension/run.ts'], environment),
};

function mocha(pattern: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const reporter = path.join(root, 'scripts', 'lib', 'countingReporter.cjs');
  return runNode(['--import', 'tsx', tool('mocha/bin/mocha.js'), '--reporter', reporter, '--forbid-only', pattern], environment);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) throw new Error(`There is no suite ${unknown.join(', ')}. The suites are ${Object.keys(suites).join(', ')}.`);

if (wanted.length === 0) {
  await mustRunNode(['--import', 'tsx', 'scripts/tasks/lint.mts']);
}
if (wanted.length === 0 || wanted.some((name) => !['unit', 'integration', 'webview'].includes(name))) await mustRunNode(['esbuild.mjs']);

const folder = mkdtempSync(path.join(os.tmpdir(), 'sprocket-test-'));
const summary: string[] = [];
let failed = false;
for (const [name, run] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n=== ${name} ===`);
  const countsFile = path.join(folder, `${name}.json`);
  const versionFile = path.join(folder, `${name}.version`);
  const started = Date.now();
  const code = await run({ SPROCKET_TEST_COUNTS: countsFile, SPROCKET_TEST_HOST: versionFile });
  const counts = read(countsFile);
  const host = read(versionFile);
  failed ||= code !== 0 || counts === undefined;
  const where = typeof host === 'string' ? `, in ${host}` : '';
  summary.push(`${name.padEnd(12)} ${describeCounts(counts, code)} (${Math.round((Date.now() - started) / 1000)} s)${where}`);
}
rmSync(folder, { recursive: true });
console.log(`\n${summary.join('\n')}`);
process.exitCode = failed ? 1 : 0;

/** What a suite left in a file for the summary; undefined when it did not get that far. */
function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function describeCounts(counts: unknown, code: number): string {
  if (typeof counts !== 'object' || counts === null) return `ended with code ${code} before it could count`;
  return Object.entries(counts)
    .map(([what, count]) => `${String(count)} ${what}`)
    .join(', ');
}

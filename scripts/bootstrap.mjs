// Runs a task of scripts/tasks with the Node of the package `node`, installing the dependencies first when they are missing or stale.
// This file itself must run on Node 20: it is what `npm start` and `npm test` call on a fresh clone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [task, ...rest] = process.argv.slice(2);
const windows = process.platform === 'win32';

/** The packages of a lock file, by their folder. */
function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')).packages : {};
}

/** True when npm's record of what it installed has every package that the lock file wants; optional ones depend on the platform. */
function isInstalled() {
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = Object.entries(packagesOf(path.join(root, 'package-lock.json')));
  return (
    wanted.every(([name, { version, optional }]) => name === '' || optional || present[name]?.version === version) &&
    existsSync(nodeBinary())
  );
}

function nodeBinary() {
  return path.join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
}

if (!isInstalled()) {
  console.log('Installing dependencies…');
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit', shell: windows });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

// npm's own variables would steer the installers and the VS Code that the tasks start.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name)));
const child = spawn(nodeBinary(), ['--import', 'tsx', path.join('scripts', 'tasks', `${task}.mts`), ...rest], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...environment,
    PATH: [path.dirname(nodeBinary()), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

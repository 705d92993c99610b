import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** VS Code served in a browser, and the browser: for machines without a desktop. */
export interface WebVsCode {
  /** The VS Code version that the bundle carries, for example `1.139.1`. */
  readonly version: string;
  /** Entry of the server, for Node 24. */
  readonly entry: string;
  readonly browser: string;
  /** Where the browser's shared libraries are, for LD_LIBRARY_PATH. */
  readonly libraries: string;
}

/**
 * Installs the pinned packages of `test/extension/web` once into `.vscode-test/web`; install scripts are not run, so no compiler is needed
 * (the native modules that are then missing serve terminals, file watching and password stores).
 */
export function installWebVsCode(root: string): WebVsCode {
  const folder = path.join(root, '.vscode-test', 'web');
  const server = path.join(folder, 'node_modules', 'code-server');
  const bundle = path.join(server, 'lib', 'vscode');
  const unpacked = path.join(folder, 'browser');
  const stamp = path.join(folder, 'installed');
  const lock = path.join(root, 'test', 'extension', 'web', 'package-lock.json');
  const wanted = readFileSync(lock, 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log('Installing VS Code for the browser and a headless Chromium from the npm registry…');
    mkdirSync(unpacked, { recursive: true });
    copyFileSync(path.join(path.dirname(lock), 'package.json'), path.join(folder, 'package.json'));
    copyFileSync(lock, path.join(folder, 'package-lock.json'));
    npm(folder, ['ci', '--ignore-scripts']);
    npm(bundle, ['install', '--omit=dev', '--ignore-scripts', '--no-package-lock']);
    unpackBrowser(folder, unpacked);
    writeFileSync(stamp, wanted);
  }
  return {
    version: versionOf(bundle),
    entry: path.join(server, 'out', 'node', 'entry.js'),
    browser: path.join(unpacked, 'chromium'),
    libraries: path.join(unpacked, 'al2023', 'lib'),
  };
}

function versionOf(bundle: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(bundle, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}

/** The package unpacks below the temporary folder that it is told of. */
function unpackBrowser(folder: string, target: string): void {
  const libraries = path.join(folder, 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br');
  const script = `import chromium, { inflate } from '@sparticuz/chromium';
    await chromium.executablePath();
    await inflate(${JSON.stringify(libraries)});`;
  const environment = { ...process.env, TMPDIR: target };
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, env: environment, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The browser could not be unpacked: ${result.stderr}`);
}

function npm(cwd: string, args: readonly string[]): void {
  const result = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}: ${result.stderr}`);
}

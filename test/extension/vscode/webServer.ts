import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { WebVsCode } from './installWebVsCode';
import { sleep, waitFor } from './waitFor';

export interface WebServerOptions {
  /** Settings of the user, on top of the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packed extensions to install. */
  readonly vsix?: readonly string[];
  readonly workspace?: string;
  /** Environment of the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly port?: number;
}

export interface WebServer {
  readonly url: string;
  /** `host:port`, the authority of `vscode-remote` URIs. */
  readonly authority: string;
  readonly workspace: string;
  readonly userData: string;
  stop(): Promise<void>;
}

/** Nothing that opens by itself, asks, or calls home. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'window.confirmBeforeClose': 'never',
};

/** Starts VS Code's server on a free loopback port with a folder of its own; `stop()` ends it and removes the folder. */
export async function startWebServer(vscode: WebVsCode, options: WebServerOptions = {}): Promise<WebServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sprocket-vscode-'));
  const userData = path.join(folder, 'user-data');
  const workspace = options.workspace ?? path.join(folder, 'workspace');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  mkdirSync(workspace, { recursive: true });
  writeFileSync(path.join(userData, 'User', 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }, null, 2));
  writeFileSync(path.join(folder, 'config.yaml'), 'auth: none\ncert: false\n');

  const base = [vscode.entry, '--config', path.join(folder, 'config.yaml'), '--user-data-dir', userData];
  const common = [...base, '--extensions-dir', path.join(folder, 'extensions')];
  const environment = {
    ...cleanEnvironment(),
    ...options.environment,
    SPROCKET_TEST_USER_DATA: userData,
    XDG_DATA_HOME: folder,
    XDG_CONFIG_HOME: folder,
  };
  for (const file of options.vsix ?? []) {
    const result = spawnSync(process.execPath, [...common, '--install-extension', file], { env: environment, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`Installing ${file} failed: ${result.stdout}${result.stderr}`);
  }

  const port = options.port ?? (await freePort());
  const log = openSync(path.join(folder, 'server.log'), 'a');
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'];
  const child = spawn(
    process.execPath,
    [...common, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', ...quiet, '--ignore-last-opened'],
    { env: environment, stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    signalGroup(child.pid, 'SIGTERM');
    await Promise.race([ended, sleep(5000)]);
    signalGroup(child.pid, 'SIGKILL');
    await removeFolder(folder);
  };
  try {
    await waitFor('the VS Code server', 60_000, async () => (await fetch(`${url}/healthz`)).ok);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, authority: `127.0.0.1:${port}`, workspace, userData, stop };
}

/** Without the variables by which an outer VS Code or npm would steer this one. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VSCODE_|npm_|ELECTRON_)/i.test(name)));
}

/** The server was started as the leader of a process group of its own: this reaches its extension hosts too. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

/** The last writes of ended processes may still arrive: try for a few seconds. */
async function removeFolder(folder: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(200);
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port'))));
    });
  });
}

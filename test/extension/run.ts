import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { startSandbox } from '../sandbox/startSandbox';
import { answerPage } from './pageRequests';
import { chooseVsCode } from './vscode/chooseVsCode';
import { runInWeb } from './vscode/runInWeb';
import { runOnDesktop } from './vscode/runOnDesktop';
import { themeSettings } from './vscode/screenshots';

/** Builds the suite, starts a sandbox for it, and runs it in the extension host of a real VS Code. */
async function main(): Promise<number> {
  const root = process.cwd();
  const output = path.join(root, 'out', 'extension');
  await build({
    entryPoints: [path.join(root, 'test', 'extension', 'suite', 'index.ts')],
    outfile: path.join(output, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  mkdirSync(path.join(output, 'screenshots'), { recursive: true });

  const host = await chooseVsCode(root);
  const sandbox = await startSandbox();
  const azure = await startSandbox({ profile: 'azure-sql-database', sample: false });
  const managed = await startSandbox({ profile: 'managed-instance', sample: false });
  try {
    const run = {
      extensions: [root, path.join(root, 'test', 'extension', 'scriptedModel')],
      tests: path.join(output, 'index.js'),
      settings: { ...themeSettings, 'chat.byokUtilityModelDefault': 'mainAgent', 'chat.mcp.autostart': 'newAndOutdated' },
      environment: {
        SPROCKET_SANDBOX_CONNECTION: sandbox.connectionString(),
        SPROCKET_AZURE_CONNECTION: azure.connectionString(),
        SPROCKET_MANAGED_CONNECTION: managed.connectionString(),
        SPROCKET_TEST_COUNTS: process.env['SPROCKET_TEST_COUNTS'] ?? '',
        SPROCKET_TEST_HOST: process.env['SPROCKET_TEST_HOST'] ?? '',
        SPROCKET_TEST_GREP: process.env['SPROCKET_TEST_GREP'] ?? '',
        SPROCKET_TEST_PAGE: host.kind === 'web' ? 'yes' : '',
      },
      timeoutMilliseconds: 480_000,
      logFile: path.join(output, 'workbench.log'),
      onRequest: answerPage({
        screenshots: path.join(output, 'screenshots'),
        connectionString: sandbox.connectionString(),
        attentions: () => sandbox.server.statistics.attentions,
      }),
    };
    console.log(host.kind === 'web' ? `VS Code ${host.vscode.version} served in a headless browser` : 'VS Code on the desktop');
    return await (host.kind === 'web' ? runInWeb(host.vscode, run) : runOnDesktop(host.executable, run));
  } finally {
    await Promise.all([sandbox.close(), azure.close(), managed.close()]);
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);

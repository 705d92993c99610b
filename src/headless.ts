import { tmpdir } from 'node:os';
import { version } from '../package.json';
import { CapabilityDetector } from './core/capabilities/capabilityDetector';
import { ConnectionRegistry } from './core/connections/connectionRegistry';
import { parseConnectionString } from './core/connections/connectionString';
import { EnvironmentConnectionStore, howToConfigure } from './core/connections/environmentConnectionStore';
import { SprocketError } from './core/errors';
import type { Log } from './core/log';
import { ProcedureCatalog } from './core/procedures/procedureCatalog';
import { allowAll } from './core/safety/policy';
import { SessionManager } from './core/sessions/sessionManager';
import { SettingsHolder } from './core/settings';
import { settingsFromEnvironment } from './core/settingsFromEnvironment';
import { createMcpServer } from './mcp/mcpServer';
import { serveStdio } from './mcp/stdio';
import { createSqlServer } from './sql/sqlServer';
import { allTools } from './tools/allTools';
import { ToolRunner } from './tools/toolRunner';

/** Standard output belongs to the protocol: everything else goes to standard error. */
const log: Log = {
  debug: () => undefined,
  info: (message) => {
    write('info', message);
  },
  warn: (message) => {
    write('warning', message);
  },
  error: (message) => {
    write('error', message);
  },
};

function write(level: string, message: string): void {
  process.stderr.write(`${new Date().toISOString()} ${level}: ${message}\n`);
}

// A client that closed its end of standard error must not end the process before everything is given back.
process.stderr.on('error', () => undefined);

/** Serves one client over standard input and output until it goes away or a signal ends the process. */
async function main(): Promise<void> {
  const settings = new SettingsHolder(settingsFromEnvironment(process.env));
  const connections = new ConnectionRegistry({
    store: new EnvironmentConnectionStore(process.env),
    parse: parseConnectionString,
    howToAdd: howToConfigure,
    connectTimeoutSeconds: () => settings.current.connectionTimeoutSeconds,
  });
  await connections.load();
  // A string that cannot be read is an error of the configuration: said at the start, not at the first call.
  const { target } = connections.resolve();
  const server = createSqlServer();
  const sessions = new SessionManager({ server, settings, temporaryDirectory: tmpdir() });
  const runner = new ToolRunner(allTools, {
    connections,
    sessions,
    catalog: server,
    procedures: new ProcedureCatalog(server),
    capabilities: new CapabilityDetector({ port: server }),
    activity: server,
    policy: allowAll,
    settings,
    log,
  });
  const stopped = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve(signal);
      });
    }
  });
  const stdio = await serveStdio(createMcpServer({ runner, version, log }), process.stdin, process.stdout);
  log.info(`Sprocket ${version} serves the connection ${target.connection} over standard input and output.`);
  const reason = await Promise.race([stopped, stdio.ended.then(() => 'the client has gone')]);
  log.info(`Ending: ${reason}.`);
  // The timers of the core do not keep the process alive; this one does until everything is given back.
  const alive = setInterval(() => undefined, 1000);
  try {
    await stdio.close();
    await sessions.dispose();
    await server.close();
  } finally {
    clearInterval(alive);
  }
}

main().then(
  () => {
    process.exit(0);
  },
  (error: unknown) => {
    const known = error instanceof SprocketError;
    write('error', known ? error.message : `Sprocket cannot start (${error instanceof Error ? error.name : typeof error}).`);
    if (known && error.expected !== undefined) {
      write('error', `Expected: ${error.expected}`);
    }
    if (known && error.nextStep !== undefined) {
      write('error', error.nextStep);
    }
    process.exit(1);
  },
);

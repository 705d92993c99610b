import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CapabilityDetector } from '../../../src/core/capabilities/capabilityDetector';
import type { CapabilityPort } from '../../../src/core/capabilities/capabilityPort';
import type { Clock } from '../../../src/core/clock';
import { ConnectionRegistry } from '../../../src/core/connections/connectionRegistry';
import { parseConnectionString } from '../../../src/core/connections/connectionString';
import { Secret } from '../../../src/core/connections/secret';
import { silentLog } from '../../../src/core/log';
import { ProcedureCatalog } from '../../../src/core/procedures/procedureCatalog';
import { allowAll } from '../../../src/core/safety/policy';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import { SettingsHolder } from '../../../src/core/settings';
import { createSqlServer } from '../../../src/sql/sqlServer';
import { startSandbox } from '../../sandbox/startSandbox';
import type { ConnectionStringOptions, Sandbox, SandboxOptions } from '../../sandbox/startSandbox';
import { McpHost } from './mcpHost';

export interface ProfileHostOptions extends SandboxOptions {
  /** Who logs in and where; the administrator by default. */
  readonly login?: ConnectionStringOptions;
  readonly clock?: Pick<Clock, 'now'>;
  /** Stands between the detector and the server. */
  readonly wrap?: (port: CapabilityPort) => CapabilityPort;
}

/** The tools over one connection to a sandbox that plays a certain server. */
export class ProfileHost {
  private constructor(
    readonly sandbox: Sandbox,
    readonly detector: CapabilityDetector,
    readonly connections: ConnectionRegistry,
    readonly client: Client,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(options: ProfileHostOptions): Promise<ProfileHost> {
    const sandbox = await startSandbox(options);
    const settings = new SettingsHolder();
    const connectionString = new Secret(sandbox.connectionString(options.login ?? {}));
    const connections = new ConnectionRegistry({
      parse: parseConnectionString,
      howToAdd: 'Add one.',
      store: {
        load: () => Promise.resolve({ connections: [{ name: 'server', access: 'readWrite', connectionString }], active: 'server' }),
        save: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        saveActive: () => Promise.resolve(),
      },
    });
    await connections.load();
    const server = createSqlServer();
    const directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    const sessions = new SessionManager({ server, settings, temporaryDirectory: directory });
    const port = options.wrap?.(server) ?? server;
    const capabilities = new CapabilityDetector({ port, ...(options.clock === undefined ? {} : { clock: options.clock }) });
    const host = await McpHost.start({
      connections,
      sessions,
      catalog: server,
      procedures: new ProcedureCatalog(server),
      capabilities,
      activity: server,
      policy: allowAll,
      settings,
      log: silentLog,
    });
    const client = await host.client();
    return new ProfileHost(sandbox, capabilities, connections, client, async () => {
      await host.stop();
      capabilities.dispose();
      await sessions.dispose();
      await server.close();
      await sandbox.close();
      await rm(directory, { recursive: true, force: true });
    });
  }

  stop(): Promise<void> {
    return this.close();
  }
}

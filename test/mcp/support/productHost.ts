import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CapabilityDetector } from '../../../src/core/capabilities/capabilityDetector';
import { ConnectionRegistry } from '../../../src/core/connections/connectionRegistry';
import { parseConnectionString } from '../../../src/core/connections/connectionString';
import type { StoredConnection } from '../../../src/core/connections/connectionStore';
import { Secret } from '../../../src/core/connections/secret';
import { silentLog } from '../../../src/core/log';
import { ProcedureCatalog } from '../../../src/core/procedures/procedureCatalog';
import type { SqlServerPort } from '../../../src/core/ports';
import { allowAll } from '../../../src/core/safety/policy';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import type { SessionManagerOptions } from '../../../src/core/sessions/sessionManager';
import { SettingsHolder } from '../../../src/core/settings';
import type { HttpListener } from '../../../src/mcp/httpListener';
import { createSqlServer } from '../../../src/sql/sqlServer';
import { McpHost } from './mcpHost';

/** The whole product but VS Code, over servers that are there already. */
export class ProductHost {
  private constructor(
    readonly settings: SettingsHolder,
    readonly sessions: SessionManager,
    private readonly host: McpHost,
    private readonly closeServer: () => Promise<void>,
    private readonly directory: string,
  ) {}

  /**
   * `strings` are the connections by their names, the first of which is active. `beforeRows` holds rows back on their way into the sessions,
   * as a slow disk does.
   */
  static async start(
    strings: Readonly<Record<string, string>>,
    beforeRows?: () => Promise<void>,
    sessionOptions: Partial<SessionManagerOptions> = {},
  ): Promise<ProductHost> {
    const stored = Object.entries(strings).map(([name, text]): StoredConnection => ({
      name,
      access: 'readWrite',
      connectionString: new Secret(text),
    }));
    const directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    const settings = new SettingsHolder();
    const connections = new ConnectionRegistry({
      parse: parseConnectionString,
      howToAdd: 'Add one.',
      store: {
        load: () => Promise.resolve({ connections: stored, active: Object.keys(strings)[0] }),
        save: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        saveActive: () => Promise.resolve(),
      },
    });
    await connections.load();
    const server = createSqlServer({ retryMilliseconds: 20 });
    const sessions = new SessionManager({
      server: beforeRows === undefined ? server : slowed(server, beforeRows),
      settings,
      temporaryDirectory: directory,
      ...sessionOptions,
    });
    const host = await McpHost.start({
      connections,
      sessions,
      catalog: server,
      procedures: new ProcedureCatalog(server),
      capabilities: new CapabilityDetector({ port: server }),
      activity: server,
      policy: allowAll,
      settings,
      log: silentLog,
    });
    return new ProductHost(settings, sessions, host, () => server.close(), directory);
  }

  /** Where clients of other processes find it. */
  get listener(): HttpListener {
    return this.host.listener;
  }

  client(): Promise<Client> {
    return this.host.client();
  }

  /** Files that sessions have spilled so far. */
  async spilledFiles(): Promise<string[]> {
    const directories = await readdir(this.directory);
    return (await Promise.all(directories.map((name) => readdir(join(this.directory, name))))).flat();
  }

  /** Ends the MCP session of a client by its own wish. */
  deleteSession(client: Client): Promise<void> {
    return this.host.deleteSession(client);
  }

  /** Ends the listener, in the middle of whatever its clients do. */
  closeListener(): Promise<void> {
    return this.host.listener.close();
  }

  /** Ends the product in the order in which the extension does; the directory for temporary files stays. */
  async close(): Promise<void> {
    await this.host.stop();
    await this.sessions.dispose();
    await this.closeServer();
  }

  /** What the product has left in the directory for temporary files. */
  async leftovers(): Promise<string[]> {
    return readdir(this.directory);
  }

  async removeDirectory(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The same server, whose rows come later. */
function slowed(server: SqlServerPort, beforeRows: () => Promise<void>): SqlServerPort {
  return {
    ...server,
    run: (request, observer, signal) =>
      server.run(
        request,
        {
          ...observer,
          rows: async (block) => {
            await beforeRows();
            await observer.rows(block);
          },
        },
        signal,
      ),
  };
}

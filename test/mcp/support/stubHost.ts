import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { CapabilityDetector } from '../../../src/core/capabilities/capabilityDetector';
import { ConnectionRegistry } from '../../../src/core/connections/connectionRegistry';
import type { StoredConnection } from '../../../src/core/connections/connectionStore';
import { Secret } from '../../../src/core/connections/secret';
import { SprocketError } from '../../../src/core/errors';
import { silentLog } from '../../../src/core/log';
import type { RequestActivity } from '../../../src/core/ports';
import { ProcedureCatalog } from '../../../src/core/procedures/procedureCatalog';
import type { ProcedurePort } from '../../../src/core/procedures/procedurePort';
import { allowAll } from '../../../src/core/safety/policy';
import type { Policy } from '../../../src/core/safety/policy';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import { SettingsHolder } from '../../../src/core/settings';
import type { HttpListener, HttpListenerOptions } from '../../../src/mcp/httpListener';
import { noProcedures } from '../../unit/support/stubProcedures';
import { forever, numbers, StubCatalog, StubSqlServer } from '../../unit/support/stubSqlServer';
import { testSettings } from '../../unit/support/testTarget';
import { McpHost } from './mcpHost';

const stored: readonly StoredConnection[] = [
  { name: 'shop', access: 'readWrite', connectionString: new Secret('Server=db.example;Password=hunter2') },
  { name: 'Archive', access: 'readOnly', connectionString: new Secret('bad;Password=hunter2') },
];

/** Everything of the product but the server itself, which is a stub. */
export class StubHost {
  readonly server = new StubSqlServer();
  readonly settings = new SettingsHolder();
  readonly sessions: SessionManager;
  policy: Policy = allowAll;
  activity: () => Promise<RequestActivity | undefined> = () => Promise.resolve(undefined);
  /** What the catalog knows of procedures. */
  procedures: ProcedurePort = noProcedures;
  #host: McpHost | undefined;

  private constructor(private readonly directory: string) {
    this.server.scripts.set('numbers', numbers(250));
    this.server.scripts.set('forever', forever);
    this.sessions = new SessionManager({ server: this.server, settings: this.settings, temporaryDirectory: directory });
  }

  static async start(options: Partial<HttpListenerOptions> = {}): Promise<StubHost> {
    const connections = new ConnectionRegistry({
      howToAdd: 'Run the command SQL Server: Add Connection.',
      parse: (text) => {
        if (text.startsWith('bad')) {
          throw new SprocketError('invalid_input', 'The connection string names no server.');
        }
        return testSettings;
      },
      store: {
        load: () => Promise.resolve({ connections: stored, active: 'shop' }),
        save: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        saveActive: () => Promise.resolve(),
      },
    });
    await connections.load();
    const stub = new StubHost(await mkdtemp(join(tmpdir(), 'sprocket-test-')));
    stub.#host = await McpHost.start(
      {
        connections,
        sessions: stub.sessions,
        catalog: new StubCatalog(),
        procedures: new ProcedureCatalog({
          describeProcedure: (...given) => stub.procedures.describeProcedure(...given),
          procedureDefinition: (...given) => stub.procedures.procedureDefinition(...given),
          listProcedures: (...given) => stub.procedures.listProcedures(...given),
          procedureNames: (...given) => stub.procedures.procedureNames(...given),
        }),
        capabilities: new CapabilityDetector({ port: { serverFacts: () => Promise.reject(new Error('not scripted')) } }),
        activity: { requestActivity: () => stub.activity() },
        policy: { check: (request, signal) => stub.policy.check(request, signal) },
        settings: stub.settings,
        log: silentLog,
      },
      options,
    );
    return stub;
  }

  get listener(): HttpListener {
    return this.#started.listener;
  }

  client(): Promise<Client> {
    return this.#started.client();
  }

  async stop(): Promise<void> {
    await this.#started.stop();
    await this.sessions.dispose();
    await rm(this.directory, { recursive: true, force: true });
  }

  get #started(): McpHost {
    if (this.#host === undefined) {
      throw new Error('The host has not been started.');
    }
    return this.#host;
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ConnectionRegistry } from '../../../src/core/connections/connectionRegistry';
import type { StoredConnection } from '../../../src/core/connections/connectionStore';
import { Secret } from '../../../src/core/connections/secret';
import { SprocketError } from '../../../src/core/errors';
import { silentLog } from '../../../src/core/log';
import type { RequestActivity } from '../../../src/core/ports';
import { allowAll } from '../../../src/core/safety/policy';
import type { Policy } from '../../../src/core/safety/policy';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import { defaultSettings, SettingsHolder } from '../../../src/core/settings';
import { startHttpListener } from '../../../src/mcp/httpListener';
import type { HttpListener, HttpListenerOptions } from '../../../src/mcp/httpListener';
import { createMcpServer } from '../../../src/mcp/mcpServer';
import { allTools } from '../../../src/tools/allTools';
import { ToolRunner } from '../../../src/tools/toolRunner';
import { forever, numbers, StubCatalog, StubSqlServer } from '../../unit/support/stubSqlServer';
import { testSettings } from '../../unit/support/testTarget';

/** Everything of the product but the server itself, on a loopback port of its own. */
export class StubHost {
  readonly server = new StubSqlServer();
  readonly catalog = new StubCatalog();
  readonly settings = new SettingsHolder({ ...defaultSettings });
  policy: Policy = allowAll;
  activity: () => Promise<RequestActivity | undefined> = () => Promise.resolve(undefined);
  readonly #clients: Client[] = [];

  private constructor(
    readonly directory: string,
    readonly connections: ConnectionRegistry,
    readonly stored: StoredConnection[],
  ) {
    this.server.scripts.set('numbers', numbers(250));
    this.server.scripts.set('forever', forever);
    this.sessions = new SessionManager({ server: this.server, settings: this.settings, temporaryDirectory: directory });
  }

  readonly sessions: SessionManager;
  #listener: HttpListener | undefined;

  static async start(options: Partial<HttpListenerOptions> = {}): Promise<StubHost> {
    const stored: StoredConnection[] = [
      { name: 'shop', access: 'readWrite', connectionString: new Secret('Server=db.example;Password=hunter2') },
      { name: 'Archive', access: 'readOnly', connectionString: new Secret('bad;Password=hunter2') },
    ];
    const registry = new ConnectionRegistry({
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
    await registry.load();
    const host = new StubHost(await mkdtemp(join(tmpdir(), 'sprocket-test-')), registry, stored);
    const runner = new ToolRunner(allTools, {
      connections: registry,
      sessions: host.sessions,
      catalog: host.catalog,
      activity: { requestActivity: () => host.activity() },
      policy: { check: (request, signal) => host.policy.check(request, signal) },
      settings: host.settings,
      log: silentLog,
    });
    host.#listener = await startHttpListener({
      createServer: () => createMcpServer({ runner, version: '1.2.3', log: silentLog }),
      log: silentLog,
      ...options,
    });
    return host;
  }

  get listener(): HttpListener {
    if (this.#listener === undefined) {
      throw new Error('not started');
    }
    return this.#listener;
  }

  /** A client of the SDK, connected. */
  async client(): Promise<Client> {
    const { url, token } = this.listener;
    const http = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${token}` } } });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(exactTransport(http));
    await client.listTools();
    this.#clients.push(client);
    return client;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
    await this.listener.close();
    await this.sessions.dispose();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The SDK's HTTP client as the interface wants it under exact optional properties. */
function exactTransport(http: StreamableHTTPClientTransport): Transport {
  const transport: Transport = {
    start: async () => {
      http.onmessage = (message) => transport.onmessage?.(message);
      http.onerror = (error) => transport.onerror?.(error);
      http.onclose = () => transport.onclose?.();
      await http.start();
    },
    send: (message) => http.send(message),
    close: () => http.close(),
    setProtocolVersion: (version) => {
      http.setProtocolVersion(version);
    },
  };
  return transport;
}

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Record<string, unknown>;
  readonly raw: CallToolResult;
}

/** Calls a tool; the SDK checks the structured content against the output schema. */
export async function call(
  client: Client,
  name: string,
  input: Record<string, unknown> = {},
  options: Parameters<Client['callTool']>[2] = {},
): Promise<Answer> {
  const raw = CallToolResultSchema.parse(await client.callTool({ name, arguments: input }, undefined, options));
  const [first] = raw.content;
  return { raw, isError: raw.isError === true, text: first?.type === 'text' ? first.text : '', structured: raw.structuredContent ?? {} };
}

/** The `error` of an answer that must be one. */
export function errorOf(answer: Answer): Record<string, unknown> {
  const error = answer.structured['error'];
  if (!answer.isError || typeof error !== 'object' || error === null) {
    throw new Error(`not an error: ${answer.text}`);
  }
  return { ...error };
}

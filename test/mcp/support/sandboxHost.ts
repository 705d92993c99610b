import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { SessionManager, SessionManagerOptions } from '../../../src/core/sessions/sessionManager';
import type { SettingsHolder } from '../../../src/core/settings';
import { startSandbox } from '../../sandbox/startSandbox';
import type { Sandbox } from '../../sandbox/startSandbox';
import { ProductHost } from './productHost';
import { until } from './until';

/** The whole product but VS Code, over the sandbox: connections `shop` (with the sample database) and `server` (without a database). */
export class SandboxHost {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly product: ProductHost,
  ) {}

  /** `more` gives further connections, by their names, as strings; the rest as ProductHost.start. */
  static async start(
    more: (sandbox: Sandbox) => Readonly<Record<string, string>> = () => ({}),
    beforeRows?: () => Promise<void>,
    sessionOptions: Partial<SessionManagerOptions> = {},
  ): Promise<SandboxHost> {
    const sandbox = await startSandbox();
    const strings = { shop: sandbox.connectionString(), server: sandbox.connectionString({ database: '' }), ...more(sandbox) };
    return new SandboxHost(sandbox, await ProductHost.start(strings, beforeRows, sessionOptions));
  }

  get settings(): SettingsHolder {
    return this.product.settings;
  }

  get sessions(): SessionManager {
    return this.product.sessions;
  }

  client(): Promise<Client> {
    return this.product.client();
  }

  /** Files that sessions have spilled so far. */
  spilledFiles(): Promise<string[]> {
    return this.product.spilledFiles();
  }

  /** Waits until the sandbox has exactly so many connections open: closing one takes a moment on the way. */
  async untilConnections(count: number): Promise<void> {
    await until(() => this.sandbox.server.statistics.openConnections === count);
  }

  /** Ends the MCP session of a client by its own wish. */
  deleteSession(client: Client): Promise<void> {
    return this.product.deleteSession(client);
  }

  /** Ends the listener, in the middle of whatever its clients do. */
  closeListener(): Promise<void> {
    return this.product.closeListener();
  }

  /** Ends the product in the order in which the extension does; the sandbox goes on. */
  closeProduct(): Promise<void> {
    return this.product.close();
  }

  /** What the product has left in the directory for temporary files. */
  leftovers(): Promise<string[]> {
    return this.product.leftovers();
  }

  async stop(): Promise<void> {
    await this.closeProduct();
    await this.sandbox.close();
    await this.product.removeDirectory();
  }
}

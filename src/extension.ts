import type * as vscode from 'vscode';
import { version } from '../package.json';
import { CapabilityDetector } from './core/capabilities/capabilityDetector';
import { parseConnectionString } from './core/connections/connectionString';
import { ConnectionRegistry } from './core/connections/connectionRegistry';
import { ProcedureCatalog } from './core/procedures/procedureCatalog';
import { ProcedureRunner } from './core/procedures/procedureRunner';
import { allowAll } from './core/safety/policy';
import { SessionManager } from './core/sessions/sessionManager';
import { SettingsHolder } from './core/settings';
import { registerCommands } from './host/commands/registerCommands';
import { selectConnection } from './host/commands/selectConnection';
import { trackContextKeys } from './host/contextKeys';
import { createLog } from './host/log';
import { McpProvider } from './host/mcpProvider';
import { microsoftAccountToken } from './host/microsoftAccount';
import { SecretConnectionStore } from './host/secretConnectionStore';
import { CapabilitiesPanels } from './host/panels/capabilitiesPanels';
import { ProcedurePanels } from './host/panels/procedurePanels';
import { ResultsPanels } from './host/panels/resultsPanels';
import { onSettingsChange, readSettings } from './host/settings';
import { handOn } from './host/showError';
import { ConnectionStatus } from './host/views/connectionStatus';
import { SessionsView } from './host/views/sessionsView';
import { LazyListener } from './mcp/lazyListener';
import { createSqlServer } from './sql/sqlServer';

/** What deactivation must wait for: work is cancelled on its servers, connections closed, temporary files removed. */
let shutDown: (() => Promise<void>) | undefined;

/** Builds the object graph. Nothing here connects to a server or opens a port. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = createLog();
  const settings = new SettingsHolder(readSettings());
  const store = new SecretConnectionStore(context.secrets, context.globalState);
  const howToAdd = 'Ask the user to run the command "Sprocket: Add Connection" in VS Code.';
  const connections = new ConnectionRegistry({
    store,
    parse: parseConnectionString,
    howToAdd,
    connectTimeoutSeconds: () => settings.current.connectionTimeoutSeconds,
  });
  const server = createSqlServer({ tokenProvider: microsoftAccountToken });
  const sessions = new SessionManager({ server, settings, temporaryDirectory: context.globalStorageUri.fsPath });
  const procedures = new ProcedureCatalog(server);
  const capabilities = new CapabilityDetector({ port: server });
  const tools = { connections, sessions, catalog: server, procedures, capabilities, activity: server, policy: allowAll, settings, log };
  const listener = new LazyListener(async () => {
    const { startToolServer } = await import('./mcp/startToolServer');
    return startToolServer(tools, version, log);
  });

  shutDown = async () => {
    await listener.close();
    await sessions.dispose();
    await server.close();
  };
  const results = new ResultsPanels(sessions, { extensionUri: context.extensionUri, log });
  const forms = new ProcedurePanels({
    extensionUri: context.extensionUri,
    log,
    sessions,
    procedures,
    runner: new ProcedureRunner(procedures, sessions),
    results,
  });
  const capabilityPanels = new CapabilitiesPanels({
    extensionUri: context.extensionUri,
    log,
    connections,
    capabilities,
    selectConnection: async () => {
      await selectConnection(connections);
      if (connections.active !== undefined) capabilityPanels.show(connections.active.name);
    },
  });
  context.subscriptions.push(
    log,
    settings,
    connections,
    capabilities,
    onSettingsChange((changed) => settings.update(changed)),
    store.onDidChange(() => handOn(log, connections.load())),
    connections.onDidChange(({ stale }) => {
      for (const name of stale) {
        procedures.forget(name);
        capabilities.forget(name);
        handOn(log, server.forget(name));
      }
    }),
    trackContextKeys(connections, sessions),
    new ConnectionStatus(connections, capabilities),
    new SessionsView(sessions, connections),
    results,
    forms,
    capabilityPanels,
    ...registerCommands({ connections, sessions, results, forms, procedures, capabilityPanels, server, parse: parseConnectionString, log }),
  );
  await connections.load();

  if (McpProvider.isSupported()) {
    const provider = new McpProvider({
      label: 'Sprocket',
      listen: () => listener.listen(),
      version: () => [version, ...settings.current.disabledTools].join('-'),
      log,
    });
    // A server that runs tells its clients itself; asking VS Code to start anew would end it.
    const refresh = settings.onDidChange(() => {
      if (!listener.isStarted) provider.refresh();
    });
    context.subscriptions.push(provider, provider.register(), refresh);
  } else {
    log.warn('This editor has no API for MCP servers of extensions: agents here cannot see Sprocket.');
  }
}

export async function deactivate(): Promise<void> {
  await shutDown?.();
}

import * as vscode from 'vscode';
import type { CapabilityDetector } from '../../core/capabilities/capabilityDetector';
import type { ServerCapabilities } from '../../core/capabilities/capabilities';
import type { ConnectionProfile } from '../../core/connections/connectionProfile';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import type { Disposable } from '../../core/disposables';
import { commands } from '../ids';

/**
 * The active connection in the status bar, with its product as soon as something else has asked the server: this asks nothing itself. A click
 * shows what the server can do, or lets the user choose while no connection is active. Hidden while there is no connection.
 */
export class ConnectionStatus implements Disposable {
  private readonly item = vscode.window.createStatusBarItem('sprocket.connection', vscode.StatusBarAlignment.Left);
  private readonly listeners: readonly Disposable[];

  constructor(
    private readonly connections: ConnectionRegistry,
    private readonly capabilities: CapabilityDetector,
  ) {
    this.item.name = 'SQL Server Connection';
    this.listeners = [connections.onDidChange(() => this.show()), capabilities.onDidChange(() => this.show())];
    this.show();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    if (this.connections.list().length === 0) {
      this.item.hide();
      return;
    }
    const { active } = this.connections;
    if (active === undefined) {
      this.item.text = '$(database) Select Connection';
      this.item.tooltip = 'No SQL Server connection is active.';
      this.item.accessibilityInformation = { label: 'Select SQL Server connection' };
      this.item.command = commands.selectConnection;
    } else {
      const known = this.known(active);
      const product = known === undefined ? '' : `: ${known.product.name}`;
      this.item.text = `$(database) ${active.name}${product}`;
      this.item.tooltip = tooltip(active, known);
      this.item.accessibilityInformation = { label: `SQL Server connection ${active.name}${product}. Show server capabilities.` };
      this.item.command = commands.showCapabilities;
    }
    this.item.show();
  }

  private known(active: ConnectionProfile): ServerCapabilities | undefined {
    return active.problem === undefined ? this.capabilities.known(this.connections.resolve(active.name).target) : undefined;
  }
}

/** Names are text: what a connection is called must not become a link. */
function tooltip(active: ConnectionProfile, known: ServerCapabilities | undefined): vscode.MarkdownString {
  const text = new vscode.MarkdownString('**Active SQL Server connection**\n\n', true);
  const line = (label: string, value: string): void => {
    text.appendMarkdown(`${label}: `).appendText(value).appendMarkdown('  \n');
  };
  line('Name', active.name);
  line('Server', active.server ?? 'unknown');
  line('Database', active.database ?? 'chosen by each call');
  line('Login', active.login ?? 'unknown');
  if (known !== undefined) {
    line('Product', `${known.product.name}, ${known.product.edition}`);
    line('Deployment', known.deployment.name);
  }
  text.appendMarkdown(
    `\n[$(server) Show Server Capabilities](command:${commands.showCapabilities}) · [$(plug) Select Another Connection](command:${commands.selectConnection})`,
  );
  text.isTrusted = { enabledCommands: [commands.showCapabilities, commands.selectConnection] };
  return text;
}

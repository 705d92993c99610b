import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import type { Disposable } from '../../core/disposables';
import { commands } from '../ids';

/** The active connection in the status bar; a click chooses another one. Hidden while there is no connection. */
export class ConnectionStatus implements Disposable {
  private readonly item = vscode.window.createStatusBarItem('sprocket.connection', vscode.StatusBarAlignment.Left);
  private readonly listener: Disposable;

  constructor(private readonly connections: ConnectionRegistry) {
    this.item.name = 'SQL Server Connection';
    this.item.command = commands.selectConnection;
    this.listener = connections.onDidChange(() => this.show());
    this.show();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    if (this.connections.list().length === 0) {
      this.item.hide();
      return;
    }
    const active = this.connections.active;
    this.item.text = `$(database) ${active?.name ?? 'Select Connection'}`;
    this.item.tooltip =
      active === undefined ? 'No SQL Server connection is active.' : tooltip(active.server, active.database, active.login);
    this.item.accessibilityInformation = {
      label: active === undefined ? 'Select SQL Server connection' : `SQL Server connection ${active.name}`,
    };
    this.item.show();
  }
}

function tooltip(server: string | undefined, database: string | undefined, login: string | undefined): string {
  const lines = [`Server: ${server ?? 'unknown'}`, `Database: ${database ?? 'chosen by each call'}`, `Login: ${login ?? 'unknown'}`];
  return ['Active SQL Server connection', ...lines].join('\n');
}

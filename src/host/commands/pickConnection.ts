import * as vscode from 'vscode';
import type { ConnectionProfile } from '../../core/connections/connectionProfile';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';

interface ConnectionItem extends vscode.QuickPickItem {
  readonly name: string;
}

/** Lets the user choose one of the connections. undefined: none was chosen. */
export async function pickConnection(connections: ConnectionRegistry, title: string): Promise<string | undefined> {
  const active = connections.active?.name;
  const items = connections.list().map((profile) => toItem(profile, profile.name === active));
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'Connection', matchOnDescription: true });
  return chosen?.name;
}

function toItem(profile: ConnectionProfile, active: boolean): ConnectionItem {
  const where = [profile.server, profile.database].filter(Boolean).join('/');
  const who = profile.login === undefined ? '' : ` as ${profile.login}`;
  return {
    name: profile.name,
    label: `$(${active ? 'check' : 'database'}) ${profile.name}`,
    description: profile.problem ?? `${where}${who}`,
  };
}

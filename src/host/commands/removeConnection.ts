import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import { pickConnection } from './pickConnection';

/** Forgets a connection and its secret, after the user confirmed it. `name`: do not ask which. */
export async function removeConnection(connections: ConnectionRegistry, name?: string): Promise<void> {
  const chosen = name ?? (await pickConnection(connections, 'Remove Connection'));
  if (chosen === undefined) return;
  const remove = 'Remove';
  const answer = await vscode.window.showWarningMessage(
    `Remove the connection "${chosen}"?`,
    { modal: true, detail: 'Its connection string is deleted from the secret storage. Running sessions go on.' },
    remove,
  );
  if (answer === remove) await connections.remove(chosen);
}

import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../core/connections/connectionRegistry';
import type { Disposable } from '../core/disposables';
import { contextKeys } from './ids';

/** Keeps what the manifest's `when` clauses ask for up to date. */
export function trackContextKeys(connections: ConnectionRegistry): Disposable {
  let shown: boolean | undefined;
  const update = (): void => {
    const hasConnections = connections.list().length > 0;
    if (hasConnections === shown) return;
    shown = hasConnections;
    void vscode.commands.executeCommand('setContext', contextKeys.hasConnections, hasConnections);
  };
  update();
  return connections.onDidChange(update);
}

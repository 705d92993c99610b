import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../core/connections/connectionRegistry';
import type { Disposable } from '../core/disposables';
import type { SessionManager } from '../core/sessions/sessionManager';
import { contextKeys } from './ids';

/** Keeps what the manifest's `when` clauses ask for up to date. */
export function trackContextKeys(connections: ConnectionRegistry, sessions: SessionManager): Disposable {
  const held = [
    track(
      contextKeys.hasConnections,
      () => connections.list().length > 0,
      (listener) => connections.onDidChange(listener),
    ),
    track(
      contextKeys.hasSessions,
      () => sessions.list().length > 0,
      (listener) => sessions.onDidChange(listener),
    ),
  ];
  return {
    dispose: () => {
      for (const item of held) item.dispose();
    },
  };
}

/** Sets the key now, and again whenever it has another value. */
function track(key: string, value: () => boolean, onDidChange: (listener: () => void) => Disposable): Disposable {
  let shown: boolean | undefined;
  const update = (): void => {
    const current = value();
    if (current === shown) return;
    shown = current;
    void vscode.commands.executeCommand('setContext', key, current);
  };
  update();
  return onDidChange(update);
}

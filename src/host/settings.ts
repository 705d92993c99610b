import * as vscode from 'vscode';
import { defaultSettings } from '../core/settings';
import type { Settings } from '../core/settings';

/** Reads the user's settings. Every setting has application scope, so that no workspace can change one. */
export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration('sprocket');
  // settings.json can hold what the manifest does not allow: then the default counts.
  const number = (name: string, fallback: number, least = 1): number => {
    const value = configuration.get<unknown>(name);
    return typeof value === 'number' && Number.isFinite(value) && value >= least ? value : fallback;
  };
  const switchedOff = (name: string, tool: string): string[] => (configuration.get(name) === false ? [tool] : []);
  return {
    maxConcurrentSessions: number('sessions.maxConcurrent', defaultSettings.maxConcurrentSessions),
    sessionRetentionMinutes: number('sessions.retentionMinutes', defaultSettings.sessionRetentionMinutes),
    cleanupIntervalMinutes: number('sessions.cleanupIntervalMinutes', defaultSettings.cleanupIntervalMinutes),
    defaultTimeoutSeconds: number('sessions.defaultTimeoutSeconds', defaultSettings.defaultTimeoutSeconds, 0),
    connectionTimeoutSeconds: number('connections.timeoutSeconds', defaultSettings.connectionTimeoutSeconds),
    maxRows: number('sessions.maxRows', defaultSettings.maxRows),
    maxBytes: number('sessions.maxMegabytes', defaultSettings.maxBytes / 1024 ** 2) * 1024 ** 2,
    maxDiskBytes: number('sessions.maxDiskMegabytes', defaultSettings.maxDiskBytes / 1024 ** 2, 0) * 1024 ** 2,
    patienceSeconds: number('tools.patienceSeconds', defaultSettings.patienceSeconds),
    pageBytes: number('tools.pageKilobytes', defaultSettings.pageBytes / 1024) * 1024,
    disabledTools: new Set([
      ...switchedOff('tools.executeQuery', 'execute_query'),
      ...switchedOff('tools.startQuery', 'start_query'),
      ...switchedOff('tools.executeStoredProcedure', 'execute_stored_procedure'),
      ...switchedOff('tools.startStoredProcedure', 'start_stored_procedure'),
    ]),
  };
}

/** Calls `listener` with the new settings whenever one of them changed. */
export function onSettingsChange(listener: (settings: Settings) => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('sprocket')) listener(readSettings());
  });
}

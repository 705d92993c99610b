import * as vscode from 'vscode';
import type { Log } from '../core/log';

/** The output channel "Sprocket"; VS Code keeps the level. */
export function createLog(): vscode.LogOutputChannel & Log {
  return vscode.window.createOutputChannel('Sprocket', { log: true });
}

import * as vscode from 'vscode';
import { Session } from '../../core/sessions/session';
import type { SessionManager } from '../../core/sessions/sessionManager';
import { commands } from '../ids';
import type { ResultsPanels } from '../panels/resultsPanels';
import type { ProcedurePanels } from '../panels/procedurePanels';
import { reportErrors } from '../showError';
import { addConnection } from './addConnection';
import type { AddConnectionArguments, AddConnectionServices } from './addConnection';
import { executeProcedure } from './executeProcedure';
import type { ExecuteProcedureServices } from './executeProcedure';
import { pickSession } from './pickSession';
import { removeConnection } from './removeConnection';
import { runQuery } from './runQuery';
import type { RunQueryArguments } from './runQuery';
import { selectConnection } from './selectConnection';
import { showCapabilities } from './showCapabilities';
import type { ShowCapabilitiesServices } from './showCapabilities';

export interface CommandServices extends AddConnectionServices, ShowCapabilitiesServices, Omit<ExecuteProcedureServices, 'server'> {
  readonly server: AddConnectionServices['server'] & ExecuteProcedureServices['server'];
  readonly sessions: SessionManager;
  readonly results: ResultsPanels;
  readonly log: vscode.LogOutputChannel;
}

/** Registers every command of the manifest. What a command throws is logged and shown, never lost. */
export function registerCommands(services: CommandServices): vscode.Disposable[] {
  const { connections, sessions, results, forms, log } = services;
  const register = (command: string, work: (argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(command, (argument: unknown) => reportErrors(log, () => work(argument)));
  return [
    register(commands.addConnection, (args) => addConnection(services, isAddArguments(args) ? args : undefined)),
    register(commands.removeConnection, (name) => removeConnection(connections, typeof name === 'string' ? name : undefined)),
    register(commands.selectConnection, () => selectConnection(connections)),
    register(commands.showCapabilities, (name) => showCapabilities(services, typeof name === 'string' ? name : undefined)),
    register(commands.cancelSession, async (session) => {
      if (session instanceof Session) await session.cancel();
    }),
    register(commands.removeSession, async (session) => {
      if (session instanceof Session) await sessions.remove(session.id);
    }),
    register(commands.copySessionId, async (session) => {
      if (session instanceof Session) await vscode.env.clipboard.writeText(session.id);
    }),
    register(commands.showResults, async (session) => {
      const chosen = session instanceof Session ? session : await pickSession(sessions);
      if (chosen !== undefined) results.show(chosen);
    }),
    register(commands.runQuery, (args) => runQuery(services, isRunArguments(args) ? args : undefined)),
    register(commands.executeProcedure, (connection) =>
      executeProcedure(services, typeof connection === 'string' ? connection : undefined),
    ),
    ...resultsCommands(results, forms, register),
    register(commands.showLog, () => {
      log.show();
      return Promise.resolve();
    }),
  ];
}

/** What the page in front is asked to do. */
function resultsCommands(
  results: ResultsPanels,
  forms: ProcedurePanels,
  register: (command: string, work: () => Promise<void>) => vscode.Disposable,
): vscode.Disposable[] {
  const actions = [
    [commands.copyCells, 'copy'],
    [commands.copyCellsWithHeaders, 'copyWithHeaders'],
    [commands.selectAllCells, 'selectAll'],
    [commands.viewCell, 'viewCell'],
    [commands.exportResultSet, 'export'],
  ] as const;
  return actions.map(([command, action]) =>
    register(command, () => {
      (results.active ?? forms.active)?.perform(action);
      return Promise.resolve();
    }),
  );
}

/** Menus pass their own objects to commands: only the documented shape counts. */
function isAddArguments(value: unknown): value is AddConnectionArguments {
  if (typeof value !== 'object' || value === null || !('name' in value) || !('connectionString' in value)) return false;
  return typeof value.name === 'string' && typeof value.connectionString === 'string';
}

function isRunArguments(value: unknown): value is RunQueryArguments {
  return typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'string';
}

import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import { SprocketError } from '../../core/errors';
import type { SessionManager } from '../../core/sessions/sessionManager';
import type { ResultsPanels } from '../panels/resultsPanels';
import { oneBatch } from './oneBatch';
import { pickConnection } from './pickConnection';

export interface RunQueryServices {
  readonly connections: ConnectionRegistry;
  readonly sessions: SessionManager;
  readonly results: ResultsPanels;
}

/** What a keybinding or another extension may pass: then nothing is asked. */
export interface RunQueryArguments {
  readonly query: string;
}

const sqlLanguages = ['sql', 'mssql', 'tsql'];

/** Runs the selected text, the SQL document or what is typed, as the person's own session, and shows its results. */
export async function runQuery({ connections, sessions, results }: RunQueryServices, args?: RunQueryArguments): Promise<void> {
  const typed = args?.query ?? textOfEditor() ?? (await askForQuery());
  if (typed === undefined) return;
  const text = oneBatch(typed);
  if (text.trim() === '')
    throw new SprocketError('invalid_input', 'There is no SQL to run.', { nextStep: 'Select a query or open a SQL file.' });
  const several = connections.list().length > 1 && connections.active === undefined;
  const name = several ? await pickConnection(connections, 'Run Query') : undefined;
  if (several && name === undefined) return;
  const { target } = connections.resolve(name);
  // A person sees it run and can stop it: the default limit, which bounds a wait, does not apply.
  results.show(sessions.start({ kind: 'query', target, text, parameters: [], origin: 'person', background: true }));
}

/** The selection, or the whole of a SQL document. undefined: neither. */
function textOfEditor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const selected = editor.document.getText(editor.selection);
  if (selected.trim() !== '') return selected;
  return sqlLanguages.includes(editor.document.languageId) ? editor.document.getText() : undefined;
}

function askForQuery(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Run Query',
    prompt: 'T-SQL to run on the active connection.',
    placeHolder: 'SELECT TOP (100) * FROM …',
    ignoreFocusOut: true,
  });
}

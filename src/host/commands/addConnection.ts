import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import type { ConnectionSettings } from '../../core/connections/connectionSettings';
import { SprocketError } from '../../core/errors';
import type { ServerIdentity, SqlServerPort } from '../../core/ports';
import { describeError } from '../describeError';

export interface AddConnectionServices {
  readonly connections: ConnectionRegistry;
  readonly server: SqlServerPort;
  /** Reads a connection string; throws SprocketError. */
  readonly parse: (connectionString: string) => ConnectionSettings;
}

/** What a keybinding or another extension may pass: then nothing is asked, and nothing is tested. */
export interface AddConnectionArguments {
  readonly name: string;
  readonly connectionString: string;
}

/** Paste a string, test it, name it. Escape at any step adds nothing; a failed test can be corrected without typing again. */
export async function addConnection(services: AddConnectionServices, args?: AddConnectionArguments): Promise<void> {
  if (args !== undefined) {
    await keep(services, args.name, args.connectionString);
    return;
  }
  let text: string | undefined = '';
  for (;;) {
    text = await askForString(services, text);
    if (text === undefined) return;
    const settings = services.parse(text);
    const tested = await test(services, settings);
    if (tested === 'edit') continue;
    if (tested === undefined) return;
    const name = await askForName(services.connections, settings, tested === 'keep' ? undefined : tested);
    if (name === undefined) return;
    await keep(services, name, text);
    return;
  }
}

async function keep({ connections }: AddConnectionServices, name: string, connectionString: string): Promise<void> {
  const profile = await connections.save(name, connectionString, 'ask');
  await connections.setActive(profile.name);
  if (profile.notes.length > 0) void vscode.window.showInformationMessage(`${profile.name}: ${profile.notes.join(' ')}`);
}

function askForString({ parse }: AddConnectionServices, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Add Connection (1/2): Connection String',
    prompt: 'ADO.NET, ODBC, JDBC or mssql://. It is kept in the secret storage of VS Code.',
    placeHolder: 'Server=localhost,1433;Database=Shop;User ID=me;Password=…;Encrypt=true',
    value,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return undefined;
      try {
        parse(text);
        return undefined;
      } catch (error) {
        return describeError(error);
      }
    },
  });
}

/** The server's answer; `edit` to go back to the string, `keep` to add it all the same, undefined to give up. */
async function test(services: AddConnectionServices, settings: ConnectionSettings): Promise<ServerIdentity | 'edit' | 'keep' | undefined> {
  try {
    return await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: `Connecting to ${settings.server}…`, cancellable: true },
      (_progress, token) => {
        const controller = new AbortController();
        const listener = token.onCancellationRequested(() => controller.abort());
        const testing = services.server.test({ connection: settings.server, settings }, controller.signal);
        return testing.finally(() => {
          listener.dispose();
        });
      },
    );
  } catch (error) {
    if (error instanceof SprocketError && error.kind === 'cancelled') return 'edit';
    const edit = 'Edit';
    const anyway = 'Add Anyway';
    const choice = await vscode.window.showErrorMessage(describeError(error), edit, anyway);
    return choice === edit ? 'edit' : choice === anyway ? 'keep' : undefined;
  }
}

function askForName(
  connections: ConnectionRegistry,
  settings: ConnectionSettings,
  identity: ServerIdentity | undefined,
): Thenable<string | undefined> {
  const host = settings.server.replace(/\..*$/u, '');
  const suggestion = settings.database === undefined ? host : `${settings.database} on ${host}`;
  return vscode.window.showInputBox({
    title: 'Add Connection (2/2): Name',
    prompt:
      identity === undefined
        ? 'The name that agents and views use.'
        : `Connected to ${describeServer(identity)}. Agents and views use this name.`,
    value: suggestion,
    ignoreFocusOut: true,
    validateInput: (name) => {
      if (name.trim() === '') return 'A connection needs a name.';
      return connections.get(name) === undefined ? undefined : `There is a connection "${name.trim()}" already. Choose another name.`;
    },
  });
}

function describeServer(identity: ServerIdentity): string {
  return `SQL Server ${identity.productVersion}, ${identity.edition}, as ${identity.login}`;
}

import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import type { CatalogPort, ConnectionTarget } from '../../core/ports';
import type { ProcedureCatalog } from '../../core/procedures/procedureCatalog';
import { views } from '../ids';
import type { ProcedurePanels } from '../panels/procedurePanels';
import { pickConnection } from './pickConnection';
import { pickProcedure } from './pickProcedure';

const title = 'Execute Stored Procedure';

export interface ExecuteProcedureServices {
  readonly connections: ConnectionRegistry;
  readonly server: Pick<CatalogPort, 'databases'>;
  readonly procedures: ProcedureCatalog;
  readonly forms: ProcedurePanels;
}

/** Asks for what is not given, a connection, a database where the connection names none, a procedure, and opens its form. */
export async function executeProcedure(services: ExecuteProcedureServices, connection?: string): Promise<void> {
  const { connections, procedures, forms } = services;
  const several = connection === undefined && connections.list().length > 1;
  const name = several ? await pickConnection(connections, title) : connection;
  if (several && name === undefined) return;
  const resolved = connections.resolve(name);
  const inServerMode = resolved.target.database === undefined && resolved.target.settings.database === undefined;
  const target = inServerMode ? await pickDatabase(services, resolved.target) : resolved.target;
  if (target === undefined) return;
  const totalSteps = 1 + Number(several) + Number(inServerMode);
  const procedure = await pickProcedure(procedures, target, { step: totalSteps, totalSteps });
  if (procedure === undefined) return;
  const described = await vscode.window.withProgress({ location: { viewId: views.sessions } }, () =>
    procedures.describe(target, procedure),
  );
  forms.show({ ...target, database: described.database }, described);
}

async function pickDatabase({ server }: ExecuteProcedureServices, target: ConnectionTarget): Promise<ConnectionTarget | undefined> {
  const names = server.databases(target).then(({ items }) => items.filter((item) => item.accessible !== false).map((item) => item.name));
  const database = await vscode.window.showQuickPick(names, { title, placeHolder: `Database on ${target.connection}` });
  return database === undefined ? undefined : { ...target, database };
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { waitFor } from '../vscode/waitFor';
import { askPage, hasPage } from './page';
import { callToolForJson, startMcpServer } from './toolCalls';

export const connectionName = 'Sandbox shop';

async function listed(): Promise<{ name: unknown; active: unknown }[]> {
  const { connections } = await callToolForJson('list_connections', {});
  assert.ok(Array.isArray(connections));
  return connections.map(
    (connection: unknown) => ({ name: undefined, active: undefined, ...Object(connection) }) as { name: unknown; active: unknown },
  );
}

async function connectionNames(): Promise<unknown[]> {
  return (await listed()).map(({ name }) => name);
}

async function activeName(): Promise<unknown> {
  return (await listed()).find(({ active }) => active === true)?.name;
}

export function defineConnectionTests(): void {
  describe('connections', () => {
    before(async () => {
      await vscode.extensions.getExtension('sprocket.sprocket-mssql')?.activate();
      await startMcpServer();
    });

    it('a person pastes a connection string, it is tested and named', async function () {
      if (!hasPage) this.skip();
      askPage(`add-connection ${connectionName}`);
      await waitFor('the connection', 40_000, async () => (await connectionNames()).includes(connectionName));
      askPage('screenshot connection-added');
    });

    it('another connection is added by arguments and becomes the active one', async () => {
      const connectionString = process.env['SPROCKET_SANDBOX_CONNECTION'];
      for (const name of ['Second', connectionName]) {
        await vscode.commands.executeCommand('sprocket.addConnection', { name, connectionString });
        assert.equal(await activeName(), name);
      }
      assert.deepEqual(await connectionNames(), [connectionName, 'Second']);
    });

    it('a connection string that cannot be read is refused and nothing is added', async () => {
      const before = await connectionNames();
      void vscode.commands.executeCommand('sprocket.addConnection', { name: 'Bad', connectionString: 'Sevrer=nowhere' });
      await waitFor('the refusal', 10_000, async () => (await connectionNames()).length === before.length);
      await vscode.commands.executeCommand('notifications.clearAll');
      assert.deepEqual(await connectionNames(), before);
    });
  });
}

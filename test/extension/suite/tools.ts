import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { toolNames } from '../../support/toolNames';
import { callTool, callToolForJson, knownTools, startMcpServer, toolName } from './toolCalls';

export function defineToolTests(): void {
  describe('tools through VS Code', () => {
    before(() => startMcpServer());

    it('are those that the server has', () => {
      assert.deepEqual(knownTools(), toolNames.map(toolName));
    });

    it('execute_query answers with exact values', async () => {
      const query =
        "SELECT CAST('12345678901234567890.1234567890' AS decimal(38,10)) AS amount, CAST(9223372036854775807 AS bigint) AS big";
      const answer = await callToolForJson('execute_query', { query });
      assert.match(JSON.stringify(answer), /"12345678901234567890\.1234567890","9223372036854775807"/);
    });

    it('list_tables and get_table_schema read the sample', async () => {
      assert.match(await callTool('list_tables', { database: 'SprocketShop' }), /sales/);
      const schemaText = await callTool('get_table_schema', { database: 'SprocketShop', table_name: 'sales.SalesOrder' });
      assert.match(schemaText, /OrderId/);
    });

    it('a string where a number belongs is answered with what to do', async () => {
      const text = await callTool('get_session_status', { session_id: 'x', wait_seconds: 'soon' });
      assert.match(text, /wait_seconds/);
      assert.match(text, /number/);
    });

    it('a tool that is switched off in the settings disappears, and comes back', async () => {
      const configuration = vscode.workspace.getConfiguration('sprocket');
      await configuration.update('tools.startQuery', false, vscode.ConfigurationTarget.Global);
      await startMcpServer((known) => known.length > 0 && !known.includes(toolName('start_query')));
      await configuration.update('tools.startQuery', undefined, vscode.ConfigurationTarget.Global);
      await startMcpServer((known) => known.includes(toolName('start_query')));
    });
  });
}

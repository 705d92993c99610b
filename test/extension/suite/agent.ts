import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sleep, waitFor } from '../vscode/waitFor';
import { askPage, hasPage, sessionLabels } from './page';
import { callToolForJson, startMcpServer, toolName } from './toolCalls';

/** What the scripted model was asked: the tools it was offered and the tool results since the last user message. */
interface ModelRequest {
  readonly tools: readonly string[];
  readonly results: readonly string[];
}

export interface Script {
  readonly calls: readonly { readonly tool: string; readonly input: object }[];
  readonly answer: string;
}

const exactQuery = `SELECT v.id, v.amount, v.name FROM (VALUES
  (1, CAST('12345678901234567890.1234567890' AS decimal(38,10)), N'first'),
  (2, CAST('-0.0000000001' AS decimal(38,10)), NULL)) AS v(id, amount, name) ORDER BY v.id`.replace(/\s+/g, ' ');

const customersQuery = `SELECT TOP (3) c.DisplayName, CAST(SUM(t.OrderTotal) AS decimal(18,2)) AS Total FROM sales.vOrderTotals AS t
  JOIN sales.vCustomer AS c ON c.Id = t.CustomerId GROUP BY c.DisplayName ORDER BY Total DESC`.replace(/\s+/g, ' ');

/** Starts a query, polls it, reads its rows, and answers. */
function readRows(query: string, answer: string): Script {
  const session_id = '{{0.session_id}}';
  return {
    calls: [
      { tool: toolName('start_query'), input: { query } },
      { tool: toolName('get_session_status'), input: { session_id, wait_seconds: 10 } },
      { tool: toolName('get_session_result'), input: { session_id } },
    ],
    answer,
  };
}

/** Sends a prompt to agent mode and allows every tool that VS Code asks about, until the model has all its results. */
export async function converse(prompt: string, script: Script): Promise<ModelRequest> {
  await vscode.commands.executeCommand('scriptedModel.play', script);
  await vscode.commands.executeCommand('workbench.action.chat.newChat');
  void vscode.commands.executeCommand('workbench.action.chat.open', { query: prompt, mode: 'agent' });
  return waitFor('the end of the conversation', 90_000, async () => {
    await vscode.commands.executeCommand('workbench.action.chat.acceptTool');
    await sleep(300);
    const requests = await vscode.commands.executeCommand<ModelRequest[]>('scriptedModel.requests');
    return requests.find((request) => request.results.length === script.calls.length);
  });
}

export function parsed(text: string | undefined): Record<string, unknown> {
  const value: unknown = JSON.parse(text ?? '');
  return { ...Object(value) } as Record<string, unknown>;
}

export function defineAgentTests(): void {
  describe('agent mode', function () {
    this.timeout(150_000);

    before(async () => {
      await startMcpServer();
      await vscode.commands.executeCommand('workbench.action.chat.manage');
      await waitFor('Copilot Chat', 60_000, () => vscode.extensions.getExtension('GitHub.copilot-chat')?.isActive);
      askPage('close-models');
      await sleep(4000);
    });

    it('a model starts a query, polls it and reads exact rows', async () => {
      const { results, tools } = await converse('Which amounts are there?', readRows(exactQuery, 'Two amounts.'));
      assert.ok(tools.includes(toolName('cancel_session')));
      const [started, status, result] = results.map(parsed);
      assert.match(String(started?.['session_id']), /^[0-9a-f-]{36}$/);
      assert.equal(status?.['status'], 'completed');
      assert.deepEqual(result?.['rows'], [
        [1, '12345678901234567890.1234567890', 'first'],
        [2, '-0.0000000001', null],
      ]);
    });

    it('a model sees that its query failed, with number and line', async () => {
      const script = { calls: [{ tool: toolName('execute_query'), input: { query: 'SELECT 1;\nSELECT 1/0' } }], answer: 'It failed.' };
      const { results } = await converse('Divide', script);
      assert.match(results[0] ?? '', /"number":8134/);
      assert.match(results[0] ?? '', /"line":2/);
    });

    it('sessions of the agent stand in the Sessions view', async () => {
      askPage('size 1080 560');
      await vscode.commands.executeCommand('sprocket.sessions.focus');
      const running = await callToolForJson('start_query', { query: "WAITFOR DELAY '00:05:00'; EXEC sales.usp_ArchiveOrders" });
      const [first, second] = ['{{2.rows.0.0}} with {{2.rows.0.1}}', '{{2.rows.1.0}} with {{2.rows.1.1}}'];
      const answer = `The best customer is **${first}**, followed by ${second}.`;
      const { results } = await converse('Who are our best customers?', readRows(customersQuery, answer));
      assert.equal(parsed(results[2])['total_rows'], 3);
      await sleep(2000);
      askPage('screenshot agent');
      await sleep(5000);

      if (!hasPage) return;
      const labels = await sessionLabels();
      assert.match(labels[0] ?? '', /^SELECT TOP \(3\).*, completed, .*, 3 rows/);
      assert.match(labels[1] ?? '', /^WAITFOR DELAY.*, running, /);
      askPage('cancel-session WAITFOR');
      const { status } = await callToolForJson('get_session_status', { session_id: running['session_id'], wait_seconds: 20 });
      assert.equal(status, 'cancelled');
      await waitFor('the view', 5000, async () => (await sessionLabels())[1]?.includes(', cancelled, '));
    });
  });
}

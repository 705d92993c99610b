import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sleep, waitFor } from '../vscode/waitFor';
import { askPage } from './page';
import { startMcpServer, toolName } from './toolCalls';

/** What the scripted model was asked: the tools it was offered and the tool results since the last user message. */
interface ModelRequest {
  readonly tools: readonly string[];
  readonly results: readonly string[];
}

const query = `SELECT v.id, v.amount, v.name FROM (VALUES
  (1, CAST('12345678901234567890.1234567890' AS decimal(38,10)), N'first'),
  (2, CAST('-0.0000000001' AS decimal(38,10)), NULL)) AS v(id, amount, name) ORDER BY v.id`.replace(/\s+/g, ' ');

async function modelRequests(): Promise<ModelRequest[]> {
  return vscode.commands.executeCommand<ModelRequest[]>('scriptedModel.requests');
}

/** Sends a prompt to agent mode and confirms every tool that VS Code asks about, until the model has `results` results. */
async function converse(prompt: string, results: number): Promise<ModelRequest> {
  await vscode.commands.executeCommand('workbench.action.chat.newChat');
  const before = (await modelRequests()).length;
  void vscode.commands.executeCommand('workbench.action.chat.open', { query: prompt, mode: 'agent' });
  return waitFor('the end of the conversation', 90_000, async () => {
    await vscode.commands.executeCommand('workbench.action.chat.acceptTool');
    await sleep(300);
    return (await modelRequests()).slice(before).find((request) => request.results.length === results);
  });
}

export function defineAgentTests(): void {
  describe('agent mode', function () {
    this.timeout(150_000);

    before(async () => {
      await startMcpServer();
      await vscode.commands.executeCommand('workbench.action.chat.manage');
      await waitFor('Copilot Chat', 60_000, () => vscode.extensions.getExtension('GitHub.copilot-chat')?.isActive);
      await sleep(2000);
      askPage('escape');
    });

    it('a model starts a query, polls it and reads exact rows', async () => {
      const prompt = [
        'Which amounts are there?',
        `CALL ${toolName('start_query')} ${JSON.stringify({ query })}`,
        `CALL ${toolName('get_session_status')} {"session_id":"{{0.session_id}}","wait_seconds":10}`,
        `CALL ${toolName('get_session_result')} {"session_id":"{{0.session_id}}"}`,
      ].join('\n');
      const request = await converse(prompt, 3);

      const answers = request.results.map((text): Record<string, unknown> => ({ ...(JSON.parse(text) as object) }));
      assert.match(String(answers[0]?.['session_id']), /^[0-9a-f-]{36}$/);
      assert.equal(answers[1]?.['status'], 'completed');
      assert.deepEqual(answers[2]?.['rows'], [
        [1, '12345678901234567890.1234567890', 'first'],
        [2, '-0.0000000001', null],
      ]);
      await vscode.commands.executeCommand('sprocket.sessions.focus');
      await sleep(1500);
      askPage('screenshot agent');
      await sleep(1500);
    });
  });
}

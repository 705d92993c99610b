import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SeenResults } from '../pageRequests';
import { sleep, waitFor } from '../vscode/waitFor';
import { converse, parsed } from './agent';
import { askPage, hasPage, readPage, sessionLabels } from './page';
import { callToolForJson, toolName } from './toolCalls';

const million = 'EXEC bench.usp_GenerateRows @rows = 1000000';

const orders = `SELECT t.OrderId, c.DisplayName AS Customer, t.OrderDate, t.LineCount, t.OrderTotal, NULLIF(c.Active, 1) AS Inactive
FROM sales.vOrderTotals AS t JOIN sales.vCustomer AS c ON c.Id = t.CustomerId
ORDER BY t.OrderId;
SELECT * FROM catalog.vActiveProduct;
PRINT N'Done.';`;

/** A row as the server makes it (test/sandbox/sample/07_bench.sql), asked for by itself. */
function rowWithId(id: string): string {
  return `SELECT r.n, CONVERT(bigint, r.n) * 4294967296, CONVERT(decimal(19, 4), r.n * 1.2345), CONVERT(bit, r.n % 2), N'Näme ' + CONVERT(nvarchar(10), r.n)
    FROM (SELECT ${String(Number(id))} AS n) AS r`;
}

/** The number of rows that a row of the Sessions view tells. */
function rowsOf(label: string | undefined): number {
  return Number(/, ([\d,]+) rows?/.exec(label ?? '')?.[1]?.replaceAll(',', '') ?? '0');
}

/** Rows of a tool's answer as the grid writes them; no cell here is a text that is shown shortened. */
function texts(answer: Record<string, unknown>): string[][] {
  const sets: unknown = answer['result_sets'];
  const first: unknown = Array.isArray(sets) ? sets[0] : answer;
  const rows: unknown = typeof first === 'object' && first !== null && 'rows' in first ? first.rows : undefined;
  assert.ok(Array.isArray(rows), JSON.stringify(answer));
  return rows.map((row: unknown) => {
    assert.ok(Array.isArray(row));
    return row.map((cell) => (cell === null ? 'NULL' : typeof cell === 'boolean' ? String(Number(cell)) : String(cell)));
  });
}

async function seen(): Promise<SeenResults> {
  return (await readPage('write-results')) as SeenResults;
}

export function defineResultsTests(): void {
  describe('results of a session', function () {
    this.timeout(120_000);

    before(async function () {
      if (!hasPage) {
        this.skip();
        return;
      }
      askPage('size 1400 760');
      await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
      await vscode.commands.executeCommand('sprocket.sessions.focus');
    });

    it('a million rows that an agent asked for are seen while they come, and to the last', async () => {
      const script = { calls: [{ tool: toolName('start_query'), input: { query: million } }], answer: 'It runs.' };
      const conversation = converse('Generate rows', script);
      const counts = new Set<number>();
      await waitFor('the session in the tree', 60_000, async () => (await sessionLabels())[0]?.startsWith('EXEC bench'));
      askPage('open-session EXEC bench');
      const first = await seen();
      assert.match(first.state, /^(?:Connecting|Running|Completed)$/);
      await waitFor('the end of the work', 90_000, async () => {
        const label = (await sessionLabels())[0];
        counts.add(rowsOf(label));
        return label?.includes(', completed, ');
      });
      const { results } = await conversation;
      const id = String(parsed(results[0])['session_id']);
      assert.equal(rowsOf((await sessionLabels())[0]), 1_000_000);
      assert.ok(counts.size >= 3, `the rows were counted ${[...counts].join(', ')}`);

      await vscode.commands.executeCommand('workbench.action.closeAuxiliaryBar');
      await waitFor('the end in the panel', 10_000, async () => (await seen()).state === 'Completed');
      askPage('press-in-results Control+End');
      const { activeRow } = await waitFor('the last row', 20_000, async () => {
        const now = await seen();
        return now.activeRow[0] === '1,000,000' && now.activeRow[1] !== '' ? now : undefined;
      });
      const shown = [1, 2, 3, 5, 6].map((column) => activeRow[column]);
      const made = await callToolForJson('execute_query', { query: rowWithId(shown[0] ?? '') });
      assert.deepEqual(shown, texts(made)[0]);
      const last = await callToolForJson('get_session_result', { session_id: id, offset: 999_999 });
      assert.deepEqual(texts(last), [activeRow.slice(1)]);
    });

    it('what a person runs is theirs, and Cancel in the tree ends it on the server', async () => {
      const before = Number(await readPage('write-attentions'));
      await vscode.commands.executeCommand('sprocket.runQuery', { query: "SELECT 1 AS one; WAITFOR DELAY '00:05:00'" });
      await waitFor('the running session', 20_000, async () => /^SELECT 1 AS one.*, running, you, /.test((await sessionLabels())[0] ?? ''));
      await waitFor('its panel', 20_000, async () => {
        const now = await seen();
        return now.state === 'Running' && now.activeRow[1] === '1';
      });
      askPage('cancel-session SELECT 1 AS');
      await waitFor('the cancel in the panel', 20_000, async () => (await seen()).state === 'Cancelled');
      assert.match((await sessionLabels())[0] ?? '', /, cancelled, /);
      assert.equal(Number(await readPage('write-attentions')), before + 1);
    });

    it('a failure is shown with its number and line, and a result with everything in it', async () => {
      await vscode.commands.executeCommand('sprocket.runQuery', { query: "PRINT N'before';\nSELECT 1/0" });
      await waitFor('the failure', 20_000, async () => (await seen()).state === 'Failed');
      askPage('screenshot results-failed');
      await sleep(4500);
      await vscode.commands.executeCommand('sprocket.runQuery', { query: orders });
      const { tabs } = await waitFor('the result sets', 20_000, async () => {
        const now = await seen();
        return now.state === 'Completed' && now.activeRow[1] ? now : undefined;
      });
      assert.match(tabs.join(), /^Result 1.*Result 2.*Messages/s);
      askPage('screenshot results');
      await sleep(4500);
    });
  });
}

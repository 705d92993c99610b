import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import { SettingsHolder } from '../../../src/core/settings';
import { script, startScriptedServer, type } from './scriptedServer';
import type { ScriptedServer } from './scriptedServer';

const count = 60_000;
/** Every third text is NULL, and with it two thirds of the row: such rows come with a bitmap. */
const textOf = (row: number): string | null => (row % 3 === 0 ? null : `жö"${'x'.repeat(row % 100)}`);
const expected = (row: number): string => JSON.stringify([row, textOf(row), textOf(row)]);

describe('rows that are stored as the server sent them', () => {
  let server: ScriptedServer;
  let directory: string;
  let sessions: SessionManager;
  before(async () => {
    server = await startScriptedServer();
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    sessions = new SessionManager({ server: server.sql, settings: new SettingsHolder(), temporaryDirectory: directory });
    script(server, async (sink) => {
      const text = { type: type('nvarchar', { length: 200 }), nullable: true };
      sink.columns([
        { name: 'n', type: type('int'), nullable: false, identity: false, computed: false },
        { name: 'a', ...text, identity: false, computed: false },
        { name: 'b', ...text, identity: false, computed: false },
      ]);
      for (let row = 0; row < count; row++) {
        await sink.row([row, textOf(row), textOf(row)]);
      }
      sink.statementDone({ rowCount: count, command: 0xc1, inProcedure: false, failed: false });
    });
  });
  after(async () => {
    await sessions.dispose();
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function assertRows(session: ReturnType<SessionManager['start']>, offset: number, limit: number): Promise<number> {
    let row = offset;
    for await (const bytes of session.resultSets[0]?.rows(offset, limit) ?? []) {
      assert.equal(Buffer.from(bytes).toString('utf8'), expected(row));
      row++;
    }
    return row - offset;
  }

  it('are the same when they are read, in memory and in the file, while they come and afterwards, of several sessions at once', async () => {
    const started = [1, 2, 3].map(() =>
      sessions.start({ kind: 'query', target: server.target, text: 'go', parameters: [], origin: 'agent', background: true }),
    );
    for (const session of started) {
      while (session.state === 'running') {
        await assertRows(session, Math.max(0, session.rows - 200), 200);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      assert.equal(session.state, 'completed', session.error?.message);
    }
    for (const session of started) {
      assert.equal(await assertRows(session, 0, count + 1), count);
    }
  });
});

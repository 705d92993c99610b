import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SprocketError } from '../../../src/core/errors';
import { ResultSet } from '../../../src/core/sessions/resultSet';
import type { Session } from '../../../src/core/sessions/session';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import { SettingsHolder } from '../../../src/core/settings';
import { errorAsOutput, errorAsText } from '../../../src/tools/errorAnswer';
import { pageAsOutput } from '../../../src/tools/rowPage';
import { resultSetsAsOutput, sessionAsOutput, sessionHeading } from '../../../src/tools/sessionAnswer';
import { wholeCellAsOutput } from '../../../src/tools/wholeCell';
import { rowStorage } from '../support/rowStorage';
import { block, done, StubSqlServer } from '../support/stubSqlServer';
import type { Script } from '../support/stubSqlServer';
import { testTarget } from '../support/testTarget';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const wideColumns = Array.from({ length: 1_024 }, (_, index) => ({ name: `column ${String(index)}`, type: 'int', nullable: true }));

async function resultSetOf(columns: typeof wideColumns, rows: readonly (readonly unknown[])[]): Promise<ResultSet> {
  const storage = rowStorage();
  const resultSet = new ResultSet(columns, storage);
  await resultSet.append(block(rows));
  await resultSet.finish();
  return resultSet;
}

describe('bounds of answers', () => {
  let directory = '';
  let server = new StubSqlServer();
  let sessions: SessionManager;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    server = new StubSqlServer();
    sessions = new SessionManager({ server, settings: new SettingsHolder(), temporaryDirectory: directory });
  });
  afterEach(async () => {
    await sessions.dispose();
    await rm(directory, { recursive: true, force: true });
  });

  async function run(script: Script, text = 'batch'): Promise<Session> {
    server.scripts.set(text, script);
    const session = sessions.start({ kind: 'query', target: testTarget, text, parameters: [], origin: 'agent', background: true });
    await session.waitForEnd();
    return session;
  }

  it('count the columns of a wide page, and still give rows', async () => {
    const row = wideColumns.map((_, index) => index);
    const resultSet = await resultSetOf(
      wideColumns,
      Array.from({ length: 100 }, () => row),
    );
    const page = await pageAsOutput(0, resultSet, { offset: 0, limit: 100, maxCellChars: 100, maxBytes: 60_000 });
    assert.ok(bytesOf(page) < 66_000, String(bytesOf(page)));
    assert.ok(page.rows.length > 1 && page.next_offset === page.rows.length);
  });

  it('count a cell as it is written in JSON', async () => {
    const text = '\u0001"'.repeat(20_000);
    const resultSet = await resultSetOf([{ name: 'a', type: 'nvarchar(max)', nullable: true }], [[text]]);
    let read = '';
    for (let offset: number | undefined = 0; offset !== undefined;) {
      const cell = await wholeCellAsOutput(resultSet, { row: 0, column: 0, offset, maxChars: undefined, maxBytes: 10_000 });
      assert.ok(bytesOf(cell.value) <= 10_000);
      read += String(cell.value);
      offset = cell.next_offset;
    }
    assert.equal(read, text);
  });

  it('hold many and wide result sets, and tell how many there are', async () => {
    const session = await run((observer) => {
      for (let count = 0; count < 200; count += 1) {
        observer.columns(wideColumns);
      }
      return Promise.resolve(done);
    });
    const listed = resultSetsAsOutput(session, 20_000);
    assert.ok(bytesOf(listed) <= 20_000 && listed.length > 1 && listed.length < 200);
    assert.equal(listed[0]?.columns.length, 100);
    assert.equal(listed[0].columns_total, 1_024);
  });

  it('hold the newest messages, oldest first, and tell how many there were', async () => {
    const session = await run((observer) => {
      for (let line = 1; line <= 50; line += 1) {
        observer.message({ time: new Date(0), number: 0, severity: 0, state: 1, line, procedure: '', text: 'm'.repeat(3_000) });
      }
      return Promise.resolve(done);
    });
    const output = sessionAsOutput(session);
    assert.deepEqual(
      output.messages?.map((message) => message.line),
      [44, 45, 46, 47, 48, 49, 50],
    );
    assert.equal(output.messages_total, 50);
    assert.equal(output.messages[0]?.text, `${'m'.repeat(2_000)}…`);
  });

  it('hold the first errors, and tell how many there were', () => {
    const sqlErrors = Array.from({ length: 60 }, (_, line) => ({
      number: 50_000,
      state: 1,
      class: 16,
      line,
      procedure: '',
      message: `one\ntwo${'e'.repeat(993)}`,
    }));
    const output = errorAsOutput(new SprocketError('sql', 'one', { sqlErrors }));
    assert.deepEqual([output.sql_errors?.length, output.sql_errors_total], [8, 60]);
    assert.match(errorAsText(output), /line 0: one twoeee/u);
    assert.match(errorAsText(output), /60 errors in all/u);
    const few = errorAsOutput(new SprocketError('sql', 'one', { sqlErrors: sqlErrors.slice(0, 2) }));
    assert.deepEqual([few.sql_errors?.length, few.sql_errors_total], [2, undefined]);
  });

  it('show a long query by its beginning and …, on one line', async () => {
    const long = `SELECT 1;\n| a |\n${'-- x\n'.repeat(100)}`;
    const heading = sessionHeading(await run(() => Promise.resolve(done), long));
    assert.match(heading, /`SELECT 1; \| a \| -- x .*…`$/u);
    assert.doesNotMatch(heading, /\n/u);
    assert.match(sessionHeading(await run(() => Promise.resolve(done), 'SELECT 2')), /`SELECT 2`$/u);
  });
});

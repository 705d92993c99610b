import assert from 'node:assert/strict';
import type { TestServer } from './server';
import { orSkip, runText, startTestServer } from './server';
import { failure } from '../support/failure';

describe('running batches', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(async () => {
    await server.close();
  });

  it('tests a connection', async () => {
    const identity = await server.sql.test(server.target);
    assert.notEqual(identity.serverName, '');
    assert.match(identity.productVersion, /^\d+\./);
    assert.ok((identity.engineEdition ?? 0) > 0);
    assert.notEqual(identity.database, '');
    assert.notEqual(identity.login, '');
  });

  it('several results, messages and counts in their order', async () => {
    const { results, messages, counts } = await runText(
      server,
      `PRINT N'eins'; SELECT 1 AS a; RAISERROR(N'zwei', 5, 1) WITH NOWAIT; SELECT 2 AS b UNION ALL SELECT 3;`,
    );
    assert.deepEqual(
      results.map(({ rows }) => rows),
      [[[1]], [[2], [3]]],
    );
    assert.deepEqual(
      messages.map(({ text, severity }) => [text, severity]),
      [
        ['eins', 0],
        ['zwei', 5],
      ],
    );
    assert.deepEqual(
      counts.filter((count) => count !== undefined),
      [1, 2],
    );
  });

  it('cancels WAITFOR', async () => {
    const controller = new AbortController();
    const { outcome, results } = await runText(
      server,
      `SELECT 1 AS n; RAISERROR(N'now', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:01:00'; SELECT 2;`,
      [],
      controller.signal,
      (event) => {
        if (event === 'message') {
          controller.abort();
        }
      },
    );
    assert.deepEqual(outcome.cancelled, { acknowledged: true });
    assert.equal(results.length, 1);
  });

  it('an error after rows', async () => {
    const error = await failure(runText(server, `SELECT 1 AS n; RAISERROR(N'own %d', 16, 2, 7); SELECT 2 AS n;`));
    assert.equal(error.kind, 'sql');
    assert.equal(error.message, 'own 7');
    assert.deepEqual(
      [error.sqlErrors[0]?.number, error.sqlErrors[0]?.state, error.sqlErrors[0]?.class, error.sqlErrors[0]?.line],
      [50_000, 2, 16, 1],
    );
  });

  it('an unknown table, a syntax error, a division by zero', async () => {
    assert.equal((await failure(runText(server, 'SELECT * FROM dbo.there_is_no_such_table'))).sqlErrors[0]?.number, 208);
    assert.equal((await failure(runText(server, 'SELECT FROM WHERE'))).sqlErrors[0]?.class, 15);
    assert.equal((await failure(runText(server, 'SELECT 1/0'))).sqlErrors[0]?.number, 8134);
  });

  it('reports and rolls back an open transaction', async () => {
    const table = `dbo.open_transaction_${process.pid}`;
    await runText(server, `CREATE TABLE ${table} (n int)`);
    try {
      const { outcome } = await runText(server, `BEGIN TRANSACTION; BEGIN TRANSACTION; INSERT ${table} VALUES (1);`);
      assert.equal(outcome.openTransactions, 2);
      const { results } = await runText(server, `SELECT COUNT(*) AS n FROM ${table}`);
      assert.deepEqual(results[0]?.rows, [[0]]);
      assert.equal((await runText(server, `BEGIN TRANSACTION; INSERT ${table} VALUES (1); COMMIT`)).outcome.openTransactions, 0);
    } finally {
      await runText(server, `DROP TABLE ${table}`);
    }
  });

  it('temporary tables and SET options do not leak into the next run', async () => {
    const first = await runText(server, `CREATE TABLE #leak (n int); SET NOCOUNT ON; SET DATEFIRST 3; SELECT @@DATEFIRST AS d`);
    assert.deepEqual(first.results[0]?.rows, [[3]]);
    const second = await runText(server, `SELECT @@DATEFIRST AS d, OBJECT_ID(N'tempdb..#leak') AS t`);
    assert.deepEqual(second.results[0]?.rows, [[7, null]]);
    assert.deepEqual(second.counts, [1]);
  });

  it('streams a large result', async function () {
    this.timeout(60_000);
    const count = 100_000;
    const { results } = await orSkip(this, [208, 40_517], () =>
      runText(
        server,
        `WITH ten AS (SELECT n FROM (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) AS v(n))
SELECT a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n AS id, CAST(a.n AS decimal(18,4)) AS amount, N'row ' + CAST(b.n AS nvarchar(10)) AS name
FROM ten AS a CROSS JOIN ten AS b CROSS JOIN ten AS c CROSS JOIN ten AS d CROSS JOIN ten AS e`,
      ),
    );
    assert.equal(results[0]?.rows.length, count);
    const ids = new Set(results[0].rows.map(([id]) => id));
    assert.equal(ids.size, count);
    assert.deepEqual(
      results[0].columns.map(({ type }) => type),
      ['int', 'decimal(18,4)', 'nvarchar(14)'],
    );
  });
});

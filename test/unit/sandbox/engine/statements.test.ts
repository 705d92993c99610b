import assert from 'node:assert/strict';
import { openShop, type TestSession } from './harness';

describe('statements as they are written', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
  });

  it('give one value of a sequence to a row', async () => {
    await shop.run('CREATE SEQUENCE s AS int START WITH 10 INCREMENT BY 5');
    assert.deepEqual(await shop.rows('SELECT NEXT VALUE FOR s, NEXT VALUE FOR s, n FROM (VALUES (1), (2)) AS v (n)'), [
      [10, 10, 1],
      [15, 15, 2],
    ]);
    await shop.run('CREATE TABLE t (a int, b int); INSERT t VALUES (NEXT VALUE FOR s, NEXT VALUE FOR s), (NEXT VALUE FOR s, 0)');
    assert.deepEqual(await shop.rows('SELECT a, b FROM t'), [
      [20, 20],
      [25, 0],
    ]);
  });

  it('read the own column in a compound assignment', async () => {
    await shop.run('CREATE TABLE t (id int, q int); INSERT t VALUES (1, 1), (2, 2)');
    await shop.run('UPDATE t SET q += s.q FROM t JOIN (VALUES (1, 100)) AS s (id, q) ON s.id = t.id');
    assert.deepEqual(await shop.rows('SELECT q FROM t ORDER BY id'), [[101], [2]]);
    const { errors } = await shop.run('UPDATE t SET q = q + s.q FROM t JOIN (VALUES (1, 100)) AS s (id, q) ON s.id = t.id');
    assert.deepEqual(errors, ["209: Ambiguous column name 'q'."]);
  });

  it('describe a grouped column as the column that it is', async () => {
    await shop.run('CREATE TABLE t (id int IDENTITY, n int)');
    const { results } = await shop.run('SELECT n, id, n + 1 AS sum, COUNT(*) AS number FROM t GROUP BY n, id');
    assert.deepEqual(
      results[0]?.columns.map(({ name, computed, identity }) => [name, computed, identity]),
      [
        ['n', false, false],
        ['id', false, true],
        ['sum', true, false],
        ['number', true, false],
      ],
    );
  });

  it('refuse options that would keep a statement from running', async () => {
    for (const option of ['NOEXEC', 'PARSEONLY', 'FMTONLY', 'SHOWPLAN_XML', 'STATISTICS XML']) {
      assert.match((await shop.run(`SET ${option} ON`)).errors[0] ?? '', /does not support SET /, option);
      assert.deepEqual((await shop.run(`SET ${option} OFF`)).errors, [], option);
    }
  });

  it('say that an error has ended a change of rows', async () => {
    await shop.run('CREATE TABLE t (id int PRIMARY KEY)');
    const { messages } = await shop.run(
      'INSERT t VALUES (1), (1); SELECT 1 / 0; BEGIN TRY INSERT t VALUES (1), (1) END TRY BEGIN CATCH END CATCH',
    );
    assert.deepEqual(
      messages.map(({ number, severity }) => [number, severity]),
      [
        [2627, 14],
        [3621, 0],
        [8134, 16],
      ],
    );
  });

  for (const statement of [
    'INSERT t SELECT a.n FROM n AS a CROSS JOIN n AS b CROSS JOIN n AS c',
    'UPDATE t SET x = 1 FROM t CROSS JOIN n AS b CROSS JOIN n AS c CROSS JOIN n AS d',
    'DELETE t FROM t CROSS JOIN n AS b CROSS JOIN n AS c CROSS JOIN n AS d',
    'MERGE t USING (SELECT a.n FROM n AS a CROSS JOIN n AS b CROSS JOIN n AS c) AS s ON t.x = s.n + 5000 WHEN NOT MATCHED THEN INSERT VALUES (s.n);',
  ]) {
    it(`see an attention while ${statement.slice(0, 6)} reads, and leave nothing behind`, async () => {
      await shop.run('CREATE TABLE n (n int); CREATE TABLE t (x int)');
      await shop.run('INSERT n SELECT value FROM GENERATE_SERIES(1, 2000)');
      await shop.run('INSERT t VALUES (0)');
      const attention = new AbortController();
      const running = shop.run(statement, attention.signal);
      setTimeout(() => {
        attention.abort(new Error('attention'));
      }, 20);
      await assert.rejects(running, /attention/);
      assert.deepEqual(await shop.rows('SELECT x FROM t'), [[0]]);
    });
  }
});

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

  it('take an aggregate over outer columns from the outer query', async () => {
    await shop.run('CREATE TABLE o (id int, g int); INSERT o VALUES (1, 1), (2, 1), (3, 2)');
    await shop.run('CREATE TABLE l (o int, n int); INSERT l VALUES (2, 20), (3, 30)');
    const rows = await shop.rows(`
      SELECT g, (SELECT COUNT(o.id)), (SELECT n FROM l WHERE l.o = MAX(o.id))
      FROM o GROUP BY g HAVING EXISTS (SELECT 1 FROM l WHERE l.o = MAX(o.id)) ORDER BY g`);
    assert.deepEqual(rows, [
      [1, 2, 20],
      [2, 1, 30],
    ]);
    assert.match((await shop.run('SELECT g FROM o WHERE id = MAX(id)')).errors[0] ?? '', /^147:/);
  });

  it('take a query as the number of TOP', async () => {
    assert.deepEqual(await shop.rows('SELECT TOP (SELECT 2) n FROM (VALUES (1), (2), (3)) AS v (n) ORDER BY n'), [[1], [2]]);
  });

  it('restart a sequence', async () => {
    await shop.run('CREATE SEQUENCE s AS int START WITH 10 INCREMENT BY 5');
    await shop.run('ALTER SEQUENCE s RESTART WITH 3 INCREMENT BY 2');
    assert.deepEqual(await shop.rows('DECLARE @a int = NEXT VALUE FOR s, @b int = NEXT VALUE FOR s; SELECT @a, @b'), [[3, 5]]);
    await shop.run('BEGIN TRAN; ALTER SEQUENCE s RESTART; ROLLBACK');
    assert.deepEqual(await shop.rows('SELECT NEXT VALUE FOR s'), [[7]]);
    assert.match((await shop.run('ALTER SEQUENCE nothing RESTART')).errors[0] ?? '', /^208:/);
    assert.match((await shop.run('ALTER SEQUENCE s RESTART WITH 5 MINVALUE 6')).errors[0] ?? '', /^11703:/);
  });

  it('tell and set an identity value', async () => {
    await shop.run('CREATE TABLE t (id int IDENTITY, x int); CREATE TABLE u (x int)');
    assert.deepEqual((await shop.run("DBCC CHECKIDENT('t', RESEED, 50); INSERT t VALUES (1); DBCC CHECKIDENT(t)")).prints, [
      "Checking identity information: current identity value 'NULL', current column value 'NULL'.",
      "Checking identity information: current identity value '50', current column value '50'.",
    ]);
    assert.deepEqual((await shop.run("DBCC CHECKIDENT('dbo.t', RESEED, 100) WITH NO_INFOMSGS; INSERT t VALUES (2)")).prints, []);
    assert.deepEqual(await shop.rows('SELECT id FROM t ORDER BY id'), [[50], [101]]);
    assert.match((await shop.run("DBCC CHECKIDENT('u')")).errors[0] ?? '', /^7997:/);
    assert.match((await shop.run("DBCC CHECKIDENT('nothing')")).errors[0] ?? '', /^2501:/);
  });

  it('run the commands of DBCC that change nothing, and refuse those that would give rows', async () => {
    assert.deepEqual((await shop.run('DBCC CHECKDB WITH NO_INFOMSGS; DBCC FREEPROCCACHE; DBCC TRACEON (1204, -1)')).errors, []);
    assert.match((await shop.run('DBCC USEROPTIONS')).errors[0] ?? '', /does not support DBCC USEROPTIONS/);
  });
});

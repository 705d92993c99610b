import assert from 'node:assert/strict';
import { openSession, openShop, type TestSession } from './harness';

describe('a batch that runs again', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
  });

  it('means what its names mean by then', async () => {
    await shop.run('CREATE TABLE t (a int); INSERT t VALUES (1)');
    const text = 'SELECT * FROM t';
    assert.deepEqual(await shop.rows(text), [[1]]);
    await shop.run('ALTER TABLE t ADD b int NULL; INSERT t VALUES (2, 3)');
    assert.deepEqual(await shop.rows(text), [
      [1, null],
      [2, 3],
    ]);
    await shop.run('DROP TABLE t');
    assert.deepEqual((await shop.run(text)).errors, ["208: Invalid object name 't'."]);
    await shop.run("CREATE VIEW t AS SELECT N'view' AS a");
    assert.deepEqual(await shop.rows(text), [['view']]);
  });

  it('reads quotation marks as SET QUOTED_IDENTIFIER says', async () => {
    const text = 'SELECT "a" FROM (VALUES (1)) AS v (a)';
    assert.deepEqual(await shop.rows(text), [[1]]);
    await shop.run('SET QUOTED_IDENTIFIER OFF');
    assert.deepEqual(await shop.rows(text), [['a']]);
    await shop.run('SET QUOTED_IDENTIFIER ON');
    assert.deepEqual(await shop.rows(text), [[1]]);
  });

  it('computes its values anew', async () => {
    await shop.run('CREATE SEQUENCE s AS int START WITH 1');
    const text = 'SELECT NEXT VALUE FOR s; SELECT COUNT(*) FROM sys.tables; SELECT @@SPID - @@SPID + (SELECT COUNT(*) FROM sys.tables)';
    const values = async (): Promise<number[]> => (await shop.run(text)).results.map(({ rows }) => Number(rows[0]?.[0]));
    const before = await values();
    await shop.run('CREATE TABLE one_more (a int)');
    assert.deepEqual(
      await values(),
      before.map((value) => value + 1),
    );
  });

  it('finds the same error in the same line', async () => {
    const text = 'SELECT 1;\nSELECT missing FROM sys.objects';
    const once = (await shop.run(text)).messages.map(({ number, line }) => [number, line]);
    assert.deepEqual(once, [[207, 2]]);
    assert.deepEqual(
      (await shop.run(text)).messages.map(({ number, line }) => [number, line]),
      once,
    );
    const wrong = 'SELECT 1\nSELEC 2';
    const [first, second] = [await shop.run(wrong), await shop.run(wrong)];
    assert.deepEqual(second.errors, first.errors);
    assert.equal(second.errors.length, 1);
  });

  it('compiles what follows a SET or a change after it', async () => {
    await shop.run('CREATE TABLE t (a int); INSERT t VALUES (1)');
    const text =
      "SET DATEFORMAT dmy; SELECT DAY(CAST('03/04/2024' AS datetime)); SET DATEFORMAT mdy; SELECT DAY(CAST('03/04/2024' AS datetime))";
    for (let run = 0; run < 2; run++) {
      assert.deepEqual(
        (await shop.run(text)).results.map(({ rows }) => rows),
        [[[3]], [[4]]],
      );
    }
  });

  it('reads what is outside of the database anew: subqueries, lists and conditions too', async () => {
    const sessions = 'SELECT session_id FROM sys.dm_exec_sessions WHERE is_user_process = 1';
    const text = `SELECT (SELECT COUNT(*) FROM (${sessions}) AS s), CASE WHEN 52 IN (${sessions}) THEN 1 ELSE 0 END,
      CASE WHEN EXISTS (${sessions} AND session_id = 52) THEN 1 ELSE 0 END, CASE WHEN 52 > ALL (${sessions}) THEN 1 ELSE 0 END;
      IF EXISTS (${sessions} AND session_id = 52) SELECT 'two' ELSE SELECT 'one';
      DECLARE @count int = (SELECT COUNT(*) FROM (${sessions}) AS s); SELECT @count`;
    const { engine, shop: first } = await openShop();
    const values = async () => (await first.run(text)).results.map(({ rows }) => rows[0]);
    assert.deepEqual(await values(), [[1, 0, 0, 1], ['one'], [1]]);
    const second = openSession(engine);
    assert.deepEqual(await values(), [[2, 1, 1, 0], ['two'], [2]]);
    second.session.close();
    assert.deepEqual(await values(), [[1, 0, 0, 1], ['one'], [1]]);
  });

  it('takes chance and time anew for each statement, and once for all of its rows', async () => {
    const loop = `DECLARE @i int = 0; WHILE @i < 3 BEGIN SELECT RAND(), NEWID(), SYSUTCDATETIME() FROM (VALUES (1), (2)) AS v (a);
      WAITFOR DELAY '00:00:00.002'; SET @i += 1 END`;
    const results = [...(await shop.run(loop)).results, ...(await shop.run(loop)).results].map(({ rows }) => rows);
    assert.equal(results.length, 6);
    for (const [a, b] of results) {
      assert.deepEqual([a?.[0], a?.[2]], [b?.[0], b?.[2]]);
      assert.notEqual(a?.[1], b?.[1]);
    }
    for (const column of [0, 1, 2]) assert.equal(new Set(results.map(([row]) => JSON.stringify(row?.[column], bigint))).size, 6);
  });

  it('follows the settings, the database and the types of its parameters', async () => {
    const weekday = "SELECT DATEPART(weekday, '20240101'), DB_NAME()";
    assert.deepEqual(await shop.rows(weekday), [[2, 'shop']]);
    await shop.run('SET DATEFIRST 1');
    assert.deepEqual(await shop.rows(weekday), [[1, 'shop']]);
    const tables = 'SELECT COUNT(*) FROM sys.tables';
    await shop.run('CREATE TABLE only_here (a int)');
    assert.deepEqual(await shop.rows(tables), [[1]]);
    await shop.run('USE master');
    assert.deepEqual(await shop.rows(tables), [[0]]);
    await shop.run('USE shop');
    await shop.run('CREATE TABLE t (a int); INSERT t VALUES (1), (2), (3)');
    assert.equal((await shop.rows('SELECT a FROM t')).length, 3);
    await shop.run('SET ROWCOUNT 2');
    assert.equal((await shop.rows('SELECT a FROM t')).length, 2);
    await shop.run('SET ROWCOUNT 0');
    for (const [type, value, sum] of [
      ['int', '7', 8],
      ['nvarchar(5)', "N'7'", '71'],
      ['int', '8', 9],
    ] as const) {
      const one = type === 'int' ? '1' : "N'1'";
      const text = `EXEC sp_executesql N'SELECT @x + @y', N'@x ${type}, @y ${type}', ${value}, ${one}`;
      assert.deepEqual(await shop.rows(text), [[sum]]);
    }
  });

  it('finds the tables that are there for it alone', async () => {
    for (const value of [1, 2]) {
      assert.deepEqual(await shop.rows(`CREATE TABLE #t (a int); INSERT #t VALUES (${value}); EXEC ('SELECT a FROM #t')`), [[value]]);
      await shop.run('DROP TABLE #t');
    }
    await shop.run('CREATE TYPE list AS TABLE (a int)');
    await shop.run('CREATE PROCEDURE p @list list READONLY AS SELECT SUM(a) FROM @list');
    for (const value of [3, 4])
      assert.deepEqual(await shop.rows(`DECLARE @l list; INSERT @l VALUES (${value}), (1); EXEC p @l`), [[value + 1]]);
  });

  it('runs inside itself', async () => {
    await shop.run(
      'CREATE FUNCTION dbo.depth (@n int) RETURNS int AS BEGIN RETURN CASE WHEN @n = 0 THEN 0 ELSE dbo.depth(@n - 1) + SIGN(@n) END END',
    );
    const text = 'SELECT dbo.depth(a), a FROM (VALUES (1), (5), (3)) AS v (a)';
    for (let run = 0; run < 2; run++) {
      assert.deepEqual(await shop.rows(text), [
        [1, 1],
        [5, 5],
        [3, 3],
      ]);
    }
    await shop.run('CREATE PROCEDURE down @n int AS SELECT @n, @@NESTLEVEL; IF @n > 0 BEGIN SET @n -= 1; EXEC down @n END; SELECT -@n');
    const seen = (await shop.run('EXEC down 2')).results.map(({ rows }) => rows[0]);
    assert.deepEqual(seen, [[2, 1], [1, 2], [0, 3], [0], [0], [-1]]);
  });

  it('knows whose it is: the procedure and the error of the moment', async () => {
    for (const name of ['one', 'two'])
      await shop.run(`CREATE PROCEDURE ${name} AS EXEC ('SELECT OBJECT_NAME(@@PROCID)'); SELECT OBJECT_NAME(@@PROCID)`);
    for (const name of ['one', 'two', 'one']) assert.deepEqual(await shop.rows(`EXEC ${name}`), [[name]]);
    const text = 'BEGIN TRY SELECT 1 / @x END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH';
    const cast = text.replace('1 / @x', "CAST('a' AS int)");
    for (const [query, number] of [
      [text, 8134],
      [cast, 245],
      [text, 8134],
    ] as const) {
      assert.deepEqual(await shop.rows(`EXEC sp_executesql N'${query.replaceAll("'", "''")}', N'@x int', 0`), [[number]]);
    }
  });

  it('is allowed what is allowed by then', async () => {
    const { engine, shop: owner } = await openShop({ logins: [{ name: 'clerk', password: 'x', grants: ['CONNECT:shop'] }] });
    await owner.run('CREATE TABLE t (a int); INSERT t VALUES (1); CREATE USER clerk FOR LOGIN clerk; GRANT SELECT ON t TO clerk');
    const clerk = openSession(engine, { userName: 'clerk', password: 'x' });
    const text = 'SELECT a FROM t; SELECT COUNT(*) FROM sys.tables';
    assert.deepEqual(
      (await clerk.run(text)).results.map(({ rows }) => rows),
      [[[1]], [[1]]],
    );
    await owner.run('REVOKE SELECT ON t FROM clerk');
    const refused = await clerk.run(text);
    assert.match(refused.errors[0] ?? '', /^229: /u);
    await owner.run('GRANT SELECT ON t TO clerk');
    assert.deepEqual(
      (await clerk.run(text)).results.map(({ rows }) => rows),
      [[[1]], [[1]]],
    );
  });

  it('gives all of its rows after it was broken off', async () => {
    const text =
      'SELECT a.number FROM (SELECT TOP (300) ROW_NUMBER() OVER (ORDER BY object_id) AS number FROM sys.all_columns) AS a CROSS JOIN (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) AS b (n)';
    const whole = (await shop.rows(text)).length;
    for (let run = 0; run < 2; run++) {
      const abort = new AbortController();
      const broken = shop.run(text, abort.signal);
      abort.abort(new Error('enough'));
      await assert.rejects(broken, /enough/u);
      assert.equal((await shop.rows(text)).length, whole);
    }
  });
});

function bigint(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

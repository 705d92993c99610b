import assert from 'node:assert/strict';
import { openShop, type TestSession } from './harness';

describe('the first rows of an order, and conditions that hold anyway', () => {
  let shop: TestSession;
  before(async () => {
    ({ shop } = await openShop());
    await shop.run(`CREATE TABLE n (id int PRIMARY KEY, rest int);
      DECLARE @i int = 0; WHILE @i < 2000 BEGIN INSERT n VALUES (@i, (@i * 7919) % 2003); SET @i += 1 END;
      CREATE TABLE a (x int); CREATE TABLE b (x int)`);
    await shop.run('CREATE VIEW v AS SELECT 1 AS x');
    await shop.run('CREATE PROCEDURE p AS RETURN');
  });

  for (const order of ['rest', 'rest DESC', 'id', 'id DESC', 'rest % 10, id DESC', 'rest % 10 DESC, id']) {
    it(`are those of the whole order: ${order}`, async () => {
      const all = await shop.rows(`SELECT id FROM n ORDER BY ${order}`);
      assert.equal(all.length, 2000);
      assert.deepEqual(await shop.rows(`SELECT TOP (5) id FROM n ORDER BY ${order}`), all.slice(0, 5));
      assert.deepEqual(await shop.rows(`SELECT id FROM n ORDER BY ${order} OFFSET 700 ROWS FETCH NEXT 9 ROWS ONLY`), all.slice(700, 709));
      assert.deepEqual(await shop.rows(`SELECT id FROM n ORDER BY ${order} OFFSET 1998 ROWS`), all.slice(1998));
      assert.deepEqual(await shop.rows(`SELECT TOP (0) id FROM n ORDER BY ${order}`), []);
    });
  }

  it('with ties, all that are equal to the last one', async () => {
    const rows = await shop.rows('SELECT TOP (3) WITH TIES rest % 4 FROM n ORDER BY rest % 4');
    const [[expected] = []] = await shop.rows('SELECT COUNT(*) FROM n WHERE rest % 4 = 0');
    assert.equal(rows.length, expected);
  });

  it('a list of values finds the rows of a catalog view once each', async () => {
    const named = (condition: string): Promise<unknown> =>
      shop.rows(`DECLARE @v bit = 1, @none char(2), @u varchar(5) = 'u';
        SELECT name FROM sys.objects AS o WHERE ${condition} AND name IN ('a', 'b', 'v', 'p') ORDER BY name`);
    assert.deepEqual(await named("type IN ('U', 'U ', @u)"), [['a'], ['b']]);
    assert.deepEqual(await named("type IN ('U', CASE WHEN @v = 1 THEN 'V' END)"), [['a'], ['b'], ['v']]);
    assert.deepEqual(await named("type IN ('U', CASE WHEN @v = 0 THEN 'V' END)"), [['a'], ['b']]);
    assert.deepEqual(await named('type IN (@none)'), []);
    assert.deepEqual(await named("type NOT IN ('U', @none)"), []);
    assert.deepEqual(await named("type NOT IN ('U', 'V')"), [['p']]);
  });

  it('a condition that is settled for one run is asked anew in the next', async () => {
    const text = 'SELECT COUNT(*) FROM n WHERE (@from IS NULL OR id >= @from) AND (rest = -1 OR @all = 1 OR id < 10)';
    const count = async (from: string, all: number): Promise<unknown> =>
      (await shop.rows(`EXEC sp_executesql N'${text}', N'@from int, @all bit', @from = ${from}, @all = ${all}`))[0]?.[0];
    assert.equal(await count('NULL', 1), 2000);
    assert.equal(await count('1990', 1), 10);
    assert.equal(await count('NULL', 0), 10);
    assert.equal(await count('4', 0), 6);
  });

  it('a condition that an outer row settles is asked for each outer row', async () => {
    const rows = await shop.rows(
      `SELECT o.k, (SELECT COUNT(*) FROM n WHERE o.k = 1 OR n.id < 3) FROM (VALUES (0), (1), (0), (NULL)) AS o (k)`,
    );
    assert.deepEqual(rows, [
      [0, 3],
      [1, 2000],
      [0, 3],
      [null, 3],
    ]);
  });

  it('a joined row is looked up anew when the key changes', async () => {
    const rows = await shop.rows(
      `SELECT k.x, n.id FROM (VALUES (1, 1), (2, 1), (3, NULL), (4, 1), (5, 7), (6, -1), (7, 7)) AS k (x, y) LEFT JOIN n ON n.id = k.y ORDER BY k.x`,
    );
    assert.deepEqual(
      rows.map(([, id]) => id),
      [1, 1, null, 1, 7, null, 7],
    );
  });
});

import assert from 'node:assert/strict';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { openShop, type TestSession } from './harness';

/** The same rows in a temporary table are sorted and counted anew each time: every query must answer as it does there. */
describe('catalog views in an order, and counted', () => {
  let shop: TestSession;
  before(async () => {
    ({ shop } = await openShop());
    await shop.run('CREATE SCHEMA other');
    await shop.run(`CREATE TABLE b1 (a int PRIMARY KEY, c varchar(9)); CREATE TABLE B2 (a int, c varchar(9)); CREATE TABLE a3 (x int, c nvarchar(5));
      CREATE TABLE other.b1 (y int); CREATE TABLE other.C4 (y int, c varchar(5))`);
    for (const name of ['v2', 'V1', 'other.v2']) await shop.run(`CREATE VIEW ${name} AS SELECT 1 AS x`);
    for (const name of ['p2', 'P1', 'other.p2']) await shop.run(`CREATE PROCEDURE ${name} AS RETURN`);
  });

  /** The text reads {objects} and {columns}. */
  async function both(text: string): Promise<(readonly SqlValue[])[]> {
    const copies = 'SELECT * INTO #objects FROM sys.objects; SELECT * INTO #columns FROM sys.columns;';
    const ofViews = await shop.rows(text.replaceAll('{objects}', 'sys.objects').replaceAll('{columns}', 'sys.columns'));
    const ofCopies = await shop.rows(
      `${copies} ${text.replaceAll('{objects}', '#objects').replaceAll('{columns}', '#columns')}; DROP TABLE #objects; DROP TABLE #columns`,
    );
    assert.deepEqual(ofViews, ofCopies);
    return ofViews;
  }

  it('names by the collation, one list or several', async () => {
    assert.deepEqual(
      await both("SELECT TOP (3) name FROM {objects} WHERE type = 'U' AND schema_id = 1 AND name LIKE '[ab][123]' ORDER BY name"),
      [['a3'], ['b1'], ['B2']],
    );
    const several = "SELECT TOP (4) name, schema_id FROM {objects} WHERE type IN ('V', 'U ', 'u', NULL) AND name LIKE '[abcv][1234]'";
    assert.deepEqual(
      (await both(`${several} ORDER BY name DESC, schema_id DESC`)).map(([name]) => name),
      ['v2', 'v2', 'V1', 'C4'],
    );
    assert.deepEqual(
      (await both(`${several} ORDER BY schema_id DESC, name`)).map(([name]) => name),
      ['b1', 'C4', 'v2', 'a3'],
    );
    assert.deepEqual(
      (await both(`${several} ORDER BY name COLLATE Latin1_General_BIN2, schema_id`)).map(([name]) => name),
      ['B2', 'C4', 'V1', 'a3'],
    );
  });

  it('one and the same list in several orders', async () => {
    const first = "SELECT TOP (2) name FROM sys.objects WHERE type = 'U' AND schema_id = 1 AND name LIKE '[ab][123]' ORDER BY name";
    const { results } = await shop.run([first, `${first} DESC`, `${first} COLLATE Latin1_General_BIN2`, first].join('; '));
    assert.deepEqual(
      results.map(({ rows }) => rows.flat()),
      [
        ['a3', 'b1'],
        ['B2', 'b1'],
        ['B2', 'a3'],
        ['a3', 'b1'],
      ],
    );
  });

  it('NULL before all, and behind all in descending order', async () => {
    const first = "SELECT TOP (2) collation_name FROM {columns} WHERE name IN ('a', 'c', 'x') ORDER BY collation_name";
    assert.deepEqual(await both(first), [[null], [null]]);
    const rows = await both(`${first.replace('TOP (2)', 'TOP (40)')} DESC`);
    assert.ok(rows.length > 8 && rows[0]?.[0] !== null && rows.at(-1)?.[0] === null);
  });

  for (const order of [
    'name, object_id',
    'type DESC, name, object_id',
    'create_date, object_id DESC',
    'parent_object_id, object_id',
    '3, object_id',
  ]) {
    it(`every part of it: ${order}`, async () => {
      const select = 'SELECT object_id, name, type FROM {objects} WHERE is_ms_shipped = 0';
      const all = await both(`${select} ORDER BY ${order}`);
      assert.ok(all.length > 11);
      for (const [skip, take] of [
        [0, 1],
        [3, 5],
        [all.length - 2, 5],
        [all.length, 5],
        [all.length + 9, 1],
      ] as const) {
        const part = `${select} ORDER BY ${order} OFFSET ${skip} ROWS FETCH NEXT ${take} ROWS ONLY`;
        assert.deepEqual(await both(part), all.slice(skip, skip + take), part);
      }
      assert.deepEqual(await both(`${select.replace('SELECT', 'SELECT TOP (0)')} ORDER BY ${order}`), []);
      assert.deepEqual(
        await both(`${select.replace('SELECT', 'SELECT TOP (50) PERCENT')} ORDER BY ${order}`),
        all.slice(0, Math.ceil(all.length / 2)),
      );
    });
  }

  it('ties, distinct rows, groups and windows are what they are without it', async () => {
    await both("SELECT TOP (1) WITH TIES name FROM {objects} WHERE name LIKE '[bv][12]' ORDER BY name");
    await both('SELECT DISTINCT TOP (3) type FROM {objects} ORDER BY type DESC');
    await both('SELECT TOP (3) type, COUNT(*) FROM {objects} GROUP BY type ORDER BY type');
    await both('SELECT TOP (3) name, ROW_NUMBER() OVER (ORDER BY name DESC, object_id) FROM {objects} ORDER BY name, object_id');
    await both('SELECT TOP (3) UPPER(name) AS name FROM {objects} ORDER BY name, object_id');
    await both(
      "DECLARE @last sysname; SELECT TOP (2) @last = name FROM {objects} WHERE type = 'U' AND name LIKE '[abc][1234]' ORDER BY name DESC; SELECT @last",
    );
  });

  it('for each row of another source', async () => {
    const rows = await both(`SELECT s.name, o.name FROM sys.schemas AS s
      CROSS APPLY (SELECT TOP (2) name FROM {objects} AS o WHERE o.schema_id = s.schema_id AND o.type IN ('U', 'V') AND o.name LIKE '[abcv][1234]' ORDER BY name) AS o
      ORDER BY s.name DESC, o.name`);
    assert.deepEqual(rows, [
      ['other', 'b1'],
      ['other', 'C4'],
      ['dbo', 'a3'],
      ['dbo', 'b1'],
    ]);
  });

  it('counted by what they hold', async () => {
    const conditions = [
      '1 = 1',
      '1 = 0',
      "type = 'U'",
      "type = 'u '",
      "type IN ('U', 'U', 'V', NULL) AND is_ms_shipped = 0",
      "type IN ('U', 'V') AND schema_id = SCHEMA_ID('other')",
      "type = 'U' AND type = 'V'",
      "type = 'U' AND type IN ('U', 'V')",
      "type NOT IN ('U', NULL)",
      'is_ms_shipped = 2',
      'schema_id = 1.0',
      "schema_id = '1'",
      'schema_id = NULL',
      "schema_id IN (SELECT schema_id FROM sys.schemas WHERE name = 'other')",
      "name = 'B1' AND type = 'U'",
      "name = 'B1' COLLATE Latin1_General_BIN2",
      "name = N'b1' OR 1 = 0",
      'parent_object_id = object_id',
      `schema_id IN (${Array.from({ length: 80 }, (_, index) => index).join(', ')}) AND type = 'U'`,
      'CAST(object_id AS bigint) = 9999999999',
    ];
    for (const condition of conditions) {
      await both(`SELECT COUNT(*), COUNT_BIG(*), N'x' FROM {objects} WHERE ${condition}`);
      await both(`SELECT COUNT(*) + 1, MAX(name) FROM {objects} WHERE ${condition}`);
      await both(`SELECT COUNT(*) FROM {objects} WHERE ${condition} HAVING COUNT(*) > 1`);
    }
    const numbers = await both("SELECT COUNT(*), COUNT_BIG(*) FROM {objects} WHERE type = 'U' AND schema_id = SCHEMA_ID('other')");
    assert.deepEqual(numbers, [[2, 2n]]);
    await both(
      "SELECT (SELECT COUNT(*) FROM {objects} AS o WHERE o.schema_id = s.schema_id AND o.type = 'P') FROM sys.schemas AS s ORDER BY s.name",
    );
  });

  it('follow what changes, and what is taken back', async () => {
    const text =
      "SELECT TOP (1) name FROM sys.objects WHERE type = 'U' AND schema_id = SCHEMA_ID('other') ORDER BY name; SELECT COUNT(*) FROM sys.objects WHERE type = 'U' AND schema_id = SCHEMA_ID('other')";
    const seen = async (before = ''): Promise<unknown[]> => {
      const { results, errors } = await shop.run(`${before}${text}`);
      assert.deepEqual(errors, []);
      return results.map(({ rows }) => rows[0]?.[0]);
    };
    assert.deepEqual(await seen(), ['b1', 2]);
    assert.deepEqual(await seen('CREATE TABLE other.a0 (x int); '), ['a0', 3]);
    assert.deepEqual(await seen('DROP TABLE other.a0; '), ['b1', 2]);
    assert.deepEqual(await seen('BEGIN TRAN; CREATE TABLE other.a0 (x int); '), ['a0', 3]);
    assert.deepEqual(await seen('ROLLBACK; '), ['b1', 2]);
    assert.deepEqual(await seen('DECLARE @t TABLE (x int); INSERT @t VALUES (1); '), ['b1', 2]);
  });

  it('so do modules, their parameters and events, and periods', async () => {
    const seen = (): Promise<unknown> =>
      shop.rows(`SELECT RIGHT(m.definition, 8), (SELECT STRING_AGG(p.name, ',') FROM sys.all_parameters AS p WHERE p.object_id = m.object_id),
          (SELECT COUNT(*) FROM sys.numbered_procedures AS n WHERE n.object_id = m.object_id)
        FROM sys.all_sql_modules AS m WHERE m.object_id = OBJECT_ID('changing')
        UNION ALL
        SELECT STRING_AGG(e.type_desc, ',') WITHIN GROUP (ORDER BY e.type), NULL, NULL FROM sys.trigger_events AS e
        UNION ALL
        SELECT MAX(p.name), NULL, NULL FROM sys.periods AS p`);
    const nothing = [null, null, null];
    assert.deepEqual(await seen(), [nothing, nothing]);
    await shop.run('CREATE PROCEDURE changing @a int AS RETURN 1');
    assert.deepEqual(await seen(), [['RETURN 1', '@a', 0], nothing, nothing]);
    await shop.run('ALTER PROCEDURE changing @a int, @b int AS RETURN 2');
    await shop.run('CREATE PROCEDURE changing;2 AS RETURN');
    await shop.run('CREATE TRIGGER tr ON b1 AFTER INSERT, DELETE AS RETURN');
    assert.deepEqual(await seen(), [['RETURN 2', '@a,@b', 1], ['INSERT,DELETE', null, null], nothing]);
    await shop.run('DROP TRIGGER tr; DROP PROCEDURE changing');
    await shop.run(`CREATE TABLE t (id int PRIMARY KEY, f datetime2 GENERATED ALWAYS AS ROW START, t datetime2 GENERATED ALWAYS AS ROW END,
      PERIOD FOR SYSTEM_TIME (f, t))`);
    assert.deepEqual(await seen(), [nothing, ['SYSTEM_TIME', null, null]]);
    await shop.run('DROP TABLE t');
  });

  it('rows of tables are counted anew, those of table variables never are', async () => {
    const text = "SELECT SUM(row_count) FROM sys.dm_db_partition_stats WHERE object_id = OBJECT_ID('B2') AND index_id < 2";
    assert.deepEqual(await shop.rows(text), [[0n]]);
    await shop.run("DECLARE @t TABLE (x int); INSERT @t VALUES (1); INSERT B2 VALUES (1, 'x'); INSERT @t VALUES (2)");
    assert.deepEqual(await shop.rows(text), [[1n]]);
    await shop.run("BEGIN TRAN; INSERT B2 VALUES (2, 'x'); ROLLBACK");
    assert.deepEqual(await shop.rows(text), [[1n]]);
    await shop.run('DELETE B2');
    assert.deepEqual(await shop.rows(text), [[0n]]);
  });
});

import assert from 'node:assert/strict';
import type { Engine } from '../../../sandbox/engine/engine';
import type { Table } from '../../../sandbox/engine/model';
import { openShop, type TestSession } from './harness';

describe('definitions', () => {
  let shop: TestSession;
  let engine: Engine;
  beforeEach(async () => {
    ({ engine, shop } = await openShop());
  });

  function table(name: string): Table {
    const found = engine.model.databases.get('shop')?.schemas.get('dbo')?.tables.get(name);
    assert.ok(found);
    return found;
  }

  async function run(text: string): Promise<void> {
    assert.deepEqual((await shop.run(text)).errors, []);
  }

  it('keep keys, defaults and checks with the names of the product', async () => {
    await run(`CREATE TABLE Orders (
      id int IDENTITY(10, 5) PRIMARY KEY,
      code nvarchar(20) NOT NULL UNIQUE,
      quantity int NOT NULL DEFAULT 0 CHECK (quantity > 0),
      note varchar(max) NULL,
      total AS (quantity * 2),
      rv rowversion)`);
    const orders = table('orders');
    const [primary, unique] = orders.indexes;
    assert.match(primary?.name ?? '', /^PK__Orders__[0-9A-F]{16}$/);
    assert.deepEqual([primary?.id, primary?.type, unique?.id, unique?.type], [1, 'CLUSTERED', 2, 'NONCLUSTERED']);
    assert.match(unique?.name ?? '', /^UQ__Orders__[0-9A-F]{16}$/);
    const quantity = orders.columns[2];
    assert.match(quantity?.default?.name ?? '', /^DF__Orders__quant__[0-9A-F]{8}$/);
    assert.equal(quantity?.default?.text, '((0))');
    assert.match(orders.checks[0]?.name ?? '', /^CK__Orders__quant__[0-9A-F]{8}$/);
    assert.equal(orders.checks[0]?.text, '([quantity]>(0))');
    assert.equal(orders.columns[4]?.type.name, 'int');
    assert.equal(orders.columns[4].computed?.text, '([quantity]*(2))');
    assert.deepEqual(
      orders.columns.map((column) => column.nullable),
      [false, false, false, true, true, false],
    );
  });

  for (const [text, error] of [
    ['CREATE TABLE t (a int)', "2714: There is already an object named 't' in the database."],
    [
      'CREATE TABLE v (a int, A int)',
      "2705: Column names in each table must be unique. Column name 'A' in table 'v' is specified more than once.",
    ],
    [
      'CREATE TABLE nowhere.v (a int)',
      '2760: The specified schema name "nowhere" either does not exist or you do not have permission to use it.',
    ],
    ['CREATE TABLE v (a nothing)', '2715: Column, parameter, or variable #1: Cannot find data type nothing.'],
    ['DROP TABLE missing', "3701: Cannot drop the table 'missing', because it does not exist or you do not have permission."],
    ['DROP PROCEDURE missing', "3701: Cannot drop the procedure 'missing', because it does not exist or you do not have permission."],
    ['DROP TABLE t', "3726: Could not drop object 't' because it is referenced by a FOREIGN KEY constraint."],
    ['TRUNCATE TABLE t', "4712: Cannot truncate table 't' because it is being referenced by a FOREIGN KEY constraint."],
    ['ALTER TABLE t DROP COLUMN a', '4922: ALTER TABLE DROP COLUMN a failed because one or more objects access this column.'],
    ['ALTER TABLE t DROP CONSTRAINT nothing', "3728: 'nothing' is not a constraint."],
    ['CREATE INDEX i ON t (missing)', "1911: Column name 'missing' does not exist in the target table or view."],
    [
      'CREATE TABLE v (a int REFERENCES missing (x))',
      /^1767: Foreign key 'FK__v__a__[0-9A-F]{8}' references invalid table 'missing'\.,1750: Could not create constraint/,
    ],
    ['ALTER PROCEDURE missing AS SELECT 1', "208: Invalid object name 'missing'."],
  ] as const) {
    it(`refuse ${text}`, async () => {
      await run('CREATE TABLE t (a int NOT NULL PRIMARY KEY); CREATE TABLE child (a int REFERENCES t (a))');
      const { errors } = await shop.run(text);
      if (typeof error === 'string') assert.deepEqual(errors, [error]);
      else assert.match(errors.join(), error);
    });
  }

  it('drop what exists and pass over what does not', async () => {
    await run(
      'CREATE TABLE t (a int); DROP TABLE t; DROP TABLE IF EXISTS t; DROP PROCEDURE IF EXISTS p; DROP TYPE IF EXISTS ty; DROP SCHEMA IF EXISTS s',
    );
    await run('CREATE TABLE t (a int)');
  });

  it('add and drop columns of a table with rows', async () => {
    await run('CREATE TABLE t (a int); INSERT t VALUES (1), (2)');
    await run("ALTER TABLE t ADD b int NOT NULL CONSTRAINT DF_b DEFAULT 7, c varchar(5) NULL CONSTRAINT DF_c DEFAULT 'x'");
    assert.deepEqual(await shop.rows('SELECT a, b, c FROM t'), [
      [1, 7, null],
      [2, 7, null],
    ]);
    assert.match((await shop.run('ALTER TABLE t ADD d int NOT NULL')).errors[0] ?? '', /^4901:/);
    await run('ALTER TABLE t DROP CONSTRAINT DF_b; ALTER TABLE t DROP COLUMN b');
    assert.deepEqual(await shop.rows('SELECT * FROM t'), [
      [1, null],
      [2, null],
    ]);
    await run('ALTER TABLE t ADD e int');
    assert.deepEqual(
      table('t').columns.map((column) => column.id),
      [1, 3, 4],
    );
  });

  it('convert the rows of a column that changes its type', async () => {
    await run("CREATE TABLE t (a varchar(10)); INSERT t VALUES ('12'); ALTER TABLE t ALTER COLUMN a int NOT NULL");
    assert.deepEqual(await shop.rows('SELECT a FROM t'), [[12]]);
    assert.equal(table('t').columns[0]?.nullable, false);
  });

  it('switch constraints off and on, trusted or not', async () => {
    await run('CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (a int, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (a))');
    await run('ALTER TABLE c NOCHECK CONSTRAINT fk');
    const key = () => table('c').foreignKeys[0];
    assert.deepEqual([key()?.isDisabled, key()?.isNotTrusted], [true, true]);
    await run('ALTER TABLE c CHECK CONSTRAINT fk');
    assert.deepEqual([key()?.isDisabled, key()?.isNotTrusted], [false, true]);
    await run('ALTER TABLE c WITH CHECK CHECK CONSTRAINT ALL');
    assert.deepEqual([key()?.isDisabled, key()?.isNotTrusted], [false, false]);
  });

  it('make, disable, rebuild and drop indexes', async () => {
    await run(
      'CREATE TABLE t (a int, b int, c int); CREATE UNIQUE NONCLUSTERED INDEX i ON t (a DESC, b) INCLUDE (c) WHERE a > 0 WITH (FILLFACTOR = 80)',
    );
    const [index] = table('t').indexes;
    assert.deepEqual(index?.columns, [
      { columnId: 1, descending: true },
      { columnId: 2, descending: false },
    ]);
    assert.deepEqual([index.id, index.included, index.filter?.text, index.unique], [2, [3], '([a]>(0))', true]);
    await run('ALTER INDEX i ON t DISABLE');
    assert.equal(table('t').indexes[0]?.isDisabled, true);
    await run('ALTER INDEX ALL ON t REBUILD');
    assert.equal(table('t').indexes[0]?.isDisabled, false);
    await run('DROP INDEX i ON t');
    assert.equal(table('t').indexes.length, 0);
  });

  it('refuse a unique index over rows that repeat', async () => {
    await run('CREATE TABLE t (a int); INSERT t VALUES (1), (1)');
    assert.match((await shop.run('CREATE UNIQUE INDEX i ON t (a)')).errors[0] ?? '', /^1505:.*The duplicate key value is \(1\)\.$/);
    assert.equal(table('t').indexes.length, 0);
  });

  it('make schemas, types and sequences', async () => {
    await run('CREATE SCHEMA sales');
    await run(
      'CREATE TYPE sales.Code FROM nvarchar(12) NOT NULL; CREATE TABLE sales.t (c sales.Code); CREATE SEQUENCE sales.s AS int START WITH 5',
    );
    const sales = engine.model.databases.get('shop')?.schemas.get('sales');
    const [column] = sales?.tables.get('t')?.columns ?? [];
    assert.deepEqual([column?.type.name, column?.type.userType, column?.nullable], ['nvarchar', 'sales.Code', false]);
    assert.equal(sales?.sequences.get('s')?.start, 5n);
    assert.match((await shop.run('DROP TYPE sales.Code')).errors[0] ?? '', /^3732:/);
    assert.deepEqual((await shop.run('DROP SCHEMA sales')).errors, [
      "3729: Cannot drop schema 'sales' because it is being referenced by object 't'.",
    ]);
  });

  it('make a table from a result', async () => {
    await run('CREATE TABLE t (a int NOT NULL, b varchar(5)); INSERT t VALUES (1, NULL)');
    await run('SELECT a, b AS c INTO #copy FROM t');
    assert.deepEqual(await shop.rows('SELECT a, c FROM #copy'), [[1, null]]);
    assert.match((await shop.run('SELECT 1 INTO #other')).errors[0] ?? '', /^1038:/);
  });

  it('keep the text of a module and the shape of a view', async () => {
    await run('CREATE TABLE t (a int NOT NULL)');
    const text = '-- the view\nCREATE VIEW v AS SELECT a, a + 1 AS b FROM t';
    await run(text);
    const view = engine.model.databases.get('shop')?.schemas.get('dbo')?.modules.get('v');
    assert.equal(view?.definition.text, text);
    assert.deepEqual(
      view.columns.map((column) => [column.name, column.type.name]),
      [
        ['a', 'int'],
        ['b', 'int'],
      ],
    );
    const id = view.objectId;
    await run('CREATE OR ALTER VIEW v AS SELECT a FROM t');
    assert.equal(engine.model.databases.get('shop')?.schemas.get('dbo')?.modules.get('v')?.objectId, id);
  });

  it('show the text of a module as it would be made anew', async () => {
    const shown = async () =>
      (await shop.rows("SELECT OBJECT_DEFINITION(OBJECT_ID('p')), definition FROM sys.sql_modules WHERE object_id = OBJECT_ID('p')"))[0];
    for (const [written, kept] of [
      [
        '/* first */ CrEaTe or/* second */ALTer PROCEDURE p AS SELECT 1; -- ALTER',
        '/* first */ CrEaTe /* second */ PROCEDURE p AS SELECT 1; -- ALTER',
      ],
      ['-- ALTER\naLteR PROCEDURE p AS SELECT 2', '-- ALTER\nCREATE PROCEDURE p AS SELECT 2'],
    ] as const) {
      await run(written);
      assert.deepEqual(await shown(), [kept, kept]);
      assert.deepEqual((await shop.rows('EXEC sp_helptext p')).flat(), kept.split(/(?<=\n)/u));
    }
  });

  it('rename tables and columns', async () => {
    await run("CREATE TABLE t (a int); EXEC sp_rename 't.a', 'b', 'COLUMN'; EXEC sp_rename 't', 'u'");
    assert.deepEqual(await shop.rows('SELECT b FROM u'), []);
  });

  it('call scalar and table-valued functions', async () => {
    await run('CREATE FUNCTION dbo.up (@a int) RETURNS int AS BEGIN DECLARE @b int = @a; WHILE @b < 10 SET @b = @b + 3; RETURN @b; END');
    await run(`CREATE FUNCTION dbo.down (@n int) RETURNS @r TABLE (i int) AS
      BEGIN WHILE @n > 0 BEGIN INSERT @r VALUES (@n); SET @n -= 1; END RETURN; END`);
    assert.deepEqual(await shop.rows('SELECT dbo.up(2)'), [[11]]);
    assert.deepEqual(await shop.rows('SELECT i FROM dbo.down(2)'), [[2], [1]]);
  });

  it('describe a first result without running it', async () => {
    const rows = await shop.rows("EXEC sp_describe_first_result_set N'IF 1 = 0 SELECT 1 AS one; SELECT @a AS two', N'@a decimal(10,2)'");
    assert.deepEqual(
      rows.map((row) => [row[1], row[2], row[5]]),
      [[1, 'one', 'int']],
    );
  });
});

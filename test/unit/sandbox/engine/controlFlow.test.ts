import assert from 'node:assert/strict';
import { openShop, type TestSession } from './harness';

describe('batches', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
  });

  it('run statements in order and count rows', async () => {
    const outcome = await shop.run(`
      CREATE TABLE t (id int IDENTITY PRIMARY KEY, name nvarchar(10) NOT NULL);
      INSERT t (name) VALUES (N'a'), (N'b');
      SELECT id, name FROM t;`);
    assert.deepEqual(outcome.results[0]?.rows, [
      [1, 'a'],
      [2, 'b'],
    ]);
    assert.deepEqual(
      outcome.done.map(({ command, rowCount }) => [command, rowCount]),
      [
        [0, undefined],
        [0xc3, 2],
        [0xc1, 2],
      ],
    );
  });

  it('loop, break, continue and jump', async () => {
    const { prints } = await shop.run(`
      DECLARE @i int = 0;
      WHILE 1 = 1
      BEGIN
        SET @i += 1;
        IF @i = 2 CONTINUE;
        IF @i > 3 BREAK;
        PRINT @i;
      END
      GOTO finish;
      PRINT 'skipped';
      finish:
      PRINT 'end';`);
    assert.deepEqual(prints, ['1', '3', 'end']);
  });

  it('keep a variable declared in a loop', async () => {
    const { prints } = await shop.run(`
      DECLARE @i int = 0;
      WHILE @i < 3 BEGIN DECLARE @seen int; SET @i += 1; IF @seen IS NULL SET @seen = 10; SET @seen += 1; PRINT @seen; END`);
    assert.deepEqual(prints, ['11', '12', '13']);
  });

  for (const [text, error] of [
    ['PRINT 1; SELECT @nothing', '137: Must declare the scalar variable "@nothing".'],
    [
      'PRINT 1; DECLARE @a int; DECLARE @A int',
      "134: The variable name '@A' has already been declared. Variable names must be unique within a query batch or stored procedure.",
    ],
    ['PRINT 1; BREAK', '135: Cannot use a BREAK statement outside the scope of a WHILE statement.'],
    ['PRINT 1; GOTO nowhere', "133: A GOTO statement references the label 'nowhere' but the label has not been declared."],
    ['PRINT 1; RETURN 5', '178: A RETURN statement with a return value cannot be used in this context.'],
    ['PRINT 1; SELECT * FROM @t', '1087: Must declare the table variable "@t".'],
  ] as const) {
    it(`do not begin when they cannot be compiled: ${text}`, async () => {
      const outcome = await shop.run(text);
      assert.deepEqual(outcome.errors, [error]);
      assert.deepEqual(outcome.prints, []);
    });
  }

  it('tell the line of an error', async () => {
    const outcome = await shop.run("PRINT 1;\n\nSELECT 1\n  / 0;\nPRINT 'after';");
    assert.deepEqual(
      outcome.messages.map(({ number, line }) => [number, line]),
      [
        [0, 1],
        [8134, 3],
        [0, 5],
      ],
    );
  });

  it('go on after an error that ends a statement and stop after one that ends the batch', async () => {
    assert.deepEqual((await shop.run("SELECT 1 / 0; PRINT 'on'")).prints, ['on']);
    assert.deepEqual((await shop.run("SELECT CAST('x' AS int); PRINT 'on'")).prints, []);
    assert.deepEqual((await shop.run("PRINT 'first'; SELECT * FROM missing; PRINT 'on'")).prints, ['first']);
  });

  it('print at most 8,000 characters, 4,000 of Unicode', async () => {
    const { prints } = await shop.run(`PRINT '${'a'.repeat(8100)}'; PRINT N'${'b'.repeat(8100)}'`);
    assert.deepEqual(
      prints.map((text) => text.length),
      [8000, 4000],
    );
  });

  it('hide counts under NOCOUNT', async () => {
    const outcome = await shop.run('SET NOCOUNT ON; SELECT 1');
    assert.equal(outcome.done.at(-1)?.rowCount, undefined);
    assert.equal(outcome.results[0]?.rows.length, 1);
  });

  it('stop a result at ROWCOUNT', async () => {
    const outcome = await shop.run('CREATE TABLE t (a int); INSERT t VALUES (1), (2), (3); SET ROWCOUNT 2; SELECT a FROM t');
    assert.deepEqual(outcome.results[0]?.rows, [[1], [2]]);
  });

  it('change the database and say so', async () => {
    const outcome = await shop.run('USE master; SELECT DB_NAME()');
    assert.deepEqual(outcome.changes, [{ kind: 'database', from: 'shop', to: 'master' }]);
    assert.deepEqual(outcome.prints, ["Changed database context to 'master'."]);
    assert.equal(shop.session.database, 'master');
    assert.deepEqual((await shop.run('USE missing')).errors, [
      "911: Database 'missing' does not exist. Make sure that the name is entered correctly.",
    ]);
  });

  it('read a cursor to its end', async () => {
    const { prints } = await shop.run(`
      CREATE TABLE t (a int); INSERT t VALUES (1), (2);
      DECLARE @a int;
      DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT a FROM t;
      OPEN c;
      FETCH NEXT FROM c INTO @a;
      WHILE @@FETCH_STATUS = 0 BEGIN PRINT @a; FETCH NEXT FROM c INTO @a; END
      CLOSE c; DEALLOCATE c;`);
    assert.deepEqual(prints, ['1', '2']);
    assert.deepEqual((await shop.run('OPEN c')).errors, ["16916: A cursor with the name 'c' does not exist."]);
  });
});

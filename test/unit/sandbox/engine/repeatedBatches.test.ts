import assert from 'node:assert/strict';
import { openShop, type TestSession } from './harness';

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
});

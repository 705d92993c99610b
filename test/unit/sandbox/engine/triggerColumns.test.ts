import assert from 'node:assert/strict';
import { openShop, type TestSession } from './harness';

describe('UPDATE() and COLUMNS_UPDATED() of triggers', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
    await shop.run('CREATE TABLE t (id int IDENTITY PRIMARY KEY, a int, b varchar(10), c AS a * 2)');
    await shop.run(`CREATE TRIGGER told ON t AFTER INSERT, UPDATE, DELETE AS
      SET NOCOUNT ON;
      IF UPDATE(a) PRINT 'a';
      IF NOT UPDATE(b) PRINT 'not b';
      PRINT CONVERT(varchar(10), COLUMNS_UPDATED(), 1);`);
  });

  it('name every column of an insertion and none of a deletion', async () => {
    assert.deepEqual((await shop.run('INSERT t (a) VALUES (1)')).prints, ['a', '0x0F']);
    assert.deepEqual((await shop.run('DELETE t')).prints, ['not b', '0x00']);
  });

  it('name the assigned columns of an update, changed or not', async () => {
    await shop.run('INSERT t (a) VALUES (1)');
    assert.deepEqual((await shop.run('UPDATE t SET a = a')).prints, ['a', 'not b', '0x02']);
    assert.deepEqual((await shop.run("UPDATE t SET b = 'x' WHERE 1 = 0")).prints, ['0x04']);
  });

  it('name the columns that MERGE assigns', async () => {
    await shop.run('INSERT t (a) VALUES (1)');
    const { prints } = await shop.run('MERGE t USING (VALUES (1, 5)) AS s (id, a) ON t.id = s.id WHEN MATCHED THEN UPDATE SET a += s.a;');
    assert.deepEqual(prints, ['a', 'not b', '0x02']);
    assert.deepEqual(await shop.rows('SELECT a FROM t'), [[6]]);
  });

  it('name the columns that a cascade assigns', async () => {
    await shop.run('CREATE TABLE p (k int PRIMARY KEY); CREATE TABLE child (id int, k int REFERENCES p ON UPDATE CASCADE)');
    await shop.run("CREATE TRIGGER child_told ON child AFTER UPDATE AS IF UPDATE(k) AND NOT UPDATE(id) PRINT 'k'");
    await shop.run('INSERT p VALUES (1); INSERT child VALUES (1, 1)');
    assert.deepEqual((await shop.run('UPDATE p SET k = 2')).prints, ['k']);
  });

  it('refuse an unknown column, and UPDATE() outside a trigger', async () => {
    await shop.run('CREATE TABLE u (id int)');
    await shop.run('CREATE TRIGGER wrong ON u AFTER INSERT AS IF UPDATE(nothing) PRINT 1');
    assert.deepEqual((await shop.run('INSERT u VALUES (1)')).errors, ["207: Invalid column name 'nothing'."]);
    assert.deepEqual((await shop.run('IF UPDATE(a) PRINT 1')).errors, ['140: Can only use IF UPDATE within a CREATE TRIGGER statement.']);
  });
});

import assert from 'node:assert/strict';
import { openShop, recorder, type TestSession } from './harness';

describe('transactions', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
    await shop.run('CREATE TABLE t (a int NOT NULL)');
  });

  it('keep what was committed and lose what was rolled back', async () => {
    assert.deepEqual(
      await shop.rows('BEGIN TRAN; INSERT t VALUES (1); COMMIT; BEGIN TRAN; INSERT t VALUES (2); ROLLBACK; SELECT a FROM t'),
      [[1]],
    );
  });

  it('count their nesting and end all at once', async () => {
    const { results, changes } = await shop.run(
      'BEGIN TRAN; BEGIN TRAN; SELECT @@TRANCOUNT; COMMIT; SELECT @@TRANCOUNT; ROLLBACK; SELECT @@TRANCOUNT',
    );
    assert.deepEqual(
      results.map((result) => result.rows[0]),
      [[2], [1], [0]],
    );
    assert.deepEqual(
      changes.map((change) => change.kind),
      ['beginTransaction', 'rollbackTransaction'],
    );
  });

  it('go back to a savepoint', async () => {
    assert.deepEqual(
      await shop.rows('BEGIN TRAN; INSERT t VALUES (1); SAVE TRAN s; INSERT t VALUES (2); ROLLBACK TRAN s; COMMIT; SELECT a FROM t'),
      [[1]],
    );
    assert.deepEqual((await shop.run('BEGIN TRAN; ROLLBACK TRAN x; ROLLBACK')).errors, [
      '6401: Cannot roll back x. No transaction or savepoint of that name was found.',
    ]);
  });

  it('leave the rows of table variables alone', async () => {
    assert.deepEqual(
      await shop.rows('DECLARE @v TABLE (a int); BEGIN TRAN; INSERT @v VALUES (1); INSERT t VALUES (1); ROLLBACK; SELECT a FROM @v'),
      [[1]],
    );
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
  });

  it('take back definitions too', async () => {
    await shop.run('BEGIN TRAN; CREATE TABLE made (a int); DROP TABLE t; ROLLBACK');
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
    assert.match((await shop.run('SELECT a FROM made')).errors[0] ?? '', /^208:/);
  });

  it('are refused an end that they do not have', async () => {
    assert.deepEqual((await shop.run('COMMIT; ROLLBACK')).errors, [
      '3902: The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.',
      '3903: The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.',
    ]);
  });

  it('end with any error under XACT_ABORT', async () => {
    const outcome = await shop.run("SET XACT_ABORT ON; BEGIN TRAN; INSERT t VALUES (1); SELECT 1/0; PRINT 'never'");
    assert.deepEqual(outcome.prints, []);
    assert.equal(shop.session.transactionCount, 0);
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
  });

  it('become uncommittable', async () => {
    const outcome = await shop.run(`
      BEGIN TRY BEGIN TRAN; SELECT CAST('x' AS int); END TRY
      BEGIN CATCH PRINT XACT_STATE(); INSERT t VALUES (1); END CATCH`);
    assert.deepEqual(outcome.prints, ['-1']);
    assert.match(outcome.errors[0] ?? '', /^3930:/);
    assert.equal(shop.session.transactionCount, 0);
  });

  it('that are uncommittable at the end of a batch are rolled back', async () => {
    const outcome = await shop.run("BEGIN TRAN; BEGIN TRY SELECT CAST('x' AS int); END TRY BEGIN CATCH END CATCH");
    assert.match(outcome.errors[0] ?? '', /^3998:/);
    assert.equal(shop.session.transactionCount, 0);
  });

  it('stay open after an error that ends a statement', async () => {
    assert.deepEqual(
      await shop.rows('BEGIN TRAN; INSERT t VALUES (1); BEGIN TRY SELECT 1/0; END TRY BEGIN CATCH END CATCH COMMIT; SELECT a FROM t'),
      [[1]],
    );
  });

  it('must be balanced by a procedure', async () => {
    await shop.run('CREATE PROCEDURE leaves AS BEGIN TRAN');
    const { errors } = await shop.run('EXEC leaves');
    assert.deepEqual(errors, [
      '266: Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements. Previous count = 0, current count = 1.',
    ]);
    assert.equal(shop.session.transactionCount, 1);
    assert.deepEqual((await shop.call({ procedure: 'leaves' })).statuses, [0]);
  });

  it('end when the connection is reset', async () => {
    await shop.run('BEGIN TRAN; INSERT t VALUES (1); SET NOCOUNT ON; CREATE TABLE #x (a int); USE master');
    shop.session.reset(false);
    assert.equal(shop.session.transactionCount, 0);
    assert.equal(shop.session.database, 'shop');
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
    assert.match((await shop.run('SELECT a FROM #x')).errors[0] ?? '', /^208:/);
  });

  it('are managed by requests of the protocol', async () => {
    const { sink, outcome } = recorder();
    await shop.session.transaction({ kind: 'begin', isolationLevel: 2, name: '' }, sink);
    await shop.run('INSERT t VALUES (1)');
    await shop.session.transaction({ kind: 'rollback', name: '', beginNew: false }, sink);
    assert.deepEqual(
      outcome.changes.map((change) => change.kind),
      ['beginTransaction', 'rollbackTransaction'],
    );
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
  });
});

describe('triggers', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
    await shop.run('CREATE TABLE t (a int NOT NULL)');
    await shop.run(`CREATE TRIGGER watch ON t AFTER INSERT AS
      BEGIN
        DECLARE @a int;
        SELECT @a = a FROM inserted;
        IF @a = 1 PRINT @@TRANCOUNT;
        IF @a = 2 ROLLBACK;
        IF @a = 3 THROW 50003, 'three', 1;
        IF @a = 4 RAISERROR('four', 16, 1);
      END`);
  });

  it('run inside the transaction of the statement', async () => {
    assert.deepEqual((await shop.run('INSERT t VALUES (1)')).prints, ['1']);
    assert.equal(shop.session.transactionCount, 0);
    assert.deepEqual(await shop.rows('SELECT a FROM t'), [[1]]);
  });

  it('end the batch when they roll back', async () => {
    const outcome = await shop.run("INSERT t VALUES (2); PRINT 'never'");
    assert.deepEqual(outcome.errors, ['3609: The transaction ended in the trigger. The batch has been aborted.']);
    assert.deepEqual(outcome.prints, []);
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
  });

  it('end the batch when they throw', async () => {
    const outcome = await shop.run("INSERT t VALUES (3); PRINT 'never'");
    assert.deepEqual(outcome.errors, ['50003: three']);
    assert.deepEqual(outcome.prints, []);
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
  });

  it('let the statement stand after RAISERROR', async () => {
    const outcome = await shop.run("INSERT t VALUES (4); PRINT 'on'");
    assert.deepEqual(outcome.errors, ['50000: four']);
    assert.deepEqual(outcome.prints, ['on']);
    assert.deepEqual(await shop.rows('SELECT a FROM t'), [[4]]);
  });
});

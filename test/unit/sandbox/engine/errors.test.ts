import assert from 'node:assert/strict';
import { openShop, type TestSession } from './harness';

describe('errors', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
  });

  it('are described to the CATCH block', async () => {
    await shop.run("CREATE PROCEDURE dbo.failing AS\nBEGIN\n  PRINT 'in';\n  RAISERROR('bad %s', 14, 7, 'thing');\nEND");
    const [row] = await shop.rows(`
      BEGIN TRY EXEC dbo.failing; END TRY
      BEGIN CATCH SELECT ERROR_NUMBER(), ERROR_MESSAGE(), ERROR_SEVERITY(), ERROR_STATE(), ERROR_LINE(), ERROR_PROCEDURE(); END CATCH`);
    assert.deepEqual(row, [50000, 'bad thing', 14, 7, 4, 'dbo.failing']);
  });

  it('are unknown outside CATCH', async () => {
    assert.deepEqual(await shop.rows('BEGIN TRY SELECT 1/0; END TRY BEGIN CATCH END CATCH SELECT ERROR_NUMBER()'), [[null]]);
  });

  it('nest', async () => {
    const { prints, errors } = await shop.run(`
      BEGIN TRY
        BEGIN TRY THROW 50001, 'inner', 1; END TRY
        BEGIN CATCH PRINT ERROR_MESSAGE(); THROW 50002, 'from the handler', 1; END CATCH
      END TRY
      BEGIN CATCH PRINT ERROR_MESSAGE(); END CATCH`);
    assert.deepEqual(prints, ['inner', 'from the handler']);
    assert.deepEqual(errors, []);
  });

  it('keep number, line and procedure when they are thrown again', async () => {
    const outcome = await shop.run("BEGIN TRY\n  SELECT 1/0;\nEND TRY\nBEGIN CATCH\n  THROW;\nEND CATCH\nPRINT 'never'");
    assert.deepEqual(outcome.prints, []);
    const error = outcome.messages.at(-1);
    assert.deepEqual([error?.number, error?.line, error?.severity], [8134, 2, 16]);
  });

  it('do not reach the client as failed when they are caught', async () => {
    const outcome = await shop.run("BEGIN TRY SELECT 1/0 AS a; END TRY BEGIN CATCH PRINT 'caught'; END CATCH");
    assert.ok(outcome.done.every((done) => !done.failed));
  });

  it('of a missing table are not caught where they arise but by the caller', async () => {
    const same = await shop.run("BEGIN TRY SELECT * FROM missing; END TRY BEGIN CATCH PRINT 'caught'; END CATCH");
    assert.deepEqual(same.prints, []);
    assert.equal(same.messages[0]?.number, 208);
    await shop.run('CREATE PROCEDURE inner_p AS SELECT * FROM missing');
    const outer = await shop.run('BEGIN TRY EXEC inner_p; END TRY BEGIN CATCH PRINT ERROR_NUMBER(); END CATCH');
    assert.deepEqual(outer.prints, ['208']);
  });

  it('of a missing table end the procedure but not its caller', async () => {
    await shop.run("CREATE PROCEDURE inner_p AS BEGIN SELECT * FROM missing; PRINT 'never'; END");
    assert.deepEqual((await shop.run("EXEC inner_p; PRINT 'on'")).prints, ['on']);
  });

  it('of dynamic text are caught around EXEC', async () => {
    assert.deepEqual((await shop.run("BEGIN TRY EXEC('SELECT 1 FROM'); END TRY BEGIN CATCH PRINT ERROR_NUMBER(); END CATCH")).prints, [
      '102',
    ]);
  });

  it('set @@ERROR for one statement', async () => {
    const { prints } = await shop.run("RAISERROR('x', 16, 1); PRINT @@ERROR; PRINT @@ERROR");
    assert.deepEqual(prints, ['50000', '0']);
  });

  it('below severity 11 are messages', async () => {
    const outcome = await shop.run("RAISERROR('%d percent', 10, 1, 50) WITH NOWAIT; RAISERROR('note', 0, 1)");
    assert.deepEqual(outcome.errors, []);
    assert.deepEqual(
      outcome.messages.map(({ message, severity, number }) => [message, severity, number]),
      [
        ['50 percent', 10, 50000],
        ['note', 0, 50000],
      ],
    );
    assert.equal(outcome.flushes, 1);
  });

  it('of severity 19 and above need WITH LOG', async () => {
    assert.match((await shop.run("RAISERROR('x', 19, 1)")).errors[0] ?? '', /^2754:/);
    assert.equal((await shop.run("RAISERROR('x', 20, 1) WITH LOG; PRINT 'never'")).prints.length, 0);
  });

  it('of THROW end the batch', async () => {
    const outcome = await shop.run("THROW 51000, N'mine', 9; PRINT 'never'");
    assert.deepEqual(outcome.errors, ['51000: mine']);
    assert.equal(outcome.messages[0]?.state, 9);
    assert.deepEqual(outcome.prints, []);
  });
});

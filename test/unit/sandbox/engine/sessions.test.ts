import assert from 'node:assert/strict';
import type { Engine } from '../../../sandbox/engine/engine';
import { SqlError } from '../../../sandbox/engine/sqlError';
import { openSession, openShop, recorder, type TestSession } from './harness';

function isError(number: number): (error: unknown) => boolean {
  return (error) => error instanceof SqlError && error.number === number;
}

/** Lets what is ready to run do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('logins', () => {
  it('are checked', async () => {
    const { engine } = await openShop({
      logins: [
        { name: 'off', password: 'x', isDisabled: true },
        { name: 'guest1', password: 'x' },
      ],
    });
    assert.throws(() => openSession(engine, { password: 'wrong' }), isError(18456));
    assert.throws(() => openSession(engine, { userName: 'nobody' }), isError(18456));
    assert.throws(() => openSession(engine, { userName: 'off', password: 'x' }), isError(18470));
    assert.throws(() => openSession(engine, { database: 'missing' }), isError(4060));
    assert.throws(() => openSession(engine, { userName: 'guest1', password: 'x', database: 'shop' }), isError(4060));
    assert.equal(openSession(engine, { userName: 'guest1', password: 'x', database: '' }).session.database, 'master');
  });

  it('do what they were granted', async () => {
    const { engine, shop } = await openShop({ logins: [{ name: 'clerk', password: 'x' }] });
    await shop.run('CREATE PROCEDURE allowed AS SELECT 1');
    await shop.run('CREATE PROCEDURE forbidden AS SELECT 1');
    await shop.run('CREATE USER clerk FOR LOGIN clerk; GRANT EXECUTE ON dbo.allowed TO clerk');
    const clerk = openSession(engine, { userName: 'clerk', password: 'x' });
    assert.deepEqual(await clerk.rows('EXEC allowed'), [[1]]);
    assert.deepEqual((await clerk.run('EXEC forbidden')).errors, [
      "229: The EXECUTE permission was denied on the object 'forbidden', database 'shop', schema 'dbo'.",
    ]);
    assert.match((await clerk.run('CREATE TABLE t (a int)')).errors[0] ?? '', /^262:/);
    assert.match((await clerk.run('GRANT EXECUTE ON dbo.forbidden TO clerk')).errors[0] ?? '', /^15247:/);
  });
});

describe('attention', () => {
  let shop: TestSession;
  let engine: Engine;
  beforeEach(async () => {
    ({ engine, shop } = await openShop());
    await shop.run('CREATE TABLE t (a int NOT NULL)');
  });

  it('ends a WAITFOR and an endless loop', async () => {
    for (const text of ["WAITFOR DELAY '23:00:00'", 'DECLARE @i int; WHILE 1 = 1 SET @i = 1', "EXEC('WHILE 1 = 1 EXEC(''SELECT 1'')')"]) {
      const controller = new AbortController();
      const reason = new Error('attention');
      const running = shop.run(text, controller.signal);
      await settle();
      controller.abort(reason);
      await assert.rejects(running, reason);
      assert.deepEqual(await shop.rows('SELECT @@NESTLEVEL, @@TRANCOUNT'), [[0, 0]]);
    }
  });

  it('is not caught by TRY and leaves a transaction open', async () => {
    const controller = new AbortController();
    const running = shop.run(
      "BEGIN TRAN; INSERT t VALUES (1); BEGIN TRY WAITFOR DELAY '01:00:00'; END TRY BEGIN CATCH PRINT 'caught'; END CATCH",
      controller.signal,
    );
    await settle();
    controller.abort(new Error('attention'));
    await assert.rejects(running, /attention/);
    assert.equal(shop.session.transactionCount, 1);
    await shop.run('ROLLBACK');
    assert.deepEqual(await shop.rows('SELECT a FROM t'), []);
  });

  it('rolls back under XACT_ABORT', async () => {
    const controller = new AbortController();
    const running = shop.run("SET XACT_ABORT ON; BEGIN TRAN; INSERT t VALUES (1); WAITFOR DELAY '01:00:00'", controller.signal);
    await settle();
    controller.abort(new Error('attention'));
    await assert.rejects(running, /attention/);
    assert.equal(shop.session.transactionCount, 0);
  });

  it('ends the wait for a slow client', async () => {
    const { sink } = recorder();
    const controller = new AbortController();
    const running = shop.session.batch('SELECT 1', { ...sink, row: () => new Promise<void>(() => undefined) }, controller.signal);
    await settle();
    controller.abort(new Error('attention'));
    await assert.rejects(running, /attention/);
  });

  it('ends the wait for a lock', async () => {
    const other = openSession(engine);
    await other.run('BEGIN TRAN; INSERT t VALUES (1)');
    const controller = new AbortController();
    const running = shop.run('SELECT a FROM t', controller.signal);
    await settle();
    controller.abort(new Error('attention'));
    await assert.rejects(running, /attention/);
    await other.run('COMMIT');
    assert.deepEqual(await shop.rows('SELECT a FROM t'), [[1]]);
  });
});

describe('two sessions', () => {
  let shop: TestSession;
  let other: TestSession;
  beforeEach(async () => {
    const opened = await openShop();
    ({ shop } = opened);
    other = openSession(opened.engine);
    await shop.run('CREATE TABLE t (a int NOT NULL); CREATE TABLE u (a int NOT NULL)');
  });

  it('wait for each other', async () => {
    await shop.run('BEGIN TRAN; INSERT t VALUES (1)');
    const reading = other.rows('SELECT a FROM t');
    await settle();
    await shop.run('ROLLBACK');
    assert.deepEqual(await reading, []);
  });

  it('read through with NOLOCK', async () => {
    await shop.run('BEGIN TRAN; INSERT t VALUES (1)');
    assert.deepEqual(await other.rows('SELECT a FROM t WITH (NOLOCK)'), [[1]]);
    assert.deepEqual(await other.rows('SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED; SELECT a FROM t'), [[1]]);
    await shop.run('COMMIT');
  });

  it('give up after LOCK_TIMEOUT', async () => {
    await shop.run('BEGIN TRAN; INSERT t VALUES (1)');
    assert.deepEqual((await other.run('SET LOCK_TIMEOUT 0; INSERT t VALUES (2)')).errors, ['1222: Lock request time out period exceeded.']);
    await shop.run('COMMIT');
  });

  it('do not deadlock for ever', async () => {
    await shop.run('BEGIN TRAN; INSERT t VALUES (1)');
    await other.run('BEGIN TRAN; INSERT u VALUES (1)');
    const first = shop.run('INSERT u VALUES (2); COMMIT');
    await settle();
    const second = await other.run("INSERT t VALUES (2); PRINT 'never'");
    assert.match(second.errors[0] ?? '', /^1205: Transaction \(Process ID \d+\) was deadlocked/);
    assert.deepEqual(second.prints, []);
    assert.equal(other.session.transactionCount, 0);
    assert.deepEqual((await first).errors, []);
    assert.deepEqual(await shop.rows('SELECT a FROM u'), [[2]]);
  });

  it('do not see each other’s temporary tables', async () => {
    await shop.run('CREATE TABLE #x (a int); CREATE TABLE ##y (a int)');
    assert.match((await other.run('SELECT a FROM #x')).errors[0] ?? '', /^208:/);
    assert.deepEqual(await other.rows('SELECT a FROM ##y'), []);
  });

  it('have ids of their own', () => {
    assert.notEqual(shop.session.id, other.session.id);
    assert.ok(shop.session.id >= 51);
  });
});

describe('WAITFOR', () => {
  it('flushes what came before and goes on', async () => {
    const { shop } = await openShop();
    const outcome = await shop.run("PRINT 'a'; WAITFOR DELAY '00:00:00.010'; PRINT 'b'");
    assert.deepEqual(outcome.prints, ['a', 'b']);
    assert.equal(outcome.flushes, 1);
    assert.match((await shop.run("WAITFOR DELAY 'soon'")).errors[0] ?? '', /^148:/);
  });
});

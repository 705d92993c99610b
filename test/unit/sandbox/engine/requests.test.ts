import assert from 'node:assert/strict';
import { openSession, openShop } from './harness';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const watched = 'SELECT command, status, wait_type, blocking_session_id FROM sys.dm_exec_requests WHERE session_id = ';

describe('requests that run', () => {
  it('show what they wait for', async () => {
    const { engine, shop } = await openShop();
    const other = openSession(engine);
    const controller = new AbortController();
    const running = shop.run("WAITFOR DELAY '01:00:00'", controller.signal);
    await settle();
    assert.deepEqual(await other.rows(watched + String(shop.session.id)), [['WAITFOR', 'suspended', 'WAITFOR', 0]]);
    controller.abort(new Error('attention'));
    await assert.rejects(running, /attention/);
    assert.deepEqual(await other.rows(watched + String(shop.session.id)), []);
  });

  it('show who blocks them', async () => {
    const { engine, shop } = await openShop();
    const other = openSession(engine);
    const third = openSession(engine);
    await shop.run('CREATE TABLE t (a int); BEGIN TRAN; INSERT t VALUES (1)');
    const blocked = other.run('UPDATE t SET a = 2');
    await settle();
    assert.deepEqual(await third.rows(watched + String(other.session.id)), [['UPDATE', 'suspended', 'LCK_M_X', shop.session.id]]);
    await shop.run('COMMIT');
    await blocked;
  });

  it('are one, the asking one, for a session alone', async () => {
    const { shop } = await openShop();
    assert.deepEqual(await shop.rows('SELECT session_id, status FROM sys.dm_exec_requests WHERE session_id > 50'), [
      [shop.session.id, 'running'],
    ]);
  });
});

import assert from 'node:assert/strict';
import { LockManager } from '../../../sandbox/engine/lockManager';
import { SqlError } from '../../../sandbox/engine/sqlError';

const first = { id: 51 };
const second = { id: 52 };
const signal = new AbortController().signal;

describe('locks between sessions', () => {
  it('let readers share and keep a writer out', () => {
    const locks = new LockManager();
    locks.hold(first, 't', 'shared');
    assert.deepEqual(locks.blockers(second, 't', 'shared'), []);
    assert.deepEqual(locks.blockers(second, 't', 'exclusive'), [first]);
    assert.deepEqual(locks.blockers(first, 't', 'exclusive'), []);
  });

  it('wake the waiter when the holder lets go', async () => {
    const locks = new LockManager();
    locks.hold(first, 't', 'exclusive');
    const waiting = locks.free(second, 't', 'shared', -1, signal);
    assert.deepEqual(locks.waitOf(second)?.blockers, [first]);
    locks.releaseAll(first);
    await waiting;
    assert.equal(locks.waitOf(second), undefined);
  });

  it('give up at the time limit', async () => {
    const locks = new LockManager();
    locks.hold(first, 't', 'exclusive');
    await assert.rejects(locks.free(second, 't', 'shared', 0, signal), (error) => error instanceof SqlError && error.number === 1222);
  });

  it('choose the session that closes a circle as the victim', async () => {
    const locks = new LockManager();
    locks.hold(first, 'a', 'exclusive');
    locks.hold(second, 'b', 'exclusive');
    const waiting = locks.free(first, 'b', 'exclusive', -1, signal);
    await assert.rejects(locks.free(second, 'a', 'exclusive', -1, signal), (error) => error instanceof SqlError && error.number === 1205);
    locks.releaseAll(second);
    await waiting;
  });

  it('end with the signal', async () => {
    const locks = new LockManager();
    locks.hold(first, 't', 'exclusive');
    const controller = new AbortController();
    const waiting = locks.free(second, 't', 'shared', -1, controller.signal);
    const reason = new Error('attention');
    controller.abort(reason);
    await assert.rejects(waiting, reason);
    assert.equal(locks.waitOf(second), undefined);
  });
});

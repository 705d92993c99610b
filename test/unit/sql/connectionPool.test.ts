import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ConnectionPool } from '../../../src/sql/connectionPool';
import { driverConfiguration } from '../../../src/sql/driverConfiguration';
import { openConnection } from '../../../src/sql/openConnection';
import { untilAborted } from '../sandbox/tds/stubEngine';
import { until } from '../../mcp/support/until';
import { script, startScriptedServer, statementDone } from './scriptedServer';
import type { ScriptedServer } from './scriptedServer';

describe('connection pool', () => {
  let server: ScriptedServer;
  let pool: ConnectionPool;
  beforeEach(async () => {
    server = await startScriptedServer();
    script(server, (sink) => {
      statementDone(sink);
    });
    const configuration = driverConfiguration(server.target.settings, {
      database: undefined,
      applicationName: 'test',
      tokenProvider: undefined,
      cancelMilliseconds: 100,
    });
    pool = new ConnectionPool({
      warm: 1,
      limit: 1,
      idleMilliseconds: 60_000,
      resetMilliseconds: 50,
      open: async (signal) => ({ connection: await openConnection(configuration, signal), serverProcessId: 51 }),
    });
  });
  afterEach(async () => {
    pool.close();
    await server.close();
  });

  it('passes the turn on when the one whose turn it is has gone', async () => {
    const first = await pool.acquire(undefined);
    const controller = new AbortController();
    const { signal } = controller;
    const removeEventListener = signal.removeEventListener.bind(signal);
    // Gone in the very moment in which it is told to try again.
    signal.removeEventListener = (...given: Parameters<AbortSignal['removeEventListener']>): void => {
      removeEventListener(...given);
      controller.abort();
    };
    const second = pool.acquire(signal);
    const third = pool.acquire(undefined);
    pool.release(first, true);
    await assert.rejects(second, { kind: 'cancelled' });
    pool.release(await third, false);
  });

  it('gives up a connection that the server does not reset, and opens another', async () => {
    const first = await pool.acquire(undefined);
    const [session] = server.engine.sessions;
    assert.ok(session);
    session.batch = (_text, _sink, signal) => untilAborted(signal);
    pool.release(first, true);
    const second = await pool.acquire(undefined);
    assert.deepEqual([first.connection.closed, second.connection.closed], [true, false]);
    pool.release(second, false);
  });

  it('does not keep a caller that has gone waiting for a reset', async () => {
    const first = await pool.acquire(undefined);
    pool.release(first, true);
    const controller = new AbortController();
    const second = pool.acquire(controller.signal);
    controller.abort();
    await assert.rejects(second, { kind: 'cancelled' });
  });

  it('replaces a connection whose end is known to the machine, though not yet to the program', async () => {
    const first = await pool.acquire(undefined);
    pool.release(first, true);
    const again = await pool.acquire(undefined);
    assert.equal(again, first);
    pool.release(again, true);
    await reset(server, 2);
    server.tds.dropConnections();
    const second = await pool.acquire(undefined);
    assert.deepEqual([first.connection.closed, second.connection.closed], [true, false]);
    pool.release(second, false);
  });

  it('does not use a connection that was idle for too long while timers stood still', async () => {
    const first = await pool.acquire(undefined);
    pool.release(first, true);
    await reset(server, 1);
    const now = Date.now.bind(Date);
    // As after the sleep of the machine.
    Date.now = () => now() + 60_001;
    try {
      const second = await pool.acquire(undefined);
      assert.deepEqual([first.connection.closed, second.connection.closed], [true, false]);
      pool.release(second, false);
    } finally {
      Date.now = now;
    }
  });

  it('gives up what is being opened when it closes', async () => {
    server.tds.faults.set({ loginDelayMilliseconds: 50 });
    const opening = pool.acquire(undefined);
    pool.close();
    await assert.rejects(opening, { kind: 'cancelled', message: /closed before anything was sent/u });
    await until(() => server.tds.statistics.openConnections === 0);
  });

  it('wakes who waits when it is retired', async () => {
    const first = await pool.acquire(undefined);
    const waiting = pool.acquire(undefined);
    pool.retire();
    await assert.rejects(waiting, { kind: 'cancelled' });
    assert.equal(first.connection.closed, false);
    pool.release(first, true);
    assert.equal(first.connection.closed, true);
  });

  it('keeps no connection whose reset fails', async () => {
    const first = await pool.acquire(undefined);
    const [session] = server.engine.sessions;
    assert.ok(session);
    session.batch = (_text, sink) => {
      sink.message({ number: 40_197, state: 1, severity: 17, message: 'The service has encountered an error.', procedure: '', line: 1 });
      statementDone(sink, undefined, true);
      return Promise.resolve();
    };
    pool.release(first, true);
    const second = await pool.acquire(undefined);
    assert.deepEqual([first.connection.closed, second.connection.closed], [true, false]);
    pool.release(second, false);
  });
});

/** Waits until so many resets were answered. */
async function reset(server: ScriptedServer, count: number): Promise<void> {
  await until(() => server.tds.statistics.resets === count && server.tds.runningRequests() === 0);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

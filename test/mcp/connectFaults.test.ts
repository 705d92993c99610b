import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { call } from './support/mcpHost';
import { FaultBench } from './support/faultBench';
import { until } from './support/until';

describe('a server in trouble while a connection is opened, over HTTP', () => {
  let bench: FaultBench;
  let directory: string;
  /** Takes connections and says nothing. */
  let silent: Server;
  const silentSockets = new Set<Socket>();
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    silent = createServer((socket) => {
      silentSockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => silentSockets.delete(socket));
      socket.resume();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = addressOf(silent);
    bench = await FaultBench.start((sandbox) => {
      const certificate = join(directory, 'server.pem');
      writeFileSync(certificate, sandbox.server.certificatePem);
      return {
        hurried: sandbox.connectionString({ more: 'Connect Timeout=1' }),
        wrong: sandbox.connectionString({ password: 'Wrong-hunter2' }),
        pinned: sandbox.connectionString({ trustServerCertificate: false, more: `ServerCertificate="${certificate}"` }),
        distrustful: sandbox.connectionString({ trustServerCertificate: false }),
        silent: `Server=127.0.0.1,${String(port)};User ID=sa;Password=${sandbox.password};TrustServerCertificate=true`,
        nobody: `Server=127.0.0.1,1;User ID=sa;Password=${sandbox.password};TrustServerCertificate=true`,
      };
    });
  });
  afterEach('the next good call works, and nothing else is open', async () => {
    await bench.check();
    // The next test begins without a connection.
    bench.host.sandbox.server.dropConnections();
    await bench.host.untilConnections(0);
    assert.equal(silentSockets.size, 0);
  });
  after(async () => {
    await bench.stop();
    await new Promise((resolve) => silent.close(resolve));
    await rm(directory, { recursive: true, force: true });
  });

  it('a login slower than the connect timeout: one try', async () => {
    bench.set({ loginDelayMilliseconds: 60_000 });
    const counted = await bench.counted(async () => {
      const { kind, message, nextStep } = await bench.failure('SELECT 1', { connection: 'hurried' });
      assert.equal(kind, 'unreachable');
      assert.match(message, /no answer from .* in time/u);
      assert.match(nextStep, /Connect Timeout/u);
    });
    assert.deepEqual([counted.connections, counted.batches], [1, 0]);
    await bench.host.untilConnections(0);
  });

  it('a login that is never answered', async () => {
    bench.set({ stallBeforeLogin: true });
    const { kind, nextStep } = await bench.failure('SELECT 1', { connection: 'hurried' });
    assert.equal(kind, 'unreachable');
    assert.match(nextStep, /Connect Timeout/u);
  });

  it('a session that waits for its login is told apart from a slow query', async () => {
    bench.set({ stallBeforeLogin: true });
    const started = await call(bench.client, 'start_query', { query: "WAITFOR DELAY '00:01:00'" });
    const id = String(started.structured['session_id']);
    await until(() => bench.statistics.openConnections === 1);
    const connecting = await bench.statusOf(id);
    assert.deepEqual([connecting.structured['status'], connecting.structured['waiting_for_connection']], ['running', true]);
    assert.equal(connecting.structured['server_process_id'], undefined);
    assert.match(connecting.text, /running, waiting for a connection/u);
    bench.set({ stallBeforeLogin: false });
    await until(() => bench.host.sessions.find(id)?.waitsForConnection === false);
    const working = await bench.statusOf(id);
    assert.deepEqual([working.structured['status'], working.structured['waiting_for_connection']], ['running', undefined]);
    assert.equal(typeof working.structured['server_process_id'], 'number');
    assert.doesNotMatch(working.text, /waiting for a connection/u);
    await bench.cancel(id);
  });

  it('the timeout of work that never had a connection says so', async () => {
    bench.set({ stallBeforeLogin: true });
    const { kind, message } = await bench.failure('SELECT 1', { timeout_seconds: 1 });
    assert.equal(kind, 'timeout');
    assert.match(message, /no connection to the server within 1 s; nothing was sent/u);
    await bench.host.untilConnections(0);
  });

  it('a cancel while the login is slow: the login is given up', async () => {
    bench.set({ stallBeforeLogin: true });
    const counted = await bench.counted(async () => {
      const started = await call(bench.client, 'start_query', { query: 'SELECT 1' });
      await until(() => bench.statistics.openConnections === 1);
      const cancelled = await bench.cancel(String(started.structured['session_id']));
      assert.equal(cancelled.structured['status'], 'cancelled');
    });
    await bench.host.untilConnections(0);
    assert.deepEqual([counted.connections, counted.logins, counted.batches], [1, 0, 0]);
  });

  it('a cancel while a server does not answer at all', async () => {
    const started = await call(bench.client, 'start_query', { query: 'SELECT 1', connection: 'silent' });
    await until(() => silentSockets.size === 1);
    const cancelled = await bench.cancel(String(started.structured['session_id']));
    assert.equal(cancelled.structured['status'], 'cancelled');
    await until(() => silentSockets.size === 0);
  });

  it('a cancel in the pause before the second try: there is none', async () => {
    bench.set({ refuseConnections: true });
    const counted = await bench.counted(async () => {
      const started = await call(bench.client, 'start_query', { query: 'SELECT 1' });
      const cancelled = await bench.cancel(String(started.structured['session_id']));
      assert.equal(cancelled.structured['status'], 'cancelled');
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    assert.ok(counted.connections <= 1, `${String(counted.connections)} tries`);
  });

  it('a login that is refused: one try, and no password in the answer', async () => {
    const counted = await bench.counted(async () => {
      const { answer, kind, message, nextStep, sqlErrors } = await bench.failure('SELECT 1', { connection: 'wrong' });
      assert.equal(kind, 'login_failed');
      assert.match(message, /refused the login sa \(error 18456/u);
      assert.match(nextStep, /password/u);
      assert.match(JSON.stringify(sqlErrors), /"number":18456/u);
      assert.doesNotMatch(JSON.stringify(answer.raw), /hunter2/u);
    });
    assert.deepEqual([counted.connections, counted.failedLogins], [1, 1]);
  });

  it('a failover: a login that fails for the moment is tried once more, the work is sent once', async () => {
    bench.set({ nextLoginError: 40_613 });
    const counted = await bench.counted(async () => {
      const { isError, text } = await bench.execute('SELECT 1 AS a', { parameters: { p: 1 } });
      assert.equal(isError, false, text);
    });
    assert.deepEqual([counted.connections, counted.failedLogins, counted.logins, counted.calls], [2, 1, 1, 1]);
  });

  it('a database that stays unavailable: two tries, and what to do', async () => {
    bench.set({ loginError: 40_613 });
    const counted = await bench.counted(async () => {
      const { kind, nextStep } = await bench.failure('SELECT 1');
      assert.equal(kind, 'unreachable');
      assert.match(nextStep, /transient.*try again in a minute/u);
    });
    assert.deepEqual([counted.connections, counted.failedLogins], [2, 2]);
  });

  for (const number of [40_501, 10_928] as const) {
    it(`throttling ${String(number)} at the login: the server is left alone`, async () => {
      bench.set({ loginError: number });
      const counted = await bench.counted(async () => {
        const { kind, nextStep, sqlErrors } = await bench.failure('SELECT 1');
        assert.equal(kind, 'unreachable');
        assert.match(nextStep, /transient.*wait at least 10 seconds/u);
        assert.match(JSON.stringify(sqlErrors), new RegExp(`"number":${String(number)}`, 'u'));
      });
      assert.deepEqual([counted.connections, counted.failedLogins], [1, 1]);
    });
  }

  it('a server that refuses, then accepts', async () => {
    bench.set({ refuseNextConnections: 1 });
    const counted = await bench.counted(async () => {
      const { isError, text } = await bench.execute('SELECT 1 AS a', { parameters: { p: 1 } });
      assert.equal(isError, false, text);
    });
    assert.deepEqual([counted.connections, counted.logins, counted.calls], [2, 1, 1]);
  });

  it('a server that goes on refusing: two tries', async () => {
    bench.set({ refuseConnections: true });
    const counted = await bench.counted(async () => {
      const { kind, message } = await bench.failure('SELECT 1');
      assert.equal(kind, 'unreachable');
      assert.match(message, /closed the connection during the login/u);
    });
    assert.equal(counted.connections, 2);
  });

  it('a port on which nothing listens', async () => {
    const { kind, message } = await bench.failure('SELECT 1', { connection: 'nobody' });
    assert.equal(kind, 'unreachable');
    assert.match(message, /nothing listens on 127\.0\.0\.1, port 1/u);
  });

  it('a server that speaks another protocol', async () => {
    bench.set({ garbageAtLogin: true });
    assert.equal((await bench.failure('SELECT 1', { connection: 'hurried' })).kind, 'unreachable');
  });

  it('connections that died in the pool are replaced before anything is sent', async () => {
    await bench.execute('SELECT 1');
    bench.host.sandbox.server.dropConnections();
    const counted = await bench.counted(async () => {
      const { isError, text } = await bench.execute('SELECT 1 AS a', { parameters: { p: 1 } });
      assert.equal(isError, false, text);
    });
    assert.deepEqual([counted.connections, counted.calls], [1, 1]);
  });

  it('a certificate that is not trusted', async () => {
    const counted = await bench.counted(async () => {
      const { kind, message, nextStep } = await bench.failure('SELECT 1', { connection: 'distrustful' });
      assert.equal(kind, 'untrusted_certificate');
      assert.match(message, /it is self-signed/u);
      assert.match(nextStep, /TrustServerCertificate=true/u);
    });
    assert.deepEqual([counted.connections, counted.logins + counted.failedLogins], [1, 0]);
  });

  it('a certificate that has changed: no login is sent to who shows it', async () => {
    assert.equal((await bench.execute('SELECT 1', { connection: 'pinned' })).isError, false);
    bench.set({ certificate: 'changed' });
    bench.host.sandbox.server.dropConnections();
    const counted = await bench.counted(async () => {
      const { kind, message, nextStep } = await bench.failure('SELECT 1', { connection: 'pinned' });
      assert.equal(kind, 'untrusted_certificate');
      assert.match(message, /is not trusted: it /u);
      assert.match(nextStep, /whether its certificate was changed/u);
    });
    assert.deepEqual([counted.connections, counted.logins + counted.failedLogins], [1, 0]);
    bench.set({ certificate: 'valid' });
    assert.equal((await bench.execute('SELECT 1', { connection: 'pinned' })).isError, false);
    bench.host.sandbox.server.dropConnections();
  });

  for (const [certificate, reason] of [
    ['expired', /it has expired/u],
    ['wrongHost', /it is (made out to another name|self-signed)/u],
  ] as const) {
    it(`a certificate that is ${certificate}`, async () => {
      bench.set({ certificate });
      const { kind, message } = await bench.failure('SELECT 1', { connection: 'distrustful' });
      assert.equal(kind, 'untrusted_certificate');
      assert.match(message, reason);
    });
  }
});

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return address;
}

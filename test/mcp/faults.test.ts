import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Faults } from '../sandbox/tds/faults';
import { call, errorOf } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import { until } from './support/until';

describe('a server in trouble, over HTTP', () => {
  let host: SandboxHost;
  let client: Client;
  before(async () => {
    host = await SandboxHost.start((sandbox) => ({ hurried: sandbox.connectionString({ more: 'Connect Timeout=1' }) }));
    client = await host.client();
  });
  afterEach('the next good call works, and nothing else is open', async () => {
    host.sandbox.server.faults.clear();
    const good = await call(client, 'execute_query', { query: 'SELECT 1 AS a' });
    assert.equal(good.isError, false, good.text);
    assert.equal(host.sessions.runningCount, 0);
    await host.untilConnections(1);
  });
  after(() => host.stop());

  async function failure(faults: Partial<Faults>, query: string, connection = 'shop'): Promise<Record<string, unknown>> {
    host.sandbox.server.faults.set(faults);
    const answer = await call(client, 'execute_query', { query, connection });
    const error = errorOf(answer);
    assert.ok(answer.text.includes(String(error['message'])) && answer.text.includes(String(error['next_step'])), answer.text);
    assert.ok(!JSON.stringify(answer.raw).includes(host.sandbox.password));
    return error;
  }

  const rows = 'EXEC bench.usp_GenerateRows @rows = 1000';

  it('the connection breaks after some rows', async () => {
    const error = await failure({ dropAfterRows: 10 }, rows);
    assert.equal(error['kind'], 'connection_lost');
    assert.match(String(error['next_step']), /Check what of the work was done/u);
  });

  it('the answer is garbage after some rows', async () => {
    assert.equal((await failure({ garbageInResponse: true }, rows))['kind'], 'connection_lost');
  });

  it('a deadlock', async () => {
    const error = await failure({ nextRequestError: 1205 }, 'SELECT 1 AS a');
    assert.equal(error['kind'], 'sql');
    assert.match(JSON.stringify(error['sql_errors']), /"number":1205/u);
    assert.match(String(error['next_step']), /run it again/u);
  });

  it('a database that is not ready', async () => {
    const error = await failure({ loginError: 40_613 }, 'SELECT 1', 'hurried');
    assert.equal(error['kind'], 'unreachable');
    assert.match(String(error['next_step']), /try again in a minute/u);
  });

  it('a server that hangs up', async () => {
    assert.equal((await failure({ refuseConnections: true }, 'SELECT 1', 'hurried'))['kind'], 'unreachable');
  });

  it('a server that speaks another protocol', async () => {
    assert.equal((await failure({ garbageAtLogin: true }, 'SELECT 1', 'hurried'))['kind'], 'unreachable');
  });

  it('a server that never answers the login', async () => {
    const error = await failure({ stallBeforeLogin: true }, 'SELECT 1', 'hurried');
    assert.equal(error['kind'], 'unreachable');
    assert.match(String(error['next_step']), /Connect Timeout/u);
  });

  for (const [title, faults, notes] of [
    ['a server that sends an error before it acknowledges', { errorBeforeAttention: true }, /^\[\]$/u],
    ['a server that never acknowledges', { ignoreAttention: true }, /did not acknowledge/u],
  ] as const) {
    it(`the cancel of work on ${title}`, async () => {
      host.sandbox.server.faults.set(faults);
      const started = await call(client, 'start_query', {
        query: "RAISERROR('now', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:01:00'",
      });
      const id = String(started.structured['session_id']);
      await until(() => (host.sessions.find(id)?.messages.total ?? 0) > 0);
      const cancelled = await call(client, 'cancel_session', { session_id: id });
      assert.deepEqual([cancelled.isError, cancelled.structured['status']], [false, 'cancelled'], cancelled.text);
      assert.match(JSON.stringify(cancelled.structured['notes'] ?? []), notes);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal(host.sessions.find(id)?.state, 'cancelled');
    });
  }
});

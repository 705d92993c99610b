import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { call, errorOf } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import { until } from './support/until';

const waitAMinute = "RAISERROR('now', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:01:00'; SELECT 1 AS late";
/** Rows enough to spill, then a wait. */
const manyRows = "EXEC bench.usp_GenerateRows @rows = 40000; WAITFOR DELAY '00:01:00'";

describe('work that is stopped, over HTTP', () => {
  let host: SandboxHost;
  let client: Client;
  beforeEach(async () => {
    host = await SandboxHost.start();
    client = await host.client();
  });
  afterEach(() => host.stop());

  function attentions(): number {
    return host.sandbox.server.statistics.attentions;
  }

  async function start(query: string): Promise<string> {
    const { structured } = await call(client, 'start_query', { query });
    return String(structured['session_id']);
  }

  /** Requests that the server works on, but the one that asks. */
  async function serverRequests(): Promise<unknown> {
    const answer = await call(client, 'execute_query', {
      query: 'SELECT session_id AS id FROM sys.dm_exec_requests WHERE session_id <> @@SPID AND session_id > 50',
    });
    const [set] = z.array(z.object({ rows: z.array(z.unknown()) })).parse(answer.structured['result_sets']);
    return set?.rows.length;
  }

  async function untilSaid(id: string): Promise<void> {
    await until(() => (host.sessions.find(id)?.messages.total ?? 0) > 0);
  }

  async function statusOf(id: string): Promise<unknown> {
    return (await call(client, 'get_session_status', { session_id: id })).structured['status'];
  }

  it('cancel_session stops WAITFOR on the server; cancelled it stays', async () => {
    const id = await start(waitAMinute);
    await untilSaid(id);
    assert.equal(await serverRequests(), 1);
    const cancelled = await call(client, 'cancel_session', { session_id: id });
    assert.deepEqual(
      [cancelled.structured['status'], cancelled.structured['was_running'], cancelled.structured['notes']],
      ['cancelled', true, undefined],
    );
    assert.equal(attentions(), 1);
    assert.equal(await serverRequests(), 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await statusOf(id), 'cancelled');
    const again = await call(client, 'cancel_session', { session_id: id });
    assert.deepEqual([again.isError, again.structured['status'], again.structured['was_running']], [false, 'cancelled', false]);
    assert.equal(await statusOf(id), 'cancelled');
    assert.equal(attentions(), 1);
    const list = await call(client, 'list_sessions', { status: 'cancelled' });
    assert.match(JSON.stringify(list.structured['rows']), new RegExp(id, 'u'));
  });

  it('two cancels at once are one', async () => {
    const id = await start(waitAMinute);
    await untilSaid(id);
    const answers = await Promise.all([
      call(client, 'cancel_session', { session_id: id }),
      call(client, 'cancel_session', { session_id: id }),
    ]);
    assert.deepEqual(
      answers.map((answer) => answer.structured['status']),
      ['cancelled', 'cancelled'],
    );
    assert.equal(attentions(), 1);
  });

  it('a cancel before the connection is open leaves nothing open', async () => {
    host.sandbox.server.faults.set({ loginDelayMilliseconds: 300 });
    const id = await start(waitAMinute);
    const cancelled = await call(client, 'cancel_session', { session_id: id });
    assert.equal(cancelled.structured['status'], 'cancelled');
    await host.untilConnections(0);
    assert.equal(await statusOf(id), 'cancelled');
    assert.equal(host.sandbox.server.statistics.batches + host.sandbox.server.statistics.calls, 0);
  });

  it('rows that came before the cancel stay readable', async () => {
    const id = await start(manyRows);
    await until(() => host.sessions.find(id)?.rows === 40_000);
    await call(client, 'cancel_session', { session_id: id });
    const page = await call(client, 'get_session_result', { session_id: id, offset: 39_999 });
    assert.deepEqual([page.structured['status'], page.structured['total_rows']], ['cancelled', 40_000]);
    assert.ok(Array.isArray(page.structured['rows']) && page.structured['rows'].length === 1);
  });

  it('the cancel of execute_query by the client cancels the work', async () => {
    const controller = new AbortController();
    const pending = call(client, 'execute_query', { query: waitAMinute }, { signal: controller.signal });
    await until(() => (host.sessions.list()[0]?.messages.total ?? 0) > 0);
    controller.abort();
    await assert.rejects(pending);
    await until(() => host.sessions.list()[0]?.state === 'cancelled');
    assert.equal(attentions(), 1);
    assert.equal(await serverRequests(), 0);
  });

  it('the cancel of a long poll cancels only the wait', async () => {
    const id = await start(waitAMinute);
    await untilSaid(id);
    const controller = new AbortController();
    const waiting = call(client, 'get_session_status', { session_id: id, wait_seconds: 30 }, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort();
    await assert.rejects(waiting);
    assert.equal(await statusOf(id), 'running');
    assert.equal(attentions(), 0);
    assert.equal(await serverRequests(), 1);
  });

  it('timeout_seconds stops a query that prints first and then waits', async () => {
    const answer = await call(client, 'execute_query', { query: waitAMinute, timeout_seconds: 1 });
    assert.deepEqual([errorOf(answer)['kind'], answer.structured['status']], ['timeout', 'failed']);
    assert.match(JSON.stringify(answer.structured['messages']), /"now"/u);
    assert.match(String(errorOf(answer)['next_step']), /timeout_seconds/u);
    assert.equal(attentions(), 1);
    assert.equal(await serverRequests(), 0);
  });

  it('timeout_seconds stops a query that has sent rows and then waits', async () => {
    const answer = await call(client, 'execute_query', { query: "SELECT 1 AS n; WAITFOR DELAY '00:01:00'", timeout_seconds: 1 });
    assert.equal(errorOf(answer)['kind'], 'timeout');
    assert.match(JSON.stringify(answer.structured['result_sets']), /"rows":\[\[1\]\]/u);
    assert.equal(attentions(), 1);
  });

  it('a client that goes away leaves started work running, and its end closes what it used', async () => {
    const other = await host.client();
    const { structured } = await call(other, 'start_query', { query: waitAMinute });
    const id = String(structured['session_id']);
    await untilSaid(id);
    await other.close();
    assert.equal(await statusOf(id), 'running');
    await call(client, 'cancel_session', { session_id: id });
    // The connection of the status questions stays warm.
    await host.untilConnections(1);
  });

  it('a client that goes away in the middle of execute_query leaves no connection open once it is cancelled', async () => {
    const other = await host.client();
    const pending = call(other, 'execute_query', { query: waitAMinute }).catch(() => undefined);
    await until(() => (host.sessions.list()[0]?.messages.total ?? 0) > 0);
    await other.close();
    await pending;
    const [session] = host.sessions.list();
    assert.ok(session !== undefined);
    await call(client, 'cancel_session', { session_id: session.id });
    assert.equal(session.state, 'cancelled');
    await host.untilConnections(0);
  });

  for (const [what, end] of [
    ['a client that deletes its MCP session', (other: Client) => host.deleteSession(other)],
    ['a listener that closes', () => host.closeListener()],
  ] as const) {
    it(`${what} in the middle of execute_query ends the work and its connection`, async () => {
      const other = await host.client();
      const pending = call(other, 'execute_query', { query: manyRows }).catch(() => undefined);
      await until(() => host.sessions.list()[0]?.rows === 40_000);
      await end(other);
      await until(() => host.sessions.runningCount === 0);
      assert.equal(host.sessions.list()[0]?.state, 'cancelled');
      await host.untilConnections(0);
      await other.close();
      await pending;
      await host.sessions.remove(String(host.sessions.list()[0]?.id));
      await until(async () => (await host.spilledFiles()).length === 0);
    });
  }

  it('the end of the product in the middle of it all leaves no connection and no file', async () => {
    const rows = await start(manyRows);
    await until(() => host.sessions.find(rows)?.rows === 40_000);
    assert.equal((await host.spilledFiles()).length, 1);
    const waiting = await start(waitAMinute);
    await untilSaid(waiting);
    const pending = [
      call(client, 'execute_query', { query: waitAMinute }),
      call(client, 'get_session_status', { session_id: rows, wait_seconds: 30 }),
    ].map((answer) => answer.catch(() => undefined));
    await until(() => host.sessions.runningCount === 3 && (host.sessions.list()[0]?.messages.total ?? 0) > 0);
    await host.closeProduct();
    await Promise.all(pending);
    assert.equal(host.sessions.runningCount, 0);
    await host.untilConnections(0);
    assert.deepEqual(await host.leftovers(), []);
    assert.equal(attentions(), 3);
  });
});

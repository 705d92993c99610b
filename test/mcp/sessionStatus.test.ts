import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { call } from './support/mcpHost';
import type { Answer } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import { until } from './support/until';

const activityShape = z.object({
  status: z.string(),
  command: z.string(),
  wait_type: z.string().optional(),
  wait_ms: z.int().optional(),
  blocked_by: z.int().optional(),
  cpu_ms: z.int(),
  logical_reads: z.string(),
  writes: z.string(),
});

describe('the status of a session, over HTTP', () => {
  let host: SandboxHost;
  let client: Client;
  const limited = { name: 'limited', password: 'Limited-1!' };
  before(async () => {
    host = await SandboxHost.start((sandbox) => ({
      limited: sandbox.connectionString({ user: limited.name, password: limited.password }),
    }));
    client = await host.client();
    const login = `CREATE LOGIN ${limited.name} WITH PASSWORD = '${limited.password}'; CREATE USER ${limited.name} FOR LOGIN ${limited.name}`;
    const made = await call(client, 'execute_query', { query: login });
    assert.equal(made.isError, false, made.text);
  });
  after(() => host.stop());

  async function start(query: string, connection = 'shop'): Promise<string> {
    const { structured } = await call(client, 'start_query', { query, connection });
    return String(structured['session_id']);
  }

  function status(id: string, more: object = {}): Promise<Answer> {
    return call(client, 'get_session_status', { session_id: id, ...more });
  }

  it('every message of RAISERROR WITH NOWAIT reaches the one who waits, as it comes', async () => {
    const steps = [10, 35, 60, 85].map(
      (percent) => `WAITFOR DELAY '00:00:00.600'; RAISERROR('${String(percent)} percent', 0, 1) WITH NOWAIT;`,
    );
    const id = await start(`${steps.join(' ')} WAITFOR DELAY '00:01:00'`);
    const told: { progress: number; message: string }[] = [];
    const waiting = call(
      client,
      'get_session_status',
      { session_id: id, wait_seconds: 30 },
      { onprogress: ({ progress, message }) => told.push({ progress, message: String(message) }) },
    );
    await until(() => told.some(({ message }) => message.includes('85 percent')));
    // A client that heard something every second only would have missed some.
    const heard = told.filter(({ message }) => message.includes('percent')).map(({ message }) => message);
    assert.deepEqual(
      [...new Set(heard)],
      [10, 35, 60, 85].map((percent) => `running, 0 rows: ${String(percent)} percent`),
    );
    await call(client, 'cancel_session', { session_id: id });
    const answer = await waiting;
    assert.equal(answer.structured['status'], 'cancelled');
    assert.ok(told.every(({ progress }, index) => index === 0 || progress > (told[index - 1]?.progress ?? 0)));
    assert.match(JSON.stringify(answer.structured['messages']), /"severity":0.*"text":"10 percent"/u);
  });

  it('messages that come fast are told together', async () => {
    const loop = "DECLARE @i int = 0; WHILE @i < 500 BEGIN SET @i += 1; RAISERROR('step %d', 0, 1, @i) WITH NOWAIT END";
    const id = await start(`WAITFOR DELAY '00:00:00.300'; ${loop}; WAITFOR DELAY '00:00:00.300'`);
    let notifications = 0;
    const answer = await call(
      client,
      'get_session_status',
      { session_id: id, wait_seconds: 30 },
      { onprogress: () => (notifications += 1) },
    );
    assert.equal(answer.structured['status'], 'completed');
    assert.equal(answer.structured['messages_total'], 500);
    assert.ok(notifications > 0 && notifications < 100, String(notifications));
  });

  it('what the server waits for, and who blocks it', async () => {
    const blocker = await start(
      "BEGIN TRANSACTION; UPDATE sales.Customer SET IsActive = IsActive WHERE CustomerId = 1; WAITFOR DELAY '00:01:00'; ROLLBACK",
    );
    const blockerStatus = await untilActivity(blocker, (activity) => activity.wait_type === 'WAITFOR');
    assert.equal(blockerStatus.status, 'suspended');
    const blocked = await start('UPDATE sales.Customer SET IsActive = IsActive WHERE CustomerId = 1');
    const activity = await untilActivity(blocked, (found) => found.blocked_by !== undefined);
    assert.equal(activity.blocked_by, host.sessions.get(blocker).serverProcessId);
    assert.match(String(activity.wait_type), /^LCK_M_/u);
    assert.match((await status(blocked)).text, /blocked by server process \d+/u);
    await call(client, 'cancel_session', { session_id: blocker });
    assert.equal((await status(blocked, { wait_seconds: 30 })).structured['status'], 'completed');
  });

  async function untilActivity(
    id: string,
    isSo: (activity: z.output<typeof activityShape>) => boolean,
  ): Promise<z.output<typeof activityShape>> {
    let found: z.output<typeof activityShape> | undefined;
    await until(async () => {
      const { structured } = await status(id);
      found = activityShape.optional().parse(structured['activity']);
      return found !== undefined && isSo(found);
    });
    assert.ok(found !== undefined);
    return found;
  }

  it('a login that may not see it costs a note, and nothing else', async () => {
    const id = await start("PRINT 'here'; WAITFOR DELAY '00:01:00'", 'limited');
    await until(() => host.sessions.get(id).serverProcessId !== undefined);
    const { isError, structured, text } = await status(id);
    assert.deepEqual([isError, structured['status'], structured['activity']], [false, 'running', undefined]);
    assert.match(
      JSON.stringify(structured['notes']),
      /What the server does for the session is unknown: .*(VIEW SERVER STATE|permission was denied)/u,
    );
    assert.match(text, /Note: What the server does/u);
    await call(client, 'cancel_session', { session_id: id });
  });
});

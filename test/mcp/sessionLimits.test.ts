import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { openSpillHandle } from '../../src/core/sessions/spillFile';
import type { OpenSpillHandle } from '../../src/core/sessions/spillFile';
import type { Settings } from '../../src/core/settings';
import { call, errorOf } from './support/mcpHost';
import type { Answer } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import { until } from './support/until';

const endless = "WHILE 1 = 1 BEGIN RAISERROR('step', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:00:00.050' END";
const manyRows = (rows: number): string => `EXEC bench.usp_GenerateRows @rows = ${String(rows)}`;
const pageShape = z.object({ rows: z.array(z.array(z.unknown())), total_rows: z.int(), complete: z.boolean() });

describe('limits of sessions, over HTTP', () => {
  let host: SandboxHost;
  let client: Client;
  /** Bytes that the disk still takes. */
  let diskLeft = Number.POSITIVE_INFINITY;

  /** A disk that is full one day. */
  const openOnSmallDisk: OpenSpillHandle = async (path) => {
    const handle = await openSpillHandle(path);
    const take = (bytes: number): void => {
      if (bytes > diskLeft) {
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      }
      diskLeft -= bytes;
    };
    return {
      read: (...given) => handle.read(...given),
      write: (...given) => {
        take(given[2]);
        return handle.write(...given);
      },
      writev: (buffers, position) => {
        take(buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0));
        return handle.writev(buffers, position);
      },
      close: () => handle.close(),
    };
  };

  beforeEach(async () => {
    diskLeft = Number.POSITIVE_INFINITY;
    host = await SandboxHost.start(() => ({}), undefined, { openSpillHandle: openOnSmallDisk });
    client = await host.client();
  });
  afterEach('nothing runs on, and nothing is left', async () => {
    host.sandbox.server.faults.clear();
    await host.closeProduct();
    assert.deepEqual(await host.leftovers(), []);
    await host.untilConnections(0);
    await host.stop();
  });

  function set(changes: Partial<Settings>): void {
    host.settings.update({ ...host.settings.current, ...changes });
  }

  async function start(query: string, more: object = {}): Promise<string> {
    const answer = await call(client, 'start_query', { query, ...more });
    return String(answer.structured['session_id']);
  }

  async function ended(id: string): Promise<Answer> {
    await host.sessions.get(id).waitForEnd();
    return call(client, 'get_session_status', { session_id: id });
  }

  /** The rows that are readable are the first ones, each whole. */
  async function assertFirstRows(id: string): Promise<number> {
    const {
      rows,
      total_rows: total,
      complete,
    } = pageShape.parse((await call(client, 'get_session_result', { session_id: id })).structured);
    assert.equal(complete, true);
    assert.ok(rows.length > 0 && rows.every((row) => row.length === 10 && row[5] === `Näme ${String(row[0])}`));
    const last = await call(client, 'get_session_result', { session_id: id, offset: total - 1 });
    assert.equal(pageShape.parse(last.structured).rows.length, 1);
    return total;
  }

  it('so many sessions at once, however many ask in the same moment; the refusal names the oldest', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) => call(client, 'start_query', { query: `${endless} -- ${String(index)}` })),
    );
    const running = answers.filter((answer) => !answer.isError).map((answer) => String(answer.structured['session_id']));
    const refused = answers.filter((answer) => answer.isError).map(errorOf);
    assert.deepEqual([running.length, refused.length, host.sessions.runningCount], [10, 15, 10]);
    for (const error of refused) {
      assert.deepEqual([error['kind'], error['expected']], ['session_limit', 'fewer than 10 running sessions']);
      assert.deepEqual(error['suggestions'], running.slice(0, 3));
      assert.match(String(error['message']), new RegExp(`10 are allowed\\. The oldest: ${String(running[0])} \\(shop, \\d+ s\\)`, 'u'));
      assert.match(String(error['next_step']), /cancel_session/u);
    }
    set({ maxConcurrentSessions: 11 });
    assert.equal((await call(client, 'start_query', { query: endless })).isError, false);
    await Promise.all(host.sessions.list().map((session) => session.cancel()));
    assert.equal((await call(client, 'execute_query', { query: 'SELECT 1' })).isError, false);
  });

  it('rows: exactly so many, and the server stops', async () => {
    const id = await start(`${manyRows(100_000_000)}; PRINT 'never'`, { max_rows: 12_345 });
    const { structured, text } = await ended(id);
    assert.deepEqual([structured['status'], structured['row_count']], ['completed', 12_345]);
    assert.deepEqual(structured['truncated'], { reason: 'max_rows', limit: 12_345 });
    assert.match(text, /\*\*Truncated:\*\* max_rows of 12,345 reached/u);
    assert.match(JSON.stringify(structured['notes']), /cancelled on the server when the limit was reached/u);
    assert.equal(structured['messages'], undefined);
    assert.equal(host.sandbox.server.statistics.attentions, 1);
    assert.equal(await assertFirstRows(id), 12_345);
  });

  it('bytes of one session', async () => {
    set({ maxBytes: 5_000_000 });
    const id = await start(manyRows(100_000_000));
    const { structured } = await ended(id);
    assert.deepEqual(structured['truncated'], { reason: 'max_bytes', limit: 5_000_000 });
    const bytes = Number(structured['byte_count']);
    assert.ok(bytes <= 5_000_000 && bytes > 4_900_000, String(bytes));
    assert.equal(host.sandbox.server.statistics.attentions, 1);
    await assertFirstRows(id);
  });

  it('bytes of one session, within one value', async () => {
    set({ maxBytes: 3_000_000 });
    const id = await start("SELECT N'first' AS t UNION ALL SELECT REPLICATE(CONVERT(nvarchar(max), N'0123456789'), 1000000)");
    const { structured } = await ended(id);
    assert.deepEqual([structured['truncated'], structured['row_count']], [{ reason: 'max_bytes', limit: 3_000_000 }, 1]);
    assert.deepEqual((await call(client, 'get_session_result', { session_id: id })).structured['rows'], [['first']]);
  });

  it('bytes of all temporary files together', async () => {
    set({ maxDiskBytes: 6_000_000 });
    const ids = await Promise.all([start(manyRows(100_000_000)), start(manyRows(100_000_000))]);
    for (const id of ids) {
      const { structured } = await ended(id);
      assert.equal(structured['status'], 'completed');
      assert.deepEqual(structured['truncated'], { reason: 'max_disk_bytes', limit: 6_000_000 });
      assert.ok((await assertFirstRows(id)) > 1_000);
    }
    assert.equal(host.sandbox.server.statistics.attentions, 2);
    // What is removed makes room.
    await Promise.all(ids.map((id) => host.sessions.remove(id)));
    await until(async () => (await host.spilledFiles()).length === 0);
    const again = await ended(await start(manyRows(30_000)));
    assert.deepEqual([again.structured['truncated'], again.structured['row_count']], [undefined, 30_000]);
  });

  it('a full disk: the session fails, what came before can be read', async () => {
    diskLeft = 1_000_000;
    const id = await start(manyRows(100_000_000));
    const { structured } = await ended(id);
    assert.equal(structured['status'], 'failed');
    const error = z.object({ kind: z.string(), message: z.string(), next_step: z.string() }).parse(structured['error']);
    assert.match(error.message, /disk is full \(ENOSPC\)/u);
    assert.match(error.next_step, /Free space/u);
    assert.equal(host.sandbox.server.statistics.attentions, 1);
    assert.equal(await assertFirstRows(id), structured['row_count']);
    diskLeft = Number.POSITIVE_INFINITY;
    assert.equal((await ended(await start(manyRows(30_000)))).structured['status'], 'completed');
  });

  it('time, of work that somebody waits for and of work in the background, however much comes meanwhile', async () => {
    const waited = await call(client, 'execute_query', { query: endless, timeout_seconds: 1 });
    assert.equal(errorOf(waited)['kind'], 'timeout');
    assert.match(String(errorOf(waited)['message']), /longer than 1 s and was cancelled on the server/u);
    const { structured } = await ended(await start(endless, { timeout_seconds: 1 }));
    assert.deepEqual([structured['status'], structured['timeout_seconds']], ['failed', 1]);
    assert.match(JSON.stringify(structured['error']), /"kind":"timeout"/u);
    assert.ok(Number(structured['messages_total'] ?? z.array(z.unknown()).parse(structured['messages']).length) > 1);
    assert.equal(host.sandbox.server.statistics.attentions, 2);
  });

  it('patience: work that takes longer than the call answers with its session and goes on', async () => {
    set({ patienceSeconds: 1 });
    const progress: string[] = [];
    const query = "SELECT 1 AS a; RAISERROR('half', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:00:02'; SELECT 2 AS b; PRINT 'end'";
    const answer = await call(client, 'execute_query', { query }, { onprogress: ({ message }) => progress.push(String(message)) });
    assert.deepEqual([answer.isError, answer.structured['status'], answer.structured['error']], [false, 'running', undefined]);
    assert.match(JSON.stringify(answer.structured['result_sets']), /"rows":\[\[1\]\]/u);
    assert.match(JSON.stringify(answer.structured['messages']), /half/u);
    const [note] = z.array(z.string()).parse(answer.structured['notes']);
    assert.match(
      String(note),
      /After 1 s it still runs\. It goes on in the background, for 300 s .*get_session_status.*get_session_result.*cancel_session/u,
    );
    assert.ok(answer.text.includes(String(note)) && answer.text.includes('**running**'));
    assert.ok(progress.includes('running, 1 row: half'), progress.join('; '));
    assert.equal(host.sandbox.server.statistics.attentions, 0);
    const id = String(answer.structured['session_id']);
    const end = await ended(id);
    assert.deepEqual([end.structured['status'], end.structured['row_count']], ['completed', 2]);
    assert.match(JSON.stringify(end.structured['messages']), /"text":"end"/u);
    assert.deepEqual((await call(client, 'get_session_result', { session_id: id, result_set: 1 })).structured['rows'], [[2]]);
  });

  it('patience that is over does not lift the time limit', async () => {
    set({ patienceSeconds: 1 });
    const answer = await call(client, 'execute_query', { query: endless, timeout_seconds: 2 });
    assert.equal(answer.structured['status'], 'running');
    const end = await ended(String(answer.structured['session_id']));
    assert.match(JSON.stringify(end.structured['error']), /"kind":"timeout"/u);
  });

  it('a client that cancels the call cancels the work', async () => {
    const controller = new AbortController();
    const pending = call(client, 'execute_query', { query: endless }, { signal: controller.signal });
    await until(() => host.sessions.list()[0]?.serverProcessId !== undefined);
    controller.abort();
    await assert.rejects(pending);
    await until(() => host.sessions.list()[0]?.state === 'cancelled');
    assert.equal(host.sandbox.server.statistics.attentions, 1);
  });
});

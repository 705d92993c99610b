import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { SprocketError } from '../../src/core/errors';
import { allowAll } from '../../src/core/safety/policy';
import { block, done, numbers } from '../unit/support/stubSqlServer';
import { call, errorOf } from './support/mcpHost';
import { StubHost } from './support/stubHost';

describe('tools', () => {
  let host: StubHost;
  let client: Client;
  before(async () => {
    host = await StubHost.start();
    client = await host.client();
  });
  after(() => host.stop());

  async function start(query: string): Promise<string> {
    const { structured } = await call(client, 'start_query', { query });
    return String(structured['session_id']);
  }

  it('lists connections without a secret', async () => {
    const answer = await call(client, 'list_connections');
    assert.deepEqual(answer.structured, {
      connections: [
        { name: 'Archive', active: false, problem: 'The connection string names no server.' },
        { name: 'shop', active: true, server: 'db.example', database: 'shop', login: 'reader' },
      ],
    });
    assert.doesNotMatch(JSON.stringify(answer.raw), /hunter2|Password/u);
  });

  it('lists databases and tables in compact form', async () => {
    const databases = await call(client, 'list_databases');
    assert.deepEqual(databases.structured['columns'], [
      'name',
      'state',
      'compatibility_level',
      'read_only',
      'created',
      'recovery_model',
      'accessible',
    ]);
    assert.deepEqual(databases.structured['notes'], ['recovery_model of others is unknown']);
    const tables = await call(client, 'list_tables', { nameLike: 'Ord%' });
    assert.deepEqual(tables.structured['rows'], [
      ['sales', 'Orders', 'table', 12, 72, null],
      ['sales', 'Order|Lines', 'view', null, null, 'Lines\nof orders'],
    ]);
    assert.match(tables.text, /\| sales \| Order\\\|Lines \| view \| NULL \| NULL \| Lines<br>of orders \|/u);
  });

  it('describes a table, and knows the closest name of one that is not there', async () => {
    const schema = await call(client, 'get_table_schema', { table_name: '[sales].[Orders]' });
    assert.deepEqual(schema.structured, {
      table: 'sales.Orders',
      kind: 'table',
      database: 'shop',
      primary_key: ['Id'],
      columns: ['name', 'type', 'nullable', 'identity'],
      rows: [
        ['Id', 'int', false, '(1,1)'],
        ['Total', 'decimal(18,4)', true, null],
      ],
    });
    const error = errorOf(await call(client, 'get_table_schema', { table_name: 'sales.Oders' }));
    assert.equal(error['kind'], 'unknown_object');
    assert.deepEqual(error['suggestions'], ['sales.Orders']);
  });

  it('answers an unknown connection with the closest, and one that cannot be read with the reason', async () => {
    const unknown = errorOf(await call(client, 'execute_query', { query: 'numbers', connection: 'shopp' }));
    assert.deepEqual([unknown['kind'], unknown['suggestions']], ['unknown_connection', ['shop']]);
    const broken = errorOf(await call(client, 'list_tables', { connection: 'archive' }));
    assert.equal(broken['message'], 'The connection string names no server.');
  });

  it('executes a query and pages the rest', async () => {
    const answer = await call(client, 'execute_query', { query: 'numbers' });
    const [page] = z.array(z.object({ rows: z.array(z.unknown()), next_offset: z.int() })).parse(answer.structured['result_sets']);
    assert.equal(answer.structured['status'], 'completed');
    assert.deepEqual(answer.structured['rows_affected'], [250]);
    assert.equal(page?.rows.length, 100);
    assert.equal(page.next_offset, 100);
    const id = answer.structured['session_id'];
    const last = await call(client, 'get_session_result', { session_id: id, offset: 240, limit: 100 });
    assert.deepEqual(
      last.structured['rows'],
      Array.from({ length: 10 }, (_, index) => [240 + index]),
    );
    assert.equal(last.structured['next_offset'], undefined);
    assert.match(last.text, /rows 240 to 249, of 250/u);
    const cell = await call(client, 'get_session_result', { session_id: id, row: 249, column: 'N' });
    assert.deepEqual(cell.structured['cell'], { row: 249, column: 0, name: 'n', type: 'int', value: 249 });
  });

  it('answers at once when it starts a query, and waits when it is asked to', async () => {
    const id = await start('forever');
    const running = await call(client, 'get_session_status', { session_id: id });
    assert.equal(running.structured['status'], 'running');
    const waiting = call(client, 'get_session_status', { session_id: id, wait_seconds: 30 });
    const cancelled = await call(client, 'cancel_session', { session_id: id });
    assert.equal(cancelled.structured['status'], 'cancelled');
    assert.equal((await waiting).structured['status'], 'cancelled');
    const again = await call(client, 'cancel_session', { session_id: id });
    assert.deepEqual([again.structured['was_running'], again.structured['status']], [false, 'cancelled']);
  });

  it('tells what the server does for a session, or why it cannot', async () => {
    const id = await start('forever');
    const unseen = await call(client, 'get_session_status', { session_id: id });
    assert.match(JSON.stringify(unseen.structured['notes']), /VIEW SERVER STATE/u);
    host.activity = () =>
      Promise.resolve({
        status: 'suspended',
        command: 'SELECT',
        waitType: 'LCK_M_S',
        waitMilliseconds: 1500,
        waitResource: 'KEY: 5:1',
        blockedBy: 61,
        percentComplete: null,
        cpuMilliseconds: 3,
        logicalReads: '12',
        writes: '0',
      });
    const seen = await call(client, 'get_session_status', { session_id: id });
    assert.deepEqual(seen.structured['activity'], {
      status: 'suspended',
      command: 'SELECT',
      wait_type: 'LCK_M_S',
      wait_ms: 1500,
      wait_resource: 'KEY: 5:1',
      blocked_by: 61,
      cpu_ms: 3,
      logical_reads: '12',
      writes: '0',
    });
    assert.match(seen.text, /waits for LCK_M_S \(KEY: 5:1\) since 1\.5 s, blocked by server process 61/u);
    host.activity = () => Promise.reject(new SprocketError('unreachable', 'No route.'));
    const failed = await call(client, 'get_session_status', { session_id: id });
    assert.match(JSON.stringify(failed.structured['notes']), /unknown: No route/u);
    host.activity = () => Promise.reject(new SprocketError('cancelled', 'The work was cancelled.'));
    const late = await call(client, 'get_session_status', { session_id: id });
    assert.match(JSON.stringify(late.structured['notes']), /unknown: the server did not answer in time/u);
    assert.equal(failed.isError, false);
    await call(client, 'cancel_session', { session_id: id });
  });

  it('reports progress while a client waits', async () => {
    const id = await start('forever');
    const seen: (string | undefined)[] = [];
    await call(
      client,
      'get_session_status',
      { session_id: id, wait_seconds: 2 },
      { onprogress: (progress) => seen.push(progress.message) },
    );
    assert.deepEqual(seen, ['running, 0 rows', 'running, 0 rows']);
    await call(client, 'cancel_session', { session_id: id });
  });

  it('cancels the work when the client cancels execute_query', async () => {
    const before = host.server.running;
    const controller = new AbortController();
    const pending = call(client, 'execute_query', { query: 'forever' }, { signal: controller.signal });
    while (host.server.running === before) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    controller.abort();
    await assert.rejects(pending);
    while (host.server.running > before) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(host.sessions.list()[0]?.state, 'cancelled');
  });

  it('leaves the work alone when the client cancels a wait', async () => {
    const id = await start('forever');
    const controller = new AbortController();
    const waiting = call(client, 'get_session_status', { session_id: id, wait_seconds: 30 }, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort();
    await assert.rejects(waiting);
    assert.equal((await call(client, 'get_session_status', { session_id: id })).structured['status'], 'running');
    await call(client, 'cancel_session', { session_id: id });
  });

  it('shortens cells and pages by bytes, and says so', async () => {
    host.server.scripts.set('wide', async (observer) => {
      observer.columns([
        { name: 'a', type: 'nvarchar(max)', nullable: true },
        { name: 'b', type: 'nvarchar(max)', nullable: true },
      ]);
      await observer.rows(block([['😀'.repeat(3000), 'ok'], ...Array.from({ length: 99 }, () => ['y'.repeat(1999), '|'])]));
      return done;
    });
    const id = await start('wide');
    await call(client, 'get_session_status', { session_id: id, wait_seconds: 5 });
    const page = await call(client, 'get_session_result', { session_id: id, limit: 1000 });
    assert.deepEqual(page.structured['cut_cells'], [{ row: 0, column: 0, length: 6000 }]);
    const rows = page.structured['rows'];
    assert.ok(Array.isArray(rows) && rows.length > 10 && rows.length < 30);
    assert.equal(page.structured['next_offset'], rows.length);
    assert.ok(JSON.stringify(rows).length < 50_000);
    const cell = await call(client, 'get_session_result', { session_id: id, row: 0, column: 0, max_cell_chars: 4001 });
    assert.deepEqual(cell.structured['cell'], {
      row: 0,
      column: 0,
      name: 'a',
      type: 'nvarchar(max)',
      value: '😀'.repeat(2000),
      length: 6000,
      offset: 0,
      next_offset: 4000,
    });
  });

  it('says what was cut at a limit', async () => {
    const answer = await call(client, 'execute_query', { query: 'numbers', max_rows: 120 });
    assert.deepEqual(answer.structured['truncated'], { reason: 'max_rows', limit: 120 });
    assert.match(answer.text, /Truncated/u);
  });

  it('passes the errors of the server on, with what came before', async () => {
    host.server.scripts.set('half', async (observer) => {
      observer.columns([{ name: 'n', type: 'int', nullable: false }]);
      await observer.rows(block([[1]]));
      observer.message({ time: new Date(0), number: 50000, severity: 5, state: 1, line: 3, procedure: 'dbo.p', text: 'half way' });
      throw new SprocketError('sql', 'Divide by zero error encountered.', {
        sqlErrors: [{ number: 8134, state: 1, class: 16, line: 4, procedure: 'dbo.p', message: 'Divide by zero error encountered.' }],
      });
    });
    const answer = await call(client, 'execute_query', { query: 'half' });
    const error = errorOf(answer);
    assert.deepEqual(error['sql_errors'], [
      { number: 8134, state: 1, class: 16, line: 4, procedure: 'dbo.p', message: 'Divide by zero error encountered.' },
    ]);
    assert.equal(answer.structured['status'], 'failed');
    assert.match(JSON.stringify(answer.structured['result_sets']), /"rows":\[\[1\]\]/u);
    assert.match(answer.text, /Msg 8134, level 16, state 1, dbo\.p, line 4/u);
    assert.match(answer.text, /half way/u);
  });

  it('hands values to the server as parameters', async () => {
    host.server.scripts.set('p', numbers(1));
    await call(client, 'execute_query', {
      query: 'p',
      parameters: { '@a': '12345678901234567890', b: { type: 'decimal(38,10)', value: '0.1' }, c: null },
    });
    assert.deepEqual(host.server.requests.at(-1)?.parameters, [
      { name: 'a', value: '12345678901234567890' },
      { name: 'b', type: 'decimal(38,10)', value: '0.1' },
      { name: 'c', value: null },
    ]);
    const lost = errorOf(await call(client, 'execute_query', { query: 'p', parameters: { a: 2 ** 60 } }));
    assert.match(String(lost['message']), /@a/u);
    const list = errorOf(await call(client, 'execute_query', { query: 'p', parameters: { a: [1] } }));
    assert.match(String(list['next_step']), /OPENJSON/u);
  });

  it('teaches the right arguments', async () => {
    const unknown = errorOf(await call(client, 'execute_query', { query: 'numbers', max_row: 5 }));
    assert.match(String(unknown['message']), /no parameter "max_row"/u);
    assert.deepEqual(unknown['suggestions'], ['max_rows']);
    const text = errorOf(await call(client, 'execute_query', { query: 'numbers', timeoutSeconds: '30' }));
    assert.equal(text['message'], 'Parameter timeout_seconds must be a whole number from 1 to 86400, and is the string "30".');
    const missing = errorOf(await call(client, 'get_session_result', {}));
    assert.equal(missing['message'], 'Parameter session_id is missing.');
    const twice = errorOf(await call(client, 'execute_query', { query: 'numbers', max_rows: 1, maxRows: 2 }));
    assert.match(String(twice['message']), /two spellings/u);
    const status = errorOf(await call(client, 'list_sessions', { status: 'done' }));
    assert.match(String(status['message']), /one of "running", "completed", "failed", "cancelled"/u);
  });

  it('explains an id that it does not know', async () => {
    const error = errorOf(await call(client, 'get_session_status', { session_id: 'gone' }));
    assert.equal(error['kind'], 'unknown_session');
    assert.match(String(error['expected']), /sessions end with the process/u);
  });

  it('lists sessions, newest first', async () => {
    const id = await start('numbers');
    const { structured } = await call(client, 'list_sessions', { status: 'completed' });
    const rows = structured['rows'];
    assert.ok(Array.isArray(rows) && Array.isArray(rows[0]));
    assert.equal(rows[0][0], id);
  });

  it('asks the policy before anything runs', async () => {
    const asked: unknown[] = [];
    host.policy = {
      check: (request) => {
        asked.push(request);
        return Promise.reject(new SprocketError('refused', 'Only reads run on this connection.'));
      },
    };
    const before = host.server.requests.length;
    const error = errorOf(await call(client, 'start_query', { query: 'numbers', database: 'other' }));
    host.policy = allowAll;
    assert.equal(error['kind'], 'refused');
    assert.deepEqual(asked, [
      { tool: 'start_query', effect: 'query', connection: 'shop', access: 'readWrite', database: 'other', sql: 'numbers' },
    ]);
    assert.equal(host.server.requests.length, before);
  });

  it('shares sessions between clients, and outlives them', async () => {
    const other = await host.client();
    const { structured } = await call(other, 'start_query', { query: 'numbers' });
    await other.close();
    const status = await call(client, 'get_session_status', { session_id: structured['session_id'], wait_seconds: 5 });
    assert.equal(status.structured['status'], 'completed');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import { call, errorOf } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';

const resultSets = z.array(
  z.looseObject({ columns: z.array(z.object({ name: z.string(), type: z.string() })), rows: z.array(z.array(z.unknown())) }),
);

describe('tools over the sandbox', () => {
  let host: SandboxHost;
  let client: Client;
  before(async function () {
    this.timeout(120_000);
    host = await SandboxHost.start();
    client = await host.client();
  });
  after(() => host.stop());

  async function rowsOf(query: string, parameters: Record<string, unknown> = {}): Promise<unknown[][]> {
    const answer = await call(client, 'execute_query', { query, parameters });
    assert.equal(answer.isError, false, answer.text);
    return resultSets.parse(answer.structured['result_sets'])[0]?.rows ?? [];
  }

  it('lists databases, tables and their columns', async () => {
    const databases = await call(client, 'list_databases');
    assert.match(JSON.stringify(databases.structured['rows']), /"SprocketShop","ONLINE"/u);
    const tables = await call(client, 'list_tables', { schema: 'sales' });
    assert.equal(tables.isError, false, tables.text);
    assert.equal(tables.structured['database'], 'SprocketShop');
    const rows = z.array(z.array(z.unknown())).parse(tables.structured['rows']);
    assert.ok(rows.length > 3);
    const [schema, name] = rows[0] ?? [];
    const table = await call(client, 'get_table_schema', { table_name: `[${String(schema)}].[${String(name)}]` });
    assert.equal(table.isError, false, table.text);
    const wrong = errorOf(await call(client, 'get_table_schema', { table_name: `${String(schema)}.${String(name)}x` }));
    assert.match(JSON.stringify(wrong['suggestions']), new RegExp(String(name), 'u'));
  });

  it('gives exact values, and takes them', async () => {
    const rows = await rowsOf('SELECT @d AS d, @b AS b, @t AS t, @x AS x, @n AS n', {
      d: { type: 'decimal(38,10)', value: '1234567890123456789012345678.0123456789' },
      b: { type: 'bigint', value: '9223372036854775807' },
      t: { type: 'datetime2(7)', value: '2026-01-02 03:04:05.1234567' },
      x: { type: 'varbinary(8)', value: '0x00FF' },
      n: null,
    });
    assert.deepEqual(rows, [
      ['1234567890123456789012345678.0123456789', '9223372036854775807', '2026-01-02T03:04:05.1234567', '0x00FF', null],
    ]);
  });

  it('keeps result sets, messages and counts apart', async () => {
    const answer = await call(client, 'execute_query', {
      query: "SELECT 1 AS a; PRINT 'between'; SELECT 2 AS b, 3 AS b; CREATE TABLE #t (i int); INSERT #t VALUES (1), (2);",
    });
    assert.equal(answer.isError, false, answer.text);
    const sets = resultSets.parse(answer.structured['result_sets']);
    assert.deepEqual(
      sets.map((set) => set.rows),
      [[[1]], [[2, 3]]],
    );
    assert.match(JSON.stringify(answer.structured['messages']), /between/u);
    const counts = z.array(z.number().nullable()).parse(answer.structured['rows_affected']);
    assert.deepEqual(
      counts.filter((count) => count !== null),
      [1, 1, 2],
    );
  });

  it('passes on what the server says is wrong', async () => {
    const error = errorOf(await call(client, 'execute_query', { query: 'SELECT 1;\nSELECT 1 / 0;' }));
    assert.equal(error['kind'], 'sql');
    assert.match(JSON.stringify(error['sql_errors']), /"number":8134,"state":1,"class":16,"line":2/u);
  });

  it('cancels work on the server', async () => {
    const { structured } = await call(client, 'start_query', { query: "WAITFOR DELAY '00:01:00'; SELECT 1" });
    await call(client, 'get_session_status', { session_id: structured['session_id'], wait_seconds: 1 });
    const cancelled = await call(client, 'cancel_session', { session_id: structured['session_id'] });
    assert.deepEqual([cancelled.structured['status'], cancelled.structured['notes']], ['cancelled', undefined]);
  });

  it('ends work at its time limit', async () => {
    const error = errorOf(await call(client, 'execute_query', { query: "PRINT 'x'; WAITFOR DELAY '00:01:00'", timeout_seconds: 1 }));
    assert.equal(error['kind'], 'timeout');
  });

  it('leaves nothing of one query to the next', async () => {
    await rowsOf('CREATE TABLE #mine (i int); SET NOCOUNT ON; SELECT 1 AS x');
    const [row] = await rowsOf("SELECT OBJECT_ID('tempdb..#mine') AS t, @@TRANCOUNT AS n, @@OPTIONS & 512 AS nocount");
    assert.deepEqual(row, [null, 0, 0]);
  });

  it('rolls back and reports what was left open', async () => {
    const answer = await call(client, 'execute_query', { query: 'BEGIN TRANSACTION; SELECT 1 AS x' });
    assert.match(JSON.stringify(answer.structured['notes']), /rolled back/u);
  });

  it('chooses the database in server mode', async () => {
    const answer = await call(client, 'execute_query', { query: 'SELECT DB_NAME() AS d', connection: 'server', database: 'SprocketShop' });
    assert.deepEqual(resultSets.parse(answer.structured['result_sets'])[0]?.rows, [['SprocketShop']], answer.text);
    const wrong = errorOf(await call(client, 'execute_query', { query: 'SELECT 1', connection: 'server', database: 'Nowhere' }));
    assert.equal(wrong['kind'], 'unknown_database');
  });

  it('pages through many rows, spilled to a file', async () => {
    const query = 'EXEC bench.usp_GenerateRows @rows = 20000';
    const { structured } = await call(client, 'start_query', { query });
    const status = await call(client, 'get_session_status', { session_id: structured['session_id'], wait_seconds: 30 });
    assert.equal(status.structured['row_count'], 20_000, status.text);
    assert.equal((await host.spilledFiles()).length, 1);
    const page = await call(client, 'get_session_result', { session_id: structured['session_id'], offset: 19_999 });
    assert.equal(page.structured['next_offset'], undefined);
    assert.equal(z.array(z.array(z.unknown())).parse(page.structured['rows']).length, 1);
  });
});

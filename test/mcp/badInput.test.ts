import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { z } from 'zod';
import type { Sandbox } from '../sandbox/startSandbox';
import { call } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import { until } from './support/until';

const errorShape = z.strictObject({
  kind: z.string(),
  message: z.string().min(1),
  expected: z.string().optional(),
  next_step: z.string().optional(),
  suggestions: z.array(z.string()).default([]),
  sql_errors: z
    .array(
      z.strictObject({
        number: z.int(),
        state: z.int(),
        class: z.int(),
        line: z.int(),
        procedure: z.string(),
        message: z.string(),
      }),
    )
    .default([]),
});
type ToldError = z.output<typeof errorShape>;

const wrongPassword = 'Wrong-hunter2';
const queryTools = 'connection, database, query, parameters, timeout_seconds, max_rows';

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 1;
}

describe('bad input, over HTTP', () => {
  let host: SandboxHost;
  let client: Client;
  let directory: string;
  /** A session that has ended, with two rows of two columns. */
  let ended: string;
  /** Connections that a good call and a look at the catalog leave warm. */
  const warm = 2;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    const certificate = join(directory, 'certificate.pem');
    const port = await closedPort();
    host = await SandboxHost.start((sandbox: Sandbox) => ({
      'wrong password': sandbox.connectionString({ password: wrongPassword }),
      untrusted: sandbox.connectionString({ trustServerCertificate: false }),
      'other name': sandbox.connectionString({
        trustServerCertificate: false,
        more: `Server Certificate=${certificate};Host Name In Certificate=db.elsewhere.example`,
      }),
      unreachable: `Server=127.0.0.1,${String(port)};User ID=sa;Password=${wrongPassword};Connect Timeout=5`,
      'unknown host': `Server=nowhere.invalid;User ID=sa;Password=${wrongPassword};Connect Timeout=5`,
    }));
    await writeFile(certificate, host.sandbox.server.certificatePem);
    client = await host.client();
    const { structured } = await call(client, 'execute_query', { query: 'SELECT 1 AS a, 2 AS b UNION ALL SELECT 3, 4' });
    ended = String(structured['session_id']);
    await call(client, 'list_tables');
    await host.untilConnections(warm);
  });

  afterEach('nothing is left open, and the next good call works', async () => {
    host.sandbox.server.faults.clear();
    assert.equal(host.sessions.runningCount, 0);
    const running = `SELECT COUNT(*) AS n FROM sys.dm_exec_requests WHERE session_id <> @@SPID AND session_id > 50`;
    const good = await call(client, 'execute_query', { query: running });
    assert.equal(good.isError, false, good.text);
    assert.match(JSON.stringify(good.structured['result_sets']), /"rows":\[\[0\]\]/u);
    await host.untilConnections(warm);
  });

  after(async () => {
    await host.stop();
    await rm(directory, { recursive: true });
  });

  /** The error of a call that must fail: as structure, the same in the text, without a secret. */
  async function failure(tool: string, input: Record<string, unknown>): Promise<ToldError> {
    const answer = await call(client, tool, input);
    assert.equal(answer.isError, true, answer.text);
    const error = errorShape.parse(answer.structured['error']);
    assert.ok(answer.text.includes(`(${error.kind})`) && answer.text.includes(error.message), answer.text);
    for (const fact of [error.expected, error.next_step, ...error.suggestions]) {
      assert.ok(fact === undefined || answer.text.includes(fact), `${String(fact)} is not in: ${answer.text}`);
    }
    for (const { number, state, class: level, line, message } of error.sql_errors) {
      const told = `Msg ${String(number)}, level ${String(level)}, state ${String(state)}, line ${String(line)}: ${message}`;
      assert.ok(answer.text.includes(told), answer.text);
    }
    const whole = JSON.stringify(answer.raw);
    assert.ok(!whole.includes(wrongPassword) && !whole.includes(host.sandbox.password) && !/password=/iu.test(whole), whole);
    return error;
  }

  it('an unknown connection: the closest names', async () => {
    for (const tool of ['execute_query', 'start_query']) {
      const error = await failure(tool, { query: 'SELECT 1', connection: 'shopp' });
      assert.deepEqual([error.kind, error.suggestions], ['unknown_connection', ['shop']]);
      assert.match(String(error.next_step), /list_connections/u);
    }
    const far = await failure('list_tables', { connection: 'zzzzzzzzzzzz' });
    assert.equal(far.kind, 'unknown_connection');
    assert.ok(far.suggestions.includes('shop') && far.suggestions.includes('server'));
  });

  it('an unknown table: the closest names, or where the names are', async () => {
    const near = await failure('get_table_schema', { table_name: '[sales].[SalesOrdr]' });
    assert.equal(near.kind, 'unknown_object');
    assert.ok(near.suggestions.includes('sales.SalesOrder'), near.suggestions.join());
    const far = await failure('get_table_schema', { table_name: 'zzzzzzzzzzzzzzzzzzzz' });
    assert.deepEqual([far.kind, far.suggestions], ['unknown_object', []]);
    assert.match(String(far.next_step), /list_tables/u);
    const inQuery = await failure('execute_query', { query: 'SELECT * FROM sales.SalesOrdr' });
    assert.deepEqual([inQuery.kind, inQuery.sql_errors[0]?.number], ['sql', 208]);
    assert.match(String(inQuery.next_step), /list_tables/u);
    const column = await failure('execute_query', { query: 'SELECT no_such_column FROM sales.SalesOrder' });
    assert.deepEqual([column.sql_errors[0]?.number, column.next_step], [207, 'Call get_table_schema for the columns of the table.']);
    const unreadable = await failure('get_table_schema', { table_name: '[sales.SalesOrder' });
    assert.equal(unreadable.kind, 'invalid_input');
  });

  it('an unknown database: where the names are', async () => {
    const calls: [string, Record<string, unknown>][] = [
      ['execute_query', { query: 'SELECT 1', database: 'Nowhere' }],
      ['execute_query', { query: 'SELECT 1', database: 'Nowhere', connection: 'server' }],
      ['execute_query', { query: 'USE Nowhere' }],
      ['list_tables', { database: 'Nowhere' }],
      ['get_table_schema', { table_name: 'Nowhere.sales.SalesOrder' }],
    ];
    for (const [tool, input] of calls) {
      const error = await failure(tool, input);
      assert.equal(error.kind, 'unknown_database');
      assert.match(error.message, /Nowhere/u);
      assert.match(String(error.next_step), /list_databases/u);
      assert.match(String(error.sql_errors[0]?.number), /^(911|4060)$/u);
    }
  });

  it('an unknown session, or one of another run: the ids there are', async () => {
    for (const id of ['42', randomUUID()]) {
      for (const tool of ['get_session_status', 'get_session_result', 'cancel_session']) {
        const error = await failure(tool, { session_id: id });
        assert.equal(error.kind, 'unknown_session');
        assert.ok(error.message.includes(id));
        assert.match(String(error.expected), /sessions end with the process/u);
        assert.ok(error.suggestions.length > 0);
        assert.match(String(error.next_step), /list_sessions/u);
      }
    }
  });

  it('an unknown parameter: the known ones and the closest', async () => {
    const error = await failure('execute_query', { query: 'SELECT 1', timeout_second: 5 });
    assert.deepEqual([error.kind, error.suggestions], ['invalid_input', ['timeout_seconds']]);
    assert.equal(error.expected, `only these parameters: ${queryTools}`);
    const camel = await failure('execute_query', { query: 'SELECT 1', commandTimeout: 5 });
    assert.match(camel.message, /"commandTimeout"/u);
    assert.equal((await failure('list_connections', { all: true })).expected, 'no parameters');
  });

  it('camelCase is as good', async () => {
    const answer = await call(client, 'execute_query', { query: 'SELECT 1 AS a', timeoutSeconds: 5, maxRows: 1 });
    assert.equal(answer.isError, false, answer.text);
    const page = await call(client, 'get_session_result', { sessionId: ended, resultSet: 0, offset: 1 });
    assert.deepEqual(page.structured['rows'], [[3, 4]]);
    const table = await call(client, 'get_table_schema', { tableName: 'sales.SalesOrder' });
    assert.equal(table.structured['table'], 'sales.SalesOrder');
  });

  it('a string where a number belongs, and other wrong types', async () => {
    const text = await failure('execute_query', { query: 'SELECT 1', timeout_seconds: '5' });
    assert.equal(text.message, 'Parameter timeout_seconds must be a whole number from 1 to 86400, and is the string "5".');
    const number = await failure('execute_query', { query: 1 });
    assert.equal(number.message, 'Parameter query must be a string that is not empty, and is the number 1.');
    const both = await failure('execute_query', { max_rows: 1.5 });
    assert.match(both.message, /query is missing/u);
    assert.match(both.message, /max_rows must be a whole number of at least 1/u);
    const wait = await failure('get_session_status', { session_id: ended, wait_seconds: 31 });
    assert.equal(wait.expected, 'wait_seconds: a whole number from 0 to 30');
  });

  it('values in `parameters` that do not fit', async () => {
    const query = 'SELECT @a AS a';
    for (const parameters of ['a', [1], 7]) {
      assert.match((await failure('execute_query', { query, parameters })).message, /^Parameter parameters must be an object/u);
    }
    const wrong: [unknown, RegExp][] = [
      [{ type: 'int', value: 'twelve' }, /@a: a whole number from -2147483648 to 2147483647/u],
      [{ type: 'tinyint', value: 256 }, /@a: a whole number from 0 to 255/u],
      [{ type: 'decimal(5,2)', value: '1.005' }, /@a: a number of at most 3 digits before and 2 digits behind the point/u],
      [{ type: 'date', value: '31.01.2024' }, /@a: .*2024-01-31/u],
      [{ type: 'uniqueidentifier', value: 'x' }, /@a/u],
      [{ type: 'varbinary(4)', value: 'AB' }, /@a: .*0x/u],
      [{ typ: 'int', value: 1 }, /name: value/u],
      [[1, 2], /name: value/u],
    ];
    for (const [value, expected] of wrong) {
      const error = await failure('execute_query', { query, parameters: { a: value } });
      assert.equal(error.kind, 'invalid_input');
      assert.match(error.message, /@a/u);
      assert.match(String(error.expected), expected);
    }
    const lost = await failure('execute_query', { query, parameters: { a: 2 ** 53 } });
    assert.match(String(lost.next_step), /string/u);
    const name = await failure('execute_query', { query, parameters: { 'a; DROP TABLE x': 1 } });
    assert.match(name.message, /not the name of a variable/u);
    const missing = await failure('execute_query', { query });
    assert.equal(missing.sql_errors[0]?.number, 137);
  });

  it('a syntax error: number, state, class and line', async () => {
    const error = await failure('execute_query', { query: 'SELECT 1;\n\nSELECT FROM sales.SalesOrder;' });
    assert.equal(error.kind, 'sql');
    const [first] = error.sql_errors;
    assert.deepEqual([first?.number, first?.state, first?.class, first?.line], [156, 1, 15, 3]);
    assert.match(String(error.next_step), /line 3/u);
  });

  it('a wrong password', async () => {
    for (const [tool, input] of [
      ['execute_query', { query: 'SELECT 1' }],
      ['list_tables', {}],
    ] as const) {
      const error = await failure(tool, { ...input, connection: 'wrong password' });
      assert.deepEqual([error.kind, error.sql_errors[0]?.number], ['login_failed', 18_456]);
      assert.match(String(error.next_step), /password/u);
    }
  });

  it('a server that is not there', async () => {
    const refused = await failure('execute_query', { query: 'SELECT 1', connection: 'unreachable' });
    assert.equal(refused.kind, 'unreachable');
    assert.match(refused.message, /nothing listens on 127\.0\.0\.1, port/u);
    const unknown = await failure('list_databases', { connection: 'unknown host' });
    assert.equal(unknown.kind, 'unreachable');
    assert.match(unknown.message, /nowhere\.invalid/u);
    assert.match(String(unknown.next_step), /host name/u);
  });

  it('a certificate that nobody vouches for', async () => {
    const error = await failure('execute_query', { query: 'SELECT 1', connection: 'untrusted' });
    assert.equal(error.kind, 'untrusted_certificate');
    assert.match(error.message, /self-signed/u);
    assert.match(String(error.next_step), /under development add TrustServerCertificate=true/u);
  });

  it('a certificate made out to another name', async () => {
    const error = await failure('execute_query', { query: 'SELECT 1', connection: 'other name' });
    assert.equal(error.kind, 'untrusted_certificate');
    assert.match(error.message, /another name/u);
    assert.match(String(error.next_step), /HostNameInCertificate/u);
  });

  it('a certificate that has expired', async () => {
    host.sandbox.server.faults.set({ certificate: 'expired' });
    const error = await failure('execute_query', { query: 'SELECT 1', connection: 'untrusted' });
    assert.equal(error.kind, 'untrusted_certificate');
  });

  it('an unknown tool: the closest name', async () => {
    await assert.rejects(
      call(client, 'exec_query', { query: 'SELECT 1' }),
      /^McpError: MCP error -32602: There is no tool "exec_query"\. Closest: execute_query/u,
    );
  });

  it('no query', async () => {
    const empty = await failure('execute_query', { query: '' });
    assert.match(empty.message, /query must be a string that is not empty/u);
    const missing = await failure('start_query', {});
    assert.equal(missing.message, 'Parameter query is missing.');
    assert.equal((await failure('start_query', { query: null })).message, 'Parameter query is missing.');
  });

  it('result sets, rows and columns that are not there', async () => {
    const result = (input: object): Promise<ToldError> => failure('get_session_result', { session_id: ended, ...input });
    assert.equal((await result({ result_set: 1 })).expected, 'result_set from 0 to 0');
    assert.equal((await result({ result_set: -1 })).expected, 'result_set: a whole number of at least 0');
    assert.equal((await result({ offset: -1 })).expected, 'offset: a whole number of at least 0');
    assert.equal((await result({ limit: 1001 })).expected, 'limit: a whole number from 1 to 1000');
    assert.equal((await result({ row: 2, column: 0 })).expected, 'row from 0 to 1');
    assert.equal((await result({ row: 0, column: 2 })).expected, 'column from 0 to 1');
    assert.deepEqual((await result({ row: 0, column: 'c' })).suggestions, ['a', 'b']);
    assert.match((await result({ row: 0 })).message, /column is missing/u);
    assert.match((await result({ column: 0 })).message, /row is missing/u);
  });

  it('a page behind the last row: the range; where the rows end it is empty', async () => {
    const result = (input: object): Promise<ToldError> => failure('get_session_result', { session_id: ended, ...input });
    const behind = await result({ offset: 3 });
    assert.deepEqual([behind.kind, behind.expected], ['invalid_input', 'offset from 0 to 2']);
    assert.match(behind.message, /no row 3: it has 2/u);
    assert.match(String(behind.next_step), /in that range/u);
    const end = await call(client, 'get_session_result', { session_id: ended, offset: 2 });
    assert.deepEqual([end.isError, end.structured['rows'], end.structured['next_offset']], [false, [], undefined]);
    const { structured } = await call(client, 'execute_query', { query: "SELECT N'abc' AS t" });
    const cell = await failure('get_session_result', { session_id: structured['session_id'], row: 0, column: 't', offset: 4 });
    assert.equal(cell.expected, 'offset from 0 to 3');
  });

  it('rows and result sets that are not there yet: what there is so far, and how to wait', async () => {
    const query = "SELECT 1 AS a; RAISERROR('now', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:01:00'";
    const { structured } = await call(client, 'start_query', { query });
    const running = { session_id: structured['session_id'] };
    await until(async () => JSON.stringify((await call(client, 'get_session_status', running)).structured).includes('"row_count":1,'));
    const set = await failure('get_session_result', { ...running, result_set: 1 });
    assert.deepEqual([set.kind, set.expected], ['not_ready', 'result_set from 0 to 0 so far']);
    const growing = host.sessions.get(String(running.session_id)).resultSets[0];
    assert.equal(growing?.rowCount, 1);
    const row = await failure('get_session_result', { ...running, offset: 2 });
    for (const error of growing.complete ? [set] : [set, row]) {
      assert.equal(error.kind, 'not_ready');
      assert.match(String(error.next_step), /get_session_status with wait_seconds/u);
    }
    await call(client, 'cancel_session', running);
  });

  it('a time limit of zero or above a day, more rows or a longer page than allowed: the range', async () => {
    for (const tool of ['execute_query', 'start_query']) {
      for (const seconds of [0, -1, 86_401]) {
        const error = await failure(tool, { query: 'SELECT 1', timeout_seconds: seconds });
        assert.equal(error.expected, 'timeout_seconds: a whole number from 1 to 86400');
        assert.match(String(error.next_step), /again with the corrected parameters/u);
      }
      const rows = await failure(tool, { query: 'SELECT 1', max_rows: 10_000_001 });
      assert.deepEqual([rows.kind, rows.expected], ['invalid_input', 'max_rows from 1 to 10000000']);
      assert.match(String(rows.next_step), /sprocket\.sessions\.maxRows/u);
      assert.match(String((await failure(tool, { query: 'SELECT 1', max_rows: 0 })).expected), /at least 1/u);
    }
    const page = await failure('get_session_result', { session_id: ended, limit: 1_001 });
    assert.equal(page.expected, 'limit: a whole number from 1 to 1000');
    const negative = await failure('get_session_result', { session_id: ended, offset: -1 });
    assert.equal(negative.expected, 'offset: a whole number of at least 0');
  });

  it('a session that is gone: when it went, and why', async () => {
    const gone = async (): Promise<string> => String((await call(client, 'execute_query', { query: 'SELECT 1' })).structured['session_id']);
    const removed = await gone();
    const before = Date.now();
    await host.sessions.remove(removed);
    for (const tool of ['get_session_status', 'get_session_result', 'cancel_session']) {
      const error = await failure(tool, { session_id: removed.toUpperCase() });
      assert.equal(error.kind, 'unknown_session');
      const [, at] = /are gone since (\S+): the user removed it/u.exec(error.message) ?? [];
      assert.ok(Date.parse(String(at)) >= before && Date.parse(String(at)) <= Date.now(), error.message);
      assert.match(String(error.next_step), /start the work again/u);
    }
  });
});

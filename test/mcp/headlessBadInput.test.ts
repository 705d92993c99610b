import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { startSandbox } from '../sandbox/startSandbox';
import type { Sandbox } from '../sandbox/startSandbox';
import { Headless } from './support/headless';
import { until } from './support/until';

const failureShape = z.object({
  result: z.object({
    isError: z.literal(true),
    content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })]),
    structuredContent: z.looseObject({ error: z.looseObject({ kind: z.string(), message: z.string(), next_step: z.string() }) }),
  }),
});

describe('bad input, over standard input', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  /** Runs the server with a connection string, ends it, and looks whether it kept the secret and left nothing open. */
  async function serve(connectionString: string, secret: string, work: (headless: Headless) => Promise<void>): Promise<void> {
    const headless = new Headless({
      MSSQL_CONNECTIONSTRING: connectionString,
      MSSQL_CONNECTION_NAME: 'shop',
      SPROCKET_ACCESS: 'readWrite',
    });
    try {
      await headless.initialize();
      await work(headless);
    } finally {
      headless.endInput();
    }
    assert.equal(await headless.exitCode(), 0);
    await until(() => sandbox.server.statistics.openConnections === 0);
    assert.ok(!(headless.stdout + headless.stderr).includes(secret), 'the password was written');
  }

  async function failure(headless: Headless, name: string, input: object): Promise<Record<string, unknown>> {
    const answer: unknown = JSON.parse(await headless.call(name, input));
    const { content, structuredContent } = failureShape.parse(answer).result;
    const { error } = structuredContent;
    for (const fact of [error.kind, error.message, error.next_step]) {
      assert.ok(content[0].text.includes(fact), content[0].text);
    }
    return error;
  }

  it('a wrong password', async () => {
    await serve(sandbox.connectionString({ password: 'Wrong-hunter2' }), 'Wrong-hunter2', async (headless) => {
      assert.equal((await failure(headless, 'execute_query', { query: 'SELECT 1' }))['kind'], 'login_failed');
      assert.equal((await failure(headless, 'list_tables', {}))['kind'], 'login_failed');
    });
  });

  it('a certificate that nobody vouches for', async () => {
    await serve(sandbox.connectionString({ trustServerCertificate: false }), sandbox.password, async (headless) => {
      const error = await failure(headless, 'execute_query', { query: 'SELECT 1' });
      assert.equal(error['kind'], 'untrusted_certificate');
      assert.match(String(error['next_step']), /TrustServerCertificate=true/u);
    });
  });

  it('wrong calls, and what is no message at all, leave the server working', async () => {
    await serve(sandbox.connectionString(), sandbox.password, async (headless) => {
      const { kind, suggestions } = await failure(headless, 'execute_query', { query: 'SELECT 1', timout_seconds: 1 });
      assert.deepEqual([kind, suggestions], ['invalid_input', ['timeout_seconds']]);
      const syntax = await failure(headless, 'execute_query', { query: 'SELECT 1;\nSELEC 2' });
      assert.match(JSON.stringify(syntax['sql_errors']), /"number":102,"state":1,"class":15,"line":2/u);
      assert.equal((await failure(headless, 'execute_query', { query: 'SELECT 1', connection: 'shp' }))['kind'], 'unknown_connection');
      assert.match(await headless.call('exec_query', {}), /"error":.*Closest: execute_query/u);
      headless.write('this is not JSON');
      headless.write('{"jsonrpc":"2.0","method":"notifications/unknown"}');
      assert.match(JSON.stringify(await headless.request('no/such/method', {})), /-32601/u);
      assert.match(await headless.call('execute_query', { query: "SELECT 'well' AS a" }), /"rows":\[\["well"\]\]/u);
    });
  });
});

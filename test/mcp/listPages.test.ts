import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { call } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';

const lists = ['list_tables', 'list_stored_procedures'] as const;

/** In the order of the database's collation, SQL_Latin1_General_CP1_CI_AS, first by schema and then by name. */
const inOrder = ['alpha.a1', 'alpha.A2', 'alpha.b_1', 'Beta.a1', 'Beta.b1', 'Beta.C1', 'Beta.c2', 'dbo.a1', 'gamma.Z', 'gamma.z1'] as const;

describe('pages of lists', () => {
  let host: SandboxHost;
  let client: Client;
  before(async function () {
    this.timeout(120_000);
    host = await SandboxHost.start();
    client = await host.client();
    await run('CREATE DATABASE Pages');
    for (const schema of ['gamma', 'Beta', 'alpha', 'nothing']) {
      await run('EXEC (@schema)', { schema: `CREATE SCHEMA ${schema}` });
    }
    // Not in their order.
    for (const name of inOrder.toReversed()) {
      await run('EXEC (@text)', { text: `CREATE TABLE ${name} (a int)` });
      await run('EXEC (@text)', { text: `CREATE PROCEDURE ${name.replace('.', '.p_')} AS RETURN` });
    }
  });
  after(() => host.stop());

  async function run(query: string, parameters: Record<string, string> = {}): Promise<void> {
    const database = query.startsWith('CREATE DATABASE') ? {} : { database: 'Pages' };
    const { isError, text } = await call(client, 'execute_query', { query, parameters, ...database });
    assert.equal(isError, false, text);
  }

  for (const tool of lists) {
    describe(tool, () => {
      async function list(input: Record<string, unknown>): Promise<{ names: string[]; total: unknown; next: unknown; text: string }> {
        const { structured, isError, text } = await call(client, tool, { database: 'Pages', ...input });
        assert.equal(isError, false, text);
        const rows = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown())).parse(structured['rows']);
        assert.equal(structured['database'], 'Pages');
        return {
          names: rows.map(([schema, name]) => `${schema}.${name.replace(/^p_/u, '')}`),
          total: structured['total'],
          next: structured['next_offset'],
          text,
        };
      }

      it('go from one schema to the next, whatever their size', async () => {
        assert.deepEqual((await list({})).names, inOrder);
        for (const limit of [1, 2, 3, 4, 7, 9]) {
          for (let offset = 0; offset < inOrder.length; offset++) {
            const { names, total, next } = await list({ offset, limit });
            assert.deepEqual(names, inOrder.slice(offset, offset + limit));
            assert.equal(total, inOrder.length);
            assert.equal(next, offset + limit < inOrder.length ? offset + limit : undefined);
          }
        }
      });

      it('of one schema, whose name is compared as the database compares', async () => {
        assert.deepEqual((await list({ schema: 'BETA' })).names, ['Beta.a1', 'Beta.b1', 'Beta.C1', 'Beta.c2']);
        assert.deepEqual((await list({ schema: 'beta ' })).names.length, 4);
        assert.deepEqual(await list({ schema: 'beta', offset: 1, limit: 2 }), {
          ...(await list({ schema: 'Beta', offset: 1, limit: 2 })),
          names: ['Beta.b1', 'Beta.C1'],
          total: 4,
          next: 3,
        });
        assert.deepEqual((await list({ schema: 'nothing' })).names, []);
        assert.deepEqual((await list({ schema: 'nowhere' })).names, []);
        assert.match((await list({ schema: 'alpha', offset: 3 })).text, /There are only 3: offset 3 is beyond the last/u);
      });

      it('of names like a pattern, in all schemas or in one', async () => {
        const pattern = tool === 'list_tables' ? '%a1' : 'p[_]a1';
        const all = ['alpha.a1', 'Beta.a1', 'dbo.a1'];
        assert.deepEqual((await list({ name_like: pattern })).names, all);
        const { names, total, next } = await list({ name_like: pattern, offset: 1, limit: 1 });
        assert.deepEqual([names, total, next], [['Beta.a1'], 3, 2]);
        assert.deepEqual((await list({ name_like: pattern, schema: 'beta' })).names, ['Beta.a1']);
        assert.deepEqual((await list({ name_like: 'none%' })).names, []);
      });

      it('behind the last, however far', async () => {
        const { names, text } = await list({ offset: 2_147_483_647, limit: 1000 });
        assert.deepEqual(names, []);
        assert.match(text, /There are only 10: offset 2147483647 is beyond the last/u);
      });
    });
  }

  it('views stand among the tables, or are left out', async () => {
    await run('EXEC (@text)', { text: 'CREATE VIEW Beta.b2 AS SELECT 1 AS a' });
    try {
      const page = async (include_views: boolean): Promise<unknown[]> => {
        const { structured } = await call(client, 'list_tables', { database: 'Pages', include_views, offset: 3, limit: 4 });
        const names = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown())).parse(structured['rows']);
        return [structured['total'], ...names.map(([schema, name]) => `${schema}.${name}`)];
      };
      assert.deepEqual(await page(true), [11, 'Beta.a1', 'Beta.b1', 'Beta.b2', 'Beta.C1']);
      assert.deepEqual(await page(false), [10, 'Beta.a1', 'Beta.b1', 'Beta.C1', 'Beta.c2']);
    } finally {
      await run('DROP VIEW Beta.b2');
    }
  });

  it('of a database without objects', async () => {
    for (const tool of lists) {
      const { structured, isError, text } = await call(client, tool, { database: 'tempdb' });
      assert.equal(isError, false, text);
      assert.deepEqual([structured['database'], structured['rows']], ['tempdb', []]);
    }
  });
});

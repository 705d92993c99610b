import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { after, before, describe, it } from 'mocha';
import { call, errorOf } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import { until } from './support/until';

const tools = ['get_table_schema', 'get_table_indexes', 'get_table_foreign_keys', 'get_table_statistics'] as const;

describe('names of tables', () => {
  let host: SandboxHost;
  let client: Client;
  before(async function () {
    this.timeout(120_000);
    host = await SandboxHost.start();
    client = await host.client();
    await run('CREATE DATABASE Elsewhere');
    await run('USE Elsewhere; CREATE TABLE dbo.Far (FarId int NOT NULL CONSTRAINT PK_Far PRIMARY KEY)');
    await run('CREATE SYNONYM dbo.FarAway FOR Elsewhere.dbo.Far');
    await run('CREATE SYNONYM dbo.Nowhere FOR sales.NoSuchTable');
    await run('CREATE TABLE dbo.Lookup2 (a int); CREATE TABLE shape.Lookup2 (b int)');
  });
  after(() => host.stop());

  async function run(query: string): Promise<void> {
    const { isError, text } = await call(client, 'execute_query', { query });
    assert.equal(isError, false, text);
  }

  async function resolved(table_name: string, more: Record<string, unknown> = {}): Promise<unknown[]> {
    const names: unknown[] = [];
    for (const tool of tools) {
      const { structured, isError, text } = await call(client, tool, { table_name, ...more });
      assert.equal(isError, false, text);
      names.push(structured['table']);
    }
    return [...new Set(names)];
  }

  async function refused(table_name: string, wanted: readonly (typeof tools)[number][] = tools): Promise<Record<string, unknown>[]> {
    const errors: Record<string, unknown>[] = [];
    for (const tool of wanted) {
      errors.push(errorOf(await call(client, tool, { table_name })));
    }
    return errors;
  }

  it('one to three parts, brackets and quotes, the default schema', async () => {
    assert.deepEqual(await resolved('all_types'), ['dbo.all_types']);
    assert.deepEqual(await resolved('ALL_TYPES'), ['dbo.all_types']);
    assert.deepEqual(await resolved('[sales].[SalesOrder]'), ['sales.SalesOrder']);
    assert.deepEqual(await resolved('"my.schema"."odd ] name"'), ['[my.schema].[odd ]] name]']);
    assert.deepEqual(await resolved('SprocketShop.shape.[odd, table]'), ['shape.[odd, table]']);
    assert.deepEqual(await resolved('Elsewhere..Far'), ['dbo.Far']);
    assert.deepEqual(await resolved('Far', { database: 'Elsewhere' }), ['dbo.Far']);
    assert.deepEqual(await resolved('SprocketShop.sales.SalesOrder', { connection: 'server' }), ['sales.SalesOrder']);
  });

  it('dbo before other schemas; a name that is only elsewhere is taken with a note', async () => {
    assert.deepEqual(await resolved('Lookup2'), ['dbo.Lookup2']);
    const { structured } = await call(client, 'get_table_schema', { table_name: 'Measurement' });
    assert.equal(structured['table'], 'shape.Measurement');
    assert.deepEqual(structured['notes'], ['In T-SQL write shape.Measurement: the schema is not the default one.']);
  });

  it('synonyms lead to what they stand for, which is said; in another database too', async () => {
    assert.deepEqual(await resolved('dbo.Orders'), ['sales.SalesOrder']);
    const { structured } = await call(client, 'get_table_foreign_keys', { table_name: 'Orders' });
    assert.match(JSON.stringify(structured['notes']), /dbo\.Orders is a synonym of \[sales\]\.\[SalesOrder\]/u);
    const far = await call(client, 'get_table_indexes', { table_name: 'FarAway' });
    assert.deepEqual([far.structured['table'], far.structured['database']], ['dbo.Far', 'Elsewhere']);
    assert.match(JSON.stringify(far.structured['notes']), /dbo\.FarAway is a synonym of \[Elsewhere\]\.\[dbo\]\.\[Far\]/u);
    for (const error of await refused('Nowhere')) {
      assert.equal(error['kind'], 'unknown_object');
      assert.match(String(error['message']), /synonym of \[sales\]\.\[NoSuchTable\]/u);
    }
  });

  it('a name that nothing has: the closest ones', async () => {
    for (const error of await refused('sales.SalesOrders')) {
      assert.equal(error['kind'], 'unknown_object');
      assert.equal(JSON.stringify(error['suggestions']).slice(0, 19), '["sales.SalesOrder"');
    }
    const [wrongSchema] = await refused('dbo.Warehouse');
    assert.deepEqual(wrongSchema?.['suggestions'], ['inventory.Warehouse']);
  });

  it('a name of several schemas: the candidates', async () => {
    for (const error of await refused('Lookup')) {
      assert.equal(error['kind'], 'unknown_object');
      assert.deepEqual(error['suggestions'], ['audit.Lookup', 'shape.Lookup']);
    }
  });

  it('a view where a table is meant: what does work', async () => {
    for (const error of await refused('sales.vOrderTotals', ['get_table_indexes', 'get_table_statistics', 'get_table_foreign_keys'])) {
      assert.equal(error['kind'], 'invalid_input');
      assert.match(String(error['message']), /^sales\.vOrderTotals is a view/u);
      assert.match(String(error['next_step']), /get_table_schema/u);
    }
    const [indexed] = await refused('shape.vDaily', ['get_table_foreign_keys']);
    assert.match(String(indexed?.['next_step']), /get_table_indexes/u);
    const [procedure] = await refused('sales.usp_CreateOrder');
    assert.match(String(procedure?.['message']), /is a stored procedure/u);
  });

  it('a name with injection in it is a name, and is not found', async () => {
    for (const table_name of [
      "[x'; DROP TABLE sales.SalesOrder; --]",
      '[SalesOrder]]; DROP TABLE sales.SalesOrder --]',
      "[a' OR 1=1 --]",
    ]) {
      for (const error of await refused(table_name)) {
        assert.equal(error['kind'], 'unknown_object', table_name);
      }
    }
    for (const table_name of ['sales.SalesOrder; DROP TABLE sales.SalesOrder', "x' OR 1=1", '[unclosed', 'a.b.c.d.e', '']) {
      for (const error of await refused(table_name)) {
        assert.equal(error['kind'], 'invalid_input', table_name);
      }
    }
    assert.deepEqual(await resolved('sales.SalesOrder'), ['sales.SalesOrder']);
  });

  it('temporary tables, linked servers, a database named twice, and one that is not there', async () => {
    for (const error of await refused('#mine')) {
      assert.equal(error['kind'], 'unsupported');
      assert.match(String(error['message']), /temporary table/u);
    }
    // In tempdb the name is padded: nothing there is called so ("Database identifiers": at most 116 characters).
    for (const error of await refused('tempdb..#mine')) {
      assert.equal(error['kind'], 'unsupported');
    }
    const [global] = await refused('##everyone');
    assert.equal(global?.['next_step'], 'Name it tempdb..##everyone.');
    const holder = await call(client, 'start_query', { query: "CREATE TABLE ##everyone (a int NOT NULL); WAITFOR DELAY '00:01:00'" });
    await until(async () => !(await call(client, 'get_table_schema', { table_name: 'tempdb..##everyone' })).isError);
    assert.deepEqual(await resolved('tempdb..##everyone'), ['dbo.##everyone']);
    await call(client, 'cancel_session', { session_id: holder.structured['session_id'] });
    assert.equal((await refused('far.shop.dbo.t'))[0]?.['kind'], 'unsupported');
    const twice = errorOf(await call(client, 'get_table_schema', { table_name: 'a.b.c', database: 'z' }));
    assert.equal(twice['kind'], 'invalid_input');
    assert.equal((await refused('NoSuchDatabase.dbo.t'))[0]?.['kind'], 'unknown_database');
  });

  it('asks at most twice', async () => {
    const { statistics } = host.sandbox.server;
    for (const tool of [...tools, 'list_tables']) {
      // The first call may open a connection, which asks who it is.
      const input = tool === 'list_tables' ? {} : { table_name: 'sales.SalesOrder' };
      await call(client, tool, input);
      // Questions have parameters and are remote calls; the reset of a connection for the next borrower is a batch.
      const before = statistics.calls;
      await call(client, tool, input);
      assert.equal(statistics.calls - before, tool === 'list_tables' ? 1 : 2, tool);
    }
  });
});

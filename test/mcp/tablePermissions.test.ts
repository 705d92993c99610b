import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { toolNames } from '../support/toolNames';
import { call, errorOf } from './support/mcpHost';
import { ProfileHost } from './support/profileHost';

const reader = { user: 'reader', password: 'Reader-123' };
const notes = z.array(z.string());

/** A login that may read one table and nothing else. */
describe('table tools with hardly a permission', () => {
  let host: ProfileHost;
  before(async function () {
    this.timeout(120_000);
    host = await ProfileHost.start({
      profile: '2022',
      logins: [{ name: reader.user, password: reader.password, grants: ['CONNECT@sprocketshop', 'SELECT@sprocketshop/sales/salesorder'] }],
      login: reader,
    });
  });
  after(() => host.stop());

  async function answer(
    tool: string,
    input: Record<string, unknown> = { table_name: 'sales.SalesOrder' },
  ): Promise<Record<string, unknown>> {
    const { structured, isError, text } = await call(host.client, tool, input);
    assert.equal(isError, false, text);
    return structured;
  }

  it('lists the one table, with its rows', async () => {
    const { rows } = await answer('list_tables', {});
    assert.deepEqual(
      z
        .array(z.array(z.unknown()))
        .parse(rows)
        .map((row) => row.slice(0, 4)),
      [['sales', 'SalesOrder', 'table', 200]],
    );
  });

  it('its indexes, with rows and size from the metadata; use is unknown, and why', async () => {
    const { indexes, usage_since: since, ...rest } = await answer('get_table_indexes');
    const [first] = z.array(z.looseObject({ rows: z.number(), reserved_kb: z.number() })).parse(indexes);
    assert.deepEqual([first?.rows, first?.['usage'], since], [200, undefined, undefined]);
    assert.ok((first?.reserved_kb ?? 0) > 0);
    const said = notes.parse(rest['notes']);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? '', /^usage is unknown: VIEW SERVER PERFORMANCE STATE permission was denied.* It needs VIEW SERVER STATE/u);
    // Unknown use is no proof of none.
    const findings = z.array(z.object({ kind: z.string() })).parse((await answer('get_table_indexes'))['findings']);
    assert.ok(!JSON.stringify(findings).includes('unused'));
  });

  it('its keys, without the names of tables that it may not see', async () => {
    const { outgoing, ...rest } = await answer('get_table_foreign_keys');
    const keys = z
      .array(z.object({ name: z.string(), columns: z.array(z.string()), table: z.string().nullable() }).loose())
      .parse(outgoing);
    assert.deepEqual(
      keys.map(({ columns, table }) => [columns, table]),
      [
        [['ShipAddressId'], null],
        [['CurrencyCode'], null],
        [['CustomerId'], null],
        [['SalesPersonId'], null],
      ],
    );
    assert.deepEqual(rest['notes'], [
      'Keys of tables that the login may not see are not listed: it has no VIEW DEFINITION on the database.',
      'A table without a name here is one that the login may not see.',
    ]);
  });

  it('its statistics, from views that anyone may read', async () => {
    const { rows, source, space, ...rest } = await answer('get_table_statistics');
    assert.deepEqual([rows, source], [200, 'sys.partitions and sys.allocation_units']);
    assert.ok(z.object({ reserved_kb: z.number() }).loose().parse(space).reserved_kb > 0);
    assert.match(
      notes.parse(rest['notes']).join('\n'),
      /space of XML, spatial and full-text indexes is not in the totals.*VIEW DATABASE STATE/u,
    );
  });

  it('its columns; definitions are for those who may see them', async () => {
    const { columns, rows } = await answer('get_table_schema');
    assert.equal(z.array(z.unknown()).parse(rows).length, 10);
    assert.ok(!z.array(z.string()).parse(columns).includes('computed'));
    const { checks } = await answer('get_table_schema');
    assert.deepEqual(checks, [{ name: 'CK_SalesOrder_Status' }]);
    const { text } = await call(host.client, 'get_table_schema', { table_name: 'sales.SalesOrder' });
    assert.match(text, /\| CK_SalesOrder_Status \| \(not visible\) \|/u);
  });

  it('every tool answers', async () => {
    const table_name = 'sales.SalesOrder';
    const calls: Record<string, Record<string, unknown>> = {
      list_connections: {},
      list_databases: {},
      list_tables: {},
      get_table_schema: { table_name },
      get_table_indexes: { table_name },
      get_table_foreign_keys: { table_name },
      get_table_statistics: { table_name },
      get_server_capabilities: {},
      list_stored_procedures: {},
      get_stored_procedure_parameters: { procedure_name: 'sys.sp_who' },
      get_stored_procedure_definition: { procedure_name: 'sys.sp_who' },
      execute_stored_procedure: { procedure_name: 'sys.sp_who' },
      execute_query: { query: 'SELECT COUNT(*) FROM sales.SalesOrder' },
      start_query: { query: "SELECT 1; WAITFOR DELAY '00:01:00'" },
      start_stored_procedure: { procedure_name: 'sys.sp_who' },
      list_sessions: {},
    };
    const answers = new Map<string, Record<string, unknown>>();
    for (const [tool, input] of Object.entries(calls)) {
      answers.set(tool, await answer(tool, input));
    }
    for (const tool of ['get_session_status', 'get_session_result', 'cancel_session']) {
      answers.set(tool, await answer(tool, { session_id: answers.get('start_query')?.['session_id'] }));
    }
    assert.deepEqual([...answers.keys()].sort(), toolNames);
    const denied = await call(host.client, 'execute_query', { query: 'SELECT * FROM sales.Customer' });
    assert.match(denied.text, /Msg 229/u);
    const hidden = errorOf(await call(host.client, 'execute_stored_procedure', { procedure_name: 'sales.usp_CreateOrder' }));
    assert.equal(hidden['kind'], 'unknown_object');
  });

  it('a table that it may not see is not there', async () => {
    for (const tool of ['get_table_schema', 'get_table_indexes', 'get_table_foreign_keys', 'get_table_statistics']) {
      const error = errorOf(await call(host.client, tool, { table_name: 'sales.Customer' }));
      assert.equal(error['kind'], 'unknown_object');
      assert.match(String(error['message']), /or the login may not see it/u);
      assert.ok(!JSON.stringify(error['suggestions'] ?? []).includes('Customer'));
    }
  });
});

describe('a table of a type that the login may not see', () => {
  it('has all its columns, that one with its base type', async function () {
    this.timeout(120_000);
    const host = await ProfileHost.start({
      profile: '2022',
      logins: [{ name: reader.user, password: reader.password, grants: ['CONNECT@sprocketshop', 'SELECT@sprocketshop/people/person'] }],
      login: reader,
    });
    try {
      // sys.types: visibility is limited to what a login owns or holds a permission on.
      const { structured } = await call(host.client, 'get_table_schema', { table_name: 'people.Person' });
      const rows = z.array(z.array(z.unknown())).parse(structured['rows']);
      assert.deepEqual(rows.find(([name]) => name === 'Phone')?.slice(0, 3), ['Phone', 'varchar(25)', true]);
      assert.deepEqual(
        notes.parse(structured['notes']).filter((note) => note.includes('Phone')),
        ['Phone has a type of the database that the login may not see; its base type is given.'],
      );
    } finally {
      await host.stop();
    }
  });
});

/** What a version or service lacks is not asked for, and is no reason for a note. */
describe('table tools on other servers', () => {
  const tables = ['sales.SalesOrder', 'shape.Measurement', 'shape.Document', 'shape.Tariff', 'shape.Event', 'catalog.Product'];
  for (const profile of [
    '2016',
    '2016-rtm-standard',
    '2017',
    '2019',
    '2025',
    'azure-sql-database',
    'managed-instance',
    'fabric-sql-database',
  ]) {
    it(profile, async function () {
      this.timeout(120_000);
      const host = await ProfileHost.start({ profile });
      try {
        for (const tool of ['get_table_schema', 'get_table_indexes', 'get_table_foreign_keys', 'get_table_statistics']) {
          for (const table_name of tables) {
            const { structured, isError, text } = await call(host.client, tool, { table_name });
            assert.equal(isError, false, `${tool} ${table_name}: ${text}`);
            const said = notes.parse(structured['notes'] ?? []).filter((note) => note.includes('unknown'));
            assert.deepEqual(said, [], `${tool} ${table_name}`);
          }
        }
        const list = await call(host.client, 'list_tables', {});
        assert.deepEqual([list.isError, list.structured['notes']], [false, undefined], list.text);
        const event = await call(host.client, 'get_table_indexes', { table_name: 'shape.Event' });
        const ordered = z.array(z.looseObject({})).parse(event.structured['indexes'])[0]?.['order_columns'];
        const isOld = ['2016', '2016-rtm-standard', '2017', '2019'].includes(profile);
        assert.deepEqual(ordered, isOld ? undefined : ['HappenedAt', 'Kind']);
      } finally {
        await host.stop();
      }
    });
  }
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { call } from './support/mcpHost';
import { ProfileHost } from './support/profileHost';

const answer = z.looseObject({
  table: z.string(),
  kind: z.string(),
  usage_since: z.string().optional(),
  indexes: z.array(z.looseObject({ name: z.string().optional(), type: z.string() })),
  findings: z.array(z.object({ kind: z.string(), name: z.string(), message: z.string() })).optional(),
  notes: z.array(z.string()).optional(),
});

type Indexes = z.output<typeof answer>;
type Index = Indexes['indexes'][number];

const measured: ReadonlySet<string> = new Set(['usage', 'rows', 'reserved_kb', 'used_kb', 'statistics_date', 'data_space']);

/** What does not depend on when and how big: sizes and dates are checked on their own. */
function shape(index: Index): unknown {
  return Object.fromEntries(Object.entries(index).filter(([field]) => !measured.has(field)));
}

/** The expectations are what test/sandbox/sample makes and the documentation of the catalog views says of it. */
describe('get_table_indexes', () => {
  let host: ProfileHost;
  before(async function () {
    this.timeout(120_000);
    // Windows has the full-text service; 2025 has JSON and vector indexes.
    host = await ProfileHost.start({ profile: '2025-express' });
  });
  after(() => host.stop());

  async function indexesOf(table: string): Promise<Indexes> {
    const { structured, isError, text } = await call(host.client, 'get_table_indexes', { table_name: table });
    assert.equal(isError, false, text);
    return answer.parse(structured);
  }

  async function shapes(table: string): Promise<unknown[]> {
    return (await indexesOf(table)).indexes.map(shape);
  }

  it('keys in order with direction, included columns, filter, fill factor, locks, disabled, ignored duplicates', async () => {
    assert.deepEqual(await shapes('sales.SalesOrder'), [
      {
        name: 'PK_SalesOrder',
        type: 'clustered',
        primary_key: true,
        unique: true,
        key_columns: [{ name: 'OrderId' }],
        compression: 'NONE',
      },
      {
        name: 'IX_SalesOrder_Customer_Date',
        type: 'nonclustered',
        key_columns: [{ name: 'CustomerId' }, { name: 'OrderDate', descending: true }],
        included_columns: ['Status', 'CurrencyCode'],
        compression: 'NONE',
      },
      {
        name: 'IX_SalesOrder_Open',
        type: 'nonclustered',
        key_columns: [{ name: 'DueDate' }],
        included_columns: ['CustomerId'],
        filter: '([Status]<(4) AND [DueDate] IS NOT NULL)',
        compression: 'NONE',
      },
      {
        name: 'IX_SalesOrder_SalesPerson',
        type: 'nonclustered',
        key_columns: [{ name: 'SalesPersonId' }],
        fill_factor: 70,
        page_locks_off: true,
        disabled: true,
        compression: 'NONE',
      },
      {
        name: 'UX_SalesOrder_InvoiceNumber',
        type: 'nonclustered',
        unique: true,
        key_columns: [{ name: 'InvoiceNumber' }],
        ignore_dup_key: true,
        compression: 'NONE',
      },
    ]);
  });

  it('options of keys: fill factor and padding', async () => {
    const [key] = (await indexesOf('inventory.Stock')).indexes;
    assert.deepEqual([key?.['fill_factor'], key?.['padded'], key?.['primary_key']], [80, true, true]);
    const descending = (await indexesOf('shape.Indexed')).indexes.find((index) => index.name === 'IX_Indexed_B_Descending');
    assert.deepEqual([descending?.['fill_factor'], descending?.['padded'], descending?.['row_locks_off']], [60, true, true]);
  });

  it('a heap, a unique constraint, and names with commas, dots and brackets', async () => {
    assert.deepEqual(await shapes('shape.[odd, table]'), [
      { type: 'heap', compression: 'NONE' },
      {
        name: 'UQ, odd',
        type: 'nonclustered',
        unique_constraint: true,
        unique: true,
        key_columns: [{ name: 'a, b' }],
        compression: 'NONE',
      },
      {
        name: 'IX a, b]',
        type: 'nonclustered',
        key_columns: [{ name: 'a, b' }, { name: 'c]d', descending: true }],
        included_columns: ['e.f'],
        compression: 'NONE',
      },
    ]);
  });

  it('partition columns, and compression by ranges of partitions', async () => {
    const { indexes } = await indexesOf('shape.Measurement');
    assert.deepEqual(indexes.map(shape), [
      {
        name: 'PK_Measurement',
        type: 'clustered',
        primary_key: true,
        unique: true,
        key_columns: [{ name: 'TakenOn' }, { name: 'MeasurementId' }],
        partition_columns: ['TakenOn'],
        partitions: 4,
        compression: [
          { compression: 'NONE', from: 1, to: 1 },
          { compression: 'ROW', from: 2, to: 2 },
          { compression: 'PAGE', from: 3, to: 4 },
        ],
      },
      {
        name: 'IX_Measurement_Reading',
        type: 'nonclustered',
        key_columns: [{ name: 'Reading' }],
        partition_columns: ['TakenOn'],
        partitions: 4,
        compression: 'ROW',
      },
    ]);
    assert.deepEqual(
      indexes.map((index) => [index['rows'], index['data_space']]),
      [
        [10, 'ps_Year'],
        [10, 'ps_Year'],
      ],
    );
  });

  it('columnstore, clustered and nonclustered, with its order columns', async () => {
    assert.deepEqual(await shapes('shape.Event'), [
      {
        name: 'CCI_Event',
        type: 'clustered columnstore',
        included_columns: ['EventId', 'HappenedAt', 'Kind'],
        order_columns: ['HappenedAt', 'Kind'],
        compression: 'COLUMNSTORE',
      },
    ]);
    const columnstore = (await indexesOf('inventory.StockMovement')).indexes.find((index) => index.name === 'NCCI_StockMovement');
    assert.deepEqual(columnstore === undefined ? undefined : shape(columnstore), {
      name: 'NCCI_StockMovement',
      type: 'nonclustered columnstore',
      included_columns: ['WarehouseId', 'ProductId', 'Delta', 'MovedAt'],
      compression: 'COLUMNSTORE',
    });
  });

  it('sequential keys and the delay of compression', async () => {
    const [key, columnstore] = (await indexesOf('shape.Reading')).indexes;
    assert.deepEqual([key?.name, key?.['optimize_for_sequential_key']], ['PK_Reading', true]);
    assert.deepEqual([columnstore?.name, columnstore?.['compression_delay_minutes']], ['NCCI_Reading', 10]);
  });

  it('XML, spatial and full-text indexes', async () => {
    const { indexes } = await indexesOf('shape.Document');
    assert.deepEqual(indexes.slice(1).map(shape), [
      { name: 'PXML_Document_Body', type: 'xml', variant: 'PRIMARY_XML', key_columns: [{ name: 'Body' }] },
      { name: 'SXML_Document_Body_Path', type: 'xml', variant: 'SECONDARY_XML PATH', key_columns: [{ name: 'Body' }] },
      { name: 'SIX_Document_Place', type: 'spatial', variant: 'GEOGRAPHY_AUTO_GRID', key_columns: [{ name: 'Place' }] },
      { name: 'SIX_Document_Area', type: 'spatial', variant: 'GEOMETRY_AUTO_GRID', key_columns: [{ name: 'Area' }] },
      {
        type: 'full-text',
        variant: 'catalog ShopText, key index PK_Document, change tracking MANUAL',
        key_columns: [{ name: 'Title' }],
      },
    ]);
    // Nothing says that use of these is counted.
    assert.ok(indexes.slice(1).every((index) => index['usage'] === undefined));
  });

  it('JSON and vector indexes', async () => {
    assert.deepEqual((await shapes('shape.Payload')).slice(1), [
      { name: 'JX_Payload_Body', type: 'json', variant: 'optimized for array search', key_columns: [{ name: 'Body' }] },
      { name: 'VX_Payload_Embedding', type: 'vector', variant: 'DiskANN cosine', key_columns: [{ name: 'Embedding' }] },
    ]);
  });

  it('hash indexes of a memory-optimized table: the count of buckets is rounded up to a power of two', async () => {
    const { kind, indexes } = await indexesOf('shape.Cart');
    assert.equal(kind, 'memory-optimized table');
    assert.deepEqual(indexes.map(shape), [
      {
        name: 'PK_Cart',
        type: 'nonclustered hash',
        primary_key: true,
        unique: true,
        key_columns: [{ name: 'CartId' }],
        bucket_count: 1024,
        compression: 'NONE',
      },
      {
        name: 'IX_Cart_Customer',
        type: 'nonclustered',
        key_columns: [{ name: 'CustomerId' }, { name: 'ChangedAt', descending: true }],
        compression: 'NONE',
      },
    ]);
  });

  it('an indexed view and a history table', async () => {
    const view = await indexesOf('shape.vDaily');
    assert.equal(view.kind, 'indexed view');
    assert.deepEqual(view.indexes.map(shape), [
      { name: 'CX_vDaily', type: 'clustered', unique: true, key_columns: [{ name: 'TakenOn' }], compression: 'NONE' },
    ]);
    const history = await indexesOf('shape.TariffHistory');
    assert.equal(history.kind, 'history table');
    assert.deepEqual(history.indexes.map(shape), [
      { name: 'ix_TariffHistory', type: 'clustered', key_columns: [{ name: 'ValidTo' }, { name: 'ValidFrom' }], compression: 'PAGE' },
    ]);
  });

  it('a hypothetical index, such as the tuning advisor leaves behind', async () => {
    await call(host.client, 'execute_query', { query: 'CREATE INDEX IX_Maybe ON audit.Lookup (LookupId) WITH (STATISTICS_ONLY = -1)' });
    const { indexes, findings } = await indexesOf('audit.Lookup');
    assert.equal(indexes.find((index) => index.name === 'IX_Maybe')?.['hypothetical'], true);
    assert.deepEqual(
      findings?.map(({ kind, name }) => [kind, name]),
      [['hypothetical', 'IX_Maybe']],
    );
  });

  it('finds duplicates, overlaps, disabled ones, and foreign keys without an index', async () => {
    const findings = async (table: string): Promise<string[]> =>
      ((await indexesOf(table)).findings ?? []).filter(({ kind }) => kind !== 'unused').map(({ kind, name }) => `${kind}: ${name}`);
    assert.deepEqual(await findings('shape.Indexed'), [
      'overlapping: IX_Indexed_A',
      'duplicate: IX_Indexed_A_Again',
      'disabled: IX_Indexed_Disabled',
    ]);
    // The index on SalesPersonId is disabled: it supports nothing.
    assert.deepEqual(await findings('sales.SalesOrder'), [
      'disabled: IX_SalesOrder_SalesPerson',
      'foreign key without index: FK_SalesOrder_Address',
      'foreign key without index: FK_SalesOrder_Currency',
      'foreign key without index: FK_SalesOrder_SalesPerson',
    ]);
    // IX_Node_Parent has both columns first, in another order.
    assert.deepEqual(await findings('shape.Node'), []);
  });

  it('use since the server was started, with that time', async () => {
    const { usage_since: since, indexes, findings } = await indexesOf('shape.Indexed');
    assert.match(since ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u);
    const [key, other] = indexes;
    assert.deepEqual(Object.keys(z.looseObject({}).parse(key?.['usage'])), [
      'seeks',
      'scans',
      'lookups',
      'updates',
      'last_scan',
      'last_update',
    ]);
    assert.deepEqual(other?.['usage'], { seeks: 0, scans: 0, lookups: 0, updates: 0 });
    const unused = (findings ?? []).filter(({ kind }) => kind === 'unused');
    assert.deepEqual(
      unused.map(({ name }) => name),
      ['IX_Indexed_A', 'IX_Indexed_A_Again', 'IX_Indexed_A_B', 'IX_Indexed_B_Descending', 'IX_Indexed_B_Filtered'],
    );
    assert.ok(unused.every(({ message }) => message.includes(since ?? '?')));
    assert.equal(key?.['rows'], 3);
    assert.match(String(key['statistics_date']), /^\d{4}-/u);
  });

  it('of a memory-optimized table scans are all that sys.dm_db_xtp_index_stats counts', async () => {
    const { indexes } = await indexesOf('shape.Cart');
    for (const { usage } of indexes) {
      assert.deepEqual(Object.keys(z.looseObject({}).parse(usage)), ['scans']);
    }
    const { text } = await call(host.client, 'get_table_indexes', { table_name: 'shape.Cart' });
    assert.match(text, /\| – \/ \d+ \/ – \|/u);
  });

  // sys.dm_db_index_usage_stats: empty from the start of the service on, and without the rows of a database that was detached or shut down.
  it('use is counted no longer than the database is there, and of one that closes itself since no known time', async () => {
    const inDatabase = async (database: string): Promise<Indexes> => {
      const { structured, isError, text } = await call(host.client, 'get_table_indexes', { table_name: 'dbo.T', database });
      assert.equal(isError, false, text);
      return answer.parse(structured);
    };
    const run = async (query: string, database?: string): Promise<void> => {
      const { isError, text } = await call(host.client, 'execute_query', { query, ...(database === undefined ? {} : { database }) });
      assert.equal(isError, false, text);
    };
    await run('CREATE DATABASE Young');
    await run('CREATE TABLE dbo.T (a int); CREATE INDEX IX_T ON dbo.T (a)', 'Young');
    const created = await call(host.client, 'execute_query', {
      query: "SELECT CONVERT(varchar(19), create_date, 126) AS d FROM sys.databases WHERE name = N'Young'",
    });
    const young = await inDatabase('Young');
    assert.ok(young.usage_since !== undefined && JSON.stringify(created.structured).includes(young.usage_since));
    assert.deepEqual(
      young.findings?.map(({ kind }) => kind),
      ['unused'],
    );
    assert.deepEqual(young.notes, [
      'Use is counted on this replica only, and anew when the database was detached or shut down in the meantime.',
    ]);
    const database = host.sandbox.engine.model.databases.get('young');
    assert.ok(database);
    database.isAutoClose = true;
    const closing = await inDatabase('Young');
    assert.deepEqual([closing.usage_since, closing.findings], [undefined, undefined]);
    assert.match(closing.notes?.join() ?? '', /AUTO_CLOSE is on/u);
  });

  it('says the same in Markdown', async () => {
    const { text } = await call(host.client, 'get_table_indexes', { table_name: 'sales.SalesOrder' });
    assert.match(text, /^Table sales\.SalesOrder: indexes\. Usage is counted since /u);
    assert.match(text, /\| IX_SalesOrder_Customer_Date \| nonclustered \| CustomerId, OrderDate DESC \| Status, CurrencyCode \|/u);
    assert.match(text, /fill factor 70, no page locks, DISABLED, on PRIMARY/u);
    assert.match(text, /\| foreign key without index \| No index begins with the column ShipAddressId /u);
  });
});

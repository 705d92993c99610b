import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { call } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';

const space = z.record(z.string(), z.number());
const answer = z.looseObject({
  kind: z.string(),
  rows: z.number().nullable(),
  space: space.optional(),
  indexes: z
    .array(
      z.looseObject({ name: z.string().optional(), rows: z.number(), reserved_kb: z.number(), used_kb: z.number(), data_kb: z.number() }),
    )
    .default([]),
  partitions: z.array(z.looseObject({ number: z.int(), rows: z.number(), reserved_kb: z.number() })).default([]),
  statistics: z.array(z.looseObject({ name: z.string() })).default([]),
});

type Statistics = z.output<typeof answer>;

describe('get_table_statistics', () => {
  let host: SandboxHost;
  let client: Client;
  before(async function () {
    this.timeout(120_000);
    host = await SandboxHost.start();
    client = await host.client();
  });
  after(() => host.stop());

  async function statisticsOf(table: string): Promise<Statistics> {
    const { structured, isError, text } = await call(client, 'get_table_statistics', { table_name: table });
    assert.equal(isError, false, text);
    return answer.parse(structured);
  }

  async function count(table: string): Promise<unknown> {
    const { structured } = await call(client, 'execute_query', { query: `SELECT CONVERT(int, COUNT(*)) FROM ${table}` });
    const sets = z.array(z.looseObject({ rows: z.array(z.array(z.unknown())) })).parse(structured['result_sets']);
    return sets[0]?.rows[0]?.[0];
  }

  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

  it('counts rows once, however many indexes and kinds of pages a table has', async () => {
    // Rows in the row, LOB pages (max columns) and five indexes: each would multiply a careless sum.
    for (const table of [
      'catalog.Product',
      'sales.SalesOrder',
      'dbo.all_types',
      'shape.Measurement',
      'shape.Event',
      'shape.Cart',
      'audit.ImportStaging',
    ]) {
      const { rows, ...rest } = await statisticsOf(table);
      assert.equal(rows, await count(table), table);
      assert.equal(rest['rows_are'], 'estimate');
      assert.match(String(rest['source']), /^sys\./u);
    }
  });

  it('space as sp_spaceused has it: data of the base, index everything else that is used, unused what is reserved beyond', async () => {
    const { space: total, indexes } = await statisticsOf('catalog.Product');
    assert.ok(total !== undefined);
    const [base] = indexes;
    const reserved = sum(indexes.map((index) => index.reserved_kb));
    const used = sum(indexes.map((index) => index.used_kb));
    assert.deepEqual(total, {
      reserved_kb: reserved,
      data_kb: base?.data_kb,
      index_kb: used - (base?.data_kb ?? 0),
      lob_kb: base?.['lob_kb'],
      row_overflow_kb: 0,
      unused_kb: reserved - used,
    });
    assert.ok(Number(base?.['lob_kb']) > 0);
    assert.deepEqual(
      indexes.map((index) => index.name),
      ['PK_Product', 'UQ_Product_Sku', 'IX_Product_Name'],
    );
    assert.deepEqual(
      indexes.map((index) => index['compression']),
      [['NONE'], ['NONE'], ['PAGE']],
    );
  });

  it('adds what XML and spatial indexes keep in internal tables', async () => {
    const { space: total, indexes } = await statisticsOf('shape.Document');
    assert.ok(total !== undefined);
    assert.ok((total['reserved_kb'] ?? 0) > sum(indexes.map((index) => index.reserved_kb)));
  });

  it('partitions: rows by the boundaries of RANGE RIGHT, compression of each', async () => {
    const { partitions, indexes, space: total, ...rest } = await statisticsOf('shape.Measurement');
    assert.equal(rest['partition_count'], 4);
    assert.deepEqual(
      partitions.map((partition) => [partition.number, partition.rows, partition['compression']]),
      [
        [1, 2, 'NONE'],
        [2, 3, 'ROW'],
        [3, 4, 'PAGE'],
        [4, 1, 'PAGE'],
      ],
    );
    assert.deepEqual(
      indexes.map((index) => [index.name, index.rows, index['partitions'], index['compression']]),
      [
        ['PK_Measurement', 10, 4, ['NONE', 'ROW', 'PAGE']],
        ['IX_Measurement_Reading', 10, 4, ['ROW']],
      ],
    );
    // sys.partition_functions, boundary_value_on_right: 1 = the boundary value is included in the range on its right.
    assert.deepEqual(rest['partitioning'], { scheme: 'ps_Year', function: 'pf_Year', range: 'RIGHT', column: 'TakenOn' });
    assert.deepEqual(
      partitions.map((partition) => [partition['lower'], partition['upper']]),
      [
        [undefined, '2023-01-01'],
        ['2023-01-01', '2024-01-01'],
        ['2024-01-01', '2025-01-01'],
        ['2025-01-01', undefined],
      ],
    );
    const { text } = await call(client, 'get_table_statistics', { table_name: 'shape.Measurement' });
    assert.match(text, /\| number \| from \| below \|/u);
    assert.match(text, /by TakenOn, scheme ps_Year, function pf_Year \(RANGE RIGHT\)/u);
    assert.equal(sum(partitions.map((partition) => partition.reserved_kb)), indexes[0]?.reserved_kb);
    assert.equal(total?.['reserved_kb'], sum(indexes.map((index) => index.reserved_kb)));
  });

  it('partitions of a heap: a boundary of RANGE LEFT belongs to the partition below it', async () => {
    for (const query of [
      "CREATE PARTITION FUNCTION pf_Letter (varchar(5)) AS RANGE LEFT FOR VALUES ('', 'M')",
      'CREATE PARTITION SCHEME ps_Letter AS PARTITION pf_Letter ALL TO ([PRIMARY])',
      'CREATE TABLE dbo.Letter (Letter varchar(5) NOT NULL) ON ps_Letter (Letter)',
      "INSERT dbo.Letter VALUES (''), ('A'), ('M'), ('N')",
    ]) {
      const { isError, text } = await call(client, 'execute_query', { query });
      assert.equal(isError, false, text);
    }
    const { partitions, ...rest } = await statisticsOf('dbo.Letter');
    // CREATE PARTITION FUNCTION: LEFT says that a boundary value belongs to the interval on its left.
    assert.deepEqual(rest['partitioning'], { scheme: 'ps_Letter', function: 'pf_Letter', range: 'LEFT', column: 'Letter' });
    assert.deepEqual(
      partitions.map((partition) => [partition['lower'], partition['upper'], partition.rows]),
      [
        [undefined, '', 1],
        ['', 'M', 2],
        ['M', undefined, 1],
      ],
    );
    const { text } = await call(client, 'get_table_statistics', { table_name: 'dbo.Letter' });
    assert.match(text, /\| number \| above \| to \|/u);
  });

  it('statistics with their columns, filter and dates, and the newest of these', async () => {
    const { statistics, ...rest } = await statisticsOf('shape.Indexed');
    const own = statistics.find(({ name }) => name === 'ST_Indexed_D');
    assert.deepEqual(own, {
      name: 'ST_Indexed_D',
      columns: ['D', 'C'],
      origin: 'user',
      filter: '([D] IS NOT NULL)',
      last_updated: own?.['last_updated'],
      rows: 3,
      rows_sampled: 3,
      modifications: 0,
    });
    assert.equal(statistics.find(({ name }) => name === 'PK_Indexed')?.['origin'], 'index');
    assert.equal(rest['last_statistics_update'], own.last_updated);
    assert.match(String(rest['created']), /^\d{4}-\d\d-\d\dT/u);
    assert.match(String(rest['modified']), /^\d{4}-\d\d-\d\dT/u);
    // Statistics of a table that never had a row have no date.
    const empty = await statisticsOf('shape.Tenant');
    assert.deepEqual([empty.rows, empty.statistics[0]?.['last_updated'], empty['last_statistics_update']], [0, undefined, undefined]);
  });

  it('row groups of a columnstore', async () => {
    const { kind, ...rest } = await statisticsOf('shape.Event');
    assert.equal(kind, 'table');
    assert.deepEqual(
      z
        .array(z.object({ index: z.string(), state: z.string(), count: z.int(), rows: z.number(), deleted_rows: z.number() }))
        .parse(rest['row_groups']),
      [{ index: 'CCI_Event', state: 'COMPRESSED', count: 1, rows: 1000, deleted_rows: 0 }],
    );
  });

  it('memory-optimized: memory instead of pages', async () => {
    const { kind, space: total, ...rest } = await statisticsOf('shape.Cart');
    assert.deepEqual([kind, total, rest['source']], ['memory-optimized table', undefined, 'sys.partitions']);
    const memory = z.looseObject({ durability: z.string(), indexes_used_kb: z.number(), table_used_kb: z.number() }).parse(rest['memory']);
    assert.equal(memory.durability, 'SCHEMA_AND_DATA');
    assert.ok(memory.indexes_used_kb > 0);
  });

  it('history and ledger tables are named', async () => {
    const tariff = await statisticsOf('shape.Tariff');
    assert.deepEqual(
      [tariff.kind, tariff['history_table'], tariff['history_retention']],
      ['temporal table', 'shape.TariffHistory', '6 MONTH'],
    );
    const history = await statisticsOf('shape.TariffHistory');
    assert.deepEqual([history.kind, history['history_of'], history.rows], ['history table', 'shape.Tariff', 1]);
    const posting = await statisticsOf('shape.Posting');
    assert.deepEqual([posting['ledger_type'], posting['ledger_view']], ['APPEND_ONLY_LEDGER_TABLE', 'shape.Posting_Ledger']);
    const account = await statisticsOf('shape.Account');
    assert.deepEqual(
      [account['ledger_type'], account['ledger_view'], account['history_table']],
      ['UPDATABLE_LEDGER_TABLE', 'shape.Account_Ledger', 'shape.AccountHistory'],
    );
  });

  it('an indexed view has rows of its own', async () => {
    const { kind, rows } = await statisticsOf('shape.vDaily');
    assert.deepEqual([kind, rows], ['indexed view', 10]);
  });

  it('says in Markdown that the count is an estimate, and of what', async () => {
    const { text } = await call(client, 'get_table_statistics', { table_name: 'shape.Measurement' });
    assert.match(text, /^Table shape\.Measurement: about 10 rows \(an estimate of sys\.dm_db_partition_stats\)\./u);
    assert.match(text, /\| 3 \| 2024-01-01 \| 2025-01-01 \| 4 \| PAGE \|/u);
  });
});

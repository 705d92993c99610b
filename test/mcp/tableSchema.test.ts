import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { call } from './support/mcpHost';
import { ProfileHost } from './support/profileHost';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const answer = z.looseObject({ columns: z.array(z.string()), rows: z.array(z.array(cell)), notes: z.array(z.string()).optional() });

/** The expectations are what test/sandbox/sample writes. */
describe('get_table_schema and list_tables', () => {
  let host: ProfileHost;
  before(async function () {
    this.timeout(120_000);
    host = await ProfileHost.start({ profile: '2025' });
  });
  after(() => host.stop());

  async function schemaOf(table: string): Promise<z.output<typeof answer>> {
    const { structured, isError, text } = await call(host.client, 'get_table_schema', { table_name: table });
    assert.equal(isError, false, text);
    return answer.parse(structured);
  }

  /** Columns by name, each with what it has. */
  function byName(schema: z.output<typeof answer>): Record<string, Record<string, unknown>> {
    return Object.fromEntries(
      schema.rows.map((row) => {
        const facts = schema.columns.flatMap((column, index): [string, unknown][] => {
          const value = row[index];
          return column === 'name' || value === null || value === undefined ? [] : [[column, value]];
        });
        return [String(row[0]), Object.fromEntries(facts)];
      }),
    );
  }

  it('computed, persisted, sparse, rowguid, alias types, defaults with their names', async () => {
    const schema = await schemaOf('catalog.Product');
    const columns = byName(schema);
    assert.deepEqual(columns['Margin'], {
      type: columns['Margin']?.['type'],
      nullable: true,
      computed: '([ListPrice]-[StandardCost]) PERSISTED',
    });
    assert.deepEqual(columns['ShoeSize'], { type: 'decimal(4,1)', nullable: true, flags: 'SPARSE' });
    assert.deepEqual(columns['RowGuid'], {
      type: 'uniqueidentifier',
      nullable: false,
      default: '(newid())',
      default_name: 'DF_Product_RowGuid',
      flags: 'ROWGUIDCOL',
    });
    assert.deepEqual(columns['Version'], { type: 'rowversion', nullable: false });
    assert.equal(columns['StandardCost']?.['type'], 'dbo.Money4');
    assert.ok(schema.notes?.includes('dbo.Money4 is decimal(19,4).'));
    assert.deepEqual(columns['ListPrice']?.['description'], 'Price before discounts, in EUR.');
    assert.equal(schema['description'], 'What the shop sells.');
  });

  it('identity with its options, masking, collation', async () => {
    assert.equal(byName(await schemaOf('sales.Customer'))['CustomerId']?.['identity'], '(1,1) NOT FOR REPLICATION');
    assert.equal(byName(await schemaOf('inventory.StockMovement'))['MovementId']?.['identity'], '(-9007199254740993,1)');
    assert.equal(byName(await schemaOf('people.Employee'))['NationalId']?.['masking'], 'partial(0,"XXX-XX-",4)');
    assert.equal(byName(await schemaOf('catalog.Category'))['Name']?.['collation'], 'Latin1_General_CS_AS');
  });

  it('encrypted columns, with their key', async () => {
    const columns = byName(await schemaOf('shape.Patient'));
    assert.equal(columns['SocialNumber']?.['encryption'], 'DETERMINISTIC by key CEK_Shop');
    assert.equal(columns['Diagnosis']?.['encryption'], 'RANDOMIZED by key CEK_Shop');
  });

  it('generated and hidden columns of temporal and ledger tables', async () => {
    const tariff = byName(await schemaOf('shape.Tariff'));
    assert.deepEqual(tariff['ValidFrom'], { type: 'datetime2(7)', nullable: false, generated: 'AS_ROW_START', flags: 'HIDDEN' });
    assert.deepEqual(tariff['ValidTo'], { type: 'datetime2(7)', nullable: false, generated: 'AS_ROW_END', flags: 'HIDDEN' });
    const posting = byName(await schemaOf('shape.Posting'));
    assert.equal(posting['ledger_start_transaction_id']?.['generated'], 'AS_TRANSACTION_ID_START');
  });

  it('json and vector', async () => {
    const columns = byName(await schemaOf('shape.Payload'));
    assert.deepEqual([columns['Body']?.['type'], columns['Embedding']?.['type']], ['json', 'vector(3)']);
  });

  it('primary and unique keys, check constraints with their state, triggers', async () => {
    const order = await schemaOf('sales.SalesOrder');
    assert.deepEqual(order['primary_key'], ['OrderId']);
    assert.deepEqual(order['unique_keys'], [{ name: 'UX_SalesOrder_InvoiceNumber', kind: 'unique index', columns: ['InvoiceNumber'] }]);
    assert.deepEqual(order['checks'], [{ name: 'CK_SalesOrder_Status', definition: '([Status]>=(1) AND [Status]<=(5))' }]);
    assert.deepEqual(order['triggers'], [{ name: 'trg_SalesOrder_ChangeLog', timing: 'AFTER', events: ['INSERT', 'UPDATE', 'DELETE'] }]);
    const customer = await schemaOf('sales.Customer');
    assert.deepEqual(customer['unique_keys'], [
      { name: 'UX_Customer_Code', kind: 'unique index', columns: ['CustomerCode'] },
      { name: 'UX_Customer_TaxNumber', kind: 'unique index', columns: ['TaxNumber'], filter: '([TaxNumber] IS NOT NULL)' },
    ]);
    assert.deepEqual((await schemaOf('people.Person'))['unique_keys'], [
      { name: 'UQ_Person_Email', kind: 'unique constraint', columns: ['Email'] },
    ]);
    assert.deepEqual((await schemaOf('catalog.ProductPrice'))['primary_key'], ['ProductId', 'ValidFrom']);
    assert.deepEqual((await schemaOf('audit.ImportStaging'))['checks'], [
      { name: 'CK_ImportStaging_Line', definition: '(len([Line])>(0))', disabled: true, not_trusted: true },
    ]);
    assert.deepEqual((await schemaOf('shape.Lookup'))['triggers'], [
      { name: 'trg_Lookup', timing: 'INSTEAD OF', events: ['UPDATE', 'DELETE'], disabled: true },
    ]);
  });

  it('views, indexed views and system views', async () => {
    const view = await schemaOf('sales.vCustomer');
    assert.deepEqual([view['kind'], view.rows.map(([name]) => name)], ['view', ['Id', 'Code', 'DisplayName', 'Active']]);
    assert.deepEqual((await schemaOf('sales.vOrderTotals'))['description'], 'Orders with the sum of their lines.');
    assert.equal((await schemaOf('shape.vDaily'))['kind'], 'indexed view');
    const system = await schemaOf('sys.schemas');
    assert.deepEqual([system['kind'], system.rows.map(([name]) => name)], ['system view', ['name', 'schema_id', 'principal_id']]);
  });

  it('names with commas, dots and brackets', async () => {
    const columns = byName(await schemaOf('shape.[odd, table]'));
    assert.deepEqual(Object.keys(columns), ['a, b', 'c]d', 'e.f']);
    assert.equal(columns['a, b']?.['description'], 'Commas, dots and ] in names.');
  });

  it('lists tables with kind, rows and size, page by page', async () => {
    const list = async (input: Record<string, unknown>): Promise<z.output<typeof answer>> =>
      answer.parse((await call(host.client, 'list_tables', { schema: 'shape', ...input })).structured);
    const all = await list({});
    assert.deepEqual(all.columns, ['schema', 'name', 'kind', 'row_count', 'reserved_kb', 'description']);
    const kinds = new Map(all.rows.map((row) => [row[1], row[2]]));
    assert.deepEqual(
      ['Cart', 'Tariff', 'TariffHistory', 'vDaily', 'vIndexed', 'Indexed'].map((name) => kinds.get(name)),
      ['memory-optimized table', 'temporal table', 'history table', 'indexed view', 'view', 'table'],
    );
    const rows = new Map(all.rows.map((row) => [row[1], row[3]]));
    assert.deepEqual([rows.get('Event'), rows.get('Measurement'), rows.get('vIndexed')], [1000, 10, null]);
    assert.equal(all['total'], undefined);
    const pages: unknown[] = [];
    let offset: unknown = 0;
    do {
      const page = await list({ offset, limit: 7 });
      assert.equal(page['total'], all.rows.length);
      pages.push(...page.rows.map((row) => row[1]));
      offset = page['next_offset'];
    } while (offset !== undefined);
    assert.deepEqual(
      pages,
      all.rows.map((row) => row[1]),
    );
    const tables = await list({ include_views: false, name_like: 'T%' });
    assert.deepEqual(
      tables.rows.map((row) => row[1]),
      ['Tariff', 'TariffHistory', 'Tenant'],
    );
    const beyond = await list({ offset: 500 });
    assert.deepEqual([beyond.rows, beyond.notes], [[], [`There are only ${String(all.rows.length)}: offset 500 is beyond the last.`]]);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { call } from './support/mcpHost';
import { SandboxHost } from './support/sandboxHost';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';

const key = z.looseObject({ name: z.string() });
const answer = z.looseObject({ outgoing: z.array(key), incoming: z.array(key), notes: z.array(z.string()).optional() });

/** The expectations are what test/sandbox/sample writes. */
describe('get_table_foreign_keys', () => {
  let host: SandboxHost;
  let client: Client;
  before(async function () {
    this.timeout(120_000);
    host = await SandboxHost.start();
    client = await host.client();
  });
  after(() => host.stop());

  async function keysOf(table: string): Promise<z.output<typeof answer>> {
    const { structured, isError, text } = await call(client, 'get_table_foreign_keys', { table_name: table });
    assert.equal(isError, false, text);
    return answer.parse(structured);
  }

  it('both directions, across schemas, with actions and the index that supports each', async () => {
    const { outgoing, incoming, notes } = await keysOf('sales.SalesOrder');
    assert.deepEqual(outgoing, [
      {
        name: 'FK_SalesOrder_Address',
        columns: ['ShipAddressId'],
        table: 'people.Address',
        table_columns: ['AddressId'],
        on_delete: 'SET_NULL',
        on_update: 'NO_ACTION',
        supporting_index: null,
      },
      {
        name: 'FK_SalesOrder_Currency',
        columns: ['CurrencyCode'],
        table: 'sales.Currency',
        table_columns: ['CurrencyCode'],
        on_delete: 'NO_ACTION',
        on_update: 'CASCADE',
        supporting_index: null,
      },
      {
        name: 'FK_SalesOrder_Customer',
        columns: ['CustomerId'],
        table: 'sales.Customer',
        table_columns: ['CustomerId'],
        on_delete: 'NO_ACTION',
        on_update: 'NO_ACTION',
        supporting_index: 'IX_SalesOrder_Customer_Date',
      },
      {
        name: 'FK_SalesOrder_SalesPerson',
        columns: ['SalesPersonId'],
        table: 'people.Employee',
        table_columns: ['EmployeeId'],
        on_delete: 'NO_ACTION',
        on_update: 'NO_ACTION',
        supporting_index: null,
      },
    ]);
    assert.deepEqual(incoming, [
      {
        name: 'FK_Payment_Order',
        columns: ['OrderId'],
        table: 'sales.Payment',
        table_columns: ['OrderId'],
        on_delete: 'NO_ACTION',
        on_update: 'NO_ACTION',
        supporting_index: null,
      },
      {
        name: 'FK_SalesOrderLine_Order',
        columns: ['OrderId'],
        table: 'sales.SalesOrderLine',
        table_columns: ['OrderId'],
        on_delete: 'CASCADE',
        on_update: 'NO_ACTION',
        supporting_index: 'PK_SalesOrderLine',
      },
    ]);
    assert.equal(notes, undefined);
  });

  it('composite keys in their order, and a table that refers to itself in both lists', async () => {
    const { outgoing, incoming } = await keysOf('shape.Node');
    const parent = {
      name: 'FK_Node_Parent',
      table: 'shape.Node',
      on_delete: 'NO_ACTION',
      on_update: 'NO_ACTION',
      self_reference: true,
      // Its columns stand first in the index, in another order.
      supporting_index: 'IX_Node_Parent',
    };
    assert.deepEqual(outgoing, [
      { ...parent, columns: ['ParentTenantId', 'ParentNodeId'], table_columns: ['TenantId', 'NodeId'] },
      {
        name: 'FK_Node_Tenant',
        columns: ['TenantId'],
        table: 'shape.Tenant',
        table_columns: ['TenantId'],
        on_delete: 'NO_ACTION',
        on_update: 'CASCADE',
        supporting_index: 'PK_Node',
      },
    ]);
    assert.deepEqual(incoming, [{ ...parent, columns: ['TenantId', 'NodeId'], table_columns: ['ParentTenantId', 'ParentNodeId'] }]);
  });

  it('disabled, not trusted, not for replication', async () => {
    const states = async (table: string): Promise<unknown[]> =>
      (await keysOf(table)).outgoing.map((each) => [each.name, each['disabled'], each['not_trusted'], each['not_for_replication']]);
    assert.deepEqual(await states('inventory.StockMovement'), [['FK_StockMovement_Stock', true, true, undefined]]);
    assert.deepEqual(await states('audit.ImportStaging'), [
      ['FK_ImportStaging_Customer', undefined, true, undefined],
      ['FK_ImportStaging_Product', undefined, true, undefined],
    ]);
    assert.deepEqual(await states('catalog.ProductPrice'), [['FK_ProductPrice_Product', undefined, true, true]]);
  });

  it('SET DEFAULT, and SET NULL in both actions', async () => {
    const actions = async (table: string): Promise<unknown[]> =>
      (await keysOf(table)).outgoing.map((each) => [each['on_delete'], each['on_update']]);
    assert.deepEqual(await actions('shape.Tenant'), [['SET_DEFAULT', 'NO_ACTION']]);
    assert.deepEqual(await actions('audit.ImportStaging'), [
      ['NO_ACTION', 'NO_ACTION'],
      ['SET_NULL', 'SET_NULL'],
    ]);
  });

  it('a table without any', async () => {
    const { outgoing, incoming } = await keysOf('audit.ChangeLog');
    assert.deepEqual([outgoing, incoming], [[], []]);
    const { text } = await call(client, 'get_table_foreign_keys', { table_name: 'audit.ChangeLog' });
    assert.equal(text, 'Table audit.ChangeLog: 0 foreign keys; referred to by 0 keys.');
  });
});

import assert from 'node:assert/strict';
import { allViews } from '../../../sandbox/catalog/allViews';
import { profiles } from '../../../sandbox/catalog/profiles';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { createFixture } from './fixture';

function pick(row: Readonly<Record<string, SqlValue>> | undefined, ...names: readonly string[]): readonly (SqlValue | undefined)[] {
  return names.map((name) => row?.[name]);
}

describe('system views', () => {
  for (const profile of profiles.keys()) {
    it(`give a value of the column's type in every column of every view, on ${profile}`, () => {
      const { catalog, database } = createFixture(profile);
      let present = 0;
      for (const view of allViews) {
        const rowset = catalog.view(database, view.schema, view.name);
        if (rowset === undefined) continue;
        present++;
        for (const row of rowset.rows()) {
          rowset.columns.forEach((column, index) => {
            const value = row[index] ?? null;
            const where = `${view.name}.${column.name} is ${value === null ? 'null' : typeof value}`;
            if (value === null) assert.ok(column.nullable, where);
            else if (column.type.name === 'bigint') assert.equal(typeof value, 'bigint', where);
            else if (['int', 'smallint', 'tinyint', 'bit', 'real'].includes(column.type.name)) assert.equal(typeof value, 'number', where);
            else if (column.type.name.includes('char') || column.type.name === 'uniqueidentifier')
              assert.equal(typeof value, 'string', where);
            else assert.equal(typeof value, 'object', where);
            if (value !== null && (column.type.name === 'int' || column.type.name === 'smallint'))
              assert.ok(Number.isInteger(value), where);
          });
        }
      }
      assert.ok(present > 50, String(present));
    });
  }

  it('have the columns of the version that is played', () => {
    const has = (profile: string, column: string): boolean =>
      createFixture(profile)
        .catalog.view(createFixture(profile).database, 'sys', 'databases')
        ?.columns.some((each) => each.name === column) ?? false;
    assert.deepEqual(
      ['2016', '2017', '2019', 'azure-sql-database'].map((profile) => has(profile, 'is_accelerated_database_recovery_on')),
      [false, false, true, true],
    );
    assert.equal(has('2022', 'is_ledger_on'), true);
    assert.equal(has('2019', 'is_ledger_on'), false);
  });

  it('are absent before their version and where the deployment has none', () => {
    const present = (profile: string, name: string): boolean => {
      const { catalog, database } = createFixture(profile);
      return catalog.view(database, 'SYS', name.toUpperCase()) !== undefined;
    };
    assert.equal(present('2016', 'dm_os_host_info'), false);
    assert.equal(present('2017', 'dm_os_host_info'), true);
    assert.equal(present('azure-sql-database', 'server_principals'), false);
    assert.equal(present('managed-instance', 'server_principals'), true);
    assert.equal(present('2022', 'no_such_view'), false);
  });

  it('show tables, columns and their types', () => {
    const { rows } = createFixture();
    assert.deepEqual(
      rows('sys.tables').map((row) => row['name']),
      ['Customer', 'Order', 'odd ] name'],
    );
    const columns = rows('sys.columns').filter((row) => row['object_id'] === 1001);
    assert.deepEqual(
      columns.map((row) => pick(row, 'name', 'system_type_id', 'user_type_id', 'max_length', 'precision', 'scale', 'is_nullable')),
      [
        ['Id', 56, 56, 4, 10, 0, 0],
        ['Name', 231, 231, 100, 0, 0, 0],
        ['Credit', 106, 106, 9, 18, 4, 1],
        ['Since', 42, 42, 7, 23, 3, 1],
        ['Twice', 56, 56, 4, 10, 0, 1],
      ],
    );
    assert.deepEqual(pick(columns[1], 'collation_name', 'is_ansi_padded'), ['SQL_Latin1_General_CP1_CI_AS', 1]);
    assert.deepEqual(pick(rows('sys.computed_columns')[0], 'name', 'definition', 'is_persisted'), ['Twice', '([Id]*(2))', 1]);
    assert.deepEqual(rows('sys.identity_columns')[0]?.['last_value'], { kind: 'variant', type: { name: 'int' }, value: 25 });
  });

  it('show indexes with their keys, included columns, filters and heaps', () => {
    const { rows } = createFixture();
    const indexes = rows('sys.indexes').filter((row) => row['object_id'] === 1001 || row['object_id'] === 1002);
    assert.deepEqual(
      indexes.map((row) => pick(row, 'name', 'index_id', 'type', 'is_primary_key', 'fill_factor', 'is_disabled', 'has_filter')),
      [
        ['PK_Customer', 1, 1, 1, 80, 0, 0],
        ['IX_Name', 2, 2, 0, 0, 1, 1],
        [null, 0, 0, 0, 0, 0, 0],
      ],
    );
    assert.deepEqual(
      rows('sys.index_columns')
        .filter((row) => row['index_id'] === 2)
        .map((row) => pick(row, 'column_id', 'key_ordinal', 'is_descending_key', 'is_included_column')),
      [
        [2, 1, 1, 0],
        [4, 2, 0, 0],
        [3, 0, 0, 1],
      ],
    );
  });

  it('never trust a foreign key that is not for replication', () => {
    const { rows } = createFixture();
    assert.deepEqual(
      pick(
        rows('sys.foreign_keys')[0],
        'name',
        'parent_object_id',
        'referenced_object_id',
        'key_index_id',
        'is_not_trusted',
        'delete_referential_action_desc',
      ),
      ['FK_Order', 1002, 1001, 1, 1, 'CASCADE'],
    );
    assert.deepEqual(pick(rows('sys.foreign_key_columns')[0], 'parent_column_id', 'referenced_column_id'), [1, 1]);
    assert.equal(rows('INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS')[0]?.['UNIQUE_CONSTRAINT_NAME'], 'PK_Customer');
  });

  it('show parameters with alias and table types, and never a default', () => {
    const { rows } = createFixture();
    assert.deepEqual(
      rows('sys.parameters')
        .filter((row) => row['object_id'] === 1201)
        .map((row) => pick(row, 'name', 'parameter_id', 'system_type_id', 'user_type_id', 'is_output', 'has_default_value', 'is_readonly')),
      [
        ['@id', 1, 56, 56, 0, 0, 0],
        ['@name', 2, 231, 257, 1, 0, 0],
        ['@rows', 3, 243, 258, 0, 0, 1],
      ],
    );
    assert.deepEqual(pick(rows('sys.table_types')[0], 'name', 'type_table_object_id', 'is_table_type'), ['Rows', 1301, 1]);
    assert.ok(rows('sys.columns').some((row) => row['object_id'] === 1301 && row['name'] === 'Value'));
  });

  it('list themselves in all_objects and all_columns, with negative ids', () => {
    const { rows, call } = createFixture();
    const id = call('OBJECT_ID', 'sys.databases');
    assert.ok(typeof id === 'number' && id < 0);
    assert.ok(rows('sys.all_columns').some((row) => row['object_id'] === id && row['name'] === 'compatibility_level'));
    assert.ok(rows('sys.all_objects').some((row) => row['name'] === 'sp_query_store_set_hints'));
    assert.ok(
      !createFixture('2019')
        .rows('sys.all_objects')
        .some((row) => row['name'] === 'sp_query_store_set_hints'),
    );
  });

  it('list json and vector among the types only where they exist', () => {
    const names = (profile: string): readonly SqlValue[] =>
      createFixture(profile)
        .rows('sys.types')
        .map((row) => row['name'] ?? null);
    assert.deepEqual(
      ['2022', '2025', 'azure-sql-database'].map((profile) => names(profile).includes('vector')),
      [false, true, true],
    );
    assert.ok(names('2016').includes('timestamp') && !names('2016').includes('rowversion'));
  });

  it('count rows in sys.partitions and sys.dm_db_partition_stats', () => {
    const { rows } = createFixture();
    assert.deepEqual(
      rows('sys.partitions')
        .filter((row) => row['object_id'] === 1001)
        .map((row) => pick(row, 'index_id', 'rows')),
      [
        [1, 1n],
        [2, 0n],
      ],
    );
    assert.equal(rows('sys.dm_db_partition_stats').find((row) => row['object_id'] === 1001)?.['row_count'], 1n);
  });

  it('show the login of the Azure extension on an Azure virtual machine alone', () => {
    const has = (profile: string): boolean =>
      createFixture(profile)
        .rows('sys.server_principals')
        .some((row) => row['name'] === 'NT SERVICE\\SQLIaaSExtensionQuery');
    assert.deepEqual(['2022', '2022-standard', '2022-azure-vm'].map(has), [false, false, true]);
  });
});

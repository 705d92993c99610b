import assert from 'node:assert/strict';
import { SqlError } from '../../../sandbox/engine/sqlError';
import { createFixture } from './fixture';

function errorNumber(number: number): (error: unknown) => boolean {
  return (error) => error instanceof SqlError && error.number === number;
}

describe('metadata visibility', () => {
  it('hides what the login has no permission on', () => {
    const { rows, call } = createFixture('2022', (permission, scope) => permission === 'SELECT' && scope?.object === 'Order');
    assert.deepEqual(
      rows('sys.tables').map((row) => row['name']),
      ['Order'],
    );
    assert.equal(call('OBJECT_ID', 'shop.Customer'), null);
    assert.equal(call('OBJECT_ID', 'shop.Order'), 1002);
    assert.equal(rows('sys.foreign_keys').length, 1);
  });

  it('shows a procedure that may be run, and its text only with VIEW DEFINITION', () => {
    const runs = createFixture('2022', (permission) => permission === 'EXECUTE');
    const reads = createFixture('2022', (permission) => permission === 'EXECUTE' || permission === 'VIEW DEFINITION');
    const definitions = (fixture: typeof runs): readonly unknown[] => fixture.rows('sys.sql_modules').map((row) => row['definition']);
    assert.deepEqual(definitions(runs), [null, null]);
    assert.deepEqual(definitions(reads), ['CREATE PROCEDURE shop.usp_a AS SELECT * FROM [shop].[Customer]', null]);
  });

  it('shows only the own session without VIEW SERVER STATE', () => {
    const alone = createFixture('2022', () => false);
    assert.deepEqual(
      alone.rows('sys.dm_exec_sessions').map((row) => row['session_id']),
      [51],
    );
    assert.deepEqual(
      alone.rows('sys.dm_exec_requests').map((row) => row['session_id']),
      [51],
    );
    assert.equal(createFixture().rows('sys.dm_exec_requests').length, 2);
  });

  it('refuses state views, naming the permission of the version', () => {
    const message = (profile: string): string => {
      try {
        createFixture(profile, () => false).rows('sys.dm_os_sys_info');
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return '';
    };
    assert.match(message('2019'), /^VIEW SERVER STATE permission/);
    assert.match(message('2022'), /^VIEW SERVER PERFORMANCE STATE permission/);
    const none = createFixture('2022', () => false);
    assert.throws(() => none.rows('sys.dm_exec_connections'), errorNumber(300));
    assert.throws(() => none.rows('sys.dm_db_partition_stats'), errorNumber(262));
  });

  it('takes a split permission of 2022 for what it covers and not for the other half', () => {
    const { rows } = createFixture('2022', (permission) => permission === 'VIEW SERVER PERFORMANCE STATE');
    assert.equal(rows('sys.dm_os_sys_info').length, 1);
    assert.throws(() => rows('sys.dm_exec_connections'), errorNumber(300));
  });

  it('answers HAS_PERMS_BY_NAME with 1, 0 or NULL', () => {
    const none = createFixture('2019', () => false);
    assert.equal(none.call('HAS_PERMS_BY_NAME', null, null, 'VIEW SERVER STATE'), 0);
    assert.equal(none.call('HAS_PERMS_BY_NAME', null, null, 'VIEW SERVER PERFORMANCE STATE'), null);
    assert.equal(createFixture().call('HAS_PERMS_BY_NAME', null, null, 'VIEW SERVER PERFORMANCE STATE'), 1);
    assert.equal(none.call('HAS_PERMS_BY_NAME', 'shop.Nothing', 'OBJECT', 'SELECT'), null);
    assert.equal(none.call('HAS_PERMS_BY_NAME', 'Shop', 'DATABASE', 'VIEW DATABASE STATE'), 0);
  });

  it('sees the current database and master alone in Azure SQL Database', () => {
    const names = createFixture('azure-sql-database')
      .rows('sys.databases')
      .map((row) => row['name']);
    assert.deepEqual(names, ['master', 'Shop']);
  });
});

import assert from 'node:assert/strict';
import { nameParts } from '../../../sandbox/catalog/functions/nameParts';
import { profileNamed } from '../../../sandbox/catalog/profiles';
import { addExtendedProperty, dropExtendedProperty, updateExtendedProperty } from '../../../sandbox/catalog/extendedProperties';
import type { ExtendedPropertyArguments } from '../../../sandbox/catalog/extendedProperties';
import { SqlError } from '../../../sandbox/engine/sqlError';
import { UndoStack } from '../../../sandbox/engine/undoStack';
import { createFixture } from './fixture';

describe('metadata functions', () => {
  it('take names apart as T-SQL writes them', () => {
    assert.deepEqual(nameParts('[my.schema].[odd ]] name]'), ['my.schema', 'odd ] name']);
    assert.deepEqual(nameParts('db..t'), ['db', '', 't']);
    assert.deepEqual(nameParts('"a ""b"""'), ['a "b"']);
    assert.equal(nameParts('[open'), undefined);
    assert.equal(nameParts('a.b.c.d.e'), undefined);
    assert.equal(nameParts('a.'), undefined);
  });

  it('turn names into ids and back', () => {
    const { call } = createFixture();
    assert.equal(call('OBJECT_ID', 'SHOP.customer'), 1001);
    assert.equal(call('OBJECT_ID', 'Shop.shop.[odd ]] name]', 'U'), 1003);
    assert.equal(call('OBJECT_ID', 'shop.customer', 'V'), null);
    assert.equal(call('OBJECT_ID', 'shop.PK_Customer'), 1101);
    assert.equal(call('OBJECT_ID', null), null);
    assert.equal(call('OBJECT_NAME', 1001), 'Customer');
    assert.equal(call('OBJECT_SCHEMA_NAME', 1201), 'shop');
    assert.equal(call('SCHEMA_NAME', 5), 'shop');
    assert.equal(call('SCHEMA_ID', 'shop'), 5);
    assert.equal(call('DB_NAME'), 'Shop');
    assert.equal(call('DB_ID', 'master'), 1);
    assert.equal(call('TYPE_NAME', 257), 'Name');
    assert.equal(call('TYPE_NAME', 189), 'timestamp');
    assert.equal(call('TYPE_ID', 'sysname'), 256);
    assert.equal(call('COL_NAME', 1001, 3), 'Credit');
    assert.equal(call('COL_LENGTH', 'shop.Customer', 'Name'), 100);
    assert.equal(call('INDEX_COL', 'shop.Customer', 2, 1), 'Name');
  });

  it('know properties of columns, objects and indexes', () => {
    const { call } = createFixture();
    assert.equal(call('COLUMNPROPERTY', 1001, 'Id', 'IsIdentity'), 1);
    assert.equal(call('COLUMNPROPERTY', 1001, 'Twice', 'IsComputed'), 1);
    assert.equal(call('COLUMNPROPERTY', 1001, 'Id', 'NoSuchProperty'), null);
    assert.equal(call('OBJECTPROPERTY', 1001, 'TableHasPrimaryKey'), 1);
    assert.equal(call('OBJECTPROPERTY', 1201, 'IsProcedure'), 1);
    assert.equal(call('OBJECTPROPERTY', 1202, 'IsEncrypted'), 1);
    assert.equal(call('OBJECTPROPERTY', 1201, 'TableHasPrimaryKey'), null);
    assert.equal(call('INDEXPROPERTY', 1001, 'IX_Name', 'IsDisabled'), 1);
  });

  it('give NULL definitions WITH ENCRYPTION', () => {
    const { call } = createFixture();
    assert.equal(call('OBJECT_DEFINITION', 1202), null);
    assert.equal(call('OBJECT_DEFINITION', 1201), 'CREATE PROCEDURE shop.usp_a AS SELECT * FROM [shop].[Customer]');
  });

  it('give identity values as numeric(38,0)', () => {
    const { call } = createFixture();
    assert.deepEqual(call('IDENT_CURRENT', 'shop.Customer'), { kind: 'decimal', unscaled: 25n, scale: 0 });
    assert.deepEqual(call('IDENT_INCR', 'shop.Customer'), { kind: 'decimal', unscaled: 5n, scale: 0 });
    assert.deepEqual(call('SCOPE_IDENTITY'), { kind: 'decimal', unscaled: 25n, scale: 0 });
    assert.equal(call('IDENT_CURRENT', 'shop.Order'), null);
  });

  it('tell the error that is handled, names and parts', () => {
    const { call } = createFixture();
    assert.equal(call('ERROR_NUMBER'), 8134);
    assert.equal(call('ERROR_PROCEDURE'), null);
    assert.equal(call('PARSENAME', 'server.db.[s.x].t', 2), 's.x');
    assert.equal(call('PARSENAME', 'db..t', 2), null);
    assert.equal(call('USER_NAME'), 'dbo');
    assert.equal(call('IS_SRVROLEMEMBER', 'sysadmin'), 1);
    assert.equal(call('IS_SRVROLEMEMBER', 'no such role'), null);
    assert.deepEqual(call('SESSION_CONTEXT', 'KEY'), { kind: 'variant', type: { name: 'int' }, value: 5 });
  });
});

describe('server properties', () => {
  function property(profile: string, name: string): unknown {
    const value = createFixture(profile).call('SERVERPROPERTY', name);
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'variant'
      ? [value.type.name, value.value]
      : value;
  }

  it('have the documented base types', () => {
    assert.deepEqual(property('2022', 'EngineEdition'), ['int', 3]);
    assert.deepEqual(property('2022', 'ProductMajorVersion'), ['nvarchar', '16']);
    assert.deepEqual(property('2022', 'EditionID'), ['bigint', -2117995310n]);
    assert.equal(property('2022', 'NoSuchProperty'), null);
  });

  it('tell editions and services apart', () => {
    assert.deepEqual(property('azure-sql-database', 'EngineEdition'), ['int', 5]);
    assert.deepEqual(property('azure-sql-database', 'ProductMajorVersion'), ['nvarchar', '12']);
    assert.deepEqual(property('managed-instance', 'ProductUpdateType'), ['nvarchar', 'CU']);
    assert.deepEqual(property('2016-rtm-standard', 'IsXTPSupported'), ['int', 0]);
    assert.deepEqual(property('2016-standard', 'IsXTPSupported'), ['int', 1]);
    assert.match(profileNamed('2022-azure-vm').versionText, /Datacenter: Azure Edition/);
    assert.throws(() => profileNamed('2005'), /Known: 2016/);
  });

  it('know the collations of the version', () => {
    const codePage = (profile: string, name: string): unknown => {
      const value = createFixture(profile).call('COLLATIONPROPERTY', name, 'CodePage');
      return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
    };
    assert.equal(codePage('2017', 'Latin1_General_CI_AS'), 1252);
    assert.equal(codePage('2017', 'Latin1_General_100_CI_AS_SC_UTF8'), null);
    assert.equal(codePage('2019', 'Latin1_General_100_CI_AS_SC_UTF8'), 65_001);
  });

  it('measure the columns of system views, where the version has them', () => {
    assert.equal(createFixture('2016').call('COL_LENGTH', 'sys.tables', 'is_node'), null);
    assert.equal(createFixture('2017').call('COL_LENGTH', 'sys.tables', 'is_node'), 1);
  });
});

describe('extended properties', () => {
  const value = { kind: 'variant', type: { name: 'nvarchar', length: 10 }, value: 'text' } as const;
  const base: ExtendedPropertyArguments = {
    name: 'MS_Description',
    value,
    level0type: 'SCHEMA',
    level0name: 'shop',
    level1type: 'TABLE',
    level1name: 'Customer',
    level2type: 'COLUMN',
    level2name: 'Name',
  };

  it('are shown for columns, and taken back by undo', () => {
    const { database, rows } = createFixture();
    const undo = new UndoStack(() => false);
    const mark = undo.mark();
    addExtendedProperty(database, base, undo);
    const [row] = rows('sys.extended_properties');
    assert.deepEqual([row?.['class'], row?.['major_id'], row?.['minor_id'], row?.['value']], [1, 1001, 2, value]);
    assert.throws(
      () => addExtendedProperty(database, base, undo),
      (error: unknown) => error instanceof SqlError && error.number === 15233,
    );
    undo.rollbackTo(mark);
    assert.equal(rows('sys.extended_properties').length, 0);
  });

  it('are changed and dropped, and refused for objects that do not exist', () => {
    const { database, rows } = createFixture();
    const undo = new UndoStack(() => false);
    addExtendedProperty(database, { ...base, level2type: null, level2name: null }, undo);
    updateExtendedProperty(database, { ...base, level2type: null, level2name: null, value: null }, undo);
    assert.equal(rows('sys.extended_properties')[0]?.['value'], null);
    dropExtendedProperty(database, { ...base, level2type: null, level2name: null }, undo);
    assert.equal(rows('sys.extended_properties').length, 0);
    assert.throws(
      () => addExtendedProperty(database, { ...base, level1name: 'Nothing' }, undo),
      (error: unknown) => error instanceof SqlError && error.number === 15135,
    );
  });
});

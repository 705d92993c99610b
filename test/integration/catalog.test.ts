import assert from 'node:assert/strict';
import { failure } from '../support/failure';
import type { TestServer } from './server';
import { runText, startTestServer } from './server';

describe('catalog questions', () => {
  const schema = `catalog_${process.pid}`;
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
    await runText(server, `CREATE SCHEMA ${schema}`);
    await runText(
      server,
      `CREATE TABLE ${schema}.[order ]]line] (
  order_id int NOT NULL,
  line_no smallint NOT NULL,
  id bigint IDENTITY(100, 5) NOT NULL,
  name nvarchar(50) NULL CONSTRAINT ${schema}_name DEFAULT (N'new'),
  amount decimal(18,4) NOT NULL,
  double_amount AS (amount * 2) PERSISTED,
  code char(3) NULL,
  data varbinary(max) NULL,
  at datetime2(3) NULL,
  version rowversion,
  CONSTRAINT ${schema}_key PRIMARY KEY (line_no, order_id)
)`,
    );
    await runText(server, `INSERT ${schema}.[order ]]line] (order_id, line_no, amount) VALUES (1, 1, 2.5), (1, 2, 3)`);
    await runText(server, `CREATE VIEW ${schema}.lines AS SELECT order_id, amount FROM ${schema}.[order ]]line]`);
  });
  after(async () => {
    await runText(server, `DROP VIEW ${schema}.lines`);
    await runText(server, `DROP TABLE ${schema}.[order ]]line]`);
    await runText(server, `DROP SCHEMA ${schema}`);
    await server.close();
  });

  it('databases', async () => {
    const { items } = await server.sql.databases(server.target);
    const master = items.find(({ name }) => name === 'master');
    assert.ok(master !== undefined);
    assert.equal(master.state, 'ONLINE');
    assert.ok(master.compatibilityLevel >= 100);
    assert.equal(master.accessible, true);
    assert.match(master.createDate, /^\d{4}-\d\d-\d\dT/);
  });

  it('tables and views of a schema, with their rows', async () => {
    const all = { schema, includeViews: true, offset: 0, limit: 10 };
    const { items, total } = await server.sql.tables(server.target, all);
    assert.equal(total, 2);
    assert.deepEqual(
      items.map(({ name, kind, rows }) => [name, kind, rows]),
      [
        ['lines', 'view', null],
        ['order ]line', 'table', 2],
      ],
    );
    assert.deepEqual((await server.sql.tables(server.target, { ...all, includeViews: false, nameLike: 'l%' })).items, []);
    assert.deepEqual((await server.sql.tables(server.target, { ...all, nameLike: 'l%' })).items.length, 1);
    assert.deepEqual(
      (await server.sql.tables(server.target, { ...all, offset: 1, limit: 1 })).items.map(({ name }) => name),
      ['order ]line'],
    );
  });

  it('the columns of a table', async () => {
    const table = await server.sql.tableSchema(server.target, { schema, name: 'order ]line' });
    assert.equal(table.table.kind, 'table');
    assert.deepEqual(table.keys, [
      { name: `${schema}_key`, kind: 'primary key', columns: ['line_no', 'order_id'], filter: null, isDisabled: false },
    ]);
    assert.deepEqual(
      table.columns.map(({ name, type, nullable }) => [name, type, nullable]),
      [
        ['order_id', 'int', false],
        ['line_no', 'smallint', false],
        ['id', 'bigint', false],
        ['name', 'nvarchar(50)', true],
        ['amount', 'decimal(18,4)', false],
        ['double_amount', table.columns[5]?.type, table.columns[5]?.nullable],
        ['code', 'char(3)', true],
        ['data', 'varbinary(max)', true],
        ['at', 'datetime2(3)', true],
        ['version', 'rowversion', false],
      ],
    );
    assert.deepEqual(table.columns[2]?.identity, { seed: '100', increment: '5', notForReplication: false });
    assert.match(String(table.columns[3]?.default), /new/);
    assert.equal(table.columns[5]?.computed?.persisted, true);
    assert.match(String(table.columns[5].computed.definition), /amount/);
    assert.deepEqual(table.notes, []);
  });

  it('a view, and what does not exist', async () => {
    const view = await server.sql.tableSchema(server.target, { schema, name: 'lines' });
    assert.equal(view.table.kind, 'view');
    assert.deepEqual(view.keys, []);
    const error = await failure(server.sql.tableSchema(server.target, { schema, name: 'order line' }));
    assert.deepEqual([error.kind, error.suggestions], ['unknown_object', [`${schema}.[order ]]line]`]]);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { ProcedureCatalog } from '../../src/core/procedures/procedureCatalog';
import { runText, startTestServer } from './server';
import type { TestServer } from './server';

describe('stored procedures of the catalog', () => {
  const schema = `procedures_${String(process.pid)}`;
  let server: TestServer;
  let catalog: ProcedureCatalog;
  before(async () => {
    server = await startTestServer();
    catalog = new ProcedureCatalog(server.sql);
    await runText(server, `CREATE SCHEMA ${schema}`);
    await runText(server, `CREATE TYPE ${schema}.Price FROM decimal(19, 4) NOT NULL`);
    await runText(
      server,
      `CREATE TYPE ${schema}.Lines AS TABLE (Id int IDENTITY(1, 1) NOT NULL, Name nvarchar(20) NULL, Flag bit NOT NULL DEFAULT (1))`,
    );
    await runText(
      server,
      `CREATE PROCEDURE ${schema}.[all ]]kinds] -- , @before int = 1
  @a int, @b nvarchar(50) = N'it''s' /* = 2 */, @c decimal(38, 10) = -1.50 OUTPUT, @d varchar(max) = NULL, @e ${schema}.Price = 2.5,
  @f ${schema}.Lines READONLY, @g sysname = word, @h varbinary(8) = 0xAB, @i datetime2(7) = '2024-02-29T12:34:56.1234567'
AS
SELECT @a AS a, @b AS b`,
    );
    await runText(server, `CREATE SYNONYM ${schema}.other FOR ${schema}.[all ]]kinds]`);
  });
  after(async () => {
    await runText(server, `DROP SYNONYM ${schema}.other`);
    await runText(server, `DROP PROCEDURE ${schema}.[all ]]kinds]`);
    await runText(server, `DROP TYPE ${schema}.Lines`);
    await runText(server, `DROP TYPE ${schema}.Price`);
    await runText(server, `DROP SCHEMA ${schema}`);
    await server.close();
  });

  it('are described', async () => {
    const procedure = await catalog.describe(server.target, `${schema}.[all ]]kinds]`);
    assert.deepEqual(
      procedure.parameters.map((parameter) => [
        parameter.name,
        parameter.type.text,
        parameter.direction,
        parameter.default.state === 'value' ? parameter.default.text : parameter.default.state,
      ]),
      [
        ['a', 'int', 'in', 'none'],
        ['b', 'nvarchar(50)', 'in', "N'it''s'"],
        ['c', 'decimal(38,10)', 'inout', '-1.50'],
        ['d', 'varchar(max)', 'in', 'NULL'],
        ['e', `[${schema}].[Price]`, 'in', '2.5'],
        ['f', `[${schema}].[Lines]`, 'in', 'none'],
        ['g', 'sysname', 'in', 'word'],
        ['h', 'varbinary(8)', 'in', '0xAB'],
        ['i', 'datetime2(7)', 'in', "'2024-02-29T12:34:56.1234567'"],
      ],
    );
    assert.equal(procedure.parameters[4]?.type.baseText, 'decimal(19,4)');
    assert.deepEqual(
      procedure.parameters[5]?.type.columns?.map((column) => [
        column.name,
        column.type.text,
        column.nullable,
        column.generated,
        column.default,
      ]),
      [
        ['Id', 'int', false, true, null],
        ['Name', 'nvarchar(20)', true, false, null],
        ['Flag', 'bit', false, false, '((1))'],
      ],
    );
    assert.deepEqual(procedure.firstResultSet, [
      { name: 'a', type: 'int', nullable: true },
      { name: 'b', type: 'nvarchar(50)', nullable: true },
    ]);
    assert.deepEqual([procedure.canExecute, procedure.notes], [true, []]);
    assert.equal(await catalog.describe(server.target, `${schema}.[all ]]kinds]`), procedure);
  });

  it('are found through a synonym, and among those of the system', async () => {
    const { name, notes } = await catalog.describe(server.target, `${schema}.other`);
    assert.equal(name, 'all ]kinds');
    assert.match(notes.join(), /is a synonym for/);
    const system = await catalog.describe(server.target, 'sp_who');
    assert.deepEqual([system.schema, system.isSystem], ['sys', true]);
    const extended = await catalog.describe(server.target, 'sys.sp_executesql');
    assert.equal(extended.kind, 'extended');
  });

  it('are listed, and give their text', async () => {
    const { items, total } = await catalog.list(server.target, { schema, offset: 0, limit: 10 });
    assert.deepEqual([items.map(({ name }) => name), total], [['all ]kinds'], 1]);
    const { definition } = await catalog.definition(server.target, `${schema}.[all ]]kinds]`);
    assert.match(definition ?? '', /^CREATE PROCEDURE .*\n {2}@a int, @b nvarchar\(50\)[^]*AS\nSELECT @a AS a, @b AS b$/);
  });
});

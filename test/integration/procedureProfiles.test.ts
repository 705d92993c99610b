import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseConnectionString } from '../../src/core/connections/connectionString';
import { ProcedureCatalog } from '../../src/core/procedures/procedureCatalog';
import { createSqlServer } from '../../src/sql/sqlServer';
import { startSandbox } from '../sandbox/startSandbox';

/** Servers whose catalogs differ, by their profiles of the sandbox. */
const profiles = ['2016', '2019-standard', '2025', 'azure-sql-database', 'managed-instance', 'fabric-sql-database'];

describe('stored procedures on every kind of server', () => {
  for (const profile of profiles) {
    it(`${profile}: described, listed and read in a round trip each`, async () => {
      const sandbox = await startSandbox({ profile, sample: false });
      const sql = createSqlServer();
      try {
        await sandbox.engine.runScript('CREATE PROCEDURE dbo.p @a decimal(9, 2) = 1.50 OUTPUT AS SELECT 1 AS one');
        const catalog = new ProcedureCatalog(sql);
        const target = { connection: 'test', settings: parseConnectionString(sandbox.connectionString()) };
        const { parameters, firstResultSet, notes } = await catalog.describe(target, 'dbo.p');
        assert.deepEqual(
          parameters.map(({ type, default: given }) => [type.text, given]),
          [['decimal(9,2)', { state: 'value', text: '1.50', value: '1.50' }]],
        );
        assert.deepEqual([firstResultSet, notes], [[{ name: 'one', type: 'int', nullable: false }], []]);
        assert.equal((await catalog.list(target, { schema: 'dbo', offset: 0, limit: 5 })).total, 1);
        assert.match((await catalog.definition(target, 'p')).definition ?? '', /^CREATE PROCEDURE dbo\.p/);
        assert.equal(sandbox.server.statistics.calls, 3);
      } finally {
        await sql.close();
        await sandbox.close();
      }
    });
  }

  it('2025: a vector has its dimensions', async () => {
    const sandbox = await startSandbox({ profile: '2025', sample: false });
    const sql = createSqlServer();
    try {
      await sandbox.engine.runScript("CREATE PROCEDURE dbo.p @v vector(3) = NULL, @j json = N'{}' AS SELECT 1 AS one");
      const target = { connection: 'test', settings: parseConnectionString(sandbox.connectionString()) };
      const { parameters } = await new ProcedureCatalog(sql).describe(target, 'dbo.p');
      assert.deepEqual(
        parameters.map(({ type }) => type.text),
        ['vector(3)', 'json'],
      );
    } finally {
      await sql.close();
      await sandbox.close();
    }
  });
});

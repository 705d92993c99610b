import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { call } from '../support/mcpHost';
import { ProcedureHost } from '../support/procedureHost';

describe('names of stored procedures, over the sandbox', () => {
  let server: ProcedureHost;
  before(async function () {
    this.timeout(120_000);
    server = await ProcedureHost.start();
  });
  after(() => server.stop());

  describe('names', () => {
    for (const [written, found] of [
      ['usp_NoParameters', 'dbo.usp_NoParameters'],
      ['DBO.USP_NOPARAMETERS', 'dbo.usp_NoParameters'],
      ['"dbo"."usp_NoParameters"', 'dbo.usp_NoParameters'],
      ['SprocketShop..usp_NoParameters', 'dbo.usp_NoParameters'],
      ['[SprocketShop].[sales].[usp_CreateOrder]', 'sales.usp_CreateOrder'],
      ['dbo.[usp with spaces. and dots]', 'dbo.[usp with spaces. and dots]'],
      ['[my.schema].[usp odd ]] name]', '[my.schema].[usp odd ]] name]'],
      ['[my.schema].[Отчёт "日本" 🚲]', '[my.schema].[Отчёт "日本" 🚲]'],
      ['"my.schema"."Отчёт ""日本"" 🚲"', '[my.schema].[Отчёт "日本" 🚲]'],
      ['dbo.CreateOrder', 'sales.usp_CreateOrder'],
      ['sp_who', 'sys.sp_who'],
      ['dbo.sp_who', 'sys.sp_who'],
      ['sys.sp_executesql', 'sys.sp_executesql'],
    ] as const) {
      it(`${written} is ${found}`, async () => {
        const { structured } = await server.parametersOf(written);
        assert.deepEqual([structured['procedure'], structured['database']], [found, 'SprocketShop']);
      });
    }

    it('of synonyms are followed, into other databases too', async () => {
      const here = await server.parametersOf('CreateOrder');
      assert.match(here.text, /dbo\.CreateOrder is a synonym for \[sales\]\.\[usp_CreateOrder\]/u);
      const elsewhere = await server.parametersOf('dbo.ServerProcesses');
      assert.deepEqual([elsewhere.structured['procedure'], elsewhere.structured['database']], ['sys.sp_who', 'master']);
    });

    it('choose the database in server mode', async () => {
      const input = { connection: 'server' };
      const named = await server.parametersOf('SprocketShop.dbo.usp_NoParameters', input);
      const chosen = await server.parametersOf('dbo.usp_NoParameters', { ...input, database: 'SprocketShop' });
      assert.deepEqual([named.structured['database'], chosen.structured['database']], ['SprocketShop', 'SprocketShop']);
      assert.equal(
        (await server.refusal('get_stored_procedure_parameters', { ...input, procedure_name: 'dbo.usp_NoParameters' }))['kind'],
        'unknown_object',
      );
    });

    it('of one schema that is not searched are found, with a word about it', async () => {
      const { structured } = await server.parametersOf('usp_TransferStock');
      assert.equal(structured['procedure'], 'inventory.usp_TransferStock');
      assert.match(JSON.stringify(structured['notes']), /schema inventory/u);
    });

    it('of extended and numbered procedures say what is not known or cannot be called', async () => {
      const extended = await server.parametersOf('sp_executesql');
      assert.equal(extended.structured['kind'], 'extended');
      assert.match(extended.text, /Parameters are unknown/u);
      const open = await server.parametersOf('sp_executesql', { format: 'json_schema' });
      assert.equal(z.looseObject({}).parse(open.structured['json_schema'])['additionalProperties'], undefined);
      const numbered = await server.parametersOf('dbo.usp_Numbered');
      assert.match(numbered.text, /;1 to ;2.*only ;1 can be called/u);
      assert.deepEqual(await server.defaultsOf('dbo.usp_Numbered'), [['@first', 'int', '1']]);
    });

    it('that several schemas have are answered with the candidates', async () => {
      const error = await server.refusal('get_stored_procedure_parameters', { procedure_name: 'usp_Archive' });
      assert.deepEqual(error['suggestions'], ['inventory.usp_Archive', 'sales.usp_Archive']);
    });

    it('that nobody has are answered with the closest', async () => {
      const error = await server.refusal('get_stored_procedure_parameters', { procedure_name: 'sales.usp_CreatOrder' });
      assert.equal(error['kind'], 'unknown_object');
      assert.deepEqual(z.array(z.string()).parse(error['suggestions'])[0], 'sales.usp_CreateOrder');
      const definition = await server.refusal('get_stored_procedure_definition', { procedure_name: 'sp_whoo' });
      assert.ok(z.array(z.string()).parse(definition['suggestions']).includes('sys.sp_who'));
    });

    it('of something else say what it is', async () => {
      for (const [name, message] of [
        ['sales.SalesOrder', 'sales.SalesOrder is a table, not a stored procedure.'],
        ['sales.ufn_NetPrice', 'sales.ufn_NetPrice is a scalar function, not a stored procedure.'],
      ] as const) {
        assert.equal((await server.refusal('get_stored_procedure_parameters', { procedure_name: name }))['message'], message);
      }
    });

    it('that are none are refused before the server is asked', async () => {
      const spent = await server.cost(async () => {
        for (const [name, kind] of [
          ['a.b.c.d', 'unsupported'],
          ['dbo.usp; DROP TABLE x', 'invalid_input'],
          ['[open', 'invalid_input'],
          ['', 'invalid_input'],
        ] as const) {
          assert.equal((await server.refusal('get_stored_procedure_parameters', { procedure_name: name }))['kind'], kind, name);
        }
        const twice = { procedure_name: 'master.dbo.x', database: 'SprocketShop' };
        assert.match(
          String((await server.refusal('get_stored_procedure_parameters', twice))['message']),
          /parameter database says SprocketShop/u,
        );
      });
      assert.equal(spent.calls, 0);
    });

    it('with injection in them are only names', async () => {
      const name = "[x'; DROP TABLE sales.SalesOrder; --]";
      assert.equal((await server.refusal('get_stored_procedure_parameters', { procedure_name: name }))['kind'], 'unknown_object');
      assert.equal((await call(server.client, 'get_table_schema', { table_name: 'sales.SalesOrder' })).isError, false);
    });
  });
});

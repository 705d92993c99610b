import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { z } from 'zod';
import { ProcedureHost, records } from '../support/procedureHost';

describe('parameters of stored procedures, over the sandbox', () => {
  let server: ProcedureHost;
  before(async function () {
    this.timeout(120_000);
    server = await ProcedureHost.start();
  });
  after(() => server.stop());

  describe('parameters', () => {
    it('have the types and defaults that the definition declares', async () => {
      assert.deepEqual(await server.defaultsOf('dbo.usp_DefaultsOfEveryKind'), [
        ['@required', 'int', null],
        ['@number', 'int', '42'],
        ['@negative', 'int', '-7'],
        ['@spaced', 'decimal(10,2)', '1.50'],
        ['@scientific', 'float', '1.5e-3'],
        ['@money', 'money', '$12.34'],
        ['@flag', 'bit', '1'],
        ['@text', 'varchar(50)', `'it''s, "quoted" -- not a comment'`],
        ['@unicode', 'nvarchar(50)', "N'naïve 日本語 /* not a comment */'"],
        ['@word', 'varchar(20)', 'bareword'],
        ['@nothing', 'nvarchar(max)', 'NULL'],
        ['@day', 'date', "'2024-02-29'"],
        ['@moment', 'datetime2(7)', "'2024-02-29T12:34:56.7891234'"],
        ['@bytes', 'varbinary(8)', '0xDEADBEEF'],
        ['@id', 'uniqueidentifier', "'6F9619FF-8B86-D011-B42D-00C04FC964FF'"],
        ['@phone', '[dbo].[PhoneNumber]', "'+49 30 1'"],
        ['@named', 'sysname', "N'[a]]b]'"],
        ['@list', 'varchar(100)', "'a,b,c'"],
        ['@out', 'int', '3'],
      ]);
    });

    it('tell none, a value and unknown apart, and who must be given', async () => {
      const open = records((await server.parametersOf('dbo.usp_OutputParameters')).structured);
      assert.deepEqual(
        open.map((row) => [row['name'], row['direction'], row['required'], row['has_default']]),
        [
          ['@left', 'in', true, false],
          ['@right', 'in', false, true],
          ['@sum', 'inout', false, false],
          ['@product', 'inout', false, true],
          ['@text', 'inout', false, true],
          ['@at', 'inout', false, true],
        ],
      );
      const encrypted = await server.parametersOf('dbo.usp_Encrypted');
      assert.equal(encrypted.structured['encrypted'], true);
      assert.deepEqual(
        records(encrypted.structured).map((row) => [row['name'], row['required'], row['has_default'], row['default'] ?? null]),
        [
          ['@secret', false, 'unknown', null],
          ['@other', false, 'unknown', null],
        ],
      );
      assert.match(encrypted.text, /Defaults are unknown: the definition is encrypted/u);
    });

    it('are unknown in their defaults to a login that may execute and not read', async () => {
      const answer = await server.parametersOf('dbo.usp_OutputParameters', { connection: 'visitor' });
      assert.deepEqual(
        records(answer.structured).map((row) => row['has_default']),
        Array.from({ length: 6 }, () => 'unknown'),
      );
      assert.match(answer.text, /VIEW DEFINITION/u);
      assert.equal(answer.structured['can_execute'], true);
      const reading = await server.parametersOf('dbo.usp_OutputParameters', { connection: 'reader' });
      assert.equal(reading.structured['can_execute'], false);
      assert.match(reading.text, /the login may not execute it/u);
      assert.equal(records(reading.structured)[1]?.['default'], '10');
    });

    it('are found behind comments, in parentheses, and in a list that QUOTED_IDENTIFIER changes', async () => {
      assert.deepEqual(await server.defaultsOf('dbo.usp_Commented'), [
        ['@first', 'int', '-5'],
        ['@second', 'nvarchar(10)', "N'AS -- not'"],
      ]);
      assert.deepEqual(await server.defaultsOf('dbo.usp_QuotedIdentifierOff'), [
        ['@text', 'varchar(30)', '"in ""double"" quotes, -- whole"'],
        ['@more', 'int', '3'],
      ]);
      const first = records((await server.parametersOf('dbo.usp_QuotedIdentifierOff', { format: 'table' })).structured)[0];
      assert.equal(first?.['has_default'], true);
    });

    it('of alias types show what is below', async () => {
      assert.deepEqual(
        records((await server.parametersOf('dbo.usp_AliasTypes')).structured).map((row) => [row['type'], row['base_type']]),
        [
          ['[dbo].[Money4]', 'decimal(19,4)'],
          ['[dbo].[PhoneNumber]', 'varchar(25)'],
          ['sysname', 'nvarchar(128)'],
          ['[dbo].[Money4]', 'decimal(19,4)'],
        ],
      );
    });

    it('that are tables show their columns', async () => {
      const { structured, text } = await server.parametersOf('dbo.usp_EchoTable');
      const types = z.array(z.looseObject({ type: z.string() })).parse(structured['table_types']);
      assert.deepEqual(
        types.map((type) => type.type),
        ['[dbo].[MixedList]', '[dbo].[IdList]'],
      );
      assert.deepEqual(
        records(types[0]).map((row) => [row['name'], row['type'], row['nullable'], row['generated'], row['default']]),
        [
          ['RowId', 'int', false, true, null],
          ['Big', 'bigint', true, false, null],
          ['Amount', 'decimal(38,10)', true, false, null],
          ['Name', 'nvarchar(50)', true, false, null],
          ['Code', 'varchar(10)', true, false, null],
          ['At', 'datetime2(7)', true, false, null],
          ['Flag', 'bit', false, false, '((0))'],
          ['Uid', 'uniqueidentifier', true, false, null],
          ['Payload', 'varbinary(max)', true, false, null],
        ],
      );
      assert.match(text, /\| @rows \| \[dbo\]\.\[MixedList\] \| in \| no \| none \| not NULL, no rows when left out \|/u);
    });

    it('come with the first result set where the server can tell', async () => {
      const known = await server.parametersOf('dbo.usp_ResultShapes');
      assert.deepEqual(
        records(known.structured['first_result_set']).map((row) => [row['name'], row['type'], row['nullable']]),
        [
          ['ProductId', 'int', false],
          ['Sku', 'varchar(20)', false],
          ['Name', 'nvarchar(100)', false],
          ['ListPrice', 'decimal(19,4)', false],
        ],
      );
      for (const [procedure, why] of [
        ['sales.usp_SearchOrders', /dynamic SQL/u],
        ['sales.usp_MonthlyReport', /temp table/u],
        ['dbo.usp_EitherResult', /not compatible/u],
      ] as const) {
        const unknown = await server.parametersOf(procedure);
        assert.equal(unknown.structured['first_result_set'], undefined, procedure);
        assert.match(JSON.stringify(unknown.structured['notes']), why);
      }
      assert.match((await server.parametersOf('dbo.usp_ReturnValue')).text, /First result set: none/u);
    });

    it('as a JSON Schema', async () => {
      const { structured, text } = await server.parametersOf('sales.usp_CreateOrder', { format: 'json_schema' });
      const decimal = { type: ['string', 'number'], pattern: '^-?\\d{1,7}(?:\\.\\d{1,3})?$' };
      const int = { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 };
      assert.deepEqual(structured['json_schema'], {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: {
          customer_id: { description: 'int', ...int, type: ['integer', 'null'] },
          lines: {
            description: '[sales].[OrderLineList]',
            type: 'array',
            items: {
              type: 'object',
              properties: {
                LineNumber: { description: 'int', ...int },
                ProductId: { description: 'int', ...int },
                Quantity: { description: 'decimal(10,3)', ...decimal },
                UnitPrice: { description: 'decimal(19,4)', type: ['string', 'number', 'null'], pattern: '^-?\\d{1,15}(?:\\.\\d{1,4})?$' },
                Note: { description: 'nvarchar(100)', type: ['string', 'null'], maxLength: 100 },
              },
              required: ['LineNumber', 'ProductId', 'Quantity'],
              additionalProperties: false,
            },
          },
          order_date: {
            description: 'datetime2(3)',
            type: ['string', 'null'],
            pattern: '^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,3})?)?$',
            default: null,
          },
          comment: { description: 'nvarchar(400)', type: ['string', 'null'], maxLength: 400, default: null },
          order_id: { description: 'int OUTPUT', ...int, type: ['integer', 'null'] },
          total: {
            description: 'decimal(19,4) OUTPUT',
            type: ['string', 'number', 'null'],
            pattern: '^-?\\d{1,15}(?:\\.\\d{1,4})?$',
            default: null,
          },
        },
        required: ['customer_id'],
        additionalProperties: false,
      });
      assert.ok(text.includes('"$schema": "https://json-schema.org/draft/2020-12/schema"'));
    });

    it('whose defaults have another form than their type keep it', async () => {
      const { structured } = await server.parametersOf('dbo.usp_DefaultsOfOtherTypes', { format: 'json_schema' });
      const { properties } = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) }).parse(structured['json_schema']);
      assert.deepEqual(
        Object.entries(properties).map(([name, property]) => [name, property['default']]),
        [
          ['bit', true],
          ['int', 42],
          ['big', '9223372036854775807'],
          ['text', '5'],
          ['exact', '1234567890123456789012345678.0123456789'],
          ['small', '-0.5'],
          ['hex', undefined],
          ['real', 100],
          ['variant', 'any'],
          ['date', undefined],
        ],
      );
      assert.equal(properties['hex']?.['description'], 'int; default 0x2A');
    });
  });

  describe('what a description costs', () => {
    it('is one round trip, and a small one when nothing has changed', async () => {
      const first = await server.cost(() => server.parametersOf('bench.usp_ManyParameters'));
      const again = await server.cost(() => server.parametersOf('[bench].[usp_ManyParameters]'));
      assert.equal(first.calls, 1);
      assert.ok(first.rows > 100, String(first.rows));
      assert.equal(again.calls, 1);
      assert.equal(again.rows, 1);
    });

    it('is paid again when the procedure was altered, or dropped and made anew', async () => {
      await server.script('CREATE PROCEDURE dbo.usp_Changing @a int = 1 AS SELECT @a AS a;');
      assert.deepEqual(await server.defaultsOf('dbo.usp_Changing'), [['@a', 'int', '1']]);
      await server.script('ALTER PROCEDURE dbo.usp_Changing @a int = 2, @b bit = 0 AS SELECT @a AS a;');
      assert.deepEqual(await server.defaultsOf('dbo.usp_Changing'), [
        ['@a', 'int', '2'],
        ['@b', 'bit', '0'],
      ]);
      await server.script('DROP PROCEDURE dbo.usp_Changing;\nGO\nCREATE PROCEDURE dbo.usp_Changing @c int AS SELECT @c AS c;');
      assert.deepEqual(await server.defaultsOf('dbo.usp_Changing'), [['@c', 'int', null]]);
    });

    it('is paid again once the login may read the definition', async () => {
      const before = await server.parametersOf('dbo.usp_ReturnValue', { connection: 'visitor' });
      assert.equal(records(before.structured)[0]?.['has_default'], 'unknown');
      await server.script('GRANT VIEW DEFINITION ON dbo.usp_ReturnValue TO visitor;');
      const later = await server.parametersOf('dbo.usp_ReturnValue', { connection: 'visitor' });
      assert.equal(records(later.structured)[0]?.['default'], '0');
    });
  });
});

import assert from 'node:assert/strict';
import { bindParameters } from '../../../src/core/procedures/bindParameters';
import { executionBatch } from '../../../src/core/procedures/executionBatch';
import { executionScript } from '../../../src/core/procedures/executionScript';
import type { Procedure, SqlType } from '../../../src/core/procedures/procedureTypes';
import { parameter, procedureOf, systemType } from './procedureOf';

const list: SqlType = {
  text: '[my schema].[List]',
  kind: 'table',
  base: 'table',
  baseText: '[my schema].[List]',
  columns: [
    { name: 'Id', type: systemType('int'), nullable: false, generated: true, default: null },
    { name: 'a]b', type: systemType('varchar(5)'), nullable: true, generated: false, default: null },
    { name: 'At', type: systemType('datetime'), nullable: false, generated: false, default: '(getdate())' },
  ],
};

function script(procedure: Procedure, values: Record<string, unknown>): string[] {
  return executionScript(procedure, bindParameters(procedure, values)).trimEnd().split('\n');
}

describe('the script of a call', () => {
  it('names what it calls with brackets, and needs no parameters', () => {
    assert.deepEqual(script(procedureOf([]), {}), [
      'USE [d]]b];',
      'DECLARE @return_value int;',
      'EXEC @return_value = [dbo].[p]]x];',
      'SELECT @return_value AS [RETURN];',
    ]);
  });

  it('keeps its own variables apart from the parameters', () => {
    const lines = script(procedureOf([parameter('Return_Value', 'int', { direction: 'inout' }), parameter('text', 'varchar(5)')]), {
      text: 'é',
    });
    assert.ok(lines.includes('DECLARE @return_value_2 int;'));
    assert.ok(lines.includes("DECLARE @text_2 nvarchar(max) = N'é';"));
    assert.ok(lines.includes('DECLARE @text varchar(5) = @text_2;'));
    assert.equal(lines.at(-1), 'SELECT @return_value_2 AS [RETURN], @Return_Value AS [@Return_Value];');
  });

  for (const [type, value, constant] of [
    ['bit', true, '1'],
    ['bigint', '-9223372036854775808', '-9223372036854775808'],
    ['decimal(5,2)', '-0.5', '-0.50'],
    ['decimal(38,38)', '-0.5', `-.5${'0'.repeat(37)}`],
    ['money', '1', '1.0000'],
    ['float', 1e21, '1E21'],
    ['float', 1.5e-7, '1.5E-7'],
    ['float', 5, '5E0'],
    ['float', -0, '-0E0'],
    ['real', '0.1', '0.10000000149011612E0'],
    ['date', '0001-01-01', "'0001-01-01'"],
    ['time(3)', '1:02', "'01:02:00.000'"],
    ['datetime', '2024-01-31 12:34:56.997', "'2024-01-31T12:34:56.997'"],
    ['smalldatetime', '2024-01-31', "'2024-01-31T00:00:00'"],
    ['datetimeoffset(0)', '2024-01-31T00:00:00-03:30', "'2024-01-31T00:00:00-03:30'"],
    ['binary(4)', '0x0a', '0x0A'],
    ['uniqueidentifier', '6f9619ff-8b86-d011-b42d-00c04fc964ff', "'6F9619FF-8B86-D011-B42D-00C04FC964FF'"],
    ['nvarchar(50)', "it's\r\n日本", "N'it''s\r\n日本'"],
    ['nvarchar(50)', 'a\\\r\nb', "'a\\' + '\r\nb'"],
    ['nvarchar(50)', 'a\0ж', "N'a' + NCHAR(0) + N'ж'"],
    ['sql_variant', { type: 'decimal(5,2)', value: '1.5' }, 'CONVERT(decimal(5,2), 1.50)'],
    ['hierarchyid', '/1/', "hierarchyid::Parse('/1/')"],
    ['geometry', 'POINT (1 2)', "geometry::STGeomFromText('POINT (1 2)', 0)"],
    ['vector(2)', [1, 2.5], "CAST('[1,2.5]' AS vector(2))"],
    ['int', null, 'NULL'],
  ] as const) {
    it(`writes ${JSON.stringify(value)} of the type ${type}`, () => {
      const lines = executionScript(procedureOf([parameter('a', type)]), bindParameters(procedureOf([parameter('a', type)]), { a: value }));
      assert.ok(lines.includes(`DECLARE @a ${type} = ${constant};`), lines);
    });
  }

  it('writes what no variable can be as what the server converts', () => {
    assert.ok(script(procedureOf([parameter('a', 'text')]), { a: 'x' }).includes("DECLARE @a varchar(max) = 'x';"));
    assert.ok(script(procedureOf([parameter('a', 'image')]), { a: '0x01' }).includes('DECLARE @a varbinary(max) = 0x01;'));
  });

  it('fills tables row by row, without the columns that the server fills', () => {
    const lines = script(procedureOf([parameter('rows', list)]), { rows: [{ 'a]b': "'" }, { 'a]b': null }] });
    assert.deepEqual(lines.slice(1, 6), [
      'DECLARE @rows [my schema].[List];',
      'SET NOCOUNT ON;',
      "INSERT INTO @rows ([a]]b]) VALUES ('''');",
      'INSERT INTO @rows ([a]]b]) VALUES (NULL);',
      'SET NOCOUNT OFF;',
    ]);
  });
});

describe('the batch of a call', () => {
  it('carries every value beside its text', () => {
    const procedure = procedureOf([
      parameter('a', 'decimal(5,2)'),
      parameter('rows', list),
      parameter('h', 'hierarchyid'),
      parameter('o', 'int', { direction: 'inout' }),
    ]);
    const values = { a: '1.5', rows: [{ 'a]b': "x'; DROP TABLE t --".slice(0, 5) }], h: '/7/' };
    const { text, parameters, outputs } = executionBatch(procedure, bindParameters(procedure, values), 'marker');
    assert.deepEqual(text.trimEnd().split('\n'), [
      'DECLARE @h hierarchyid = hierarchyid::Parse(@sent);',
      'DECLARE @return_value int;',
      'EXEC @return_value = [dbo].[p]]x]',
      '    @a = @a,',
      '    @rows = @rows,',
      '    @h = @h,',
      '    @o = @o OUTPUT;',
      'SELECT @return_value AS [marker], @o AS [@o];',
    ]);
    assert.deepEqual(parameters, [
      { name: 'a', type: 'decimal(5,2)', value: '1.5' },
      {
        name: 'rows',
        tableType: '[my schema].[List]',
        columns: [
          { type: 'int', isDefault: true },
          { type: 'nvarchar(max)', isDefault: false },
          { type: 'datetime', isDefault: true },
        ],
        rows: [["x'; D"]],
      },
      { name: 'sent', type: 'nvarchar(max)', value: '/7/' },
      { name: 'o', type: 'int', value: null },
    ]);
    assert.deepEqual(outputs, [{ name: 'o', type: 'int' }]);
  });

  it('asks the server whether its code page has the characters, by the collation of each column', () => {
    const collated: SqlType = {
      ...list,
      columns: [
        { name: 'g', type: systemType('varchar(5)'), nullable: true, generated: false, default: null, collation: 'Greek_CI_AS' },
        { name: 'd', type: systemType('char(5)'), nullable: true, generated: false, default: null },
      ],
    };
    const procedure = procedureOf([parameter('rows', collated)]);
    const rows = [
      { g: 'αβα', d: 'é' },
      { g: 'β', d: 'e' },
    ];
    const { text, parameters } = executionBatch(procedure, bindParameters(procedure, { rows }), 'm');
    assert.match(
      text,
      /IF CONVERT\(varbinary\(max\), CONVERT\(nvarchar\(max\), CONVERT\(varchar\(max\), @characters COLLATE Greek_CI_AS\)\)\) <> /u,
    );
    assert.match(text, /CONVERT\(varchar\(max\), @characters_2\)/u);
    assert.deepEqual(
      parameters.flatMap((each) => ('value' in each ? [each.value] : [])),
      ['αβ', 'é'],
    );
  });
});

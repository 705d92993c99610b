import assert from 'node:assert/strict';
import { SprocketError } from '../../../src/core/errors';
import { bindParameters, checkParameters, checkValue } from '../../../src/core/procedures/bindParameters';
import type { SqlType } from '../../../src/core/procedures/procedureTypes';
import { parameter, procedureOf, systemType } from './procedureOf';

const list: SqlType = {
  text: '[dbo].[List]',
  kind: 'table',
  base: 'table',
  baseText: '[dbo].[List]',
  columns: [{ name: 'Id', type: systemType('int'), nullable: false, generated: false, default: null }],
};
const point: SqlType = { text: '[dbo].[Point]', kind: 'clr', base: 'Point', baseText: '[dbo].[Point]' };

describe('parameters of a call', () => {
  it('are those that are given, in the order of the definition, and every OUTPUT parameter', () => {
    const procedure = procedureOf([
      parameter('a', 'int', { default: { state: 'value', text: '1', value: 1 } }),
      parameter('b', 'int'),
      parameter('c', 'int', { direction: 'inout' }),
      parameter('d', 'int', { direction: 'inout', default: { state: 'value', text: "'7'", value: '7' } }),
      parameter('e', list),
    ]);
    const { parameters, notes } = bindParameters(procedure, { B: 5 });
    assert.deepEqual(
      parameters.map(({ name, isOutput, value }) => [name, isOutput, value.kind === 'scalar' ? value.sent.value : undefined]),
      [
        ['b', false, 5],
        ['c', true, null],
        ['d', true, '7'],
      ],
    );
    assert.deepEqual(notes, []);
  });

  it('leave an OUTPUT parameter out whose default cannot be told, and say so', () => {
    const unknown = parameter('a', 'int', { direction: 'inout', default: { state: 'unknown', reason: 'the definition is encrypted' } });
    const { parameters, notes } = bindParameters(procedureOf([unknown]), {});
    assert.deepEqual(parameters, []);
    assert.match(notes.join(), /@a was left out/u);
  });

  it('tell two that differ in case alone', () => {
    const procedure = procedureOf([parameter('a', 'int'), parameter('A', 'int')]);
    const { parameters } = bindParameters(procedure, { A: 1, a: 2 });
    assert.deepEqual(
      parameters.map(({ name, value }) => [name, value.kind === 'scalar' ? value.sent.value : undefined]),
      [
        ['a', 2],
        ['A', 1],
      ],
    );
  });

  it('of an extended procedure go as they are given, those named by numbers by position', () => {
    const procedure = procedureOf([], { kind: 'extended', parametersKnown: false });
    const { parameters } = bindParameters(procedure, { x: { type: 'decimal(5,2)', value: '1.5' }, 2: 'b', 1: 'ä' });
    assert.deepEqual(
      parameters.map(({ name, type }) => [name, type]),
      [
        [undefined, 'nvarchar(4000)'],
        [undefined, 'nvarchar(4000)'],
        ['x', 'decimal(5,2)'],
      ],
    );
    assert.deepEqual(checkParameters(procedure, { 'a b': 1 }).length, 1);
  });

  it('tell all problems in one error, each with its parameter, and at most twenty', () => {
    const procedure = procedureOf([
      ...Array.from({ length: 30 }, (_, index) => parameter(`p${String(index)}`, 'int')),
      parameter('list', list),
    ]);
    try {
      bindParameters(procedure, { p0: 'x', list: [{ Id: 1 }, {}] });
      assert.fail('nothing was thrown');
    } catch (error) {
      assert.ok(error instanceof SprocketError);
      assert.equal(error.kind, 'invalid_input');
      assert.match(error.message, /^@p0 int cannot take "x": it is no number\. @p1 int has no default.* And 11 more\.$/u);
    }
    const problems = checkParameters(procedure, { p0: 'x', list: [{ Id: 1 }, {}] });
    assert.deepEqual([problems.length, problems.at(-1)?.parameter], [31, 'list[1].Id']);
  });

  it('are refused as cursors, and as NULL where none is taken', () => {
    const cursor = parameter('c', 'int', { direction: 'inout', isCursor: true });
    assert.match(checkParameters(procedureOf([cursor]), {})[0]?.message ?? '', /is a cursor, which no client can pass or receive/u);
    const strict = parameter('s', 'int', { nullable: false });
    assert.match(checkParameters(procedureOf([strict]), { s: null })[0]?.message ?? '', /takes no NULL/u);
  });

  it('never show more of a value than its beginning', () => {
    const [problem] = checkValue('a', systemType('int'), 'x'.repeat(5000));
    assert.ok((problem?.message.length ?? 1000) < 150);
  });

  for (const [type, value, sent] of [
    ['hierarchyid', '/1/2.1/', 'hierarchyid::Parse('],
    ['geography', 'SRID=4269; POINT(1 2)', 'geography::STGeomFromText('],
    ['json', '{}', 'CAST('],
    ['vector(2, float16)', [1, 65_504], 'CAST('],
  ] as const) {
    it(`of the type ${type} are made on the server`, () => {
      const { parameters } = bindParameters(procedureOf([parameter('a', type)]), { a: value });
      const bound = parameters[0]?.value;
      assert.equal(bound?.kind === 'scalar' ? bound.conversion?.before : undefined, sent);
    });
  }

  it('of CLR types of the database take text and bytes', () => {
    const [text, bytes] = ['1:2', '0x01'].map(
      (value) => bindParameters(procedureOf([parameter('a', point)]), { a: value }).parameters[0]?.value,
    );
    assert.equal(text?.kind === 'scalar' ? text.conversion?.before : undefined, 'CONVERT([dbo].[Point], ');
    assert.equal(bytes?.kind === 'scalar' ? bytes.conversion?.after : undefined, ' AS [dbo].[Point])');
    assert.equal(checkValue('a', point, 5).length, 1);
    const own: SqlType = { ...point, text: '[dbo].[geometry]', base: 'geometry', baseText: '[dbo].[geometry]' };
    assert.equal(checkValue('a', own, 'anything').length, 0);
  });

  for (const [type, value] of [
    ['decimal(38,20)', 0.1 + 0.2],
    ['money', 2 ** 53],
    ['vector(2, float16)', [1, 65_505]],
    ['hierarchyid', '/1//'],
    ['sql_variant', { type: 'nonsense(1)', value: 1 }],
    ['sql_variant', { value: 1 }],
    ['sql_variant', [1]],
    ['cursor', 1],
    ['unknown', 1],
    ['xml', '<a'],
  ] as const) {
    it(`of the type ${type} refuse ${JSON.stringify(value)}`, () => {
      assert.equal(checkValue('a', systemType(type), value).length, 1);
    });
  }
});

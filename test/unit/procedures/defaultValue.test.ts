import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parameterDefault } from '../../../src/core/procedures/defaultValue';
import { parseProcedureHeader } from '../../../src/core/procedures/procedureHeader';

/** A default as JSON; `undefined` where only the server can convert it. */
function value(base: string, literal: string): string | number | boolean | null | undefined {
  const [parameter] = parseProcedureHeader(`CREATE PROC p @a int = ${literal} AS RETURN`).parameters;
  assert.ok(parameter?.default !== undefined);
  return parameterDefault(parameter.default, { text: base, kind: 'system', base, baseText: base }).value;
}

const cases: readonly (readonly [base: string, literal: string, value: string | number | boolean | null | undefined])[] = [
  ['int', 'NULL', null],
  ['bit', '0', false],
  ['bit', '7', true],
  ['bit', "'TRUE'", true],
  ['bit', 'false', false],
  ['int', '-2147483648', -2147483648],
  ['int', "'42'", 42],
  ['int', '1.5', undefined],
  ['int', '0x2A', undefined],
  ['bigint', '-9223372036854775808', '-9223372036854775808'],
  ['bigint', '007', '7'],
  ['decimal', '1.50', '1.50'],
  ['decimal', '.5', '0.5'],
  ['decimal', '-.5', '-0.5'],
  ['decimal', '5.', '5'],
  ['decimal', '1e2', undefined],
  ['money', '$12.3456', '12.3456'],
  ['money', '-$.5', '-0.5'],
  ['smallmoney', '$', '0'],
  ['float', '1.5e-3', 0.0015],
  ['real', '2e', 2],
  ['varchar', '5', '5'],
  ['varchar', '05', undefined],
  ['varchar', '$5', undefined],
  ['varchar', 'word', 'word'],
  ['nvarchar', "N'it''s'", "it's"],
  ['varbinary', '0xdeadBEEF', '0xDEADBEEF'],
  ['varbinary', "'text'", undefined],
  ['date', "'2024-02-29'", '2024-02-29'],
  ['date', "'20240229'", undefined],
  ['date', "'1.2.2024'", undefined],
  ['datetime', "'2024-02-29T12:34:56.997'", '2024-02-29T12:34:56.997'],
  // Read as year, day, month under SET DATEFORMAT dmy.
  ['datetime', "'2024-02-01 12:34:56'", undefined],
  ['datetime2', "'2024-02-29 12:34:56.1234567'", '2024-02-29 12:34:56.1234567'],
  ['datetimeoffset', "'2024-02-29T12:34:56+05:30'", '2024-02-29T12:34:56+05:30'],
  ['uniqueidentifier', "'6F9619FF-8B86-D011-B42D-00C04FC964FF'", '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
  ['sql_variant', "N'any'", 'any'],
  ['int', '@@SPID', undefined],
  ['geography', "'POINT(1 2)'", undefined],
];

describe('default as JSON', () => {
  for (const [base, literal, expected] of cases) {
    it(`${base} = ${literal}`, () => {
      assert.equal(value(base, literal), expected);
    });
  }
});

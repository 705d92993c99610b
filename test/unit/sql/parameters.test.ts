import assert from 'node:assert/strict';
import { SprocketError } from '../../../src/core/errors';
import type { QueryParameter } from '../../../src/core/ports';
import { encodeParameters } from '../../../src/sql/parameters/encodeParameters';
import type { RemoteCall } from '../../sandbox/engine/session';
import type { ScriptedServer } from './scriptedServer';
import { result, runBatch, script, startScriptedServer, statementDone } from './scriptedServer';

type Value = QueryParameter['value'];

/** Declared type, value given, text that must come back when the server echoes what it got. `undefined`: the same as given. */
const exact: readonly [type: string | undefined, value: Value, json?: string][] = [
  ['decimal(38,10)', '1234567890123456789012345678.9012345678', '"1234567890123456789012345678.9012345678"'],
  ['decimal(38,10)', '-0.0000000001', '"-0.0000000001"'],
  ['decimal(18,4)', '1.5', '"1.5000"'],
  ['decimal(18,4)', 0.1, '"0.1000"'],
  ['numeric(5)', '12345', '"12345"'],
  ['decimal(38,0)', '99999999999999999999999999999999999999', '"99999999999999999999999999999999999999"'],
  ['decimal(10,2)', '1e3', '"1000.00"'],
  ['money', '922337203685477.5807', '"922337203685477.5807"'],
  ['money', '-922337203685477.5808', '"-922337203685477.5808"'],
  ['smallmoney', '-214748.3648', '"-214748.3648"'],
  ['bigint', '9223372036854775807', '"9223372036854775807"'],
  ['bigint', '-9223372036854775808', '"-9223372036854775808"'],
  ['bigint', 5, '"5"'],
  ['int', '-2147483648', '-2147483648'],
  ['smallint', 32_767, '32767'],
  ['tinyint', 255, '255'],
  ['bit', true, 'true'],
  ['bit', '0', 'false'],
  ['float', 1.797_693_134_862_315_7e308, '1.7976931348623157e+308'],
  ['float', '0.1', '0.1'],
  ['real', 0.1, '0.1'],
  ['date', '0001-01-01', '"0001-01-01"'],
  ['date', '9999-12-31', '"9999-12-31"'],
  ['date', '2000-02-29', '"2000-02-29"'],
  ['time(7)', '23:59:59.9999999', '"23:59:59.9999999"'],
  ['time(0)', '12:34', '"12:34:00"'],
  ['datetime2(7)', '2024-01-31T12:34:56.1234567', '"2024-01-31T12:34:56.1234567"'],
  ['datetime2(3)', '2024-01-31 12:34:56.1230000', '"2024-01-31T12:34:56.123"'],
  ['datetime2', '2024-01-31', '"2024-01-31T00:00:00.0000000"'],
  ['datetimeoffset(7)', '2024-01-31T12:34:56.1234567+05:30', '"2024-01-31T12:34:56.1234567+05:30"'],
  ['datetimeoffset(0)', '2024-01-31T23:30:00-12:00', '"2024-01-31T23:30:00-12:00"'],
  ['datetimeoffset(0)', '2024-01-31T23:30:00Z', '"2024-01-31T23:30:00+00:00"'],
  ['datetime', '2024-01-31T12:34:56.997', '"2024-01-31T12:34:56.997"'],
  ['datetime', '1753-01-01', '"1753-01-01T00:00:00.000"'],
  ['smalldatetime', '2024-01-31T12:34:00', '"2024-01-31T12:34:00"'],
  ['uniqueidentifier', '6f9619ff-8b86-d011-b42d-00c04fc964ff', '"6F9619FF-8B86-D011-B42D-00C04FC964FF"'],
  ['varbinary(8)', '0x00ffAB', '"0x00FFAB"'],
  ['varbinary(max)', `0x${'AB'.repeat(9000)}`, `"0x${'AB'.repeat(9000)}"`],
  ['nvarchar(20)', 'שלום 👩‍👧', '"שלום 👩‍👧"'],
  ['nvarchar(max)', 'ж'.repeat(5000), `"${'ж'.repeat(5000)}"`],
  ['nvarchar(5)', '', '""'],
  ['sysname', 'name', '"name"'],
  [undefined, 5, '5'],
  [undefined, 5_000_000_000, '"5000000000"'],
  [undefined, 0.5, '0.5'],
  [undefined, true, 'true'],
  [undefined, 'text', '"text"'],
  [undefined, 'x'.repeat(4001), `"${'x'.repeat(4001)}"`],
  [undefined, null, 'null'],
  ...[
    'decimal(10,2)',
    'money',
    'int',
    'bit',
    'float',
    'date',
    'time(3)',
    'datetime2(7)',
    'datetimeoffset(7)',
    'datetime',
    'smalldatetime',
    'uniqueidentifier',
    'varbinary(8)',
    'nvarchar(20)',
    'nvarchar(max)',
  ].map((type): [string, null, string] => [type, null, 'null']),
];

describe('parameters to the server', () => {
  let server: ScriptedServer;
  let call: RemoteCall | undefined;
  before(async () => {
    server = await startScriptedServer();
    script(server, (sink) => {
      statementDone(sink);
    });
    server.engine.onCall = (received, sink) => {
      call = received;
      const values = received.parameters.slice(2);
      result(
        sink,
        values.map((parameter) => [parameter.name, parameter.type]),
        [values.map((parameter) => parameter.value)],
      );
      sink.procedureDone({ failed: false, returnedRows: true });
    };
  });
  after(async () => {
    await server.close();
  });

  for (const [type, value, json] of exact) {
    it(`${type ?? 'inferred'}: ${String(value).slice(0, 50)}`, async () => {
      const parameter = type === undefined ? { name: 'p', value } : { name: 'p', type, value };
      const { recorder } = await runBatch(server, 'SELECT @p', [parameter]);
      assert.deepEqual(recorder.results[0]?.texts, [`[${json ?? JSON.stringify(value)}]`]);
      assert.equal(call?.procedure.toLowerCase(), 'sp_executesql');
    });
  }

  for (const [type, declared] of [
    ['DECIMAL( 18 , 4 )', 'decimal(18,4)'],
    ['varchar(10)', 'varchar(10)'],
    ['VarChar(MAX)', 'varchar(max)'],
    ['xml', 'xml'],
    ['float(24)', 'real'],
    ['timestamp', 'rowversion'],
    ['[sys].[int]', 'int'],
    ['dbo.Phone', '[dbo].[Phone]'],
    ['[my schema].[a]]b]', '[my schema].[a]]b]'],
    ['sql_variant', 'sql_variant'],
    ['hierarchyid', 'hierarchyid'],
  ] as const) {
    it(`declares ${type} as ${declared}`, async () => {
      await runBatch(server, 'SELECT @p', [
        { name: '@p', type, value: declared === 'int' || declared === 'real' ? 1 : declared === 'rowversion' ? '0x01' : '1' },
      ]);
      assert.equal(call?.parameters[1]?.value, `@p ${declared}`);
    });
  }
});

describe('parameters that are wrong', () => {
  const wrong: readonly [type: string | undefined, value: Value][] = [
    ['int', 2_147_483_648],
    ['int', '1.5'],
    ['int', 1.5],
    ['int', true],
    ['int', 'abc'],
    ['int', ''],
    ['tinyint', -1],
    ['bigint', 2 ** 53],
    ['bigint', '9223372036854775808'],
    ['decimal(5,2)', '1000.00'],
    ['decimal(5,2)', '1.005'],
    ['decimal(5,2)', '1,5'],
    ['money', '0.00001'],
    ['money', '922337203685477.5808'],
    ['bit', 2],
    ['float', 'NaN'],
    ['real', 1e39],
    ['date', '2023-02-29'],
    ['date', '31.01.2024'],
    ['date', '2024-01-31T12:00:00'],
    ['date', 20_240_131],
    ['time(3)', '12:34:56.1234'],
    ['time(7)', '24:00:00'],
    ['datetime2(7)', '2024-01-31T12:34:56Z'],
    ['datetime', '1752-12-31'],
    ['smalldatetime', '2079-06-07'],
    ['datetimeoffset(7)', '2024-01-31T12:34:56+15:00'],
    ['datetimeoffset(7)', '0001-01-01T00:00:00+05:00'],
    ['uniqueidentifier', 'no'],
    ['varbinary(2)', '0x010203'],
    ['varbinary(8)', '0x1'],
    ['varbinary(8)', 'abcd'],
    ['nvarchar(3)', 'abcd'],
    ['nvarchar(3)', true],
    ['decimal(39,2)', 1],
    ['decimal(5,6)', 1],
    ['varchar(8001)', 'x'],
    ['nvarchar(0)', 'x'],
    ['int; DROP TABLE t', 1],
    ['int) OUTPUT, @q int', 1],
    ['int OUTPUT', 1],
    ['table', 1],
    ['', 1],
    ['datetime2(8)', '2024-01-31'],
  ];
  for (const [type, value] of wrong) {
    it(`${type ?? 'inferred'}: ${String(value)}`, () => {
      assert.throws(
        () => encodeParameters([type === undefined ? { name: 'amount', value } : { name: 'amount', type, value }]),
        (error) => error instanceof SprocketError && error.kind === 'invalid_input' && error.message.includes('@amount'),
      );
    });
  }

  it('a name that is not one, or twice', () => {
    for (const names of [['a b'], ['a', 'A'], [''], ["a'"], ['a'.repeat(128)]]) {
      assert.throws(() => encodeParameters(names.map((name) => ({ name, value: 1 }))), SprocketError);
    }
  });
});

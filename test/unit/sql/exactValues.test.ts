import assert from 'node:assert/strict';
import type { SqlType } from '../../sandbox/values/sqlType';
import type { DateTime, Decimal, SqlValue } from '../../sandbox/values/sqlValue';
import type { ScriptedServer } from './scriptedServer';
import { hearBatch, Recorder, result, runBatch, script, startScriptedServer, type } from './scriptedServer';

const decimal = (unscaled: bigint, scale: number): Decimal => ({ kind: 'decimal', unscaled, scale });
const dateTime = (days: number, ticks: number, offset?: number): DateTime => ({
  kind: 'datetime',
  days,
  ticks,
  ...(offset === undefined ? {} : { offset }),
});
/** 12:34:56.1234567 */
const TICKS = 452_961_234_567;
/** 2024-01-31 */
const DAY = 738_915;

const cases: readonly [title: string, type: SqlType, value: SqlValue, text: string, typeText: string][] = [
  ['bit', type('bit'), 1, 'true', 'bit'],
  ['tinyint', type('tinyint'), 255, '255', 'tinyint'],
  ['smallint', type('smallint'), -32_768, '-32768', 'smallint'],
  ['int', type('int'), -2_147_483_648, '-2147483648', 'int'],
  ['bigint', type('bigint'), 9_223_372_036_854_775_807n, '"9223372036854775807"', 'bigint'],
  ['bigint below', type('bigint'), -9_223_372_036_854_775_808n, '"-9223372036854775808"', 'bigint'],
  ['bigint small', type('bigint'), -1n, '"-1"', 'bigint'],
  ['bigint 2^53', type('bigint'), 9_007_199_254_740_993n, '"9007199254740993"', 'bigint'],
  [
    'decimal(38,10)',
    type('decimal', { precision: 38, scale: 10 }),
    decimal(12_345_678_901_234_567_890_123_456_789_012_345_678n, 10),
    '"1234567890123456789012345678.9012345678"',
    'decimal(38,10)',
  ],
  ['decimal zeros', type('decimal', { precision: 18, scale: 4 }), decimal(15_000n, 4), '"1.5000"', 'decimal(18,4)'],
  ['decimal below one', type('decimal', { precision: 18, scale: 4 }), decimal(-5n, 4), '"-0.0005"', 'decimal(18,4)'],
  ['decimal zero', type('decimal', { precision: 5, scale: 2 }), decimal(0n, 2), '"0.00"', 'decimal(5,2)'],
  [
    'decimal without scale',
    type('decimal', { precision: 19, scale: 0 }),
    decimal(9_999_999_999_999_999_999n, 0),
    '"9999999999999999999"',
    'decimal(19,0)',
  ],
  ['decimal(38,38)', type('decimal', { precision: 38, scale: 38 }), decimal(1n, 38), `"0.${'0'.repeat(37)}1"`, 'decimal(38,38)'],
  [
    'numeric',
    type('numeric', { precision: 28, scale: 1 }),
    decimal(-9_007_199_254_740_993_000n, 1),
    '"-900719925474099300.0"',
    'numeric(28,1)',
  ],
  ['money', type('money'), decimal(9_223_372_036_854_775_807n, 4), '"922337203685477.5807"', 'money'],
  ['money below', type('money'), decimal(-9_223_372_036_854_775_808n, 4), '"-922337203685477.5808"', 'money'],
  ['money small', type('money'), decimal(-1n, 4), '"-0.0001"', 'money'],
  ['smallmoney', type('smallmoney'), decimal(-2_147_483_648n, 4), '"-214748.3648"', 'smallmoney'],
  ['float', type('float'), 0.1 + 0.2, '0.30000000000000004', 'float'],
  ['float large', type('float'), 1.797_693_134_862_315_7e308, '1.7976931348623157e+308', 'float'],
  ['float whole', type('float'), 123_456_789, '123456789', 'float'],
  ['real', type('real'), Math.fround(0.1), '0.1', 'real'],
  ['real nine digits', type('real'), Math.fround(16_777_217.5), '16777218', 'real'],
  ['real long', type('real'), Math.fround(1.234_567_9), '1.2345679', 'real'],
  ['real tiny', type('real'), 1.401_298_464_324_817e-45, '1e-45', 'real'],
  ['date first', type('date'), dateTime(0, 0), '"0001-01-01"', 'date'],
  ['date last', type('date'), dateTime(3_652_058, 0), '"9999-12-31"', 'date'],
  ['date leap', type('date'), dateTime(730_178, 0), '"2000-02-29"', 'date'],
  ['time(7)', type('time', { scale: 7 }), dateTime(0, TICKS), '"12:34:56.1234567"', 'time(7)'],
  ['time(0)', type('time', { scale: 0 }), dateTime(0, 863_990_000_000), '"23:59:59"', 'time(0)'],
  ['datetime2(7)', type('datetime2', { scale: 7 }), dateTime(DAY, TICKS), '"2024-01-31T12:34:56.1234567"', 'datetime2(7)'],
  ['datetime2(3)', type('datetime2', { scale: 3 }), dateTime(DAY, 452_960_010_000), '"2024-01-31T12:34:56.001"', 'datetime2(3)'],
  [
    'datetimeoffset',
    type('datetimeoffset', { scale: 7 }),
    dateTime(DAY, TICKS, 330),
    '"2024-01-31T18:04:56.1234567+05:30"',
    'datetimeoffset(7)',
  ],
  [
    'datetimeoffset before',
    type('datetimeoffset', { scale: 0 }),
    dateTime(DAY, 10_000_000, -720),
    '"2024-01-30T12:00:01-12:00"',
    'datetimeoffset(0)',
  ],
  ['datetime', type('datetime'), dateTime(DAY, 452_969_970_000), '"2024-01-31T12:34:56.997"', 'datetime'],
  ['datetime 1753', type('datetime'), dateTime(639_905, 0), '"1753-01-01T00:00:00.000"', 'datetime'],
  ['smalldatetime', type('smalldatetime'), dateTime(DAY, 452_400_000_000), '"2024-01-31T12:34:00"', 'smalldatetime'],
  [
    'uniqueidentifier',
    type('uniqueidentifier'),
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    '"6F9619FF-8B86-D011-B42D-00C04FC964FF"',
    'uniqueidentifier',
  ],
  ['varbinary', type('varbinary', { length: 16 }), Uint8Array.of(0, 255, 171), '"0x00FFAB"', 'varbinary(16)'],
  ['varbinary empty', type('varbinary', { length: 16 }), Uint8Array.of(), '"0x"', 'varbinary(16)'],
  ['varbinary(max)', type('varbinary', { length: 'max' }), Uint8Array.of(1, 2), '"0x0102"', 'varbinary(max)'],
  ['binary', type('binary', { length: 3 }), Uint8Array.of(1, 2, 3), '"0x010203"', 'binary(3)'],
  ['rowversion', type('rowversion'), Uint8Array.of(0, 0, 0, 0, 0, 0, 7, 208), '"0x00000000000007D0"', 'rowversion'],
  ['nvarchar', type('nvarchar', { length: 50 }), 'שלום 👩‍👧 “quoted" \\ \n\u0001', '"שלום 👩‍👧 “quoted\\" \\\\ \\n\\u0001"', 'nvarchar(50)'],
  ['nvarchar half a pair', type('nvarchar', { length: 5 }), 'a\ud83d', '"a\\uD83D"', 'nvarchar(5)'],
  ['nchar', type('nchar', { length: 3 }), 'a  ', '"a  "', 'nchar(3)'],
  ['nvarchar empty', type('nvarchar', { length: 5 }), '', '""', 'nvarchar(5)'],
  ['nvarchar(max)', type('nvarchar', { length: 'max' }), 'ж'.repeat(10), `"${'ж'.repeat(10)}"`, 'nvarchar(max)'],
  [
    'varchar of Windows-1252',
    type('varchar', { length: 20, collation: 'SQL_Latin1_General_CP1_CI_AS' }),
    'é€œ ÿ',
    '"é€œ ÿ"',
    'varchar(20)',
  ],
  ['varchar of UTF-8', type('varchar', { length: 40, collation: 'Latin1_General_100_CI_AS_SC_UTF8' }), 'жé👩', '"жé👩"', 'varchar(40)'],
  [
    'varchar(max) of UTF-8',
    type('varchar', { length: 'max', collation: 'Latin1_General_100_CI_AS_SC_UTF8' }),
    'жé👩',
    '"жé👩"',
    'varchar(max)',
  ],
  ['xml', type('xml'), '<a b="é"/>', '"<a b=\\"é\\"/>"', 'xml'],
  ['text', type('text'), 'abc', '"abc"', 'text'],
  ['ntext', type('ntext'), 'ж', '"ж"', 'ntext'],
  ['image', type('image'), Uint8Array.of(9), '"0x09"', 'image'],
  ['sql_variant int', type('sql_variant'), { kind: 'variant', type: type('int'), value: 7 }, '7', 'sql_variant'],
  [
    'sql_variant decimal',
    type('sql_variant'),
    { kind: 'variant', type: type('decimal', { precision: 20, scale: 3 }), value: decimal(12_345_678_901_234_567_890n, 3) },
    '"12345678901234567.890"',
    'sql_variant',
  ],
  [
    'sql_variant datetime2',
    type('sql_variant'),
    { kind: 'variant', type: type('datetime2', { scale: 7 }), value: dateTime(DAY, TICKS) },
    '"2024-01-31T12:34:56.1234567"',
    'sql_variant',
  ],
  [
    'sql_variant varchar',
    type('sql_variant'),
    { kind: 'variant', type: type('varchar', { length: 10, collation: 'SQL_Latin1_General_CP1_CI_AS' }), value: 'é€' },
    '"é€"',
    'sql_variant',
  ],
  [
    'sql_variant nvarchar',
    type('sql_variant'),
    { kind: 'variant', type: type('nvarchar', { length: 10 }), value: 'ж' },
    '"ж"',
    'sql_variant',
  ],
];

describe('exact values from the wire', () => {
  let server: ScriptedServer;
  before(async () => {
    server = await startScriptedServer();
  });
  after(async () => {
    await server.close();
  });

  for (const [title, sqlType, value, text, typeText] of cases) {
    it(`${title} and NULL`, async () => {
      script(server, (sink) => {
        result(sink, [['v', sqlType]], [[value], [null]]);
      });
      for (const asSent of [false, true]) {
        const recorder = new Recorder(asSent);
        await hearBatch(server, recorder);
        assert.deepEqual(recorder.results[0]?.texts, [`[${text}]`, '[null]']);
        assert.equal(recorder.results[0].columns[0]?.type, typeText);
      }
    });
  }

  it('duplicate and unnamed columns, and many columns with NULL between', async () => {
    const names = ['a', 'a', '', '', 'b', 'c', 'd', 'e', 'f'];
    script(server, (sink) => {
      result(
        sink,
        names.map((name) => [name, type('int')]),
        [[1, null, 3, null, 5, 6, 7, null, 9], [1, 2, 3, 4, 5, 6, 7, 8, null], names.map(() => null)],
      );
    });
    for (const asSent of [false, true]) {
      const recorder = new Recorder(asSent);
      await hearBatch(server, recorder);
      assert.deepEqual(
        recorder.results[0]?.columns.map((column) => column.name),
        names,
      );
      assert.deepEqual(recorder.results[0].texts, [
        '[1,null,3,null,5,6,7,null,9]',
        '[1,2,3,4,5,6,7,8,null]',
        `[${names.map(() => 'null').join(',')}]`,
      ]);
    }
  });

  it('large values across many packets, beside small ones', async () => {
    const large = 'aж👩"'.repeat(60_000);
    const bytes = Uint8Array.from({ length: 200_001 }, (_, index) => index & 255);
    script(server, (sink) => {
      result(
        sink,
        [
          ['n', type('int')],
          ['t', type('nvarchar', { length: 'max' })],
          ['u', type('varchar', { length: 'max', collation: 'Latin1_General_100_CI_AS_SC_UTF8' })],
          ['x', type('xml')],
          ['b', type('varbinary', { length: 'max' })],
          ['w', type('varchar', { length: 'max', collation: 'SQL_Latin1_General_CP1_CI_AS' })],
        ],
        [
          [1, large, large, `<a>${large}</a>`, bytes, 'é'.repeat(100_000)],
          [2, '', '', '<b/>', Uint8Array.of(), ''],
        ],
      );
    });
    const { recorder } = await runBatch(server);
    const hex = `0x${Buffer.from(bytes).toString('hex').toUpperCase()}`;
    assert.deepEqual(
      recorder.results[0]?.texts.map((text) => JSON.parse(text) as unknown),
      [
        [1, large, large, `<a>${large}</a>`, hex, 'é'.repeat(100_000)],
        [2, '', '', '<b/>', '0x', ''],
      ],
    );
  });

  it('the text of FOR JSON, which the server splits over rows, is one row', async () => {
    const json = JSON.stringify({ text: 'ж👩"'.repeat(3000) });
    const pieces = [json.slice(0, 2033), json.slice(2033, 2034), json.slice(2034, 9000), json.slice(9000)];
    script(server, (sink) => {
      const name = 'JSON_F52E2B61-18A1-11d1-B105-00805F49916B';
      result(
        sink,
        [[name, type('nvarchar', { length: 'max' })]],
        pieces.map((piece) => [piece]),
      );
      result(sink, [[name, type('nvarchar', { length: 'max' })]], []);
      result(sink, [['n', type('int')]], [[1]]);
    });
    const { recorder } = await runBatch(server);
    assert.deepEqual(
      recorder.results.map((each) => each.texts.map((text) => JSON.parse(text) as unknown)),
      [[[json]], [], [[1]]],
    );
  });

  it('the text of FOR XML is one row also as ntext; a column of that name that is no long text, or is not alone, stays rows', async () => {
    const name = 'XML_F52E2B61-18A1-11d1-B105-00805F49916B';
    script(server, (sink) => {
      result(sink, [[name, type('ntext')]], [['<a>👩'.slice(0, 4)], ['<a>👩'.slice(4)], ['</a>']]);
      result(sink, [[name, type('nvarchar', { length: 10 })]], [['a'], ['b']]);
      result(
        sink,
        [
          [name, type('ntext')],
          ['n', type('int')],
        ],
        [
          ['a', 1],
          ['b', 2],
        ],
      );
    });
    const { recorder } = await runBatch(server);
    assert.deepEqual(
      recorder.results.map((each) => each.texts.map((text) => JSON.parse(text) as unknown)),
      [
        [['<a>👩</a>']],
        [['a'], ['b']],
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    );
  });

  it('many rows, in whole blocks and in order', async () => {
    const count = 20_000;
    script(server, async (sink) => {
      sink.columns([{ name: 'n', type: type('int'), nullable: false, identity: false, computed: false }]);
      for (let index = 0; index < count; index++) {
        await sink.row([index]);
      }
      sink.statementDone({ rowCount: count, command: 0xc1, inProcedure: false, failed: false });
    });
    for (const asSent of [false, true]) {
      const recorder = new Recorder(asSent);
      await hearBatch(server, recorder);
      assert.equal(recorder.results[0]?.texts.length, count);
      assert.ok(recorder.results[0].texts.every((text, index) => text === `[${index}]`));
      assert.deepEqual(recorder.counts, [count]);
    }
  });
});

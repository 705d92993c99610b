import assert from 'node:assert/strict';
import type { QueryParameter } from '../../src/core/ports';
import type { TestServer } from './server';
import { orSkip, runText, startTestServer } from './server';

/** Type, T-SQL that makes the value, what must be read, and whether the same goes in as a parameter. */
const values: readonly [type: string, expression: string, value: QueryParameter['value'], parameter?: 'outOnly'][] = [
  ['decimal(38,10)', `CAST('1234567890123456789012345678.9012345678' AS decimal(38,10))`, '1234567890123456789012345678.9012345678'],
  ['decimal(38,10)', `CAST('-0.0000000001' AS decimal(38,10))`, '-0.0000000001'],
  ['decimal(18,4)', `CAST(1.5 AS decimal(18,4))`, '1.5000'],
  ['money', `CAST('922337203685477.5807' AS money)`, '922337203685477.5807'],
  ['money', `CAST('-922337203685477.5808' AS money)`, '-922337203685477.5808'],
  ['smallmoney', `CAST('214748.3647' AS smallmoney)`, '214748.3647'],
  ['smallmoney', `CAST('-214748.3648' AS smallmoney)`, '-214748.3648'],
  ['bigint', `CAST('9223372036854775807' AS bigint)`, '9223372036854775807'],
  ['bigint', `CAST('-9223372036854775808' AS bigint)`, '-9223372036854775808'],
  ['int', `CAST(-2147483648 AS int)`, -2_147_483_648],
  ['smallint', `CAST(-32768 AS smallint)`, -32_768],
  ['tinyint', `CAST(255 AS tinyint)`, 255],
  ['bit', `CAST(1 AS bit)`, true],
  ['float', `CAST(0.1E0 AS float)`, 0.1],
  ['float', `CAST(1.7976931348623157E+308 AS float)`, 1.797_693_134_862_315_7e308],
  ['real', `CAST(0.1E0 AS real)`, 0.1],
  ['date', `CAST('0001-01-01' AS date)`, '0001-01-01'],
  ['date', `CAST('9999-12-31' AS date)`, '9999-12-31'],
  ['time(7)', `CAST('23:59:59.9999999' AS time(7))`, '23:59:59.9999999'],
  ['time(0)', `CAST('12:34:56' AS time(0))`, '12:34:56'],
  ['datetime2(7)', `CAST('2024-01-31T12:34:56.1234567' AS datetime2(7))`, '2024-01-31T12:34:56.1234567'],
  ['datetime2(3)', `CAST('2024-01-31T12:34:56.120' AS datetime2(3))`, '2024-01-31T12:34:56.120'],
  ['datetimeoffset(7)', `CAST('2024-01-31T12:34:56.1234567+05:30' AS datetimeoffset(7))`, '2024-01-31T12:34:56.1234567+05:30'],
  ['datetimeoffset(0)', `CAST('2024-01-01T00:30:00-12:00' AS datetimeoffset(0))`, '2024-01-01T00:30:00-12:00'],
  ['datetime', `CAST('2024-01-31T12:34:56.997' AS datetime)`, '2024-01-31T12:34:56.997'],
  ['datetime', `CAST('1753-01-01T00:00:00' AS datetime)`, '1753-01-01T00:00:00.000'],
  ['smalldatetime', `CAST('2024-01-31T12:34:00' AS smalldatetime)`, '2024-01-31T12:34:00'],
  ['uniqueidentifier', `CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier)`, '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
  ['varbinary(16)', `CAST(0x00FFAB AS varbinary(16))`, '0x00FFAB'],
  ['varbinary(max)', `CAST(0x0102 AS varbinary(max))`, '0x0102'],
  ['binary(4)', `CAST(0x0102 AS binary(4))`, '0x01020000'],
  ['nvarchar(50)', `N'שלום عالم 👩‍👧 "x" \\'`, 'שלום عالم 👩‍👧 "x" \\'],
  ['nvarchar(max)', `CAST(N'ж👩' AS nvarchar(max))`, 'ж👩'],
  ['nchar(4)', `CAST(N'ж' AS nchar(4))`, 'ж   '],
  ['varchar(20)', `CAST('é€œ' AS varchar(20)) COLLATE SQL_Latin1_General_CP1_CI_AS`, 'é€œ', 'outOnly'],
  ['varchar(40)', `CAST(N'жé👩' COLLATE Latin1_General_100_CI_AS_SC_UTF8 AS varchar(40))`, 'жé👩', 'outOnly'],
  ['xml', `CAST(N'<a b="1">ж</a>' AS xml)`, '<a b="1">ж</a>'],
];

describe('exact values, there and back', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(async () => {
    await server.close();
  });

  for (const [type, expression, value, direction] of values) {
    it(`${type}: ${String(value)}`, async function () {
      const { results } = await orSkip(this, [448, 40_517], () => runText(server, `SELECT ${expression} AS v`));
      assert.deepEqual(results[0]?.rows, [[value]]);
      if (!type.startsWith('nvarchar(50)')) {
        assert.equal(results[0].columns[0]?.type, type);
      }
    });
    if (direction !== 'outOnly') {
      it(`${type} as a parameter: ${String(value)}`, async () => {
        const { results } = await runText(server, 'SELECT @p AS v, 1 AS n', [{ name: 'p', type, value }]);
        assert.deepEqual(results[0]?.rows, [[value, 1]]);
        assert.equal(results[0].columns[0]?.type, type);
      });
    }
  }

  it('parameters without a type', async () => {
    const { results } = await runText(server, 'SELECT @i AS i, @l AS l, @f AS f, @b AS b, @t AS t, @n AS n', [
      { name: 'i', value: 7 },
      { name: 'l', value: 5_000_000_000 },
      { name: 'f', value: 0.5 },
      { name: 'b', value: false },
      { name: 't', value: "O'Brien; DROP TABLE x --" },
      { name: 'n', value: null },
    ]);
    assert.deepEqual(results[0]?.rows, [[7, '5000000000', 0.5, false, "O'Brien; DROP TABLE x --", null]]);
  });

  it('a parameter of varchar and of more than 4000 characters', async () => {
    const long = 'ж'.repeat(5000);
    const { results } = await runText(server, 'SELECT @v AS v, LEN(@l) AS n, @l AS l', [
      { name: 'v', type: 'varchar(10)', value: 'abc' },
      { name: 'l', value: long },
    ]);
    const [row = []] = results[0]?.rows ?? [];
    assert.deepEqual([row[0], String(row[1]), row[2]], ['abc', '5000', long]);
  });

  it('sql_variant as its base type', async () => {
    const { results } = await runText(
      server,
      `SELECT CAST(CAST('1.50' AS decimal(9,2)) AS sql_variant) AS d, CAST(N'ж' AS sql_variant) AS t, CAST(CAST('2024-01-31' AS date) AS sql_variant) AS a, CAST(7 AS sql_variant) AS i`,
    );
    assert.deepEqual(results[0]?.rows, [['1.50', 'ж', '2024-01-31', 7]]);
    assert.equal(results[0].columns[0]?.type, 'sql_variant');
  });

  it('rowversion', async () => {
    const { results } = await runText(server, `CREATE TABLE #v (id int, v rowversion); INSERT #v (id) VALUES (1); SELECT v FROM #v`);
    assert.match(String(results[0]?.rows[0]?.[0]), /^0x[0-9A-F]{16}$/);
  });

  it("NULL beside '', duplicate and unnamed columns", async () => {
    const { results } = await runText(server, `SELECT NULL AS a, N'' AS a, 1, 2, CAST(NULL AS decimal(5,2)) AS d`);
    assert.deepEqual(results[0]?.rows, [[null, '', 1, 2, null]]);
    assert.deepEqual(
      results[0].columns.map((column) => column.name),
      ['a', 'a', '', '', 'd'],
    );
  });

  it('the text of FOR JSON is one row', async function () {
    const { results } = await orSkip(this, [102, 156, 40_517], () =>
      runText(server, `SELECT TOP (200) name, REPLICATE(N'ж👩', 20) AS t FROM sys.all_objects ORDER BY object_id FOR JSON PATH`),
    );
    assert.equal(results[0]?.rows.length, 1);
    const list: unknown = JSON.parse(String(results[0].rows[0]?.[0]));
    assert.ok(Array.isArray(list) && list.length > 50);
  });
});

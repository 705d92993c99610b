import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import type { CellValue } from '../../src/core/values/cellEncoding';
import { exactValues } from './exactValueList';
import type { ExactValue } from './exactValueList';
import type { TestServer } from './server';
import { orSkip, runText, startTestServer } from './server';

/** A condition that the server itself finds the parameter equal to the value; xml cannot be compared but as text. */
function comparable(type: string, expression: string): string {
  return type === 'xml' ? `CAST(@p AS nvarchar(max)) = CAST(${expression} AS nvarchar(max))` : `@p = ${expression}`;
}

/** Whether the value needs a database whose varchar data is Windows-1252. */
function needsLatin({ type, value }: ExactValue): boolean {
  return /^(var)?char/u.test(type) && /[^\x20-\x7E]/u.test(String(value));
}

describe('exact values, there and back', () => {
  let server: TestServer;
  let codePage: CellValue | undefined;
  before(async () => {
    server = await startTestServer();
    const { results } = await runText(
      server,
      "SELECT COLLATIONPROPERTY(CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS nvarchar(128)), 'CodePage') AS page",
    );
    codePage = results[0]?.rows[0]?.[0];
  });

  function skipUnlessItFits(context: Context, value: ExactValue): void {
    if (needsLatin(value) && codePage !== 1252) {
      console.log(`      SKIPPED, the code page of this database is ${String(codePage)} and not 1252`);
      context.skip();
    }
  }
  after(async () => {
    await server.close();
  });

  for (const exactValue of exactValues) {
    const { type, expression, value, answerType } = exactValue;
    const title = `${type}: ${JSON.stringify(value).slice(0, 60)}`;
    it(title, async function () {
      skipUnlessItFits(this, exactValue);
      const { results } = await runText(server, `SELECT ${expression} AS v`);
      assert.deepEqual(results[0]?.rows, [[value]]);
      assert.equal(results[0].columns[0]?.type, answerType ?? type);
    });
    it(`${title}, as a parameter, in a column and back`, async function () {
      skipUnlessItFits(this, exactValue);
      const { results } = await runText(
        server,
        `DECLARE @t TABLE (v ${type} NULL); INSERT @t VALUES (@p); SELECT @p AS p, v, CASE WHEN ${comparable(type, expression)} THEN 1 ELSE 0 END AS same FROM @t`,
        [{ name: 'p', type, value }],
      );
      assert.deepEqual(results[0]?.rows, [[value, value, 1]]);
      assert.deepEqual(
        results[0].columns.slice(0, 2).map((column) => column.type),
        [type, type],
      );
    });
  }

  it('NULL of every type, there and back', async () => {
    const types = [...new Set(exactValues.map(({ type }) => type))];
    const parameters = types.map((type, index) => ({ name: `p${String(index)}`, type, value: null }));
    const list = parameters.map(({ name }) => `@${name} AS ${name}`).join(', ');
    const { results } = await runText(server, `SELECT ${list}`, parameters);
    assert.deepEqual(results[0]?.rows, [types.map(() => null)]);
    assert.deepEqual(
      results[0].columns.map((column) => column.type),
      types,
    );
  });

  it('varchar of a UTF-8 collation, there and back', async function () {
    const text = 'жé👩 שלום';
    await orSkip(this, [448, 40_517], async () => {
      const { results } = await runText(
        server,
        'DECLARE @t TABLE (v varchar(40) COLLATE Latin1_General_100_CI_AS_SC_UTF8); INSERT @t VALUES (@p); SELECT v, DATALENGTH(v) AS bytes FROM @t',
        [{ name: 'p', type: 'nvarchar(40)', value: text }],
      );
      assert.deepEqual(results[0]?.rows, [[text, Buffer.byteLength(text)]]);
    });
  });

  for (const [collation, text] of [
    ['SQL_Latin1_General_CP1_CI_AS', 'é€œŽ'],
    ['Latin1_General_100_CI_AS', 'é€œŽ'],
    ['Cyrillic_General_100_CI_AS', 'жЩ№'],
    ['Hebrew_100_CI_AS', 'שלום'],
  ] as const) {
    it(`varchar of ${collation}, there and back`, async () => {
      const { results } = await runText(
        server,
        `DECLARE @t TABLE (v varchar(40) COLLATE ${collation}); INSERT @t VALUES (@p); SELECT v, DATALENGTH(v) AS bytes FROM @t`,
        [{ name: 'p', value: text }],
      );
      assert.deepEqual(results[0]?.rows, [[text, text.length]]);
    });
  }

  it('half a surrogate pair', async () => {
    const { results } = await runText(server, "SELECT NCHAR(0xD83D) + N'x' AS v, @p AS p", [{ name: 'p', value: '\uD83Dx' }]);
    assert.deepEqual(results[0]?.rows, [['\uD83Dx', '\uD83Dx']]);
  });

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
    const inVariant = exactValues.filter((each) => !/max|xml/u.test(each.type) && (!needsLatin(each) || codePage === 1252));
    const list = inVariant.map(({ type, expression }, index) => `CAST(CAST(${expression} AS ${type}) AS sql_variant) AS c${String(index)}`);
    const { results } = await runText(server, `SELECT ${list.join(', ')}`);
    assert.deepEqual(
      results[0]?.rows[0]?.map((cell, index) => [inVariant[index]?.type, cell]),
      inVariant.map(({ type, value }) => [type, value]),
    );
    assert.ok(results[0].columns.every((column) => column.type === 'sql_variant'));
  });

  it('sql_variant as a parameter', async () => {
    const { results } = await runText(
      server,
      "SELECT @t AS t, @i AS i, SQL_VARIANT_PROPERTY(@t, 'BaseType') AS bt, SQL_VARIANT_PROPERTY(@i, 'BaseType') AS bi, @n AS n",
      [
        { name: 't', type: 'sql_variant', value: 'ж👩' },
        { name: 'i', type: 'sql_variant', value: 7 },
        { name: 'n', type: 'sql_variant', value: null },
      ],
    );
    assert.deepEqual(results[0]?.rows, [['ж👩', 7, 'nvarchar', 'int', null]]);
  });

  it('rowversion, and back as the key of a row', async () => {
    const table = `dbo.row_version_${String(process.pid)}`;
    await runText(server, `CREATE TABLE ${table} (id int NOT NULL PRIMARY KEY, v rowversion)`);
    try {
      await runText(server, `INSERT ${table} (id) VALUES (1), (2)`);
      const { results } = await runText(server, `SELECT id, v FROM ${table} ORDER BY id`);
      assert.equal(results[0]?.columns[1]?.type, 'rowversion');
      const [first, second] = results[0].rows.map((row) => String(row[1]));
      assert.ok(first !== undefined && second !== undefined);
      assert.match(first, /^0x[0-9A-F]{16}$/u);
      assert.ok(BigInt(second) > BigInt(first));
      const found = await runText(server, `SELECT id FROM ${table} WHERE v = @v`, [{ name: 'v', type: 'binary(8)', value: second }]);
      assert.deepEqual(found.results[0]?.rows, [[2]]);
    } finally {
      await runText(server, `DROP TABLE ${table}`);
    }
  });

  it("NULL beside '', duplicate and unnamed columns", async () => {
    const { results } = await runText(
      server,
      `SELECT NULL AS a, N'' AS a, 1, 2, CAST(NULL AS decimal(5,2)) AS d, 0x AS b, @e AS e, @n AS n`,
      [
        { name: 'e', type: 'nvarchar(10)', value: '' },
        { name: 'n', type: 'nvarchar(10)', value: null },
      ],
    );
    assert.deepEqual(results[0]?.rows, [[null, '', 1, 2, null, '0x', '', null]]);
    assert.deepEqual(
      results[0].columns.map((column) => column.name),
      ['a', 'a', '', '', 'd', 'b', 'e', 'n'],
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

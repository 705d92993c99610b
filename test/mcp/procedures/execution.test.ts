import assert from 'node:assert/strict';
import { call, errorOf } from '../support/mcpHost';
import type { Answer } from '../support/mcpHost';
import { ProcedureHost } from '../support/procedureHost';
import { messagesOf, returnedBy, rowsOf } from './procedureAnswer';

describe('execute_stored_procedure', () => {
  let host: ProcedureHost;
  before(async () => {
    host = await ProcedureHost.start();
  });
  after(async () => {
    await host.stop();
  });

  const execute = (procedure: string, parameters: object = {}, more: object = {}): Promise<Answer> =>
    call(host.client, 'execute_stored_procedure', { procedure_name: procedure, parameters, ...more });

  it('gives back result sets, messages, OUTPUT and RETURN values apart', async () => {
    const lines = [
      { LineNumber: 1, ProductId: 1, Quantity: '2.500', UnitPrice: '3.0000' },
      { linenumber: 2, PRODUCTID: 2, Quantity: 1, UnitPrice: '6.2830' },
    ];
    const answer = await execute('sales.usp_QuoteOrder', { '@customer_id': 1, LINES: lines, discount_percent: '10.00' });
    assert.equal(answer.isError, false, answer.text);
    const [quoted, summary, ...others] = rowsOf(answer);
    assert.deepEqual(
      quoted?.map((row) => [row[0], row[2], row[3]]),
      [
        [1, '2.500', '3.0000'],
        [2, '1.000', '6.2830'],
      ],
    );
    // 2.5 × 3 × 0.9 = 6.75; 6.283 × 0.9 = 5.6547.
    assert.deepEqual(summary, [[2, '10.00', '12.4047']]);
    assert.deepEqual(others, []);
    assert.deepEqual(returnedBy(answer), {
      value: 2,
      outputs: { '@total': '12.4047', '@valid_until': '2030-12-31', '@remark': 'Prices without VAT, discount 10.00 %' },
    });
    assert.deepEqual(
      messagesOf(answer).map(([text, number, , procedure]) => [text, number, procedure]),
      [
        ['Quote for customer 1 in EUR', 0, 'sales.usp_QuoteOrder'],
        ['2 lines quoted', 50_000, 'sales.usp_QuoteOrder'],
      ],
    );
    assert.equal(answer.structured['row_count'], 3);
    assert.match(answer.text, /RETURN value: 2/u);
    assert.match(answer.text, /\| @total \| decimal\(19,4\) \| 12\.4047 \|/u);
  });

  it('leaves out what is not given, so that defaults apply, and passes null as NULL', async () => {
    const answer = await execute('dbo.usp_DefaultsOfEveryKind', { required: 1, number: null });
    const expected = [
      1,
      null,
      -7,
      '1.50',
      0.0015,
      '12.3400',
      true,
      'it\'s, "quoted" -- not a comment',
      'naïve 日本語 /* not a comment */',
      'bareword',
      null,
      '2024-02-29',
      '2024-02-29T12:34:56.7891234',
      '0xDEADBEEF',
      '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      '+49 30 1',
      '[a]]b]',
      'a,b,c',
      4,
    ];
    assert.deepEqual(rowsOf(answer), [[expected]]);
    assert.deepEqual(returnedBy(answer), { value: 0, outputs: { '@out': 4 } });
  });

  it('passes the value of an OUTPUT parameter in, too, and NULL or its default where none is given', async () => {
    const given = await execute('dbo.usp_OutputParameters', { left: 7, right: '3', text: 'begin' });
    assert.deepEqual(returnedBy(given), {
      value: 4,
      outputs: { '@sum': 10, '@product': '7.0000000000', '@text': 'begin → 10', '@at': '2024-05-06T07:08:09.1234567' },
    });
    const omitted = await execute('dbo.usp_OutputParameters', { left: 7 });
    assert.equal(returnedBy(omitted)?.outputs['@text'], 'start → 17');
    const empty = await execute('dbo.usp_OutputParameters', { left: 7, text: null });
    assert.equal(returnedBy(empty)?.outputs['@text'], ' → 17');
  });

  it('says which OUTPUT value it cannot tell, where the default is not known', async () => {
    await host.script('CREATE PROCEDURE dbo.usp_hidden @a int = 5 OUTPUT WITH ENCRYPTION AS SET @a = @a + 1; RETURN @a;');
    const omitted = await execute('dbo.usp_hidden');
    assert.deepEqual(returnedBy(omitted), { value: 6, outputs: {} });
    assert.match(String(omitted.structured['notes']), /@a was left out of the call, because its default is not known/u);
    assert.deepEqual(returnedBy(await execute('dbo.usp_hidden', { a: 1 })), { value: 2, outputs: { '@a': 2 } });
  });

  it('counts the rows that the procedure affected, and none of its own', async () => {
    const answer = await execute('people.usp_RaiseSalary', { employee_id: 1, percent: '0' });
    // The UPDATE; the SELECT that assigns the new salary counts nothing.
    assert.deepEqual(answer.structured['rows_affected'], [1, null]);
    assert.equal(returnedBy(answer)?.value, 1);
  });

  it('keeps what came before an error, what came behind it, and where it was', async () => {
    const answer = await execute('dbo.usp_ResultAfterError');
    assert.equal(answer.isError, true);
    assert.deepEqual(rowsOf(answer), [[['before']], [], [['after', 8134]]]);
    const [first] = sqlErrorsOf(answer);
    assert.deepEqual([first?.['number'], first?.['line'], first?.['procedure']], [8134, 6, 'dbo.usp_ResultAfterError']);
    assert.notEqual(returnedBy(answer), undefined);
  });

  it('has no RETURN and OUTPUT values when an error ended the batch, and says so', async () => {
    const answer = await execute('dbo.usp_ErrorInside');
    assert.equal(answer.isError, true);
    assert.deepEqual(rowsOf(answer), [[[1]]]);
    const [first] = sqlErrorsOf(answer);
    assert.deepEqual([first?.['number'], first?.['line'], first?.['procedure']], [52_000, 9, 'dbo.usp_Throw']);
    assert.equal(returnedBy(answer), undefined);
    assert.match(answer.text, /did not come to its end: there is no RETURN value/u);
  });

  it('keeps OUTPUT values beside an error of severity 16 that ends nothing', async () => {
    const answer = await execute('dbo.usp_Messages', { fail: true });
    assert.equal(answer.isError, true);
    assert.equal(returnedBy(answer)?.value, 0);
    assert.deepEqual(
      messagesOf(answer).map(([text]) => text),
      [
        'plain print',
        'Ünïcode 1.50',
        'severity zero, text and 42',
        'informational',
        'warning of severity nine',
        'user error 1 of 00042: ff',
        'last print',
      ],
    );
  });

  for (const [name, rows] of [
    ['usp_ReturnValue', []],
    ['[dbo].[usp_ReturnValue]', []],
    ['"SprocketShop"."dbo"."usp_ReturnValue"', []],
    ['SprocketShop..usp_ReturnValue', []],
    ['dbo.[usp with spaces. and dots]', [[[1]]]],
    ['[my.schema].[usp odd ]] name]', [[['groß', 1]]]],
  ] as const) {
    for (const connection of ['shop', 'server']) {
      // In server mode the name, or the parameter, says the database.
      const inServer = connection === 'server' && !name.includes('SprocketShop');
      it(`calls ${name} on the connection ${connection}`, async () => {
        const answer = await execute(name, {}, { connection, ...(inServer ? { database: 'SprocketShop' } : {}) });
        assert.equal(answer.isError, false, answer.text);
        assert.deepEqual(rowsOf(answer), rows);
        assert.equal(returnedBy(answer)?.value, 0);
      });
    }
  }

  it('runs in the database that holds the procedure', async () => {
    const answer = await execute('SprocketShop.dbo.usp_NoParameters', {}, { connection: 'server' });
    assert.deepEqual(rowsOf(answer), [[['SprocketShop', 1]]]);
    const elsewhere = await execute('SprocketShop.dbo.usp_EchoTable', { ids: [{ Id: 3 }] }, { connection: 'server' });
    assert.deepEqual(rowsOf(elsewhere)[1], [[3]], elsewhere.text);
  });

  it('calls procedures of the system', async () => {
    const who = await execute('sp_who');
    assert.equal(who.isError, false, who.text);
    assert.ok((rowsOf(who)[0]?.length ?? 0) > 0);
    assert.deepEqual(rowsOf(await execute('sys.sp_who', { loginame: 'nobody' })), [[]]);
    const text = await execute('sp_helptext', { objname: 'dbo.usp_ReturnValue' });
    assert.match(String(rowsOf(text)[0]?.[0]), /CREATE PROCEDURE dbo\.usp_ReturnValue/u);
    const dynamic = await execute('sp_executesql', { stmt: 'SELECT @x + 1', params: '@x int', x: 4 });
    assert.deepEqual(rowsOf(dynamic), [[[5]]]);
    const byPosition = await execute('sp_executesql', { 1: 'SELECT @x + 1', 2: '@x int', 3: 6 });
    assert.deepEqual(rowsOf(byPosition), [[[7]]]);
  });

  it('refuses what the login may not execute with the number of the server, and runs nothing', async () => {
    const denied = await execute('sales.usp_CreateOrder', { customer_id: 1, lines: [] }, { connection: 'reader' });
    assert.ok(denied.isError, denied.text);
    await host.script('GRANT VIEW DEFINITION ON SCHEMA::sales TO reader;');
    const seen = await execute('sales.usp_SearchOrders', {}, { connection: 'reader' });
    const [error] = sqlErrorsOf(seen);
    assert.equal(error?.['number'], 229, seen.text);
    assert.match(String(error['message']), /EXECUTE permission was denied on the object 'usp_SearchOrders'/u);
    assert.equal(returnedBy(seen), undefined);
    const dry = await execute('sales.usp_SearchOrders', {}, { connection: 'reader', dry_run: true });
    assert.match(String(dry.structured['notes']), /no EXECUTE permission/u);
  });

  it('sends thousands of rows of a table-valued parameter exactly', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => ({
      Big: String(9_223_372_036_854_770_000n + BigInt(index)),
      Amount: `${String(index)}.0000000001`,
      Name: index % 2 === 0 ? `日本 ${String(index)}` : null,
      Code: `é${String(index)}`,
      At: '2024-01-31T12:34:56.1234567',
      Uid: '6F9619FF-8B86-D011-B42D-00C04FC964FF',
      Payload: `0x${'AB'.repeat(index === 1500 ? 9000 : 2)}`,
      Flag: index % 3 === 0,
    }));
    const answer = await execute('dbo.usp_EchoTable', { rows });
    assert.equal(answer.isError, false, answer.text.slice(0, 2000));
    assert.equal(returnedBy(answer)?.value, 0);
    assert.deepEqual(rowsOf(answer)[2], [[3000, '4498500.0000003000']]);
    const { structured } = await call(host.client, 'get_session_result', {
      session_id: answer.structured['session_id'],
      offset: 1498,
      limit: 3,
    });
    assert.deepEqual(
      structured['rows'],
      [1498, 1499, 1500].map((index) => {
        const row = rows[index];
        return [
          index + 1,
          row?.Big,
          row?.Amount,
          row?.Name,
          row?.Code,
          row?.At,
          row?.Flag,
          row?.Uid,
          index === 1500 ? row?.Payload.slice(0, 2000) : row?.Payload,
        ];
      }),
    );
  });

  it('takes an empty table, and leaves columns with a default and identities to the server', async () => {
    const empty = await execute('dbo.usp_EchoTable', { rows: [], ids: [] });
    assert.deepEqual(rowsOf(empty), [[], [], [[0, null]]]);
    const defaults = await execute('dbo.usp_EchoTable', { rows: [{ Name: 'a' }, { Big: 1 }] });
    assert.deepEqual(rowsOf(defaults)[0], [
      [1, null, null, 'a', null, null, false, null, null],
      [2, '1', null, null, null, null, false, null, null],
    ]);
  });

  it('keeps the base type of a sql_variant, alone and in a row', async () => {
    await host.script(`CREATE TYPE dbo.Variants AS TABLE (v sql_variant NULL);
GO
CREATE PROCEDURE dbo.usp_variants @v sql_variant, @rows dbo.Variants READONLY AS
SELECT CONVERT(nvarchar(20), SQL_VARIANT_PROPERTY(v, 'BaseType')), CONVERT(int, SQL_VARIANT_PROPERTY(v, 'Precision')),
  CONVERT(int, SQL_VARIANT_PROPERTY(v, 'Scale')), CONVERT(int, SQL_VARIANT_PROPERTY(v, 'MaxLength'))
FROM (SELECT @v AS v UNION ALL SELECT v FROM @rows) AS every;`);
    for (const [given, expected] of [
      [{ type: 'decimal(9,3)', value: '1.5' }, ['decimal', 9, 3]],
      [{ type: 'nchar(4)', value: 'ab' }, ['nchar', 0, 0, 8]],
      [{ type: 'varbinary(4)', value: '0x01' }, ['varbinary', 0, 0, 4]],
      [{ type: 'smallmoney', value: '1' }, ['smallmoney', 10, 4]],
      [7, ['int', 10, 0]],
      ['text', ['nvarchar', 0, 0, 8000]],
    ] as const) {
      const answer = await execute('dbo.usp_variants', { v: given, rows: [{ v: given }] });
      // MaxLength tells more than precision and scale for texts and bytes alone.
      const [rows = []] = rowsOf(answer);
      assert.deepEqual(
        rows.map((row) => row.slice(0, expected.length)),
        [expected, expected],
        answer.text,
      );
    }
    const alone = await execute('dbo.usp_variants', { v: { type: 'varchar(10)', value: 'é' } });
    assert.deepEqual(rowsOf(alone), [[['varchar', 0, 0, 10]]], alone.text);
    const narrow = await execute('dbo.usp_variants', { v: null, rows: [{ v: { type: 'varchar(10)', value: 'é' } }] });
    assert.match(String(errorOf(narrow)['message']), /@rows\[0\]\.v sql_variant cannot take .* text of a code page/u);
  });

  it('turns no character of a code page into a question mark', async () => {
    const answer = await execute('dbo.usp_EchoTypes', { c_varchar: '日本' });
    assert.match(String(errorOf(answer)['message']), /@c_varchar varchar\(50\) cannot take this text: the code page/u);
    assert.deepEqual(rowsOf(answer), []);
    const inTable = await execute('dbo.usp_EchoTable', { rows: [{ Code: 'é' }, { Code: 'ж' }] });
    assert.match(String(errorOf(inTable)['message']), /@rows \[dbo\]\.\[MixedList\] cannot take this text/u);
  });

  it('shortens a long OUTPUT value, says so, and gives the whole', async () => {
    await host.script(
      "CREATE PROCEDURE dbo.usp_long @text nvarchar(max) = NULL OUTPUT AS SET @text = REPLICATE(CONVERT(nvarchar(max), N'0123456789'), 20000);",
    );
    const answer = await execute('dbo.usp_long');
    const { outputs } = returnedBy(answer) ?? {};
    assert.equal(String(outputs?.['@text']).length, 4000);
    assert.match(answer.text, /@text is shortened, of 200,000 characters/u);
    const { structured } = await call(host.client, 'get_session_result', {
      session_id: answer.structured['session_id'],
      column: '@text',
      offset: 199_995,
    });
    assert.deepEqual(structured['cell'], {
      row: 0,
      column: 1,
      name: '@text',
      type: 'nvarchar(max)',
      value: '56789',
      length: 200_000,
      offset: 199_995,
    });
  });
});

function sqlErrorsOf(answer: Answer): Record<string, unknown>[] {
  const list = errorOf(answer)['sql_errors'];
  return Array.isArray(list) ? list.map((each: object) => ({ ...each })) : [];
}

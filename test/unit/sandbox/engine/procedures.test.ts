import assert from 'node:assert/strict';
import { openShop, type TestSession } from './harness';

describe('procedures', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
    await shop.run(`CREATE PROCEDURE dbo.p @a int, @b nvarchar(10) = N'given', @c int = NULL OUTPUT AS
      BEGIN
        SET NOCOUNT ON;
        SET @c = @a * 2;
        SELECT @a AS a, @b AS b;
        RETURN 7;
      END`);
  });

  it('take positional and named arguments, defaults and OUTPUT, and return a value', async () => {
    const { results } = await shop.run(`
      DECLARE @r int, @o int;
      EXEC @r = dbo.p 5, @c = @o OUTPUT;
      SELECT @r, @o;
      EXEC p @b = DEFAULT, @a = 6;`);
    assert.deepEqual(
      results.map((result) => result.rows[0]),
      [
        [5, 'given'],
        [7, 10],
        [6, 'given'],
      ],
    );
  });

  for (const [text, error] of [
    ["EXEC p @b = 'x'", "201: Procedure or function 'p' expects parameter '@a', which was not supplied."],
    ['EXEC p 1, 2, 3, 4', '8144: Procedure or function p has too many arguments specified.'],
    ['EXEC p 1, @z = 2', '8145: @z is not a parameter for procedure p.'],
    ["EXEC p 'x'", '8114: Error converting data type varchar to int.'],
    ['EXEC missing', "2812: Could not find stored procedure 'missing'."],
    [
      'DECLARE @o int; EXEC p @o OUTPUT',
      '8162: The formal parameter "@a" was not declared as an OUTPUT parameter, but the actual parameter passed in requested output.',
    ],
  ] as const) {
    it(`refuse a wrong call and let the batch go on: ${text}`, async () => {
      const outcome = await shop.run(`${text}; PRINT 'on'`);
      assert.deepEqual(outcome.errors, [error]);
      assert.deepEqual(outcome.prints, ['on']);
    });
  }

  it('see the temporary tables of their callers and lose their own', async () => {
    await shop.run('CREATE PROCEDURE reads AS SELECT a FROM #outer');
    await shop.run('CREATE PROCEDURE makes AS BEGIN CREATE TABLE #own (a int); INSERT #own VALUES (1); END');
    assert.deepEqual(await shop.rows('CREATE TABLE #outer (a int); INSERT #outer VALUES (3); EXEC reads'), [[3]]);
    assert.match((await shop.run('EXEC makes; SELECT a FROM #own')).errors[0] ?? '', /^208:/);
  });

  it('keep SET options to themselves', async () => {
    await shop.run('EXEC p 1');
    assert.equal((await shop.run('SELECT 1')).done[0]?.rowCount, 1);
  });

  it('nest 32 levels', async () => {
    await shop.run('CREATE PROCEDURE deeper @n int AS BEGIN PRINT @@NESTLEVEL; EXEC deeper @n; END');
    const outcome = await shop.run('EXEC deeper 1');
    assert.equal(outcome.prints.at(-1), '32');
    assert.deepEqual(outcome.errors, ['217: Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).']);
  });

  it('feed INSERT … EXEC', async () => {
    await shop.run("CREATE TABLE t (a int, b nvarchar(10)); INSERT t EXEC p 4; INSERT t EXEC('SELECT 1, N''x''')");
    assert.deepEqual(await shop.rows('SELECT a, b FROM t'), [
      [4, 'given'],
      [1, 'x'],
    ]);
  });

  it('run text with parameters', async () => {
    const { results } = await shop.run(
      "DECLARE @o int; EXEC sp_executesql N'SET @out = @in + 1; SELECT @in', N'@in int, @out int OUTPUT', @in = 4, @out = @o OUTPUT; SELECT @o",
    );
    assert.deepEqual(
      results.map((result) => result.rows[0]),
      [[4], [5]],
    );
    assert.match((await shop.run("EXEC sp_executesql N'SELECT @a', N'@a int'")).errors[0] ?? '', /^8178: The parameterized query/);
  });

  it('take table-valued parameters', async () => {
    await shop.run('CREATE TYPE dbo.Ids AS TABLE (id int NOT NULL)');
    await shop.run('CREATE PROCEDURE takes @ids dbo.Ids READONLY AS SELECT id FROM @ids');
    assert.deepEqual(await shop.rows('DECLARE @t dbo.Ids; INSERT @t VALUES (1), (2); EXEC takes @t'), [[1], [2]]);
    assert.deepEqual(await shop.rows('EXEC takes'), []);
  });
});

describe('remote calls', () => {
  let shop: TestSession;
  beforeEach(async () => {
    ({ shop } = await openShop());
    await shop.run(`CREATE PROCEDURE dbo.p @a int, @c int OUTPUT AS BEGIN SET @c = @a + 1; SELECT @a; RETURN 3; END`);
  });

  const parameter = { isOutput: false, isDefault: false };

  it('give rows, status and OUTPUT values', async () => {
    const outcome = await shop.call({
      procedure: '[dbo].[p]',
      parameters: [
        { ...parameter, name: '@a', type: { name: 'int' }, value: 4 },
        { ...parameter, name: '@c', type: { name: 'int' }, value: null, isOutput: true },
      ],
    });
    assert.deepEqual(outcome.results[0]?.rows, [[4]]);
    assert.deepEqual(outcome.statuses, [3]);
    assert.deepEqual(outcome.outputs, [{ ordinal: 1, name: '@c', type: { name: 'int' }, value: 5 }]);
    assert.ok(outcome.done.every((done) => done.inProcedure));
  });

  it('prepare, execute and forget', async () => {
    const text = (value: string) => ({ ...parameter, name: '', type: { name: 'nvarchar' as const, length: 100 }, value });
    const prepared = await shop.call({
      procedure: 'sp_prepare',
      parameters: [{ ...parameter, name: '', type: { name: 'int' }, value: null, isOutput: true }, text('@x int'), text('SELECT @x * 2')],
    });
    const handle = prepared.outputs[0]?.value ?? null;
    const execute = { procedure: 'sp_execute', parameters: [{ ...parameter, name: '', type: { name: 'int' } as const, value: handle }] };
    const outcome = await shop.call({
      ...execute,
      parameters: [...execute.parameters, { ...parameter, name: '@x', type: { name: 'int' }, value: 21 }],
    });
    assert.deepEqual(outcome.results[0]?.rows, [[42]]);
    assert.deepEqual((await shop.call({ ...execute, procedure: 'sp_unprepare' })).errors, []);
    assert.match((await shop.call(execute)).errors[0] ?? '', /^8179:/);
  });

  it('fill a table-valued parameter', async () => {
    await shop.run('CREATE TYPE dbo.Ids AS TABLE (id bigint NOT NULL)');
    await shop.run('CREATE PROCEDURE takes @ids dbo.Ids READONLY AS SELECT id FROM @ids');
    const columns = [{ name: 'id', type: { name: 'int' as const } }];
    const outcome = await shop.call({
      procedure: 'takes',
      parameters: [
        { ...parameter, name: '@ids', type: { name: 'table', userType: 'dbo.Ids' }, value: { kind: 'table', columns, rows: [[1], [2]] } },
      ],
    });
    assert.deepEqual(outcome.results[0]?.rows, [[1n], [2n]]);
  });
});

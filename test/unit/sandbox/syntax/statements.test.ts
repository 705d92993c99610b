import assert from 'node:assert/strict';
import { parseBatch } from '../../../sandbox/syntax/parser';
import { shape, statement, statementOf, withoutPositions } from './support';

const kinds = (text: string): string[] => parseBatch(text).statements.map(({ kind }) => kind);

describe('statements', () => {
  it('need no semicolons between them', () => {
    assert.deepEqual(kinds("DECLARE @a int = 1 SET @a += 1 IF @a > 1 PRINT 'x' ELSE PRINT 'y' SELECT @a RETURN"), [
      'declare',
      'setVariable',
      'if',
      'select',
      'return',
    ]);
    assert.deepEqual(kinds(';;SELECT 1; ;WITH c AS (SELECT 1 AS x) SELECT * FROM c;'), ['select', 'select']);
  });
  it('INSERT takes rows, a query, EXEC and DEFAULT VALUES', () => {
    const rows = statementOf('insert', 'INSERT INTO dbo.t (a, b) OUTPUT inserted.a INTO @x (a) VALUES (1, DEFAULT), (2, 3)');
    assert.ok(rows.source.kind === 'query' && rows.source.body.kind === 'values');
    assert.deepEqual([rows.columns, rows.output[0]?.intoColumns, rows.source.body.rows[0]?.[1]?.kind], [['a', 'b'], ['a'], 'default']);
    assert.equal(statementOf('insert', 'INSERT t (SELECT 1)').source.kind, 'query');
    assert.equal(statementOf('insert', 'INSERT #t EXEC dbo.p 1').source.kind, 'execute');
    assert.equal(statementOf('insert', 'INSERT t DEFAULT VALUES').source.kind, 'defaultValues');
  });
  it('UPDATE and DELETE take FROM, OUTPUT and compound assignments', () => {
    const update = statementOf(
      'update',
      'UPDATE x SET a += 1, @v = b = 2, @w = 3, x.c = DEFAULT OUTPUT deleted.a FROM t AS x WHERE x.a = 1',
    );
    assert.deepEqual(
      update.assignments.map(({ column, variable, value }) => [column, variable, value.kind === 'default' ? 'DEFAULT' : shape(value)]),
      [
        ['a', undefined, '(a + 1)'],
        ['b', '@v', '2'],
        [undefined, '@w', '3'],
        ['c', undefined, 'DEFAULT'],
      ],
    );
    const remove = statementOf('delete', 'DELETE TOP (5) x FROM t AS x JOIN u ON u.a = x.a WHERE u.b = 1');
    assert.deepEqual([remove.from.length, remove.top?.kind, remove.where?.kind], [1, 'literal', 'binary']);
  });
  it('MERGE keeps the order of its clauses', () => {
    const merge = statementOf(
      'merge',
      `MERGE INTO t WITH (HOLDLOCK) AS a USING (VALUES (1, 2)) AS s (x, y) ON a.x = s.x
       WHEN MATCHED AND a.y <> s.y THEN UPDATE SET y = s.y
       WHEN NOT MATCHED THEN INSERT (x) VALUES (s.x)
       WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action;`,
    );
    assert.deepEqual(
      merge.clauses.map(({ when, action }) => [when, action.kind]),
      [
        ['matched', 'update'],
        ['notMatchedByTarget', 'insert'],
        ['notMatchedBySource', 'delete'],
      ],
    );
    assert.equal(merge.targetAlias, 'a');
  });
  it('EXEC takes names, variables, words and text', () => {
    const call = statementOf('execute', 'EXEC @r = dbo.p @a = 1, @b = @x OUTPUT, @c = DEFAULT, @d = word, @e = -1');
    assert.equal(call.returnVariable, '@r');
    assert.deepEqual(
      call.arguments.map(({ name, value, output }) => [name, value.kind, output]),
      [
        ['@a', 'literal', false],
        ['@b', 'variable', true],
        ['@c', 'default', false],
        ['@d', 'literal', false],
        ['@e', 'unary', false],
      ],
    );
    assert.equal(statementOf('execute', "EXEC ('SELECT ' + @x) AT srv").at, 'srv');
    assert.deepEqual(statementOf('execute', "sp_help 'dbo.t'").arguments.length, 1);
  });
  it('SET options come in upper case', () => {
    const option = (text: string): unknown => {
      const { options, value, table } = statementOf('setOption', text);
      return [options, typeof value === 'string' ? value : shape(value), table?.parts];
    };
    assert.deepEqual(option('SET ansi_nulls, quoted_identifier ON'), [['ANSI_NULLS', 'QUOTED_IDENTIFIER'], 'ON', undefined]);
    assert.deepEqual(option('SET IDENTITY_INSERT dbo.t OFF'), [['IDENTITY_INSERT'], 'OFF', ['dbo', 't']]);
    assert.deepEqual(option('SET TRANSACTION ISOLATION LEVEL READ COMMITTED'), [
      ['TRANSACTION ISOLATION LEVEL'],
      'READ COMMITTED',
      undefined,
    ]);
    assert.deepEqual(option('SET LOCK_TIMEOUT -1'), [['LOCK_TIMEOUT'], '(- 1)', undefined]);
    assert.deepEqual(option('SET STATISTICS IO, TIME ON'), [['STATISTICS IO', 'STATISTICS TIME'], 'ON', undefined]);
  });
  it('control flow nests', () => {
    const loop = statementOf('while', 'WHILE @i < 3 BEGIN SET @i += 1; IF @i = 2 BREAK; ELSE CONTINUE END');
    assert.ok(loop.body.kind === 'block');
    assert.deepEqual(
      loop.body.statements.map(({ kind }) => kind),
      ['setVariable', 'if'],
    );
    const attempt = statementOf('try', 'BEGIN TRY BEGIN TRAN COMMIT END TRY BEGIN CATCH IF XACT_STATE() <> 0 ROLLBACK; THROW; END CATCH');
    assert.deepEqual(
      [attempt.body, attempt.handler].map((list) => list.map(({ kind }) => kind)),
      [
        ['transaction', 'transaction'],
        ['if', 'throw'],
      ],
    );
    const raised = statementOf('raiserror', "RAISERROR (N'%d', 16, 1, @a) WITH NOWAIT, LOG");
    assert.deepEqual([raised.arguments.length, raised.noWait, raised.log, raised.setError], [1, true, true, false]);
    assert.deepEqual(kinds('again: GOTO again'), ['label', 'goto']);
  });
  it('transactions have names, cursors directions', () => {
    assert.deepEqual(withoutPositions(parseBatch('BEGIN TRAN a SAVE TRAN s ROLLBACK TRAN s COMMIT').statements), [
      { kind: 'transaction', action: 'begin', name: 'a' },
      { kind: 'transaction', action: 'save', name: 's' },
      { kind: 'transaction', action: 'rollback', name: 's' },
      { kind: 'transaction', action: 'commit' },
    ]);
    const fetch = statementOf('cursor', 'FETCH ABSOLUTE 5 FROM c INTO @a, @b');
    assert.deepEqual([fetch.direction, fetch.name, fetch.into], ['ABSOLUTE', 'c', ['@a', '@b']]);
    assert.equal(statementOf('cursor', 'DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT 1 AS a').query?.kind, 'select');
  });
  it('give permissions with their securable', () => {
    const grant = statementOf('permission', 'GRANT SELECT, VIEW DEFINITION ON SCHEMA::sales TO reader, [other]');
    assert.deepEqual(
      [grant.permissions, grant.onClass, grant.on?.parts, grant.principals],
      [['SELECT', 'VIEW DEFINITION'], 'SCHEMA', ['sales'], ['reader', 'other']],
    );
    assert.equal(statement('ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE').kind, 'ignored');
  });
});

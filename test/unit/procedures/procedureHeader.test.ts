import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HeaderSyntaxError, parseProcedureHeader } from '../../../src/core/procedures/procedureHeader';
import type { HeaderParameter } from '../../../src/core/procedures/procedureHeader';

function parameters(list: string): readonly HeaderParameter[] {
  return parseProcedureHeader(`CREATE PROC p ${list} AS SELECT 1`).parameters;
}

function defaults(list: string): (string | undefined)[] {
  return parameters(list).map((parameter) => parameter.default?.text);
}

describe('header of a procedure', () => {
  it('reads name, number and options', () => {
    const header = parseProcedureHeader(
      '-- before\nCREATE OR ALTER PROCEDURE [my.schema] . "a b" ; 1 (@a int) WITH ENCRYPTION, EXECUTE AS \'me\' FOR REPLICATION AS SELECT 1',
    );
    assert.deepEqual(header.name, ['my.schema', 'a b']);
    assert.equal(header.number, 1);
    assert.deepEqual(header.options, ['ENCRYPTION', "EXECUTE AS 'me'"]);
    assert.equal(header.forReplication, true);
  });

  it('ends before the body, whatever that holds', () => {
    const body = "@late int = 9 'never closed /* nor this";
    assert.equal(parseProcedureHeader(`CREATE PROC p @a int AS ${body}`).parameters.length, 1);
    assert.equal(parseProcedureHeader(`CREATE PROC p AS -- ${body}\r more`).parameters.length, 0);
  });

  it('reads every kind of default', () => {
    assert.deepEqual(
      defaults(
        "@a int = 1, @b int = - 2, @c decimal(5,2) = +3.5, @d float = 1.5E-3, @e money = -$4, @f varchar(9) = 'it''s', @g nvarchar(9) = N'', " +
          '@h varbinary(9) = 0x, @i int = NULL, @j varchar(9) = word, @k varchar(9) = [a b], @l varchar(9) = "c", @m datetime = {d \'2024-01-01\'}, @n int = @@SPID, @o int',
      ),
      ['1', '-2', '+3.5', '1.5E-3', '-$4', "'it''s'", "N''", '0x', 'NULL', 'word', '[a b]', '"c"', "{d '2024-01-01'}", '@@SPID', undefined],
    );
  });

  it('reads types of one and several words, with and without arguments', () => {
    assert.deepEqual(
      parameters(
        '@a AS int, @b national char varying (10), @c double precision, @d dbo.T, @e [a].[b]]c], @f xml (DOCUMENT dbo . c), @g varchar(max), @h cursor VARYING OUT, @i dbo.L READONLY',
      ).map((parameter) => parameter.type),
      [
        'int',
        'national char varying(10)',
        'double precision',
        'dbo.T',
        '[a].[b]]c]',
        'xml(DOCUMENT dbo.c)',
        'varchar(max)',
        'cursor',
        'dbo.L',
      ],
    );
  });

  it('reads nullability and direction', () => {
    const [first, second, third] = parameters('@a int NOT NULL = 1 OUT, @b int NULL OUTPUT, @c dbo.L READONLY');
    assert.deepEqual([first?.notNull, first?.output, first?.default?.text], [true, true, '1']);
    assert.deepEqual([second?.notNull, second?.output, second?.readOnly], [false, true, false]);
    assert.deepEqual([third?.output, third?.readOnly], [false, true]);
  });

  it('takes double quotes for a text where the module was made so', () => {
    const text = 'CREATE PROC p @a varchar(9) = "x, @b int = 1" AS SELECT 1';
    const value = (quotedIdentifier: boolean): [string | undefined, string | undefined] => {
      const [parameter] = parseProcedureHeader(text, { quotedIdentifier }).parameters;
      return [parameter?.default?.kind, parameter?.default?.value];
    };
    assert.deepEqual(value(false), ['string', 'x, @b int = 1']);
    assert.deepEqual(value(true), ['name', 'x, @b int = 1']);
  });

  for (const [what, text, near] of [
    ['another module', 'CREATE FUNCTION f() RETURNS int AS BEGIN RETURN 1 END', 'FUNCTION'],
    ['an expression as default', 'CREATE PROC p @a int = (1) AS SELECT 1', '('],
    ['a default that is missing', 'CREATE PROC p @a int = , @b int AS SELECT 1', ','],
    ['an open comment', 'CREATE PROC p /* @a int AS', '/\\* @a'],
    ['an open text', "CREATE PROC p @a varchar(9) = 'x AS SELECT 1", "'x AS"],
    ['the end before AS', 'CREATE PROC p @a int', 'its end'],
    ['nothing', '', 'its end'],
    ['two parameters without a comma', 'CREATE PROC p @a int @b int AS SELECT 1', '@b'],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(
        () => parseProcedureHeader(text),
        (error) => error instanceof HeaderSyntaxError && new RegExp(near.replace('(', '\\('), 'u').test(error.message),
      );
    });
  }

  it('refuses a comment that may end in two places', () => {
    assert.throws(() => parseProcedureHeader('CREATE PROC p @a int -- = 1\r = 2\nAS SELECT 1'), /carriage return/u);
  });
});

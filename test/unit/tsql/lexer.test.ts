import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Lexer } from '../../../src/core/tsql/lexer';
import type { LexerOptions } from '../../../src/core/tsql/lexer';

/** Kind and value of each token. */
function tokens(text: string, options?: LexerOptions): [string, string][] {
  const lexer = new Lexer(text, options);
  const found: [string, string][] = [];
  for (let token = lexer.next(); ; token = lexer.next()) {
    found.push([token.kind, token.value]);
    if (token.kind === 'end' || token.kind === 'invalid') {
      return found;
    }
  }
}

function only(text: string, options?: LexerOptions): [string, string][] {
  return tokens(text, options).slice(0, -1);
}

describe('lexer of T-SQL', () => {
  it('passes blanks and comments, which nest', () => {
    assert.deepEqual(only("a /* x /* y */ 'z */ b -- c\r\nd --e"), [
      ['word', 'a'],
      ['word', 'b'],
      ['word', 'd'],
    ]);
    assert.deepEqual(only('\uFEFFa\u00a0b\u0001c'), [
      ['word', 'a'],
      ['word', 'b'],
      ['word', 'c'],
    ]);
  });

  it('takes quotation off, with what is doubled inside', () => {
    assert.deepEqual(only(`'it''s' N'日本' n'' [a]]b] "c""d"`), [
      ['string', "it's"],
      ['string', '日本'],
      ['string', ''],
      ['quotedName', 'a]b'],
      ['quotedName', 'c"d'],
    ]);
    assert.deepEqual(only(`"c""d" 'e'`, { quotedIdentifier: false }), [
      ['string', 'c"d'],
      ['string', 'e'],
    ]);
  });

  it('joins a constant that a backslash continues on the next line', () => {
    assert.deepEqual(only("'ab\\\ncd' 'ab\\cd' 0xAB\\\r\nCD"), [
      ['string', 'abcd'],
      ['string', 'ab\\cd'],
      ['binary', '0xABCD'],
    ]);
  });

  it('knows numbers, bytes and money by their form', () => {
    assert.deepEqual(only('1 1. .5 1.5e-3 1E+2 2e 0x 0x1F $12.34 £1 €.5 $'), [
      ['number', '1'],
      ['number', '1.'],
      ['number', '.5'],
      ['number', '1.5e-3'],
      ['number', '1E+2'],
      ['number', '2e'],
      ['binary', '0x'],
      ['binary', '0x1F'],
      ['money', '$12.34'],
      ['money', '£1'],
      ['money', '€.5'],
      ['money', '$'],
    ]);
  });

  it('keeps what only looks joined apart', () => {
    assert.deepEqual(only('1OUTPUT,@a=-5,N.[b]'), [
      ['number', '1'],
      ['word', 'OUTPUT'],
      ['operator', ','],
      ['variable', '@a'],
      ['operator', '='],
      ['operator', '-'],
      ['number', '5'],
      ['operator', ','],
      ['word', 'N'],
      ['operator', '.'],
      ['quotedName', 'b'],
    ]);
  });

  it('knows names and variables with every letter they may hold', () => {
    assert.deepEqual(only('größe _a$b#c #t ##g @größe @a$b#c_1 @@ROWCOUNT $action'), [
      ['word', 'größe'],
      ['word', '_a$b#c'],
      ['word', '#t'],
      ['word', '##g'],
      ['variable', '@größe'],
      ['variable', '@a$b#c_1'],
      ['variable', '@@ROWCOUNT'],
      ['word', '$action'],
    ]);
  });

  it('knows operators of two characters', () => {
    assert.deepEqual(
      only('<= >= <> != !< !> += -= *= /= %= &= |= ^= || ||= ::').map(([, value]) => value),
      ['<=', '>=', '<>', '!=', '!<', '!>', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '||', '||=', '::'],
    );
  });

  for (const text of ["a 'never closed", 'a [never closed', 'a /* never /* closed */', 'a "never closed', 'a `']) {
    it(`stops at ${text.slice(2, 4)} in ${JSON.stringify(text)}`, () => {
      assert.equal(tokens(text).at(-1)?.[0], 'invalid');
      assert.equal(tokens(text).length, 2);
    });
  }

  it('says where a token stands', () => {
    const lexer = new Lexer("  x = N'yy'");
    const places = [lexer.next(), lexer.next(), lexer.next(), lexer.next()].map(({ start, end, text }) => [start, end, text]);
    assert.deepEqual(places, [
      [2, 3, 'x'],
      [4, 5, '='],
      [6, 11, "N'yy'"],
      [11, 11, ''],
    ]);
  });

  it('tells of a line comment that may be read in two ways', () => {
    const after = (text: string): boolean => {
      const lexer = new Lexer(text);
      lexer.next();
      return lexer.hasDoubtfulComment;
    };
    assert.equal(after('-- a\rb\nc'), true);
    assert.equal(after('-- a\r\nc'), false);
    assert.equal(after('/* a\rb */ c'), false);
  });
});

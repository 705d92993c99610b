import assert from 'node:assert/strict';
import { tokenize } from '../../../sandbox/syntax/lexer';

const kinds = (text: string, quotedIdentifier = true): string[] =>
  tokenize(text, quotedIdentifier).map(({ kind, text: value }) => (kind === 'end' ? 'end' : `${kind} ${value}`));

describe('tokenize', () => {
  it('removes quotes and their doubling', () => {
    assert.deepEqual(kinds(`'a''b' N'x' [c]]d] "e""f"`), ["string a'b", 'nationalString x', 'name c]d', 'name e"f', 'end']);
  });
  it('reads "…" as a string when QUOTED_IDENTIFIER is off', () => {
    assert.deepEqual(kinds(`"it's" ""`, false), ["string it's", 'string ', 'end']);
  });
  it('passes over nested comments', () => {
    assert.deepEqual(kinds("a /* /* ' */ -- */ b -- c\n d"), ['word a', 'word b', 'word d', 'end']);
  });
  it('tells numbers, money and binary apart', () => {
    assert.deepEqual(kinds('1 1.5 .5 5. 1e-3 $1.5 0xAf'), [
      'number 1',
      'number 1.5',
      'number .5',
      'number 5.',
      'number 1e-3',
      'money $1.5',
      'binary 0xAf',
      'end',
    ]);
  });
  it('reads variables, temporary names and pseudo columns', () => {
    assert.deepEqual(kinds('@a @@rowcount #t ##t $action'), [
      'variable @a',
      'globalVariable @@rowcount',
      'word #t',
      'word ##t',
      'word $action',
      'end',
    ]);
  });
  it('takes the longest operator', () => {
    assert.deepEqual(
      kinds('+=<>!=!<||::-').map((entry) => entry.replace('operator ', '')),
      ['+=', '<>', '!=', '!<', '||', '::', '-', 'end'],
    );
  });
  it('counts lines through strings and comments, with either line end', () => {
    assert.deepEqual(
      tokenize("a\r\n'x\ny' /*\n*/ b").map(({ line }) => line),
      [1, 2, 4, 4],
    );
  });
  it('joins a string over a backslash at the line end', () => {
    assert.deepEqual(kinds("'ab\\\ncd'"), ['string abcd', 'end']);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { compare, comparer, equalsKey } from '../../../sandbox/values/compare';
import { decimal } from '../../../sandbox/values/decimal';
import { likeMatcher, patternIndex } from '../../../sandbox/values/like';
import type { SqlType } from '../../../sandbox/values/sqlType';
import { type } from './support';

const collated = (collation: string): SqlType => ({ name: 'nvarchar', length: 50, collation });
const ci = collated('SQL_Latin1_General_CP1_CI_AS');
const cs = collated('Latin1_General_100_CS_AS');
const ai = collated('Latin1_General_100_CI_AI');
const bin = collated('Latin1_General_100_BIN2');

describe('sandbox comparison of text', () => {
  for (const [a, b, as, sign] of [
    ['abc', 'ABC', ci, 0],
    ['abc  ', 'abc', ci, 0],
    ['abc', 'ABC', cs, -1],
    ['\u00e9', 'e', ci, 1],
    ['\u00e9', '\u00c9', ci, 0],
    ['\u00e9', 'E', ai, 0],
    ['a', 'B', ci, -1],
    ['a', 'B', bin, 1],
    ['a1', 'a-', ci, 1],
    ['Stra\u00dfe', 'STRASSE', ci, 0],
    ['z', '\u00e5', collated('Danish_Norwegian_CI_AS'), -1],
    ['z', '\u00e5', ci, 1],
  ] as const) {
    it(`'${a}' and '${b}' in ${as.collation ?? ''}`, () => {
      assert.equal(Math.sign(compare(a, b, as)), sign);
      assert.equal(Math.sign(compare(b, a, as)) + sign, 0);
      assert.equal(equalsKey(a, as) === equalsKey(b, as), sign === 0);
    });
  }

  it('sorts as a dictionary does', () => {
    assert.deepEqual(
      ['b', 'A', 'C', 'a', '10', '9', '_x'].sort((a, b) => comparer(cs)(a, b)),
      ['_x', '10', '9', 'a', 'A', 'b', 'C'],
    );
  });
});

describe('sandbox comparison of other values', () => {
  it('orders identifiers by their last group first', () => {
    const guid = type('uniqueidentifier');
    const low = 'FFFFFFFF-FFFF-FFFF-FFFF-000000000001';
    const high = '00000000-0000-0000-0000-000000000002';
    assert.ok(compare(low, high, guid) < 0);
    assert.ok(compare('02000000-0000-0000-0000-000000000000', '01000001-0000-0000-0000-000000000000', guid) < 0);
  });

  it('reads a shorter binary as filled with zeros', () => {
    const binary = type('varbinary(8)');
    assert.equal(compare(Uint8Array.of(1), Uint8Array.of(1, 0), binary), 0);
    assert.equal(equalsKey(Uint8Array.of(1), binary), equalsKey(Uint8Array.of(1, 0), binary));
    assert.ok(compare(Uint8Array.of(1), Uint8Array.of(1, 1), binary) < 0);
  });

  it('orders decimals beyond the doubles', () => {
    const wide = type('decimal(38,0)');
    assert.ok(compare(decimal(10n ** 37n, 0), decimal(10n ** 37n + 1n, 0), wide) < 0);
  });

  it('orders variants by family', () => {
    const variant = type('sql_variant');
    const number = { kind: 'variant', type: type('int'), value: 1 } as const;
    const text = { kind: 'variant', type: type('varchar(3)'), value: '2' } as const;
    const large = { kind: 'variant', type: type('bigint'), value: 1n } as const;
    assert.ok(compare(number, text, variant) > 0);
    assert.equal(compare(number, large, variant), 0);
    assert.equal(equalsKey(number, variant), equalsKey(large, variant));
  });
});

describe('sandbox LIKE', () => {
  for (const [text, pattern, as, expected] of [
    ['Widget', 'w%', ci, true],
    ['Widget', 'w%', cs, false],
    ['a\nb', 'a_b', ci, true],
    ['50%', '50[%]', ci, true],
    ['505', '50[%]', ci, false],
    ['a-c', 'a[-]c', ci, true],
    ['b', '[a-c]', ci, true],
    ['d', '[^a-c]', ci, true],
    ['B', '[a-c]', cs, true],
    ['B', '[a-c]', bin, false],
    ['caf\u00e9', 'CAFE', ai, true],
    ['caf\u00e9', 'CAFE', ci, false],
    ['a.c', 'a.c', ci, true],
    ['abc', 'a.c', ci, false],
    ['abc ', 'abc', ci, false],
    ['abc ', 'abc', type('varchar(10)'), true],
    ['abc', 'a[bc', ci, false],
  ] as const) {
    it(`'${text.replace('\n', '\\n')}' LIKE '${pattern}' in ${as.collation ?? as.name} is ${String(expected)}`, () => {
      assert.equal(likeMatcher(pattern, as)(text), expected);
    });
  }

  it('takes an escape character', () => {
    assert.equal(likeMatcher('50!%', ci, '!')('50%'), true);
    assert.equal(likeMatcher('50!%', ci, '!')('505'), false);
  });

  it('finds where a pattern begins', () => {
    assert.equal(patternIndex('%[0-9]%', 'abc123', ci), 4);
    assert.equal(patternIndex('abc', 'abcd', ci), 0);
    assert.equal(patternIndex('%cd', 'abcd', ci), 3);
    assert.equal(patternIndex('ab%', 'abcd', ci), 1);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { closestNames, editDistance } from '../../../src/core/names/closestNames';
import { formatQualifiedName, parseQualifiedName } from '../../../src/core/names/qualifiedName';

describe('qualified names', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['t', { name: 't' }],
    ['dbo.t', { schema: 'dbo', name: 't' }],
    [' [my.schema] . [t] ', { schema: 'my.schema', name: 't' }],
    ['db..t', { database: 'db', name: 't' }],
    ['"a ""b".[c]]d]', { schema: 'a "b', name: 'c]d' }],
    ['db.dbo.Größe', { database: 'db', schema: 'dbo', name: 'Größe' }],
    ['#temp', { name: '#temp' }],
    ['.t', { name: 't' }],
  ];
  for (const [text, expected] of cases) {
    it(`reads ${text}`, () => {
      assert.deepEqual(parseQualifiedName(text), expected);
    });
  }

  for (const text of [
    '',
    ' ',
    '.',
    'a.',
    '[',
    '[a',
    '[]',
    'a b',
    "a'b",
    'a;b',
    'a]b',
    '[a]b',
    '..t',
    'a.b.c.d.e',
    'x'.repeat(129),
    'dbo.p;1',
  ]) {
    it(`refuses ${JSON.stringify(text.slice(0, 12))}`, () => {
      assert.throws(() => parseQualifiedName(text), { kind: 'invalid_input' });
    });
  }

  it('refuses linked servers by name', () => {
    assert.throws(() => parseQualifiedName('a.b.c.d'), { kind: 'unsupported' });
  });

  it('writes brackets where they are needed', () => {
    assert.equal(formatQualifiedName({ schema: 'dbo', name: 't' }), 'dbo.t');
    assert.equal(formatQualifiedName({ database: 'my db', schema: 'a]b', name: '1x' }), '[my db].[a]]b].[1x]');
    // "Database identifiers" and "Reserved keywords": such names are none without brackets.
    for (const name of ['Order', 'USER', 'precision', '@t', '$t', 'a b', 'x½', '𝒜']) {
      assert.equal(formatQualifiedName({ schema: 'dbo', name }), `dbo.[${name}]`);
    }
    for (const name of ['Größe', '注文', '_a', '#t', 'a@#$1', 'Orders', 'int', 'Status']) {
      assert.equal(formatQualifiedName({ schema: 'dbo', name }), `dbo.${name}`);
    }
  });
});

describe('closest names', () => {
  it('counts edits', () => {
    assert.equal(editDistance('', 'abc'), 3);
    assert.equal(editDistance('kitten', 'sitting'), 3);
    assert.equal(editDistance('ab', 'ba'), 1);
    assert.equal(editDistance('same', 'same'), 0);
  });

  it('finds what is near, best first, and nothing that is far', () => {
    const names = ['Orders', 'OrderLines', 'Customers', 'Product'];
    assert.deepEqual(closestNames('oders', names), ['Orders']);
    assert.deepEqual(closestNames('order', names), ['OrderLines', 'Orders']);
    assert.deepEqual(closestNames('warehouse', names), []);
  });
});

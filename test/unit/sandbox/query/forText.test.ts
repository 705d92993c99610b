import assert from 'node:assert/strict';
import type { ForColumn } from '../../../sandbox/query/forColumn';
import { jsonFormatter } from '../../../sandbox/query/forJson';
import { formatXml } from '../../../sandbox/query/forXml';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';

const json = { mode: 'PATH', includeNullValues: false, withoutArrayWrapper: false } as const;
const xml = { mode: 'PATH', elements: false, includeNullValues: false } as const;
const int: SqlType = { name: 'int' };
const text: SqlType = { name: 'nvarchar', length: 50 };

function columns(...named: readonly (readonly [string, SqlType, string?])[]): ForColumn[] {
  return named.map(([name, type, source]) => ({ name, type, ...(source !== undefined && { source }) }));
}

function formatJson(
  shape: readonly ForColumn[],
  rows: Iterable<readonly SqlValue[]>,
  clause: Parameters<typeof jsonFormatter>[1],
): string | null {
  return jsonFormatter(shape, clause)(rows);
}

describe('FOR JSON', () => {
  it('writes a list of objects without the properties that are NULL', () => {
    const shape = columns(['a', int], ['b', text], ['c', { name: 'bit' }]);
    const rows = [
      [1, 'say "hi"/', 1],
      [2, null, 0],
    ];
    assert.equal(formatJson(shape, rows, json), '[{"a":1,"b":"say \\"hi\\"\\/","c":true},{"a":2,"c":false}]');
    assert.equal(
      formatJson(shape, [[2, null, null]], { ...json, includeNullValues: true, root: 'all' }),
      '{"all":[{"a":2,"b":null,"c":null}]}',
    );
    assert.equal(formatJson(shape, rows.slice(1), { ...json, withoutArrayWrapper: true }), '{"a":2,"c":false}');
    assert.equal(formatJson(shape, [], json), null);
  });

  it('makes objects of dots in PATH, not in AUTO', () => {
    const shape = columns(['a.b', int, 't'], ['a.c.d', int, 't'], ['e', int, 't']);
    assert.equal(formatJson(shape, [[1, 2, 3]], json), '[{"a":{"b":1,"c":{"d":2}},"e":3}]');
    assert.equal(formatJson(shape, [[1, 2, 3]], { ...json, mode: 'AUTO' }), '[{"a.b":1,"a.c.d":2,"e":3}]');
    assert.equal(formatJson(shape, [[null, null, 3]], json), '[{"e":3}]');
  });

  it('refuses two columns in one place and columns without a name', () => {
    assert.throws(() => formatJson(columns(['a', int], ['a', int]), [], json), { number: 13601 });
    assert.throws(() => formatJson(columns(['a.b', int], ['c', int], ['a.d', int]), [], json), { number: 13601 });
    assert.throws(() => formatJson(columns(['', int]), [], json), { number: 13605 });
    assert.throws(() => formatJson(columns(['a', int]), [], { ...json, mode: 'AUTO' }), { number: 13600 });
  });

  it('nests the second table of AUTO in rows that share the first', () => {
    const shape = columns(['id', int, 'o'], ['line', int, 'l'], ['name', text, 'o']);
    const rows = [
      [1, 10, 'x'],
      [1, 11, 'x'],
      [2, null, 'y'],
    ];
    assert.equal(
      formatJson(shape, rows, { ...json, mode: 'AUTO' }),
      '[{"id":1,"name":"x","l":[{"line":10},{"line":11}]},{"id":2,"name":"y","l":[{}]}]',
    );
  });

  it('shows bytes as base64 and JSON as it is', () => {
    const shape: ForColumn[] = [
      { name: 'b', type: { name: 'varbinary', length: 10 } },
      { name: 'j', type: text, isJson: true },
    ];
    assert.equal(formatJson(shape, [[new Uint8Array([1, 2, 3]), '[1,2]']], json), '[{"b":"AQID","j":[1,2]}]');
  });
});

describe('FOR XML', () => {
  it('writes paths, attributes and text', () => {
    const shape = columns(['@id', int], ['name/first', text], ['name/last', text], ['note', text], ['', text]);
    assert.equal(
      formatXml(shape, [[1, 'A & B', 'C', null, '<']], xml),
      '<row id="1"><name><first>A &amp; B</first><last>C</last></name>&lt;</row>',
    );
    assert.equal(formatXml(columns(['a', int]), [[null]], xml), '<row/>');
    assert.equal(formatXml(columns(['', text]), [[',a'], [',b']], { ...xml, elementName: '' }), ',a,b');
    assert.equal(formatXml(columns(['a', int]), [[1]], { ...xml, elementName: 'x', root: 'all' }), '<all><x><a>1</a></x></all>');
    assert.equal(formatXml(columns(['a', int]), [], xml), null);
  });

  it('refuses an attribute behind an element', () => {
    assert.throws(() => formatXml(columns(['a', int], ['@b', int]), [[1, 2]], xml), { number: 6852 });
  });

  it('writes RAW as attributes or elements, AUTO as nested elements', () => {
    const shape = columns(['id', int, 'o'], ['my line', text, 'l']);
    const rows = [
      [1, 'a"'],
      [1, 'b'],
    ];
    assert.equal(formatXml(shape, rows, { ...xml, mode: 'RAW' }), '<row id="1" my_x0020_line="a&quot;"/><row id="1" my_x0020_line="b"/>');
    assert.equal(
      formatXml(shape, rows.slice(1), { ...xml, mode: 'RAW', elements: true }),
      '<row><id>1</id><my_x0020_line>b</my_x0020_line></row>',
    );
    assert.equal(formatXml(shape, rows, { ...xml, mode: 'AUTO' }), '<o id="1"><l my_x0020_line="a&quot;"/><l my_x0020_line="b"/></o>');
  });
});

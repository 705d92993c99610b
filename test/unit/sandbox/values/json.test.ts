import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { jsonTextType } from '../../../sandbox/values/functions/json';
import { jsonModify } from '../../../sandbox/values/jsonPath';
import { call, callTyped, raises, type } from './support';

const document = '{"a": {"b": [1, 2.50, {"c": "x\\u0041"}]}, "n": null, "t": true, "odd name": 3}';

describe('sandbox JSON functions', () => {
  for (const [path, expected] of [
    ['$.a.b[1]', '2.50'],
    ['$.a.b[2].c', 'xA'],
    ['$.t', 'true'],
    ['$."odd name"', '3'],
    ['$.n', null],
    ['$.a', null],
    ['$.missing', null],
    ['lax $.A', null],
  ] as const) {
    it(`JSON_VALUE at ${path} is ${String(expected)}`, () => {
      assert.equal(call('JSON_VALUE', document, path), expected);
    });
  }

  it('gives a part letter for letter', () => {
    assert.equal(call('JSON_QUERY', document, '$.a.b'), '[1, 2.50, {"c": "x\\u0041"}]');
    assert.equal(call('JSON_QUERY', document, '$.t'), null);
  });

  it('raises what a strict path does not find', () => {
    raises(() => call('JSON_VALUE', document, 'strict $.missing'), 13608, 'Property cannot be found on the specified JSON path.');
    raises(() => call('JSON_VALUE', document, 'strict $.a'), 13623);
    raises(() => call('JSON_QUERY', document, 'strict $.t'), 13624);
    raises(
      () => call('JSON_VALUE', document, 'a.b'),
      13607,
      "JSON path is not properly formatted. Unexpected character 'a' is found at position 0.",
    );
    raises(
      () => call('JSON_VALUE', '{a:1}', '$.a'),
      13609,
      "JSON text is not properly formatted. Unexpected character 'a' is found at position 1.",
    );
  });

  for (const [path, value, expected] of [
    ['$.a', '9', '{"a":9,"b":[1]}'],
    ['$.c', '9', '{"a":1,"b":[1],"c":9}'],
    ['$.a', null, '{"b":[1]}'],
    ['$.b', null, '{"a":1}'],
    ['strict $.a', null, '{"a":null,"b":[1]}'],
    ['append $.b', '2', '{"a":1,"b":[1,2]}'],
    ['$.b[0]', '"x"', '{"a":1,"b":["x"]}'],
    ['$.x.y', '1', '{"a":1,"b":[1]}'],
  ] as const) {
    it(`JSON_MODIFY at ${path} with ${String(value)} gives ${expected}`, () => {
      assert.equal(jsonModify('{"a":1,"b":[1]}', path, value), expected);
    });
  }

  it('tells JSON from other text', () => {
    assert.equal(call('ISJSON', '{"a":1}'), '1');
    assert.equal(call('ISJSON', '1'), '0');
    assert.equal(call('ISJSON', '1', 'VALUE'), '1');
    assert.equal(call('ISJSON', '{"a":01}'), '0');
    assert.equal(call('JSON_PATH_EXISTS', document, '$.a.b[2]'), '1');
    assert.equal(call('JSON_PATH_EXISTS', document, '$.a.b[3]'), '0');
  });

  it('builds objects and arrays, taking JSON in as it is', () => {
    const inner = callTyped('JSON_ARRAY', 1, 'two', null);
    assert.equal(inner.value, '[1,"two"]');
    assert.equal(inner.resultType, jsonTextType);
    assert.equal(
      call('JSON_OBJECT', 'a', { value: inner.value, type: inner.resultType }, 'b', null, 'c', { value: 1, type: type('bit') }),
      '{"a":[1,"two"],"b":null,"c":true}',
    );
    assert.equal(call('JSON_OBJECT ABSENT ON NULL', 'a', 1, 'b', null), '{"a":1}');
  });
});

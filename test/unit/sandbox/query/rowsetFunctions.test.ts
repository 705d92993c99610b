import assert from 'node:assert/strict';
import { generateSeries, openJson, openJsonWith, seriesType, stringSplit } from '../../../sandbox/query/rowsetFunctions';
import { decimal } from '../../../sandbox/values/decimal';

describe('OPENJSON', () => {
  it('gives key, value and type of members and items', () => {
    assert.deepEqual(
      [...openJson('{"a":"x","b":1.50,"c":true,"d":null,"e":[1, 2],"f":{"g":1}}')],
      [
        ['a', 'x', 1],
        ['b', '1.50', 2],
        ['c', 'true', 3],
        ['d', null, 0],
        ['e', '[1, 2]', 4],
        ['f', '{"g":1}', 5],
      ],
    );
    assert.deepEqual(
      [...openJson('{"l":["p","q"]}', '$.l')],
      [
        ['0', 'p', 1],
        ['1', 'q', 1],
      ],
    );
  });

  it('gives nothing for NULL and a lax path to nowhere, an error for a strict one and for broken text', () => {
    assert.deepEqual([...openJson(null)], []);
    assert.deepEqual([...openJson('{}', '$.x')], []);
    assert.throws(() => [...openJson('{}', 'strict $.x')], { number: 13608 });
    assert.throws(() => [...openJson('{"x":1}', 'strict $.x')], { number: 13611 });
    assert.throws(() => [...openJson('{x}')], { number: 13609 });
    assert.throws(() => [...openJson('1')], { number: 13609 });
  });

  it('reads columns of objects', () => {
    const columns = [
      { name: 'id', type: { name: 'int' }, asJson: false },
      { name: 'city', type: { name: 'nvarchar', length: 20 }, path: '$.address.city', asJson: false },
      { name: 'tags', type: { name: 'nvarchar', length: 'max' }, asJson: true },
      { name: 'ok', type: { name: 'bit' }, asJson: false },
    ] as const;
    const text = '[{"id":1,"address":{"city":"Oslo"},"tags":["a"],"ok":true},{"id":2,"address":7,"tags":"no"}]';
    assert.deepEqual(
      [...openJsonWith(text, '$', columns)],
      [
        [1, 'Oslo', '["a"]', 1],
        [2, null, null, null],
      ],
    );
    assert.throws(() => [...openJsonWith('{}', '$', [{ name: 'a', type: { name: 'int' }, path: 'strict $.a', asJson: false }])], {
      number: 13608,
    });
    assert.throws(() => [...openJsonWith('{}', '$', [{ name: 'a', type: { name: 'int' }, asJson: true }])], { number: 13618 });
  });
});

describe('STRING_SPLIT and GENERATE_SERIES', () => {
  it('splits with and without ordinals', () => {
    assert.deepEqual([...stringSplit('a,,b', ',')], [['a'], [''], ['b']]);
    assert.deepEqual(
      [...stringSplit('a b', ' ', true)],
      [
        ['a', 1n],
        ['b', 2n],
      ],
    );
    assert.deepEqual([...stringSplit(null, ',')], []);
    assert.throws(() => [...stringSplit('a', ', ')], { number: 214 });
  });

  it('counts up, down and by fractions', () => {
    assert.deepEqual([...generateSeries(1, 3, undefined, { name: 'int' })], [[1], [2], [3]]);
    assert.deepEqual([...generateSeries(3, 1, undefined, { name: 'int' })], [[3], [2], [1]]);
    assert.deepEqual([...generateSeries(1n, 5n, 2n, { name: 'bigint' })], [[1n], [3n], [5n]]);
    assert.deepEqual([...generateSeries(1, 3, -1, { name: 'int' })], []);
    assert.deepEqual(
      [...generateSeries(decimal(0n, 1), decimal(10n, 1), decimal(5n, 1), { name: 'decimal', precision: 2, scale: 1 })],
      [[decimal(0n, 1)], [decimal(5n, 1)], [decimal(10n, 1)]],
    );
    assert.throws(() => [...generateSeries(1, 3, 0, { name: 'int' })], { number: 4199 });
    assert.throws(() => seriesType([{ name: 'int' }, { name: 'bigint' }]), { number: 5373 });
    assert.throws(() => seriesType([{ name: 'float' }, { name: 'float' }]), { number: 5373 });
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { aggregateFunction } from '../../../sandbox/values/aggregates';
import { convert } from '../../../sandbox/values/convert';
import { toText } from '../../../sandbox/values/format';
import { formatType } from '../../../sandbox/values/types';
import { raises, type } from './support';

/** The aggregate over texts read as a type: its type, a colon, its value. */
function aggregate(name: string, typeText: string, texts: readonly string[], ...extra: readonly string[]): string {
  const found = aggregateFunction(name);
  assert.ok(found);
  const argument = type(typeText);
  const accumulator = found.create(argument, extra);
  for (const text of texts) accumulator.add(convert(text, type('varchar(8000)'), argument, { explicit: true }));
  const resultType = found.resultType(argument);
  const result = accumulator.result();
  return `${formatType(resultType)}: ${result === null ? 'NULL' : toText(result, resultType)}`;
}

describe('sandbox aggregates', () => {
  for (const [name, typeText, texts, expected] of [
    ['COUNT', 'int', ['1', '2'], 'int: 2'],
    ['COUNT_BIG', 'int', [], 'bigint: 0'],
    ['SUM', 'tinyint', ['200', '200'], 'int: 400'],
    ['SUM', 'int', [], 'int: NULL'],
    ['SUM', 'bigint', ['9007199254740993', '1'], 'bigint: 9007199254740994'],
    ['SUM', 'decimal(10,2)', ['0.10', '0.20'], 'decimal(38,2): 0.30'],
    ['SUM', 'smallmoney', ['1.5', '2'], 'money: 3.50'],
    ['SUM', 'real', ['1.5', '2'], 'float: 3.5'],
    ['AVG', 'int', ['1', '2'], 'int: 1'],
    ['AVG', 'int', ['-1', '-2'], 'int: -1'],
    ['AVG', 'decimal(10,2)', ['1', '1', '0'], 'decimal(38,6): 0.666666'],
    ['AVG', 'float', ['1', '2'], 'float: 1.5'],
    ['MIN', 'varchar(5)', ['b', 'A'], 'varchar(5): A'],
    ['MAX', 'date', ['2024-01-01', '2023-01-01'], 'date: 2024-01-01'],
    ['MAX', 'int', [], 'int: NULL'],
    ['STDEV', 'int', ['2', '4', '4', '4', '5', '5', '7', '9'], 'float: 2.13809'],
    ['STDEVP', 'int', ['2', '4', '4', '4', '5', '5', '7', '9'], 'float: 2'],
    ['VAR', 'int', ['1'], 'float: NULL'],
    ['VARP', 'int', ['1'], 'float: 0'],
    ['CHECKSUM_AGG', 'int', ['6', '3'], 'int: 5'],
    ['APPROX_COUNT_DISTINCT', 'varchar(5)', ['a', 'A', 'b'], 'bigint: 2'],
  ] as const) {
    it(`${name} of ${typeText} (${texts.join(', ')}) is ${expected}`, () => {
      assert.equal(aggregate(name, typeText, texts), expected);
    });
  }

  it('joins text with a separator', () => {
    assert.equal(aggregate('STRING_AGG', 'varchar(10)', ['a', 'b'], ', '), 'varchar(8000): a, b');
    assert.equal(aggregate('STRING_AGG', 'int', ['1', '2'], '-'), 'nvarchar(4000): 1-2');
    raises(() => aggregate('STRING_AGG', 'varchar(8000)', ['x'.repeat(90), 'y'.repeat(7920)], ''), 9829);
  });

  it('raises what cannot be added or does not fit', () => {
    raises(() => aggregate('SUM', 'varchar(5)', []), 8117, 'Operand data type varchar is invalid for sum operator.');
    raises(() => aggregate('MAX', 'bit', []), 8117);
    raises(() => aggregate('SUM', 'int', ['2147483647', '1']), 8115, 'Arithmetic overflow error converting expression to data type int.');
    raises(() => aggregate('SUM', 'bigint', ['9223372036854775807', '1']), 8115);
  });
});

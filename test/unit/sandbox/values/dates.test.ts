import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { convert } from '../../../sandbox/values/convert';
import { toText } from '../../../sandbox/values/format';
import { raises, type } from './support';

function styled(text: string, source: string, style?: number): string {
  const from = type(source);
  return toText(convert(text, type('varchar(60)'), from), from, style);
}

describe('sandbox dates from text', () => {
  for (const [text, expected] of [
    ['2024-02-29', '2024-02-29 00:00:00.0000000'],
    ['20240229', '2024-02-29 00:00:00.0000000'],
    ['240229', '2024-02-29 00:00:00.0000000'],
    ['2/29/2024', '2024-02-29 00:00:00.0000000'],
    ['2.29.24 1:02', '2024-02-29 01:02:00.0000000'],
    ['29 Feb 2024', '2024-02-29 00:00:00.0000000'],
    ['Feb 29, 2024 11:59:59.9999999PM', '2024-02-29 23:59:59.9999999'],
    ['February 2024', '2024-02-01 00:00:00.0000000'],
    ['2024-02-29T10:11:12.5', '2024-02-29 10:11:12.5000000'],
    ['2024-02-29T10:11:12Z', '2024-02-29 10:11:12.0000000'],
    ['10:11 2024-02-29', '2024-02-29 10:11:00.0000000'],
    ['12 AM', '1900-01-01 00:00:00.0000000'],
    ['2024', '2024-01-01 00:00:00.0000000'],
    ['', '1900-01-01 00:00:00.0000000'],
  ] as const) {
    it(`reads ${text === '' ? 'an empty string' : text}`, () => {
      assert.equal(styled(text, 'datetime2'), expected);
    });
  }

  it('rounds to what each type holds', () => {
    assert.equal(styled('2024-01-02 03:04:05.005', 'datetime', 121), '2024-01-02 03:04:05.007');
    assert.equal(styled('2024-01-02 03:04:05.002', 'datetime', 121), '2024-01-02 03:04:05.003');
    assert.equal(styled('2024-01-02 03:04:05.001', 'datetime', 121), '2024-01-02 03:04:05.000');
    assert.equal(styled('2024-12-31 23:59:59.999', 'datetime', 121), '2025-01-01 00:00:00.000');
    assert.equal(styled('2024-01-02 03:04:29.998', 'smalldatetime', 120), '2024-01-02 03:04:00');
    assert.equal(styled('2024-01-02 03:04:29.999', 'smalldatetime', 120), '2024-01-02 03:05:00');
    assert.equal(styled('2024-01-02 03:04:05.65', 'datetime2(1)'), '2024-01-02 03:04:05.7');
    assert.equal(styled('03:04:05.6', 'time(0)'), '03:04:06');
  });

  it('keeps the offset of a datetimeoffset', () => {
    assert.equal(styled('2024-01-02 23:00 -05:30', 'datetimeoffset(0)'), '2024-01-02 23:00:00 -05:30');
    assert.equal(styled('2024-01-02 23:00 -05:30', 'datetimeoffset(0)', 127), '2024-01-03T04:30:00Z');
  });

  it('raises the error of each type', () => {
    raises(
      () => styled('2024-02-30', 'datetime'),
      242,
      'The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.',
    );
    raises(() => styled('1752-12-31', 'datetime'), 242);
    raises(() => styled('2024-02-30', 'date'), 241, 'Conversion failed when converting date and/or time from character string.');
    raises(() => styled('nonsense', 'datetime'), 241);
    raises(() => styled('nonsense', 'smalldatetime'), 295);
    raises(() => styled('2024-01-01 10:00:00.1234567', 'datetime'), 241);
  });

  it('reads day before month when the style says so', () => {
    const date = type('date');
    assert.equal(toText(convert('01/02/2024', type('varchar(10)'), date, { explicit: true, style: 103 }), date), '2024-02-01');
    assert.equal(toText(convert('01/02/2024', type('varchar(10)'), date, { explicit: true, style: 101 }), date), '2024-01-02');
  });
});

describe('sandbox dates as text', () => {
  for (const [style, expected] of [
    [undefined, 'Jan  2 2024  3:04PM'],
    [1, '01/02/24'],
    [3, '02/01/24'],
    [7, 'Jan 02, 24'],
    [101, '01/02/2024'],
    [103, '02/01/2024'],
    [104, '02.01.2024'],
    [106, '02 Jan 2024'],
    [107, 'Jan 02, 2024'],
    [108, '15:04:05'],
    [109, 'Jan  2 2024  3:04:05:677PM'],
    [112, '20240102'],
    [113, '02 Jan 2024 15:04:05:677'],
    [114, '15:04:05:677'],
    [120, '2024-01-02 15:04:05'],
    [121, '2024-01-02 15:04:05.677'],
    [126, '2024-01-02T15:04:05.677'],
  ] as const) {
    it(`datetime in style ${String(style ?? 'none')} is ${expected}`, () => {
      assert.equal(styled('2024-01-02 15:04:05.678', 'datetime', style), expected);
    });
  }

  it('shows the newer types in ISO order with all their digits', () => {
    assert.equal(styled('2024-01-02 15:04:05.1234567', 'datetime2'), '2024-01-02 15:04:05.1234567');
    assert.equal(styled('2024-01-02 15:04:05.1234567', 'datetime2(3)', 109), 'Jan  2 2024  3:04:05.123PM');
    assert.equal(styled('2024-01-02', 'date'), '2024-01-02');
    assert.equal(styled('15:04', 'time(3)'), '15:04:00.000');
    raises(() => styled('15:04', 'time', 101), 281);
  });

  it('shows the thirds of a datetime when it becomes a datetime2', () => {
    const value = convert('2024-01-02 00:00:00.003', type('varchar(30)'), type('datetime'));
    assert.equal(toText(convert(value, type('datetime'), type('datetime2')), type('datetime2')), '2024-01-02 00:00:00.0033333');
  });

  it('counts days since 1900 in numbers', () => {
    const noon = convert('1900-01-03 12:00', type('varchar(30)'), type('datetime'));
    assert.equal(convert(noon, type('datetime'), type('float'), { explicit: true }), 2.5);
    assert.equal(toText(convert(2.5, type('float'), type('datetime')), type('datetime'), 120), '1900-01-03 12:00:00');
  });
});

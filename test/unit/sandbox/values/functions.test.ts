import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { convert } from '../../../sandbox/values/convert';
import { formatType } from '../../../sandbox/values/types';
import { call, callTyped, raises, type, type Argument } from './support';

/** An argument that is no constant, read from text. */
function of(text: string, typeText: string): Argument {
  const to = type(typeText);
  return { value: convert(text, type('varchar(100)'), to, { explicit: true }), type: to };
}

describe('sandbox text functions', () => {
  for (const [expected, name, ...args] of [
    ['3', 'LEN', 'abc  '],
    ['5', 'DATALENGTH', 'abc  '],
    ['6', 'DATALENGTH', of('abc', 'nvarchar(10)')],
    ['8', 'DATALENGTH', of('2024-01-01', 'datetime')],
    ['ell', 'SUBSTRING', 'hello', 2, 3],
    ['h', 'SUBSTRING', 'hello', 0, 2],
    ['lo', 'RIGHT', 'hello', 2],
    ['he', 'LEFT', 'hello', 2],
    ['x  ', 'LTRIM', '  x  '],
    ['x', 'TRIM', '  x  '],
    ['x', 'TRIM', '.,', '..x,'],
    ['aXYcXY', 'REPLACE', 'abcB', 'b', 'XY'],
    ['ababab', 'REPLICATE', 'ab', 3],
    [null, 'REPLICATE', 'ab', -1],
    ['cba', 'REVERSE', 'abc'],
    ['aXXd', 'STUFF', 'abcd', 2, 2, 'XX'],
    [null, 'STUFF', 'abcd', 9, 2, 'XX'],
    ['3', 'CHARINDEX', 'L', 'hello'],
    ['4', 'CHARINDEX', 'L', 'hello', 4],
    ['0', 'CHARINDEX', 'z', 'hello'],
    ['a1', 'CONCAT', 'a', null, 1],
    ['a, c', 'CONCAT_WS', ', ', 'a', null, 'c'],
    ['   123.46', 'STR', of('123.456', 'float'), 9, 2],
    ['***', 'STR', of('12345', 'float'), 3],
    ['65', 'ASCII', 'A'],
    ['A', 'CHAR', 65],
    ['[a]]b]', 'QUOTENAME', 'a]b'],
    ['"a""b"', 'QUOTENAME', 'a"b', '"'],
    ['2*[3+4]', 'TRANSLATE', '2*(3+4)', '()', '[]'],
    ['a\\"b\\/c', 'STRING_ESCAPE', 'a"b/c', 'json'],
    ['R163', 'SOUNDEX', 'Robert'],
    ['4', 'PATINDEX', '%[0-9]%', 'abc123'],
    ['ABC', 'UPPER', 'aBc'],
    [null, 'UPPER', null],
  ] as const) {
    it(`${name}(${args.map((one) => (typeof one === 'object' && one !== null ? formatType(one.type) : String(one))).join(', ')}) is ${String(expected)}`, () => {
      assert.equal(call(name, ...args), expected);
    });
  }

  it('gives the lengths that column metadata shows', () => {
    const typeOf = (name: string, ...args: readonly (Argument | string | number | null)[]): string =>
      formatType(callTyped(name, ...args).resultType);
    assert.equal(typeOf('SUBSTRING', of('abc', 'varchar(50)'), 1, 3), 'varchar(3)');
    assert.equal(typeOf('SUBSTRING', of('abc', 'nvarchar(max)'), 1, 3), 'nvarchar(max)');
    assert.equal(typeOf('LEFT', of('abc', 'char(50)'), of('2', 'int')), 'varchar(50)');
    assert.equal(typeOf('LEN', of('abc', 'nvarchar(max)')), 'bigint');
    assert.equal(typeOf('LEN', of('abc', 'nvarchar(10)')), 'int');
    assert.equal(typeOf('CONCAT', of('a', 'varchar(10)'), of('b', 'nvarchar(20)')), 'nvarchar(30)');
    assert.equal(typeOf('CONCAT', of('a', 'varchar(10)'), of('1', 'int')), 'varchar(22)');
    assert.equal(typeOf('QUOTENAME', 'a'), 'nvarchar(258)');
    assert.equal(typeOf('ISNULL', of('a', 'varchar(3)'), 'abcdef'), 'varchar(3)');
    assert.equal(typeOf('ROUND', of('1.25', 'decimal(5,2)'), 1), 'decimal(5,2)');
    assert.equal(typeOf('CEILING', of('1.25', 'decimal(5,2)')), 'decimal(5,0)');
  });

  it('raises for negative lengths', () => {
    raises(() => call('LEFT', 'abc', -1), 537);
    raises(() => call('RIGHT', 'abc', -1), 536);
    raises(() => call('TRANSLATE', 'abc', 'ab', 'x'), 9828);
  });
});

describe('sandbox mathematical functions', () => {
  for (const [expected, name, ...args] of [
    ['5', 'ABS', -5],
    ['1.30', 'ROUND', of('1.25', 'decimal(5,2)'), 1],
    ['-1.30', 'ROUND', of('-1.25', 'decimal(5,2)'), 1],
    ['1.20', 'ROUND', of('1.29', 'decimal(5,2)'), 1, 1],
    ['700.00', 'ROUND', of('748.58', 'decimal(5,2)'), -2],
    ['1000', 'ROUND', 950, -2],
    ['2.68', 'ROUND', of('2.675', 'float'), 2],
    ['2', 'CEILING', of('1.25', 'decimal(5,2)')],
    ['-2', 'FLOOR', of('-1.25', 'decimal(5,2)')],
    ['8', 'POWER', 2, 3],
    ['0', 'POWER', 2, -1],
    ['6.25', 'POWER', of('2.50', 'decimal(5,2)'), 2],
    ['-1', 'SIGN', -9],
    ['3', 'SQRT', 9],
    ['2', 'LOG10', 100],
    ['3', 'LOG', 8, 2],
    ['180', 'DEGREES', of('3.141592653589793', 'float')],
  ] as const) {
    it(`${name}(${args.map((one) => (typeof one === 'object' ? formatType(one.type) : String(one))).join(', ')}) is ${expected}`, () => {
      assert.equal(call(name, ...args), expected);
    });
  }

  it('raises outside a domain or range', () => {
    raises(() => call('SQRT', -1), 3623, 'An invalid floating point operation occurred.');
    raises(() => call('LOG', 0), 3623);
    raises(() => call('POWER', 10, 20), 8115);
    raises(() => call('ROUND', of('9.99', 'decimal(3,2)'), 0), 8115);
    raises(() => call('ABS', -2_147_483_648), 8115);
  });
});

describe('sandbox date functions', () => {
  for (const [expected, name, ...args] of [
    ['2024-02-29', 'DATEADD', 'month', 1, of('2024-01-31', 'date')],
    ['2023-12-31', 'DATEADD', 'day', -1, of('2024-01-01', 'date')],
    ['Jan  1 2024 12:00AM', 'DATEADD', 'dd', 1, '2023-12-31'],
    ['2024-01-01 00:00:00.0000001', 'DATEADD', 'ns', 100, of('2024-01-01', 'datetime2')],
    ['01:00:00.0000000', 'DATEADD', 'hour', 2, of('23:00', 'time')],
    ['1', 'DATEDIFF', 'year', '2023-12-31', '2024-01-01'],
    ['1', 'DATEDIFF', 'week', '2024-01-06', '2024-01-07'],
    ['-3600', 'DATEDIFF', 'second', '2024-01-01 01:00', '2024-01-01'],
    ['86400000000000', 'DATEDIFF_BIG', 'ns', '2024-01-01', '2024-01-02'],
    ['2', 'DATEPART', 'weekday', of('2024-01-01', 'date')],
    ['1', 'DATEPART', 'iso_week', of('2024-01-01', 'date')],
    ['53', 'DATEPART', 'iso_week', of('2021-01-03', 'date')],
    ['53', 'DATEPART', 'week', of('2024-12-31', 'date')],
    ['366', 'DATEPART', 'dayofyear', of('2024-12-31', 'date')],
    ['123456700', 'DATEPART', 'ns', of('2024-01-01 00:00:00.1234567', 'datetime2')],
    ['Monday', 'DATENAME', 'weekday', of('2024-01-01', 'date')],
    ['January', 'DATENAME', 'month', of('2024-01-01', 'date')],
    ['2024-04-01', 'DATETRUNC', 'quarter', of('2024-05-17', 'date')],
    ['2024-05-12', 'DATETRUNC', 'week', of('2024-05-17', 'date')],
    ['2024-02-29', 'EOMONTH', of('2024-01-15', 'date'), 1],
    ['2024-02-29', 'DATEFROMPARTS', 2024, 2, 29],
    ['2024-02-29 01:02:03.040', 'DATETIME2FROMPARTS', 2024, 2, 29, 1, 2, 3, 40, 3],
    ['2024-02-29 01:02:03.5 -02:30', 'DATETIMEOFFSETFROMPARTS', 2024, 2, 29, 1, 2, 3, 5, -2, -30, 1],
    ['1', 'ISDATE', '2024-02-29'],
    ['0', 'ISDATE', '2024-02-30'],
    ['2024-01-01 03:00:00 +02:00', 'SWITCHOFFSET', of('2024-01-01 01:00 +00:00', 'datetimeoffset(0)'), '+02:00'],
    ['2024-01-01 01:00:00 +02:00', 'TODATETIMEOFFSET', of('2024-01-01 01:00', 'datetime2(0)'), 120],
    ['2026-03-04 05:06:07.8910000', 'SYSDATETIME'],
    ['2024-01-08', 'DATE_BUCKET', 'week', 1, of('2024-01-10', 'date')],
  ] as const) {
    it(`${name}(${args.map((one) => (typeof one === 'object' ? formatType(one.type) : String(one))).join(', ')}) is ${expected}`, () => {
      assert.equal(call(name, ...args), expected);
    });
  }

  it('raises for parts, ranges and values that do not exist', () => {
    raises(() => call('DATEADD', 'fortnight', 1, '2024-01-01'), 155, "'fortnight' is not a recognized dateadd option.");
    raises(
      () => call('DATEADD', 'hour', 1, of('2024-01-01', 'date')),
      9810,
      'The datepart hour is not supported by date function dateadd for data type date.',
    );
    raises(() => call('DATEADD', 'year', 9000, '2024-01-01'), 517, "Adding a value to a 'datetime' column caused an overflow.");
    raises(() => call('DATEDIFF', 'ms', '1900-01-01', '2024-01-01'), 535);
    raises(
      () => call('DATEFROMPARTS', 2023, 2, 29),
      289,
      'Cannot construct data type date, some of the arguments have values which are not valid.',
    );
  });
});

describe('sandbox logical and other functions', () => {
  for (const [expected, name, ...args] of [
    ['x', 'ISNULL', { value: null, type: type('varchar(3)') }, 'x'],
    ['abc', 'ISNULL', { value: null, type: type('varchar(3)') }, 'abcdef'],
    ['2', 'COALESCE', null, 2],
    [null, 'NULLIF', 2, 2],
    ['2', 'NULLIF', 2, 3],
    ['b', 'CHOOSE', 2, 'a', 'b'],
    [null, 'CHOOSE', 3, 'a', 'b'],
    ['9', 'GREATEST', 3, null, 9],
    ['3', 'LEAST', 3, null, 9],
    ['1', 'ISNUMERIC', '1e5'],
    ['1', 'ISNUMERIC', '$12,3'],
    ['0', 'ISNUMERIC', 'abc'],
    ['varchar', 'SQL_VARIANT_PROPERTY', 'abc', 'BaseType'],
  ] as const) {
    it(`${name} gives ${String(expected)}`, () => {
      assert.equal(call(name, ...args), expected);
    });
  }

  it('hashes the bytes of each type', () => {
    const hash = (argument: Argument | string): unknown => callTyped('HASHBYTES', 'SHA2_256', argument).value;
    assert.deepEqual(hash('abc'), Uint8Array.from(Buffer.from('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'hex')));
    assert.notDeepEqual(hash('abc'), hash(of('abc', 'nvarchar(3)')));
  });

  it('compresses and expands', () => {
    const packed = callTyped('COMPRESS', 'some text');
    assert.deepEqual(
      callTyped('DECOMPRESS', { value: packed.value, type: packed.resultType }).value,
      Uint8Array.from(Buffer.from('some text')),
    );
  });

  it('makes identifiers that differ', () => {
    assert.notEqual(call('NEWID'), call('NEWID'));
    assert.match(call('NEWID') ?? '', /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  });
});

describe('sandbox FORMAT', () => {
  for (const [expected, ...args] of [
    ['1,234.50', of('1234.5', 'decimal(10,2)'), 'N2'],
    ['$1,234.50', of('1234.5', 'money'), 'C'],
    ['-$5.00', of('-5', 'money'), 'C', 'en-US'],
    ['1.234,50', of('1234.5', 'decimal(10,2)'), 'N2', 'de-DE'],
    ['12.35%', of('0.12345', 'float'), 'P2'],
    ['00042', 42, 'D5'],
    ['FF', 255, 'X'],
    ['1,234,567', 1_234_567, '#,##0'],
    ['0.50', of('0.5', 'float'), '0.00'],
    ['(5)', -5, '0;(0)'],
    ['555-1234', 5_551_234, '000-0000'],
    ['2024-03-04', of('2024-03-04', 'date'), 'yyyy-MM-dd'],
    ['Mon, Mar 4', of('2024-03-04', 'date'), 'ddd, MMM d'],
    ['3/4/2024', of('2024-03-04', 'date'), 'd'],
    ['04/03/2024', of('2024-03-04', 'date'), 'd', 'en-gb'],
    ['03:07 PM', of('2024-03-04 15:07', 'datetime'), 'hh:mm tt'],
    ['15:07:08.123', of('2024-03-04 15:07:08.1234567', 'datetime2'), 'HH:mm:ss.fff'],
    ['15.07', of('15:07', 'time'), 'hh\\.mm'],
    [null, of('15:07', 'time'), 'hh:mm'],
    [null, of('1.5', 'decimal(5,1)'), 'D'],
  ] as const) {
    it(`gives ${String(expected)} for ${args.map((one) => (typeof one === 'object' ? formatType(one.type) : String(one))).join(', ')}`, () => {
      assert.equal(call('FORMAT', ...args), expected);
    });
  }

  it('refuses text and unknown cultures', () => {
    raises(() => call('FORMAT', 'abc', 'N'), 8116, 'Argument data type varchar is invalid for argument 1 of format function.');
    raises(() => call('FORMAT', 1, 'N', 'no culture'), 9818);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { convert, tryConvert } from '../../../sandbox/values/convert';
import { decimal } from '../../../sandbox/values/decimal';
import { toText } from '../../../sandbox/values/format';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { raises, type } from './support';

/** CAST(text AS target), shown as text again. */
function cast(text: string, target: string, style?: number): string {
  const to = type(target);
  return toText(convert(text, type('varchar(100)'), to, { explicit: true, ...(style === undefined ? {} : { style }) }), to);
}

function between(value: SqlValue, from: string, to: string, style?: number): SqlValue {
  return convert(value, type(from), type(to), { explicit: true, ...(style === undefined ? {} : { style }) });
}

describe('sandbox conversions of text to numbers', () => {
  for (const [text, target, expected] of [
    [' 42 ', 'int', '42'],
    ['', 'int', '0'],
    ['-9223372036854775808', 'bigint', '-9223372036854775808'],
    ['1.255', 'decimal(5,2)', '1.26'],
    ['-1.255', 'decimal(5,2)', '-1.26'],
    ['.5', 'decimal(5,2)', '0.50'],
    ['99999999999999999999999999999999999999', 'decimal(38,0)', '99999999999999999999999999999999999999'],
    ['$1,234.56789', 'money', '1234.57'],
    ['1e3', 'float', '1000'],
    ['true', 'bit', '1'],
    ['7', 'bit', '1'],
    ['{6f9619ff-8b86-d011-b42d-00c04fc964ff}', 'uniqueidentifier', '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
  ] as const) {
    it(`${text === '' ? "''" : text} as ${target} is ${expected}`, () => {
      assert.equal(cast(text, target), expected);
    });
  }

  for (const [text, target, number, message] of [
    ['abc', 'int', 245, "Conversion failed when converting the varchar value 'abc' to data type int."],
    ['1.5', 'int', 245, undefined],
    ['99999999999', 'int', 248, "The conversion of the varchar value '99999999999' overflowed an int column."],
    ['300', 'tinyint', 244, "The conversion of the varchar value '300' overflowed an INT1 column. Use a larger integer column."],
    ['abc', 'bigint', 8114, 'Error converting data type varchar to bigint.'],
    ['1e3', 'decimal(5,2)', 8114, 'Error converting data type varchar to numeric.'],
    ['1000', 'decimal(5,2)', 8115, 'Arithmetic overflow error converting varchar to data type numeric.'],
    ['x', 'float', 8114, 'Error converting data type varchar to float.'],
    ['x', 'money', 235, 'Cannot convert a char value to money. The char value has incorrect syntax.'],
    ['x', 'uniqueidentifier', 8169, 'Conversion failed when converting from a character string to uniqueidentifier.'],
  ] as const) {
    it(`${text} as ${target} raises ${String(number)}`, () => {
      raises(() => cast(text, target), number, message);
    });
  }
});

describe('sandbox conversions between numbers', () => {
  it('cuts decimals and floats to integers, and rounds money', () => {
    assert.equal(between(decimal(-29n, 1), 'decimal(5,1)', 'int'), -2);
    assert.equal(between(2.9, 'float', 'int'), 2);
    assert.equal(between(decimal(25_000n, 4), 'money', 'int'), 3);
  });

  it('rounds decimals half away from zero and checks their precision', () => {
    assert.deepEqual(between(decimal(-125n, 2), 'decimal(5,2)', 'decimal(5,1)'), decimal(-13n, 1));
    raises(
      () => between(decimal(99_999n, 2), 'decimal(5,2)', 'decimal(4,2)'),
      8115,
      'Arithmetic overflow error converting numeric to data type numeric.',
    );
    raises(() => between(1000, 'int', 'decimal(3,1)'), 8115, 'Arithmetic overflow error converting int to data type numeric.');
  });

  it('raises the overflow errors of each type', () => {
    raises(() => between(300, 'int', 'tinyint'), 220, 'Arithmetic overflow error for data type tinyint, value = 300.');
    raises(() => between(2n ** 40n, 'bigint', 'int'), 8115, 'Arithmetic overflow error converting expression to data type int.');
    raises(() => between(3e9, 'float', 'int'), 232, 'Arithmetic overflow error for type int, value = 3000000000.000000.');
  });

  it('keeps what a double really holds when it becomes a decimal', () => {
    assert.equal(toText(between(0.1, 'float', 'decimal(20,17)'), type('decimal(20,17)')), '0.10000000000000001');
  });
});

describe('sandbox conversions to text', () => {
  for (const [value, from, style, expected] of [
    [1e10, 'float', 0, '1e+010'],
    [123_456.7, 'float', 0, '123457'],
    [1_234_567, 'float', 0, '1.23457e+006'],
    [0.00001, 'float', 0, '1e-005'],
    [0.1, 'float', 2, '1.000000000000000e-001'],
    [0.1, 'float', 3, '1.0000000000000001e-001'],
    [decimal(12_345_678_950n, 4), 'money', 0, '1234567.90'],
    [decimal(12_345_678_950n, 4), 'money', 1, '1,234,567.90'],
    [decimal(12_345_678_950n, 4), 'money', 2, '1234567.8950'],
    [decimal(-5n, 1), 'decimal(5,1)', 0, '-0.5'],
    [Uint8Array.of(1, 171), 'varbinary(8)', 1, '0x01AB'],
    [Uint8Array.of(1, 171), 'varbinary(8)', 2, '01AB'],
    [Uint8Array.of(72, 105), 'varbinary(8)', 0, 'Hi'],
  ] as const) {
    it(`${from} style ${String(style)} gives ${expected}`, () => {
      assert.equal(between(value, from, 'varchar(50)', style), expected);
    });
  }

  it('cuts text, marks integers with a star and refuses other numbers that do not fit', () => {
    assert.equal(between('abcdef', 'varchar(10)', 'char(3)'), 'abc');
    assert.equal(between('ab', 'varchar(10)', 'char(4)'), 'ab  ');
    assert.equal(between(12_345, 'int', 'varchar(3)'), '*');
    raises(() => between(12_345, 'int', 'nvarchar(3)'), 8115, 'Arithmetic overflow error converting expression to data type nvarchar.');
    raises(() => between(decimal(12_345n, 1), 'decimal(5,1)', 'varchar(3)'), 8115);
  });

  it('loses what the code page of varchar does not have', () => {
    assert.equal(between('h\u00e9 \u4f60', 'nvarchar(10)', 'varchar(10)'), 'h\u00e9 ?');
  });

  it('counts bytes in a UTF-8 collation', () => {
    const utf8 = { name: 'varchar', length: 4, collation: 'Latin1_General_100_CI_AS_SC_UTF8' } as const;
    assert.equal(convert('\u00e9\u4f60\u597d', type('nvarchar(10)'), utf8), '\u00e9');
  });
});

describe('sandbox conversions of binary', () => {
  it('writes integers big-endian and reads them back from their last bytes', () => {
    assert.deepEqual(between(258, 'int', 'varbinary(8)'), Uint8Array.of(0, 0, 1, 2));
    assert.deepEqual(between(258, 'int', 'binary(6)'), Uint8Array.of(0, 0, 0, 0, 1, 2));
    assert.deepEqual(between(258, 'int', 'varbinary(1)'), Uint8Array.of(2));
    assert.equal(between(Uint8Array.of(255, 255, 255, 254), 'varbinary(8)', 'int'), -2);
  });

  it('writes decimals, dates and identifiers in their storage order', () => {
    assert.deepEqual(between(decimal(15n, 1), 'decimal(2,1)', 'varbinary(20)'), Uint8Array.of(2, 1, 0, 1, 15, 0, 0, 0));
    const guid = '6F9619FF-8B86-D011-B42D-00C04FC964FF';
    const bytes = between(guid, 'uniqueidentifier', 'binary(16)');
    assert.equal(between(bytes, 'binary(16)', 'varchar(40)', 2), 'FF19966F868B11D0B42D00C04FC964FF');
    assert.equal(between(bytes, 'binary(16)', 'uniqueidentifier'), guid);
    const moment = between('2024-02-29 12:34:56.789', 'varchar(30)', 'datetime2(3)');
    assert.deepEqual(between(between(moment, 'datetime2(3)', 'varbinary(20)'), 'varbinary(20)', 'datetime2(3)'), moment);
  });

  it('reads hexadecimal text by style', () => {
    assert.deepEqual(between('0x01ab', 'varchar(10)', 'varbinary(8)', 1), Uint8Array.of(1, 171));
    raises(() => between('0x01a', 'varchar(10)', 'varbinary(8)', 1), 8114);
  });
});

describe('sandbox conversion rules', () => {
  it('tells what must be asked for from what does not exist', () => {
    raises(() => convert('a', type('varchar(3)'), type('varbinary(3)')), 257);
    raises(() => convert(1, type('int'), type('date')), 206, 'Operand type clash: int is incompatible with date');
    raises(
      () => convert(1, type('int'), type('date'), { explicit: true }),
      529,
      'Explicit conversion from data type int to date is not allowed.',
    );
    raises(() => convert(decimal(1n, 4), type('money'), type('varchar(9)')), 257);
    raises(() => convert(convert('2024-01-01', type('varchar(20)'), type('datetime')), type('datetime'), type('int')), 257);
  });

  it('turns only errors of the value into NULL', () => {
    assert.equal(tryConvert('abc', type('varchar(3)'), type('int')), null);
    assert.equal(tryConvert('2024-13-01', type('varchar(10)'), type('datetime')), null);
    raises(() => tryConvert(1, type('int'), type('date')), 529);
  });

  it('wraps and unwraps sql_variant', () => {
    const wrapped = convert(5, type('int'), type('sql_variant'));
    assert.deepEqual(wrapped, { kind: 'variant', type: { name: 'int' }, value: 5 });
    assert.equal(convert(wrapped, type('sql_variant'), type('varchar(5)'), { explicit: true }), '5');
    raises(() => convert(wrapped, type('sql_variant'), type('int')), 257);
  });

  it('checks xml and json', () => {
    assert.equal(cast('<?xml version="1.0"?><a b="1"><c/></a>', 'xml'), '<a b="1"><c/></a>');
    raises(() => cast('<a><b></a>', 'xml'), 9436);
    raises(() => cast('<a>', 'xml'), 9400);
    raises(() => cast('{"a":}', 'json'), 13609, "JSON text is not properly formatted. Unexpected character '}' is found at position 5.");
  });
});

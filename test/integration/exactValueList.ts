import type { QueryParameter } from '../../src/core/ports';

/** A value that must come through to the last digit. */
export interface ExactValue {
  readonly type: string;
  /** T-SQL that makes the value. */
  readonly expression: string;
  /** What must be read, and what goes in as a parameter. */
  readonly value: QueryParameter['value'];
  /** The type that the answer names, when the expression is of another one. */
  readonly answerType?: string;
}

function cast(type: string, literal: string, value: QueryParameter['value']): ExactValue {
  return { type, expression: `CAST(${literal} AS ${type})`, value };
}

/** A value whose text is its literal. */
function same(type: string, ...values: readonly string[]): ExactValue[] {
  return values.map((value) => cast(type, `'${value}'`, value));
}

function numbers(type: string, ...values: readonly (readonly [literal: string, value: number])[]): ExactValue[] {
  return values.map(([literal, value]) => cast(type, literal, value));
}

const exactNumbers: readonly ExactValue[] = [
  ...same('decimal(38,10)', '1234567890123456789012345678.9012345678', '-0.0000000001', '0.0000000000'),
  ...same('decimal(38,10)', '9999999999999999999999999999.9999999999', '-9999999999999999999999999999.9999999999'),
  ...same('decimal(38,0)', '99999999999999999999999999999999999999', '-99999999999999999999999999999999999999'),
  ...same('decimal(38,38)', '0.00000000000000000000000000000000000001', '-0.99999999999999999999999999999999999999'),
  ...same('decimal(18,4)', '1.5000', '-1.0000', '99999999999999.9999', '0.1000'),
  ...same('decimal(9,2)', '-1234567.80'),
  ...same('numeric(5,0)', '-99999'),
  ...same('money', '922337203685477.5807', '-922337203685477.5808', '90071992547409.9301', '0.0100'),
  ...same('smallmoney', '214748.3647', '-214748.3648', '-0.0001'),
  ...same('bigint', '9223372036854775807', '-9223372036854775808', '9007199254740993', '0'),
  ...numbers('int', ['2147483647', 2_147_483_647], ['-2147483648', -2_147_483_648]),
  ...numbers('smallint', ['32767', 32_767], ['-32768', -32_768]),
  ...numbers('tinyint', ['255', 255], ['0', 0]),
  cast('bit', '1', true),
  cast('bit', '0', false),
];

/** float and real: the shortest text that reads back the same. */
const floats: readonly ExactValue[] = [
  ...numbers(
    'float',
    ['0.1E0', 0.1],
    ['0.30000000000000004E0', 0.300_000_000_000_000_04],
    ['-123456789.12345679E0', -123_456_789.123_456_79],
  ),
  ...numbers('float', ['1.7976931348623157E+308', 1.797_693_134_862_315_7e308], ['2.2250738585072014E-308', 2.225_073_858_507_201_4e-308]),
  ...numbers('float', ['1E21', 1e21], ['5E0', 5]),
  ...numbers('real', ['0.1E0', 0.1], ['0.3E0', 0.3], ['16777216E0', 16_777_216], ['-1.1754944E-38', -1.175_494_4e-38]),
  ...numbers('real', ['3.4028235E+38', 3.402_823_5e38], ['123456.79E0', 123_456.79], ['1E10', 1e10]),
];

const times: readonly ExactValue[] = [
  ...same('date', '0001-01-01', '9999-12-31', '2024-02-29', '1582-10-10'),
  ...same('time(7)', '23:59:59.9999999', '00:00:00.0000000', '00:00:00.0000001'),
  ...same('time(3)', '12:34:56.100'),
  ...same('time(0)', '12:34:56'),
  ...same('datetime2(7)', '2024-01-31T12:34:56.1234567', '0001-01-01T00:00:00.0000000', '9999-12-31T23:59:59.9999999'),
  ...same('datetime2(3)', '2024-01-31T12:34:56.120'),
  ...same('datetime2(0)', '1969-12-31T23:59:59'),
  ...same(
    'datetimeoffset(7)',
    '2024-01-31T12:34:56.1234567+05:30',
    '2024-01-31T12:34:56.1234567-03:30',
    '2024-01-31T00:00:00.0000001+14:00',
  ),
  ...same('datetimeoffset(7)', '0001-01-01T00:00:00.0000000+00:00', '9999-12-31T23:59:59.9999999+00:00'),
  ...same('datetimeoffset(0)', '2024-01-01T00:30:00-12:00'),
  ...same('datetime', '2024-01-31T12:34:56.997', '1753-01-01T00:00:00.000', '9999-12-31T23:59:59.997', '2024-01-31T12:34:56.003'),
  ...same('smalldatetime', '2024-01-31T12:34:00', '1900-01-01T00:00:00', '2079-06-06T23:59:00'),
];

const hebrewArabicEmoji = 'שלום عالم 👩‍👧 "x" \\';

const texts: readonly ExactValue[] = [
  {
    type: 'nvarchar(50)',
    expression: `N'${hebrewArabicEmoji}'`,
    value: hebrewArabicEmoji,
    answerType: `nvarchar(${String(hebrewArabicEmoji.length)})`,
  },
  cast('nvarchar(50)', `N'${hebrewArabicEmoji}'`, hebrewArabicEmoji),
  cast('nvarchar(10)', "N''", ''),
  cast('nvarchar(10)', "N'  a '", '  a '),
  cast('nvarchar(max)', "N'ж👩'", 'ж👩'),
  cast('nvarchar(max)', "N'\u202Eabc\u202C\r\n\t'", '\u202Eabc\u202C\r\n\t'),
  { type: 'nvarchar(max)', expression: "REPLICATE(CAST(N'ж👩' AS nvarchar(max)), 20000)", value: 'ж👩'.repeat(20_000) },
  cast('nchar(4)', "N'ж'", 'ж   '),
  cast('varchar(20)', "'é€œ'", 'é€œ'),
  cast('varchar(max)', "'é€œ'", 'é€œ'),
  cast('char(5)', "'é'", 'é    '),
  cast('xml', `N'<a b="1">ж</a>'`, '<a b="1">ж</a>'),
  cast('uniqueidentifier', "'6F9619FF-8B86-D011-B42D-00C04FC964FF'", '6F9619FF-8B86-D011-B42D-00C04FC964FF'),
  cast('uniqueidentifier', "'00000000-0000-0000-0000-000000000001'", '00000000-0000-0000-0000-000000000001'),
];

const binaries: readonly ExactValue[] = [
  cast('varbinary(16)', '0x00FFAB', '0x00FFAB'),
  cast('varbinary(16)', '0x', '0x'),
  cast('varbinary(max)', '0x0102', '0x0102'),
  {
    type: 'varbinary(max)',
    expression: "CAST(REPLICATE(CAST('ab' AS varchar(max)), 10000) AS varbinary(max))",
    value: `0x${'6162'.repeat(10_000)}`,
  },
  cast('binary(4)', '0x0102', '0x01020000'),
];

/** Every type, with its extremes and what is easily lost on the way. */
export const exactValues: readonly ExactValue[] = [...exactNumbers, ...floats, ...times, ...texts, ...binaries];

import type { TypeCase } from './typeCase';

const nines = (count: number): string => '9'.repeat(count);

const integers: readonly TypeCase[] = [
  {
    type: 'bit',
    exact: [false, true],
    read: [
      [1, true],
      ['0', false],
      ['true', true],
    ],
    default: ['1', true],
    refused: [
      [2, /neither true nor false/u],
      ['yes', /neither/u],
    ],
  },
  {
    type: 'tinyint',
    exact: [0, 255],
    read: [['7', 7]],
    default: ['9', 9],
    refused: [
      [-1, /out of range/u],
      [256, /out of range/u],
      [1.5, /no whole number/u],
    ],
  },
  {
    type: 'smallint',
    exact: [-32_768, 32_767],
    default: ['-9', -9],
    refused: [
      [32_768, /out of range/u],
      [-32_769, /out of range/u],
    ],
  },
  {
    type: 'int',
    exact: [-2_147_483_648, 2_147_483_647],
    read: [['-2147483648', -2_147_483_648]],
    default: ['-2147483648', -2_147_483_648],
    refused: [
      [2_147_483_648, /out of range/u],
      ['12a', /no number/u],
      [true, /no number/u],
    ],
  },
  {
    type: 'bigint',
    exact: ['-9223372036854775808', '9223372036854775807', '9007199254740993'],
    read: [[9_007_199_254_740_991, '9007199254740991']],
    default: ['9223372036854775807', '9223372036854775807'],
    refused: [
      ['9223372036854775808', /out of range/u],
      [2 ** 53, /lost digits/u],
    ],
  },
];

const exactNumbers: readonly TypeCase[] = [
  {
    type: 'decimal(38,0)',
    exact: [`-${nines(38)}`, nines(38)],
    default: [nines(38), nines(38)],
    refused: [
      [`1${'0'.repeat(38)}`, /before the point/u],
      [2 ** 60, /more digits than a JSON number/u],
    ],
  },
  {
    type: 'decimal(38,38)',
    exact: [`-0.${nines(38)}`, `0.${nines(38)}`, `0.${'0'.repeat(37)}1`],
    default: ['0.5', `0.5${'0'.repeat(37)}`],
    refused: [['1', /before the point/u]],
  },
  {
    type: 'decimal(38,10)',
    exact: ['-9999999999999999999999999999.9999999999', '9999999999999999999999999999.9999999999', '0.0000000001'],
    default: ['-1.5', '-1.5000000000'],
    refused: [
      ['0.00000000001', /behind the point/u],
      [0.123_456_789_012_345_68, /more digits than a JSON number/u],
    ],
  },
  {
    type: 'decimal(5,2)',
    exact: ['-999.99', '999.99'],
    read: [
      [1.5, '1.50'],
      ['1e2', '100.00'],
    ],
    default: ['1.50', '1.50'],
    refused: [
      ['1.005', /behind the point/u],
      [1.005, /behind the point/u],
      ['1000', /before the point/u],
      ['1,5', /no number/u],
    ],
  },
  {
    type: 'numeric(18,0)',
    exact: ['-999999999999999999', '999999999999999999'],
    default: ['42', '42'],
    refused: [['0.5', /behind the point/u]],
  },
  {
    type: 'smallmoney',
    exact: ['-214748.3648', '214748.3647'],
    default: ['$1.25', '1.2500'],
    refused: [
      ['214748.3648', /out of range/u],
      ['0.00001', /behind the point/u],
    ],
  },
  {
    type: 'money',
    exact: ['-922337203685477.5808', '922337203685477.5807', '90071992547409.9301'],
    default: ['-$1.25', '-1.2500'],
    refused: [['922337203685477.5808', /out of range/u]],
  },
];

const approximateNumbers: readonly TypeCase[] = [
  {
    type: 'real',
    exact: [-3.402_823_5e38, 3.402_823_5e38, 1.175_494_4e-38, 0.1],
    default: ['1.5e-3', 0.0015],
    refused: [
      [1e39, /out of range/u],
      [1e-39, /out of range/u],
      ['NaN', /no number/u],
    ],
  },
  {
    type: 'float',
    exact: [-1.797_693_134_862_315_7e308, 1.797_693_134_862_315_7e308, 2.225_073_858_507_201_4e-308, 0.300_000_000_000_000_04],
    default: ['1.5e-3', 0.0015],
    refused: [
      ['1e309', /out of range/u],
      ['Infinity', /no number/u],
    ],
  },
];

const times: readonly TypeCase[] = [
  {
    type: 'date',
    exact: ['0001-01-01', '9999-12-31', '2024-02-29'],
    default: ["'2024-02-29'", '2024-02-29'],
    refused: [
      ['2023-02-30', /not a date or time that exists/u],
      ['30.01.2023', /no date|form/u],
      ['2024-01-31T12:00:00', /time of day/u],
      [20_240_131, /no text/u],
    ],
  },
  {
    type: 'time(7)',
    exact: ['00:00:00.0000000', '23:59:59.9999999'],
    read: [['12:34', '12:34:00.0000000']],
    default: ["'12:34:56.7891234'", '12:34:56.7891234'],
    refused: [
      ['24:00:00', /exists/u],
      ['12:34:56.12345678', /exists|form/u],
    ],
  },
  {
    type: 'time(0)',
    exact: ['00:00:00', '23:59:59'],
    default: ["'12:34:56'", '12:34:56'],
    refused: [['12:34:56.5', /more than 0 digits/u]],
  },
  {
    type: 'datetime2(7)',
    exact: ['0001-01-01T00:00:00.0000000', '9999-12-31T23:59:59.9999999'],
    read: [['2024-01-31', '2024-01-31T00:00:00.0000000']],
    default: ["'2024-02-29T12:34:56.7891234'", '2024-02-29T12:34:56.7891234'],
    refused: [
      ['2024-01-31T00:00:00Z', /offset/u],
      ['2023-02-30T00:00:00', /exists/u],
    ],
  },
  {
    type: 'datetime2(3)',
    exact: ['0001-01-01T00:00:00.000', '9999-12-31T23:59:59.999'],
    default: ["'2024-02-29T12:34:56.789'", '2024-02-29T12:34:56.789'],
    refused: [['2024-01-31T00:00:00.0001', /more than 3 digits/u]],
  },
  {
    type: 'datetimeoffset(7)',
    exact: [
      '0001-01-01T00:00:00.0000000+00:00',
      '9999-12-31T23:59:59.9999999+00:00',
      '2024-01-31T12:34:56.1234567-03:30',
      '2024-01-31T12:34:56.1234567+14:00',
    ],
    read: [['2024-01-31T12:00:00Z', '2024-01-31T12:00:00.0000000+00:00']],
    default: ["'2024-02-29T12:34:56.7891234+05:30'", '2024-02-29T12:34:56.7891234+05:30'],
    refused: [
      ['2024-01-31T12:00:00+15:00', /exists|form/u],
      ['0001-01-01T00:00:00+05:00', /range in UTC/u],
    ],
  },
  {
    type: 'datetime',
    exact: ['1753-01-01T00:00:00.000', '9999-12-31T23:59:59.997', '2024-01-31T12:34:56.003'],
    default: ["'2024-02-29T12:34:56.997'", '2024-02-29T12:34:56.997'],
    refused: [
      ['1752-12-31T23:59:59.997', /out of range/u],
      ['2024-01-31T12:34:56.001', /56\.000 or 2024-01-31T12:34:56\.003/u],
      ['9999-12-31T23:59:59.999', /9999-12-31T23:59:59\.997/u],
    ],
  },
  {
    type: 'smalldatetime',
    exact: ['1900-01-01T00:00:00', '2079-06-06T23:59:00'],
    default: ["'2024-02-29T12:34:00'", '2024-02-29T12:34:00'],
    refused: [
      ['1899-12-31T23:59:00', /out of range/u],
      ['2079-06-07T00:00:00', /out of range/u],
      ['2024-01-31T12:34:29', /12:34:00 or 2024-01-31T12:35:00/u],
    ],
  },
];

/** Numbers, dates and times. */
export const numberCases: readonly TypeCase[] = [...integers, ...exactNumbers, ...approximateNumbers, ...times];

import { numberCases } from './numberCases';
import type { TypeCase } from './typeCase';

const unicode = 'שלום 👩‍👧 日本 "x" \\\r\nit\'s';
/** In Windows-1252, the code page of the sample database. */
const latin = "é€œ 'x' \\\r\n";

const texts: readonly TypeCase[] = [
  {
    type: 'char(5)',
    exact: ['     ', 'abcde'],
    read: [['é', 'é    ']],
    default: ["'ab'", 'ab   '],
    refused: [
      ['abcdef', /has 6 characters/u],
      [5, /is a number/u],
    ],
  },
  {
    type: 'varchar(20)',
    exact: ['', latin],
    default: ["'it''s'", "it's"],
    refused: [
      ['x'.repeat(21), /has 21 characters/u],
      [true, /no text/u],
    ],
  },
  { type: 'varchar(8000)', exact: ['é'.repeat(8000)], default: ["''", ''], refused: [['x'.repeat(8001), /has 8001 characters/u]] },
  { type: 'varchar(max)', exact: ['', 'ab€'.repeat(5000)], default: ["'max'", 'max'], refused: [[1, /is a number/u]] },
  {
    type: 'nchar(4)',
    exact: ['    ', '日本 x', '👩👧'],
    default: ["N'日'", '日   '],
    refused: [
      ['12345', /has 5 characters/u],
      ['👩👩👩', /has 6 characters/u],
    ],
  },
  { type: 'nvarchar(50)', exact: ['', unicode], default: ["N'日本'", '日本'], refused: [['日'.repeat(51), /has 51 characters/u]] },
  {
    type: 'nvarchar(max)',
    exact: ['', 'ж👩'.repeat(4000), 'a\\\nb\\\r\nc\u0000d'],
    default: ["N'max'", 'max'],
    refused: [[{ a: 1 }, /is an object/u]],
  },
  { type: 'sysname', exact: ['', 'x'.repeat(128)], default: ["N'[a]]b]'", '[a]]b]'], refused: [['x'.repeat(129), /has 129 characters/u]] },
  { type: 'text', exact: ['', latin, 'x'.repeat(9000)], default: ["'text'", 'text'], refused: [[1, /is a number/u]], noOutput: true },
  { type: 'ntext', exact: ['', unicode], default: ["N'日'", '日'], refused: [[1, /is a number/u]], noOutput: true },
];

const binaries: readonly TypeCase[] = [
  {
    type: 'binary(4)',
    exact: ['0x00000000', '0xFFFFFFFF'],
    read: [['0x0102', '0x01020000']],
    default: ['0xDEADBEEF', '0xDEADBEEF'],
    refused: [
      ['0x0102030405', /has 5 bytes/u],
      ['0x123', /no hexadecimal/u],
      ['DEAD', /no hexadecimal/u],
    ],
  },
  {
    type: 'varbinary(8)',
    exact: ['0x', '0xFFFFFFFFFFFFFFFF'],
    read: [['0xdeadbeef', '0xDEADBEEF']],
    default: ['0x01', '0x01'],
    refused: [['0x010203040506070809', /has 9 bytes/u]],
  },
  { type: 'varbinary(max)', exact: ['0x', `0x${'00FF'.repeat(6000)}`], default: ['0x0102', '0x0102'], refused: [[1, /no hexadecimal/u]] },
  {
    type: 'image',
    exact: ['0x', `0x${'00FF'.repeat(6000)}`],
    default: ['0x0102', '0x0102'],
    refused: [['zz', /no hexadecimal/u]],
    noOutput: true,
  },
  {
    type: 'rowversion',
    exact: ['0x0000000000000000', '0xFFFFFFFFFFFFFFFF'],
    default: ['0x00000000000007D1', '0x00000000000007D1'],
    refused: [['0x010203040506070809', /has 9 bytes/u]],
  },
  {
    type: 'uniqueidentifier',
    exact: ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
    read: [['{6f9619ff-8b86-d011-b42d-00c04fc964ff}', '6F9619FF-8B86-D011-B42D-00C04FC964FF']],
    default: ["'6F9619FF-8B86-D011-B42D-00C04FC964FF'", '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
    refused: [['6F9619FF', /no uniqueidentifier/u]],
  },
];

const documents: readonly TypeCase[] = [
  {
    type: 'xml',
    exact: ['', '<a b="1">ж<c/></a>', '<a/>text<b/>'],
    default: ["N'<d/>'", '<d/>'],
    refused: [
      ['<a><b></a>', /closes <a> where <b> is open/u],
      ['<a>', /does not close <a>/u],
      ['<?xml version="1.0" encoding="UTF-8"?><a/>', /encoded in UTF-8/u],
      [5, /no text/u],
    ],
  },
  {
    type: 'json',
    exact: ['{"a":[1,2.50,"ж"]}', '[]'],
    default: ["N'{}'", '{}'],
    refused: [
      ['{"a":}', /not valid JSON/u],
      [{ a: 1 }, /no text/u],
    ],
    probe: "IF TYPE_ID(N'json') IS NULL THROW 50000, N'the server has no type json', 1",
  },
  {
    type: 'vector(3)',
    exact: [],
    read: [
      ['[1, -0.5, 0]', '[1.0000000e+000,-5.0000000e-001,0.0000000e+000]'],
      [[3.4028235e38, -3.4028235e38, 0.25], '[3.4028235e+038,-3.4028235e+038,2.5000000e-001]'],
    ],
    default: ["N'[1,2,3]'", '[1.0000000e+000,2.0000000e+000,3.0000000e+000]'],
    refused: [
      ['[1,2]', /has 2 numbers/u],
      [[1, 2, 1e39], /at index 2/u],
      ['1,2,3', /no list/u],
    ],
    probe: "IF TYPE_ID(N'vector') IS NULL THROW 50000, N'the server has no type vector', 1",
  },
];

const others: readonly TypeCase[] = [
  {
    type: 'sql_variant',
    exact: [true, 7, 0.5, '', unicode],
    read: [
      [{ type: 'decimal(38,10)', value: '1234567890123456789012345678.9012345678' }, '1234567890123456789012345678.9012345678'],
      [{ type: 'datetimeoffset(7)', value: '2024-01-31T12:34:56.1234567+05:30' }, '2024-01-31T12:34:56.1234567+05:30'],
      [{ type: 'varchar(10)', value: 'é€' }, 'é€'],
      [{ type: 'varbinary(4)', value: '0x0102' }, '0x0102'],
      [9_007_199_254_740_991, '9007199254740991'],
    ],
    default: ['1.50', '1.50'],
    refused: [
      [{ type: 'xml', value: '<a/>' }, /sql_variant cannot hold/u],
      [{ type: 'varchar(max)', value: 'x' }, /sql_variant cannot hold/u],
      ['x'.repeat(4001), /has 4001 characters/u],
      [{ type: 'tinyint', value: 256 }, /out of range/u],
    ],
  },
  {
    type: 'hierarchyid',
    exact: ['0x', '0x58'],
    read: [
      ['/1/', '0x58'],
      ['/1/2/', '0x5B40'],
      ['/', '0x'],
    ],
    default: ['0x58', '0x58'],
    refused: [
      ['1/2', /no path/u],
      [5, /no path/u],
    ],
    probe: "SELECT hierarchyid::Parse('/1/')",
  },
  {
    type: 'geography',
    exact: [],
    read: [['POINT(-122.35 47.65)', '0xE6100000010C3333333333D347406666666666965EC0']],
    default: ['NULL', null],
    refused: [
      ['nowhere', /no WKT/u],
      [1, /no WKT/u],
    ],
    probe: "SELECT geography::STGeomFromText('POINT(1 2)', 4326)",
  },
  {
    type: 'geometry',
    exact: ['0x00000000010C000000000000F03F0000000000000040'],
    read: [
      ['POINT(1 2)', '0x00000000010C000000000000F03F0000000000000040'],
      ['SRID=4326;POINT (1 2)', '0xE6100000010C000000000000F03F0000000000000040'],
    ],
    default: ['NULL', null],
    refused: [['SRID=x;POINT(1 2)', /no WKT/u]],
    probe: "SELECT geometry::STGeomFromText('POINT(1 2)', 0)",
  },
  {
    type: 'dbo.PhoneNumber',
    probe: 'DECLARE @x dbo.PhoneNumber',
    exact: ['', '+49 30 1234567', 'é'.repeat(25)],
    default: ["'+49 30 1'", '+49 30 1'],
    refused: [['x'.repeat(26), /has 26 characters/u]],
  },
  {
    type: 'dbo.Money4',
    probe: 'DECLARE @x dbo.Money4',
    exact: ['-999999999999999.9999', '999999999999999.9999'],
    default: ['1.5', '1.5000'],
    refused: [['0.00001', /behind the point/u]],
  },
];

/** Every type of SQL Server that a parameter may have. */
export const typeCases: readonly TypeCase[] = [...numberCases, ...texts, ...binaries, ...documents, ...others];

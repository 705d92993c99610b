import assert from 'node:assert/strict';
import type { ResultColumn } from '../../../sandbox/engine/session';
import { ByteWriter } from '../../../sandbox/tds/byteWriter';
import { columnEncoder } from '../../../sandbox/tds/columnEncoder';
import { Response } from '../../../sandbox/tds/response';
import { TokenSink } from '../../../sandbox/tds/tokenSink';
import { writeLoginAcknowledgement, writeMessage, writePacketSizeChange } from '../../../sandbox/tds/tokens';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';

const collation = 'SQL_Latin1_General_CP1_CI_AS';
const client = { json: true, vector: true, utf8: true, database: 'shop', collation };

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function typeInfo(type: SqlType, nullable = true): string {
  const writer = new ByteWriter();
  columnEncoder(type, nullable, client).writeTypeInfo(writer);
  return hex(writer.written());
}

function value(type: SqlType, sqlValue: SqlValue, nullable = true): string {
  const writer = new ByteWriter();
  columnEncoder(type, nullable, client).writeValue(writer, sqlValue);
  return hex(writer.written());
}

function response(produce: (sink: TokenSink) => void, options: { call?: boolean; inTransaction?: boolean } = {}): string {
  const sent: Buffer[] = [];
  const sink = { send: (packets: Buffer) => sent.push(Buffer.from(packets)) > 0, drained: () => Promise.resolve() };
  const message = new Response(sink, { packetSize: 4096, processId: 0 }, new ByteWriter());
  const tokens = new TokenSink({
    response: message,
    serverName: 'S',
    capabilities: () => client,
    inTransaction: () => options.inTransaction === true,
    rowSent: () => undefined,
  });
  produce(tokens);
  tokens.finish({ call: options.call === true, failed: false });
  message.end();
  return hex(Buffer.concat(sent));
}

function column(name: string, type: SqlType, changes: Partial<ResultColumn> = {}): ResultColumn {
  return { name, type, nullable: false, identity: false, computed: false, ...changes };
}

describe('TDS tokens', () => {
  it("answers select 'foo' as 'bar' with the bytes of the example in MS-TDS", () => {
    const bytes = response((sink) => {
      sink.columns([column('bar', { name: 'varchar', length: 3 }, { computed: true })]);
      void sink.row(['foo']);
      sink.statementDone({ rowCount: 1, command: 0xc1, inProcedure: false, failed: false });
    });
    assert.equal(bytes, '04010033000001008101000000000020' + '00A703000904D00034036200610072' + '00D10300666F6FFD1000C1000100000000000000');
  });

  it('answers a call with the bytes of the example in MS-TDS', () => {
    const bytes = response(
      (sink) => {
        sink.statementDone({ rowCount: 1, command: 0xc1, inProcedure: true, failed: false });
        sink.returnStatus(0);
        sink.procedureDone({ failed: false, returnedRows: true });
      },
      { call: true },
    );
    assert.equal(bytes, '0401002700000100' + 'FF1100C1000100000000000000' + '7900000000' + 'FE0000E0000000000000000000');
  });

  it('marks every DONE but the last with MORE, and says when a transaction is open', () => {
    const bytes = response(
      (sink) => {
        sink.statementDone({ rowCount: 2, command: 0xc3, inProcedure: false, failed: false });
        sink.statementDone({ rowCount: undefined, command: 0, inProcedure: false, failed: true });
      },
      { inTransaction: true },
    );
    assert.equal(bytes.slice(16), 'FD1500C3000200000000000000' + 'FD060000000000000000000000');
  });

  it('ends an empty answer with a DONE of its own', () => {
    assert.equal(response(() => undefined).slice(16), 'FD000000000000000000000000');
  });

  it('sends errors above severity 10 as ERROR and the rest as INFO', () => {
    const writer = new ByteWriter();
    writeMessage(writer, { number: 208, state: 1, severity: 16, message: 'no', procedure: 'p', line: 7 }, 'S');
    assert.equal(hex(writer.written()), 'AA1600D0000000011002006E006F0001530001700007000000');
    writer.reset();
    writeMessage(writer, { number: 0, state: 1, severity: 0, message: '', procedure: '', line: 1 }, '');
    assert.equal(hex(writer.written()), 'AB0E0000000000010000000000' + '01000000');
  });

  it('writes the version of LOGINACK in big-endian order', () => {
    const writer = new ByteWriter();
    writeLoginAcknowledgement(writer, 0x74000004, 'M', '16.0.4175.1');
    assert.equal(hex(writer.written()), 'AD0C000174000004014D001000104F');
    writer.reset();
    writePacketSizeChange(writer, 8192, 4096);
    assert.equal(hex(writer.written()), 'E3130004' + '0438003100390032000434003000390036' + '00');
  });

  it('packs rows with many NULLs into NBCROW', () => {
    const int: SqlType = { name: 'int' };
    const columns = ['a', 'b', 'c', 'd'].map((name) => column(name, int, { nullable: true }));
    const bytes = response((sink) => {
      sink.columns(columns);
      void sink.row([null, 1, null, null]);
      void sink.row([null, 1, 2, 3]);
    });
    assert.ok(bytes.includes('D20D' + '0401000000' + 'D100' + '0401000000' + '0402000000' + '0403000000'), bytes);
  });
});

describe('TDS values', () => {
  const decimal = (unscaled: bigint, scale: number): SqlValue => ({ kind: 'decimal', unscaled, scale });
  const moment = (days: number, ticks: number, offset?: number): SqlValue => ({
    kind: 'datetime',
    days,
    ticks,
    ...(offset === undefined ? {} : { offset }),
  });
  const noon = 432_000_000_000;

  const cases: readonly [title: string, type: SqlType, value: SqlValue, info: string, bytes: string][] = [
    ['bit', { name: 'bit' }, 1, '6801', '0101'],
    ['tinyint', { name: 'tinyint' }, 255, '2601', '01FF'],
    ['smallint', { name: 'smallint' }, -2, '2602', '02FEFF'],
    ['int', { name: 'int' }, -2, '2604', '04FEFFFFFF'],
    ['bigint', { name: 'bigint' }, -9223372036854775808n, '2608', '080000000000000080'],
    [
      'decimal(38,10)',
      { name: 'decimal', precision: 38, scale: 10 },
      decimal(-12345678901234567890_1234567890n, 10),
      '6A11260A',
      '1100D20A3F4EEEE073C3F60FE98E01000000',
    ],
    ['decimal(9,0) from a smaller scale', { name: 'decimal', precision: 9, scale: 2 }, decimal(5n, 0), '6A050902', '0501F4010000'],
    ['numeric(28,0)', { name: 'numeric', precision: 28, scale: 0 }, decimal(1n << 64n, 0), '6C0D1C00', '0D01' + '000000000000000001000000'],
    ['money', { name: 'money' }, decimal(9223372036854775807n, 4), '6E08', '08FFFFFF7FFFFFFFFF'],
    ['money, negative', { name: 'money' }, decimal(-10000n, 4), '6E08', '08FFFFFFFFF0D8FFFF'],
    ['smallmoney', { name: 'smallmoney' }, decimal(-1n, 4), '6E04', '04FFFFFFFF'],
    ['real', { name: 'real' }, 1.5, '6D04', '040000C03F'],
    ['float', { name: 'float' }, 1.5, '6D08', '08000000000000F83F'],
    ['date', { name: 'date' }, moment(3652058, 0), '28', '03DAB937'],
    ['time(7)', { name: 'time', scale: 7 }, moment(0, 863_999_999_999), '2907', '05FFBF692AC9'],
    ['time(0)', { name: 'time', scale: 0 }, moment(0, noon), '2900', '03C0A800'],
    ['datetime2(3)', { name: 'datetime2', scale: 3 }, moment(693595, noon), '2A03', '07002E9302' + '5B950A'],
    ['datetimeoffset(7)', { name: 'datetimeoffset', scale: 7 }, moment(693595, noon, -90), '2B07', '0A00E0349564' + '5B950A' + 'A6FF'],
    ['datetime', { name: 'datetime' }, moment(693595 + 1, 33333), '6F08', '080100000001000000'],
    ['smalldatetime', { name: 'smalldatetime' }, moment(693595 + 1, noon), '6F04', '040100D002'],
    [
      'uniqueidentifier',
      { name: 'uniqueidentifier' },
      '00112233-4455-6677-8899-AABBCCDDEEFF',
      '2410',
      '1033221100554477668899AABBCCDDEEFF',
    ],
    ['varchar in Windows-1252', { name: 'varchar', length: 5 }, 'a€', 'A705000904D00034', '02006180'],
    [
      'varchar in UTF-8',
      { name: 'varchar', length: 9, collation: 'Latin1_General_100_CI_AS_SC_UTF8' },
      '€',
      'A709000904D02400',
      '0300E282AC',
    ],
    ['varchar in Cyrillic', { name: 'varchar', length: 9, collation: 'Cyrillic_General_CI_AS' }, 'Ж', 'A709001904D00000', '0100C6'],
    ['char in Japanese', { name: 'char', length: 2, collation: 'Japanese_CI_AS' }, '\u3042', 'AF02001104D00000', '020082A0'],
    ['nvarchar', { name: 'nvarchar', length: 4, collation: 'Latin1_General_BIN2' }, '€', 'E708000904000200', '0200AC20'],
    ['nvarchar(max)', { name: 'nvarchar', length: 'max' }, 'x', 'E7FFFF0904D00034', '0200000000000000' + '020000007800' + '00000000'],
    ['varbinary(max), empty', { name: 'varbinary', length: 'max' }, new Uint8Array(), 'A5FFFF', '0000000000000000' + '00000000'],
    ['binary', { name: 'binary', length: 2 }, Uint8Array.of(1, 2), 'AD0200', '02000102'],
    ['rowversion', { name: 'rowversion' }, Uint8Array.of(0, 0, 0, 0, 0, 0, 7, 0xd1), 'AD0800', '080000000000000007D1'],
    ['xml', { name: 'xml' }, '<a/>', 'F100', 'FEFFFFFFFFFFFFFF' + '08000000' + '3C0061002F003E00' + '00000000'],
    ['json', { name: 'json' }, '{}', 'F4', '0200000000000000' + '02000000' + '7B7D' + '00000000'],
    ['vector', { name: 'vector', length: 2 }, '[1,-2]', 'F5100000', '1000' + 'A901020000000000' + '0000803F' + '000000C0'],
    [
      'sql_variant of int',
      { name: 'sql_variant' },
      { kind: 'variant', type: { name: 'int' }, value: 7 },
      '62491F0000',
      '06000000' + '3800' + '07000000',
    ],
    [
      'sql_variant of decimal',
      { name: 'sql_variant' },
      { kind: 'variant', type: { name: 'decimal', precision: 5, scale: 2 }, value: { kind: 'decimal', unscaled: 125n, scale: 2 } },
      '62491F0000',
      '09000000' + '6A020502' + '017D000000',
    ],
    [
      'sql_variant of varchar in Cyrillic',
      { name: 'sql_variant' },
      { kind: 'variant', type: { name: 'varchar', length: 9, collation: 'Cyrillic_General_CI_AS' }, value: 'Ж' },
      '62491F0000',
      '0A000000' + 'A707' + '1904D00000' + '0900' + 'C6',
    ],
    [
      'sql_variant of nvarchar',
      { name: 'sql_variant' },
      { kind: 'variant', type: { name: 'nvarchar', length: 3 }, value: 'x' },
      '62491F0000',
      '0B000000' + 'E707' + '0904D00034' + '0600' + '7800',
    ],
  ];
  for (const [title, type, sqlValue, info, bytes] of cases) {
    it(`encodes ${title}`, () => {
      assert.equal(typeInfo(type), info);
      assert.equal(value(type, sqlValue), bytes);
    });
  }

  it('uses the fixed types for columns that are not nullable', () => {
    assert.equal(typeInfo({ name: 'int' }, false), '38');
    assert.equal(value({ name: 'int' }, 1, false), '01000000');
    assert.equal(typeInfo({ name: 'bit' }, false), '32');
    assert.equal(typeInfo({ name: 'date' }, false), '28');
    assert.throws(() => value({ name: 'int' }, null, false), TypeError);
  });

  it('takes the collation of the server where a type names none', () => {
    const writer = new ByteWriter();
    const greek = columnEncoder({ name: 'varchar', length: 5 }, true, { ...client, collation: 'Greek_CI_AS' });
    greek.writeTypeInfo(writer);
    greek.writeValue(writer, 'α');
    assert.equal(hex(writer.written()), 'A705000804D00000' + '0100E1');
  });

  it('encodes NULL of every kind', () => {
    assert.equal(value({ name: 'int' }, null), '00');
    assert.equal(value({ name: 'nvarchar', length: 3 }, null), 'FFFF');
    assert.equal(value({ name: 'nvarchar', length: 'max' }, null), 'FFFFFFFFFFFFFFFF');
    assert.equal(value({ name: 'text' }, null), '00');
    assert.equal(value({ name: 'sql_variant' }, null), '00000000');
    assert.equal(value({ name: 'geometry' }, null), 'FFFFFFFFFFFFFFFF');
  });

  it('refuses a value that is not of the type, and digits that would be lost', () => {
    assert.throws(() => value({ name: 'int' }, 'seven'), TypeError);
    assert.throws(() => value({ name: 'decimal', precision: 9, scale: 0 }, decimal(15n, 1)), RangeError);
    assert.throws(() => value({ name: 'decimal', precision: 9, scale: 0 }, decimal(1n << 40n, 0)), RangeError);
  });

  it('gives clients without the features plain text for json, vector and UTF-8', () => {
    const info = (type: SqlType, utf8: boolean): string => {
      const writer = new ByteWriter();
      columnEncoder(type, true, { json: false, vector: false, utf8, database: 'shop', collation }).writeTypeInfo(writer);
      return hex(writer.written());
    };
    assert.equal(info({ name: 'json' }, true), 'A7FFFF0904002600');
    assert.equal(info({ name: 'json' }, false), 'E7FFFF0904D00034');
    assert.equal(info({ name: 'vector', length: 3 }, true), 'A7FFFF0904D00034');
    assert.equal(info({ name: 'varchar', length: 10, collation: 'Latin1_General_100_CI_AS_SC_UTF8' }, false), 'E714000904D02400');
  });
});

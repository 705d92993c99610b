import assert from 'node:assert/strict';
import type { ResultColumn } from '../../../sandbox/engine/session';
import { startTdsServer, type TdsServer } from '../../../sandbox/tds/server';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { StubEngine } from './stubEngine';
import { close, configuration, connect, execute } from './tediousClient';

const hour = 36_000_000_000;
const longText = 'Größe Ω 𝄞 '.repeat(20_000);
const date = (days: number, ticks: number, offset?: number): SqlValue => ({
  kind: 'datetime',
  days,
  ticks,
  ...(offset === undefined ? {} : { offset }),
});
const decimal = (unscaled: bigint, scale: number): SqlValue => ({ kind: 'decimal', unscaled, scale });
const variant = (type: SqlType, value: Exclude<SqlValue, null>): SqlValue => ({ kind: 'variant', type, value });
/** 2024-02-29. */
const leapDay = 738_944;
const utc = (hours: number): Date => new Date(Date.UTC(2024, 1, 29, hours));

/** Type, value, what the driver reads, the driver's name for the type. */
const cases: readonly (readonly [type: SqlType, value: SqlValue, read: unknown, driverType: string])[] = [
  [{ name: 'bit' }, 1, true, 'BitN'],
  [{ name: 'tinyint' }, 255, 255, 'IntN'],
  [{ name: 'smallint' }, -32768, -32768, 'IntN'],
  [{ name: 'int' }, -2147483648, -2147483648, 'IntN'],
  [{ name: 'bigint' }, -9223372036854775808n, '-9223372036854775808', 'IntN'],
  [{ name: 'bigint' }, 9007199254740993n, '9007199254740993', 'IntN'],
  [{ name: 'bigint' }, -1n, '-1', 'IntN'],
  [{ name: 'decimal', precision: 9, scale: 2 }, decimal(-12345n, 2), -123.45, 'DecimalN'],
  [{ name: 'numeric', precision: 19, scale: 4 }, decimal(12345678n, 4), 1234.5678, 'NumericN'],
  [{ name: 'decimal', precision: 38, scale: 0 }, decimal(1n << 100n, 0), 2 ** 100, 'DecimalN'],
  [{ name: 'money' }, decimal(-12345n, 4), -1.2345, 'MoneyN'],
  [{ name: 'smallmoney' }, decimal(12345n, 4), 1.2345, 'MoneyN'],
  [{ name: 'real' }, 1.5, 1.5, 'FloatN'],
  [{ name: 'float' }, 1.1, 1.1, 'FloatN'],
  [{ name: 'date' }, date(leapDay, 0), utc(0), 'Date'],
  [{ name: 'datetime' }, date(leapDay, 13 * hour), utc(13), 'DateTimeN'],
  [{ name: 'smalldatetime' }, date(leapDay, 13 * hour), utc(13), 'DateTimeN'],
  [{ name: 'datetime2', scale: 7 }, date(leapDay, 13 * hour), utc(13), 'DateTime2'],
  [{ name: 'datetimeoffset', scale: 3 }, date(leapDay, 13 * hour, 120), utc(13), 'DateTimeOffset'],
  [{ name: 'char', length: 4 }, 'ab  ', 'ab  ', 'Char'],
  [{ name: 'varchar', length: 10 }, '€ß', '€ß', 'VarChar'],
  [{ name: 'varchar', length: 10, collation: 'Polish_CI_AS' }, 'zażółć', 'zażółć', 'VarChar'],
  [{ name: 'varchar', length: 10, collation: 'Hebrew_CI_AS' }, 'שלום', 'שלום', 'VarChar'],
  [{ name: 'varchar', length: 10, collation: 'Arabic_100_CI_AS' }, 'سلام', 'سلام', 'VarChar'],
  [{ name: 'varchar', length: 10, collation: 'Greek_100_CI_AS' }, 'αβγ', 'αβγ', 'VarChar'],
  [{ name: 'varchar', length: 10, collation: 'Turkish_CI_AS' }, 'ığüş', 'ığüş', 'VarChar'],
  [{ name: 'varchar', length: 10, collation: 'Japanese_100_CI_AS' }, '日本', '日本', 'VarChar'],
  [{ name: 'varchar', length: 30, collation: 'Latin1_General_100_CI_AS_SC_UTF8' }, '日本€𝄞', '日本€𝄞', 'VarChar'],
  [{ name: 'varchar', length: 'max', collation: 'Latin1_General_100_BIN2_UTF8' }, longText, longText, 'VarChar'],
  [{ name: 'text' }, 'a text', 'a text', 'Text'],
  [{ name: 'nchar', length: 2 }, 'Ω ', 'Ω ', 'NChar'],
  [{ name: 'nvarchar', length: 10 }, '', '', 'NVarChar'],
  [{ name: 'nvarchar', length: 'max' }, longText, longText, 'NVarChar'],
  [{ name: 'ntext' }, 'Ωmega', 'Ωmega', 'NText'],
  [{ name: 'binary', length: 3 }, Uint8Array.of(1, 2, 3), Buffer.of(1, 2, 3), 'Binary'],
  [{ name: 'varbinary', length: 'max' }, new Uint8Array(100_000).fill(9), Buffer.alloc(100_000, 9), 'VarBinary'],
  [{ name: 'image' }, Uint8Array.of(7), Buffer.of(7), 'Image'],
  [{ name: 'rowversion' }, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1), Buffer.of(0, 0, 0, 0, 0, 0, 0, 1), 'Binary'],
  [{ name: 'uniqueidentifier' }, '00112233-4455-6677-8899-AABBCCDDEEFF', '00112233-4455-6677-8899-AABBCCDDEEFF', 'UniqueIdentifier'],
  [{ name: 'xml' }, '<a>ü</a>', '<a>ü</a>', 'Xml'],
  [{ name: 'json' }, '{"a":"日"}', '{"a":"日"}', 'VarChar'],
  [{ name: 'vector', length: 2 }, '[1.0000000e+000,2.0000000e+000]', '[1.0000000e+000,2.0000000e+000]', 'VarChar'],
  [{ name: 'hierarchyid' }, Uint8Array.of(0x58), Buffer.of(0x58), 'UDT'],
  [{ name: 'sql_variant' }, variant({ name: 'int' }, 7), 7, 'Variant'],
  [{ name: 'sql_variant' }, variant({ name: 'bigint' }, 7n), '7', 'Variant'],
  // The driver takes the maximum length of a varchar in a sql_variant for part of its collation: only ASCII survives it. The bytes are in tokens.test.ts.
  [{ name: 'sql_variant' }, variant({ name: 'varchar', length: 9 }, 'train'), 'train', 'Variant'],
  [{ name: 'sql_variant' }, variant({ name: 'nvarchar', length: 9 }, 'Ω'), 'Ω', 'Variant'],
  [
    { name: 'sql_variant' },
    variant({ name: 'decimal', precision: 20, scale: 2 }, { kind: 'decimal', unscaled: -150n, scale: 2 }),
    -1.5,
    'Variant',
  ],
  [{ name: 'sql_variant' }, variant({ name: 'money' }, { kind: 'decimal', unscaled: 15000n, scale: 4 }), 1.5, 'Variant'],
  [{ name: 'sql_variant' }, variant({ name: 'datetime2', scale: 7 }, { kind: 'datetime', days: leapDay, ticks: hour }), utc(1), 'Variant'],
  [{ name: 'sql_variant' }, variant({ name: 'varbinary', length: 5 }, Uint8Array.of(5)), Buffer.of(5), 'Variant'],
];

describe('TDS values read by the driver', () => {
  let engine: StubEngine;
  let server: TdsServer;
  before(async () => {
    engine = new StubEngine();
    server = await startTdsServer({ engine });
  });
  after(async () => {
    await server.close();
  });

  const columns: readonly ResultColumn[] = cases.map(([type], index) => ({
    name: `c${String(index)}`,
    type,
    nullable: true,
    identity: false,
    computed: false,
  }));

  for (const packetSize of [512, 4096, 32_000]) {
    it(`reads every type, NULL and not, in packets of ${String(packetSize)} bytes`, async () => {
      engine.onBatch = async (_sql, sink) => {
        sink.columns(columns);
        await sink.row(cases.map(([, value]) => value));
        await sink.row(cases.map(() => null));
        await sink.row(cases.map(([, value]) => value));
        sink.statementDone({ rowCount: 3, command: 0xc1, inProcedure: false, failed: false });
      };
      const connection = await connect(configuration(server, { packetSize }));
      const reply = await execute(connection, 'all');
      assert.equal(reply.error, undefined);
      assert.equal(reply.rowCount, 3);
      const [first, nulls, again] = reply.rows;
      cases.forEach(([type, , read, driverType], index) => {
        assert.deepEqual(first?.[index], read, type.name);
        assert.equal(nulls?.[index], null, type.name);
        assert.deepEqual(again?.[index], read, type.name);
        assert.equal(reply.columns[0]?.[index]?.type, driverType, type.name);
      });
      await close(connection);
    });
  }

  it('tells names, nullability, identity and computation', async () => {
    const int: SqlType = { name: 'int' };
    engine.onBatch = async (_sql, sink) => {
      sink.columns([
        { name: 'id', type: int, nullable: false, identity: true, computed: false },
        { name: '', type: int, nullable: true, identity: false, computed: true },
        { name: 'plain', type: int, nullable: true, identity: false, computed: false },
      ]);
      await sink.row([1, 2, 3]);
      sink.statementDone({ rowCount: 1, command: 0xc1, inProcedure: false, failed: false });
    };
    const connection = await connect(configuration(server));
    const reply = await execute(connection, 'flags');
    assert.deepEqual(reply.columns, [
      [
        { name: 'id', type: 'Int', flags: 0x10 },
        { name: '', type: 'IntN', flags: 0x21 },
        { name: 'plain', type: 'IntN', flags: 0x09 },
      ],
    ]);
    assert.deepEqual(reply.rows, [[1, 2, 3]]);
    await close(connection);
  });

  it('keeps several results, messages and errors in their order', async () => {
    const done = { rowCount: 1, command: 0xc1, inProcedure: false, failed: false };
    engine.onBatch = async (_sql, sink) => {
      const column: ResultColumn = { name: 'n', type: { name: 'int' }, nullable: true, identity: false, computed: false };
      sink.columns([column]);
      await sink.row([1]);
      sink.statementDone(done);
      sink.message({ number: 0, severity: 0, state: 1, message: 'printed', procedure: '', line: 2 });
      sink.columns([column, column]);
      await sink.row([2, null]);
      sink.statementDone(done);
      sink.message({ number: 8134, severity: 16, state: 1, message: 'Divide by zero error encountered.', procedure: '', line: 3 });
      sink.statementDone({ ...done, rowCount: undefined, failed: true });
    };
    const connection = await connect(configuration(server));
    const reply = await execute(connection, 'several');
    assert.deepEqual(reply.rows, [[1], [2, null]]);
    assert.deepEqual(
      reply.messages.map(({ number, severity }) => [number, severity]),
      [
        [0, 0],
        [8134, 16],
      ],
    );
    assert.equal(reply.error?.number, 8134);
    await close(connection);
  });
});

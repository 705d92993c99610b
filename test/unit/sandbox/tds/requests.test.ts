import assert from 'node:assert/strict';
import { TYPES } from 'tedious';
import type { RemoteCall, ResultSink } from '../../../sandbox/engine/session';
import { ByteReader } from '../../../sandbox/tds/byteReader';
import { ByteWriter } from '../../../sandbox/tds/byteWriter';
import { columnEncoder } from '../../../sandbox/tds/columnEncoder';
import { readRemoteCalls } from '../../../sandbox/tds/remoteCallReader';
import { startTdsServer, type TdsServer } from '../../../sandbox/tds/server';
import { readTypeInfo } from '../../../sandbox/tds/typeReader';
import type { SqlType } from '../../../sandbox/values/sqlType';
import type { SqlValue } from '../../../sandbox/values/sqlValue';
import { StubEngine } from './stubEngine';
import { close, configuration, connect, execute } from './tediousClient';

describe('TDS requests', () => {
  let engine: StubEngine;
  let server: TdsServer;
  beforeEach(async () => {
    engine = new StubEngine();
    server = await startTdsServer({ engine });
  });
  afterEach(async () => {
    await server.close();
  });

  const lastCall = (): RemoteCall => {
    const call = engine.sessions.at(-1)?.calls.at(-1);
    assert.ok(call);
    return call;
  };

  it('gives the engine the text of a batch, however long', async () => {
    const connection = await connect(configuration(server));
    const text = `select '${'ä€𝄞'.repeat(20_000)}'`;
    assert.equal((await execute(connection, text)).error, undefined);
    assert.equal(engine.sessions[0]?.batches.at(-1), text);
    await close(connection);
  });

  it('reads parameters of every type that the driver sends', async () => {
    const connection = await connect(configuration(server));
    const date = new Date(Date.UTC(2024, 1, 29, 13, 14, 15, 160));
    const reply = await execute(connection, 'dbo.everything', {
      how: 'procedure',
      prepare: (request) => {
        request.addParameter('bit', TYPES.Bit, true);
        request.addParameter('tinyint', TYPES.TinyInt, 255);
        request.addParameter('smallint', TYPES.SmallInt, -3);
        request.addParameter('int', TYPES.Int, null);
        request.addParameter('bigint', TYPES.BigInt, '-9223372036854775808');
        request.addParameter('real', TYPES.Real, 1.5);
        request.addParameter('float', TYPES.Float, -2.25);
        request.addParameter('decimal', TYPES.Decimal, -12.5, { precision: 20, scale: 3 });
        request.addParameter('money', TYPES.Money, -1.25);
        request.addParameter('smallmoney', TYPES.SmallMoney, 1.25);
        request.addParameter('date', TYPES.Date, date);
        request.addParameter('time', TYPES.Time, date, { scale: 3 });
        request.addParameter('datetime', TYPES.DateTime, date);
        request.addParameter('smalldatetime', TYPES.SmallDateTime, date);
        request.addParameter('datetime2', TYPES.DateTime2, date, { scale: 7 });
        request.addParameter('datetimeoffset', TYPES.DateTimeOffset, date, { scale: 2 });
        request.addParameter('char', TYPES.Char, 'x', { length: 3 });
        request.addParameter('varchar', TYPES.VarChar, 'a€');
        request.addParameter('varcharmax', TYPES.VarChar, 'é'.repeat(9000));
        request.addParameter('nvarchar', TYPES.NVarChar, 'Ω');
        request.addParameter('nvarcharmax', TYPES.NVarChar, 'Ω'.repeat(5000));
        request.addParameter('nvarcharnull', TYPES.NVarChar, null, { length: 10_000 });
        request.addParameter('binary', TYPES.Binary, Buffer.of(1, 2));
        request.addParameter('varbinary', TYPES.VarBinary, Buffer.of(3), { length: 10 });
        request.addParameter('varbinarymax', TYPES.VarBinary, Buffer.alloc(20_000, 7), { length: 10_000 });
        request.addParameter('guid', TYPES.UniqueIdentifier, '00112233-4455-6677-8899-AABBCCDDEEFF');
        request.addParameter('text', TYPES.Text, 'abc');
        request.addParameter('ntext', TYPES.NText, 'äbc');
        request.addParameter('image', TYPES.Image, Buffer.of(9));
      },
    });
    assert.equal(reply.error, undefined);
    const call = lastCall();
    assert.equal(call.procedure, 'dbo.everything');
    const ticks = ((13 * 60 + 14) * 60 + 15) * 10_000_000 + 1_600_000;
    const days = 738_944 + 0;
    const moment = (value: object): object => ({ kind: 'datetime', ...value });
    const expected: Readonly<Record<string, readonly [SqlType, unknown]>> = {
      '@bit': [{ name: 'bit' }, 1],
      '@tinyint': [{ name: 'tinyint' }, 255],
      '@smallint': [{ name: 'smallint' }, -3],
      '@int': [{ name: 'int' }, null],
      '@bigint': [{ name: 'bigint' }, -9223372036854775808n],
      '@real': [{ name: 'real' }, 1.5],
      '@float': [{ name: 'float' }, -2.25],
      '@decimal': [
        { name: 'decimal', precision: 20, scale: 3 },
        { kind: 'decimal', unscaled: -12500n, scale: 3 },
      ],
      '@money': [{ name: 'money' }, { kind: 'decimal', unscaled: -12500n, scale: 4 }],
      '@smallmoney': [{ name: 'smallmoney' }, { kind: 'decimal', unscaled: 12500n, scale: 4 }],
      '@date': [{ name: 'date' }, moment({ days, ticks: 0 })],
      '@time': [{ name: 'time', scale: 3 }, moment({ days: 0, ticks })],
      '@datetime': [{ name: 'datetime' }, moment({ days, ticks })],
      '@smalldatetime': [{ name: 'smalldatetime' }, moment({ days, ticks: (13 * 60 + 14) * 600_000_000 })],
      '@datetime2': [{ name: 'datetime2', scale: 7 }, moment({ days, ticks })],
      '@datetimeoffset': [{ name: 'datetimeoffset', scale: 2 }, moment({ days, ticks, offset: 0 })],
      '@char': [{ name: 'char', length: 3 }, 'x'],
      '@varchar': [{ name: 'varchar', length: 2 }, 'a€'],
      '@varcharmax': [{ name: 'varchar', length: 'max' }, 'é'.repeat(9000)],
      '@nvarchar': [{ name: 'nvarchar', length: 1 }, 'Ω'],
      '@nvarcharmax': [{ name: 'nvarchar', length: 'max' }, 'Ω'.repeat(5000)],
      '@nvarcharnull': [{ name: 'nvarchar', length: 'max' }, null],
      '@binary': [{ name: 'binary', length: 2 }, Uint8Array.of(1, 2)],
      '@varbinary': [{ name: 'varbinary', length: 10 }, Uint8Array.of(3)],
      '@varbinarymax': [{ name: 'varbinary', length: 'max' }, new Uint8Array(20_000).fill(7)],
      '@guid': [{ name: 'uniqueidentifier' }, '00112233-4455-6677-8899-AABBCCDDEEFF'],
      '@text': [{ name: 'text' }, 'abc'],
      '@ntext': [{ name: 'ntext' }, 'äbc'],
      '@image': [{ name: 'image' }, Uint8Array.of(9)],
    };
    const names = Object.keys(expected);
    assert.deepEqual(
      call.parameters.map((parameter) => parameter.name),
      names,
    );
    for (const parameter of call.parameters) {
      const [type, value] = expected[parameter.name] ?? [];
      if (!/^@(n?varchar|binary)/.test(parameter.name) || type?.length === 'max') assert.deepEqual(parameter.type, type, parameter.name);
      assert.deepEqual(parameter.value, value, parameter.name);
    }
    await close(connection);
  });

  it('reads table-valued parameters, and none', async () => {
    const connection = await connect(configuration(server));
    await execute(connection, 'p', {
      how: 'procedure',
      prepare: (request) => {
        request.addParameter('lines', TYPES.TVP, {
          name: 'OrderLine',
          schema: 'sales',
          columns: [
            { name: 'Id', type: TYPES.Int },
            { name: 'Note', type: TYPES.NVarChar, length: 40 },
            { name: 'Price', type: TYPES.Decimal, precision: 10, scale: 2 },
          ],
          rows: [
            [1, 'a', 1.5],
            [2, null, -3],
          ],
        });
        request.addParameter('none', TYPES.TVP, null);
      },
    });
    const [lines, none] = lastCall().parameters;
    assert.deepEqual(lines?.type, { name: 'table', userType: 'sales.OrderLine' });
    assert.deepEqual(lines.value, {
      kind: 'table',
      columns: [
        { name: '', type: { name: 'int' } },
        { name: '', type: { name: 'nvarchar', length: 40 } },
        { name: '', type: { name: 'decimal', precision: 10, scale: 2 } },
      ],
      rows: [
        [1, 'a', { kind: 'decimal', unscaled: 150n, scale: 2 }],
        [2, null, { kind: 'decimal', unscaled: -300n, scale: 2 }],
      ],
    });
    assert.equal(none?.value, null);
    await close(connection);
  });

  it('sends OUTPUT parameters and the RETURN value back', async () => {
    engine.onCall = (call: RemoteCall, sink: ResultSink) => {
      assert.equal(call.parameters[0]?.isOutput, true);
      sink.returnStatus(-6);
      sink.outputParameter({ ordinal: 0, name: '@total', type: { name: 'bigint' }, value: 9007199254740993n });
      sink.outputParameter({ ordinal: 1, name: '@text', type: { name: 'nvarchar', length: 'max' }, value: 'é'.repeat(9000) });
      sink.procedureDone({ failed: false, returnedRows: false });
    };
    const connection = await connect(configuration(server));
    const reply = await execute(connection, 'p', {
      how: 'procedure',
      prepare: (request) => {
        request.addOutputParameter('total', TYPES.BigInt);
        request.addOutputParameter('text', TYPES.NVarChar, '', { length: 10_000 });
      },
    });
    assert.deepEqual(reply.outputs, { total: '9007199254740993', text: 'é'.repeat(9000) });
    assert.equal(reply.returnStatus, -6);
    await close(connection);
  });

  it('turns procedure numbers into names', async () => {
    const connection = await connect(configuration(server));
    await execute(connection, 'select @a', {
      how: 'rpc',
      prepare: (request) => {
        request.addParameter('a', TYPES.Int, 1);
      },
    });
    assert.equal(lastCall().procedure, 'sp_executesql');
    assert.equal(lastCall().parameters[0]?.value, 'select @a');
    await close(connection);
  });

  it('passes transaction requests on and tells the descriptor', async () => {
    const connection = await connect(configuration(server));
    const begin = new Promise<void>((resolve, reject) => {
      connection.beginTransaction(
        (error) => {
          if (error) reject(error);
          else resolve();
        },
        'outer',
        4,
      );
    });
    await begin;
    assert.deepEqual(engine.sessions[0]?.transactions, [{ kind: 'begin', isolationLevel: 4, name: 'outer' }]);
    await new Promise<void>((resolve, reject) => {
      connection.commitTransaction((error) => {
        if (error) reject(error);
        else resolve();
      }, 'outer');
    });
    assert.deepEqual(engine.sessions.at(0)?.transactions.at(-1), { kind: 'commit', name: 'outer', beginNew: false });
    await close(connection);
  });

  it('refuses bulk load with an error and goes on', async () => {
    const connection = await connect(configuration(server));
    const error = await new Promise<unknown>((resolve) => {
      const load = connection.newBulkLoad('t', (failure) => {
        resolve(failure);
      });
      load.addColumn('a', TYPES.Int, { nullable: true });
      connection.execBulkLoad(load, [[1]]);
    });
    assert.match(String(error), /does not support bulk load/);
    assert.equal((await execute(connection, 'select 1')).error, undefined);
    await close(connection);
  });
});

describe('TDS parameters by bytes', () => {
  const roundTrips: readonly [SqlType, SqlValue][] = [
    [
      { name: 'decimal', precision: 38, scale: 10 },
      { kind: 'decimal', unscaled: -123456789012345678901234567890n, scale: 10 },
    ],
    [{ name: 'money' }, { kind: 'decimal', unscaled: -9223372036854775808n, scale: 4 }],
    [
      { name: 'datetime2', scale: 7 },
      { kind: 'datetime', days: 738944, ticks: 863_999_999_999 },
    ],
    [
      { name: 'datetimeoffset', scale: 7 },
      { kind: 'datetime', days: 738944, ticks: 1, offset: -330 },
    ],
    [{ name: 'xml' }, '<a>ä</a>'],
    [{ name: 'json' }, '{"a":"€"}'],
    [{ name: 'vector', length: 3 }, '[1.0000000e+000,-2.5000000e+000,3.0000001e-001]'],
    [{ name: 'sql_variant' }, { kind: 'variant', type: { name: 'varchar', length: 4 }, value: 'a€' }],
    [
      { name: 'sql_variant' },
      { kind: 'variant', type: { name: 'datetimeoffset', scale: 3 }, value: { kind: 'datetime', days: 5, ticks: 10_000, offset: 60 } },
    ],
    [{ name: 'sql_variant' }, { kind: 'variant', type: { name: 'uniqueidentifier' }, value: '00112233-4455-6677-8899-AABBCCDDEEFF' }],
    [
      { name: 'sql_variant' },
      {
        kind: 'variant',
        type: { name: 'decimal', precision: 38, scale: 0 },
        value: { kind: 'decimal', unscaled: -(10n ** 37n), scale: 0 },
      },
    ],
  ];
  for (const [type, value] of roundTrips) {
    it(`reads back ${type.name}`, () => {
      const writer = new ByteWriter();
      const encoder = columnEncoder(type, true, {
        json: true,
        vector: true,
        utf8: true,
        database: '',
        collation: 'SQL_Latin1_General_CP1_CI_AS',
      });
      encoder.writeTypeInfo(writer);
      encoder.writeValue(writer, value);
      const reader = new ByteReader(writer.written());
      const typed = readTypeInfo(reader);
      assert.deepEqual([typed.type, typed.read(reader)], [type, value]);
      assert.equal(reader.remaining, 0);
    });
  }

  const call = (hex: string): readonly RemoteCall[] => readRemoteCalls(new ByteReader(Buffer.from(hex.replaceAll(' ', ''), 'hex')));

  it('reads several calls in one message and leaves out those not to run', () => {
    const one = '0100 7000 0000 01 4000 00 26 04 04 07000000';
    const calls = call(`${one} FF ${one} FE ${one}`);
    assert.equal(calls.length, 2);
    assert.deepEqual(calls[0]?.parameters, [{ name: '@', type: { name: 'int' }, value: 7, isOutput: false, isDefault: false }]);
  });

  it('reads a CLR value, and a value of unknown length', () => {
    const [first] = call(
      '0100 7000 0000 00 00 F0 00 00 0B 68006900650072006100720063006800790069006400 FEFFFFFFFFFFFFFF 01000000 58 00000000',
    );
    assert.deepEqual(first?.parameters[0]?.type, { name: 'hierarchyid' });
    assert.deepEqual(first.parameters[0].value, Uint8Array.of(0x58));
  });

  it('reads a table whose second column takes its default, and whose columns come in another order', () => {
    const column = (flags: string): string => `00000000 ${flags} 26 04 00`;
    const head = 'F3 00 00 01 7400 0300';
    const [first] = call(
      `0100 7000 0000 00 00 ${head} ${column('0000')} ${column('0002')} ${column('0000')} 11 0300 0300 0200 0100 00 01 04 03000000 04 01000000 00`,
    );
    assert.deepEqual(first?.parameters[0]?.value, {
      kind: 'table',
      columns: [
        { name: '', type: { name: 'int' }, ordinal: 0 },
        { name: '', type: { name: 'int' }, ordinal: 2 },
      ],
      rows: [[1, 3]],
    });
  });
});

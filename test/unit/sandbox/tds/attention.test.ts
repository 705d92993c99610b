import assert from 'node:assert/strict';
import { connect as connectSocket } from 'node:net';
import type { ResultColumn, ResultSink } from '../../../sandbox/engine/session';
import { startTdsServer, type TdsServer } from '../../../sandbox/tds/server';
import { StubEngine, untilAborted } from './stubEngine';
import { close, configuration, connect, execute, until } from './tediousClient';

const number: ResultColumn = { name: 'n', type: { name: 'int' }, nullable: false, identity: false, computed: false };
const text: ResultColumn = { name: 't', type: { name: 'nvarchar', length: 100 }, nullable: false, identity: false, computed: false };
const done = { rowCount: undefined, command: 0xc1, inProcedure: false, failed: false };

async function streamForever(sink: ResultSink, signal: AbortSignal): Promise<void> {
  sink.columns([number, text]);
  for (let row = 0; ; row++) {
    signal.throwIfAborted();
    const wait = sink.row([row, 'x'.repeat(100)]);
    if (wait !== undefined) await wait;
  }
}

/** Settles when the server has sent no row for a while: never, when nothing holds it back. */
async function standstill(server: TdsServer): Promise<void> {
  for (let before = -1; before !== server.statistics.rowsSent;) {
    before = server.statistics.rowsSent;
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

describe('TDS attention and flow', () => {
  let engine: StubEngine;
  let server: TdsServer;
  beforeEach(async () => {
    engine = new StubEngine();
    server = await startTdsServer({ engine });
    engine.onBatch = async (sql, sink, signal) => {
      if (sql === 'wait') await untilAborted(signal);
      if (sql === 'stream') await streamForever(sink, signal);
      if (sql === 'rows') {
        sink.columns([number]);
        for (let row = 0; row < 10; row++) await sink.row([row]);
      }
      sink.statementDone(done);
    };
  });
  afterEach(async () => {
    await server.close();
  });

  for (const encrypt of [false, true]) {
    it(`cancels a request that waits, and one that streams, encrypt ${String(encrypt)}`, async () => {
      const connection = await connect(configuration(server, { encrypt }));
      const waiting = await execute(connection, 'wait', { started: (running) => setTimeout(() => running.cancel(), 20) });
      assert.equal(waiting.error?.code, 'ECANCEL');
      const streaming = await execute(connection, 'stream', {
        onRow: (_request, running) => {
          running.cancel();
        },
      });
      assert.equal(streaming.error?.code, 'ECANCEL');
      assert.equal(server.statistics.attentions, 2);
      assert.equal((await execute(connection, 'rows')).rows.length, 10);
      await close(connection);
    });
  }

  it('does not run ahead of a client that pauses, and still sees its cancel', async () => {
    const connection = await connect(configuration(server));
    let cancelling: Promise<void> | undefined;
    const reply = await execute(connection, 'stream', {
      onRow: (request, running) => {
        request.pause();
        cancelling ??= standstill(server).then(() => {
          running.cancel();
        });
      },
    });
    await cancelling;
    assert.equal(reply.error?.code, 'ECANCEL');
    await close(connection);
  });

  it('answers a cancel that comes while the request is still being sent', async () => {
    const connection = await connect(configuration(server));
    const reply = await execute(connection, `x${' '.repeat(4_000_000)}`, {
      started: (running) => {
        running.cancel();
      },
    });
    assert.equal(reply.error?.code, 'ECANCEL');
    assert.equal((await execute(connection, 'rows')).rows.length, 10);
    assert.ok(server.statistics.ignoredMessages + server.statistics.attentions > 0);
    await close(connection);
  });

  it('sends what RAISERROR WITH NOWAIT flushes while the batch goes on', async () => {
    let release = (): void => undefined;
    engine.onBatch = async (sql, sink) => {
      if (sql !== 'progress') return;
      sink.statementDone(done);
      sink.message({ number: 50000, state: 1, severity: 0, message: 'half way', procedure: '', line: 1 });
      sink.flush();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      sink.statementDone(done);
    };
    const connection = await connect(configuration(server));
    const heard: string[] = [];
    connection.on('infoMessage', (message) => {
      heard.push(message.message);
      release();
    });
    assert.equal((await execute(connection, 'progress')).error, undefined);
    assert.deepEqual(heard, ['half way']);
    await close(connection);
  });

  it('drops a connection in the middle of a result', async () => {
    server.faults.set({ dropAfterRows: 5 });
    const connection = await connect(configuration(server));
    const reply = await execute(connection, 'rows');
    assert.match(String(reply.error), /Connection lost|socket|closed/i);
    assert.ok(reply.rows.length <= 5);
  });

  it('stalls in the middle of a result until the switch goes back', async () => {
    server.faults.set({ stallAfterRows: 3 });
    const connection = await connect(configuration(server));
    let resumed: NodeJS.Timeout | undefined;
    const reply = await execute(connection, 'rows', {
      onRow: () => {
        resumed ??= setTimeout(() => {
          server.faults.clear();
        }, 20);
      },
    });
    assert.equal(reply.rows.length, 10);
    server.faults.set({ stallAfterRows: 3 });
    const cancelled = await execute(connection, 'rows', {
      onRow: (_request, running) => {
        running.cancel();
      },
    });
    assert.equal(cancelled.error?.code, 'ECANCEL');
    await close(connection);
  });

  it('raises the errors it is told to, once', async () => {
    const connection = await connect(configuration(server));
    server.faults.set({ nextRequestError: 1205 });
    assert.equal((await execute(connection, 'rows')).error?.number, 1205);
    assert.equal((await execute(connection, 'rows')).error, undefined);
    server.faults.set({ nextRequestError: 40501 });
    assert.equal((await execute(connection, 'rows')).error?.number, 40501);
    server.faults.set({ loginError: 40613 });
    await assert.rejects(connect(configuration(server, { maxRetriesOnTransientErrors: 0 })), /not currently available/);
  });

  it('refuses, delays, stalls and garbles logins', async () => {
    server.faults.set({ loginDelayMilliseconds: 30 });
    await close(await connect(configuration(server)));
    server.faults.set({ loginDelayMilliseconds: 0, stallBeforeLogin: true });
    await assert.rejects(connect(configuration(server, { connectTimeout: 200 })), /Failed to connect|timeout/i);
    server.faults.set({ stallBeforeLogin: false, garbageAtLogin: true });
    await assert.rejects(connect(configuration(server)));
    server.faults.set({ garbageAtLogin: false, refuseConnections: true });
    await assert.rejects(connect(configuration(server)));
    server.faults.clear();
    await close(await connect(configuration(server)));
  });

  it('garbles a response', async () => {
    const connection = await connect(configuration(server));
    server.faults.set({ garbageInResponse: true });
    assert.notEqual((await execute(connection, 'rows')).error, undefined);
  });

  it('leaves an attention without an answer, or puts an error before it', async () => {
    server.faults.set({ ignoreAttention: true });
    const deaf = await connect(configuration(server, { cancelTimeout: 100 }));
    const ignored = await execute(deaf, 'wait', { started: (running) => setTimeout(() => running.cancel(), 20) });
    assert.match(String(ignored.error), /Failed to cancel request/);
    server.faults.set({ ignoreAttention: false, errorBeforeAttention: true });
    const connection = await connect(configuration(server));
    const reply = await execute(connection, 'wait', { started: (running) => setTimeout(() => running.cancel(), 20) });
    assert.equal(reply.error?.code, 'ECANCEL');
    assert.deepEqual(
      reply.messages.map((message) => message.number),
      [3617],
    );
    await close(connection);
  });

  it('tells the client of an error that the engine threw', async () => {
    engine.onBatch = (sql) => {
      if (sql === 'fail') throw new TypeError('a bug');
    };
    const connection = await connect(configuration(server));
    assert.equal((await execute(connection, 'fail')).error?.number, 50998);
    assert.equal((await execute(connection, 'good')).error, undefined);
    await close(connection);
  });

  it('closes on malformed input and goes on serving others', async () => {
    const inputs = [
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      Buffer.from('1201000800000000', 'hex'),
      Buffer.from('120100040000000000', 'hex'),
      Buffer.from('1201000D0000000000FFFF0010', 'hex'),
      Buffer.concat([Buffer.from('1001005E00000100', 'hex'), Buffer.alloc(86, 0xff)]),
      Buffer.from('160301000501000001ff', 'hex'),
      Buffer.concat([Buffer.from('1601000000', 'hex'), Buffer.alloc(100, 0x41)]),
    ];
    for (const input of inputs) {
      await new Promise<void>((resolve) => {
        const socket = connectSocket(server.port, server.host, () => {
          socket.end(input);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => {
          resolve();
        });
        socket.resume();
      });
    }
    await until(() => server.statistics.openConnections === 0);
    const connection = await connect(configuration(server));
    assert.equal((await execute(connection, 'rows')).rows.length, 10);
    await close(connection);
  });
});

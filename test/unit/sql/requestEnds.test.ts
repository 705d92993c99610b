import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { until } from '../../mcp/support/until';
import { failure } from '../../support/failure';
import { untilAborted as waitForAttention } from '../sandbox/tds/stubEngine';
import type { ScriptedServer } from './scriptedServer';
import { hearBatch, Recorder, result, runBatch, script, startScriptedServer, statementDone, type } from './scriptedServer';

describe('the ends of requests and of connections', () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await startScriptedServer();
  });
  afterEach(async () => {
    await server.close();
  });

  /** Leaves a transaction open; `rollback` is what the server does when it is asked to roll back. */
  function leaveOpen(rollback: (signal: AbortSignal) => Promise<void>): void {
    server.engine.onBatch = async (text, sink, signal, session) => {
      if (text === 'begin') {
        session.transactionCount = 1;
        sink.environmentChange({ kind: 'beginTransaction', descriptor: 7n });
        statementDone(sink);
      } else if (text.includes('ROLLBACK')) {
        await rollback(signal);
      } else {
        result(sink, [['', type('int')]], [[text.includes('TRANCOUNT') ? session.transactionCount : session.id]]);
      }
    };
  }

  it('a cancel while an open transaction is rolled back ends the wait: the batch was done', async () => {
    const controller = new AbortController();
    leaveOpen((signal) => {
      controller.abort();
      return waitForAttention(signal);
    });
    const { outcome } = await runBatch(server, 'begin', [], controller.signal);
    assert.deepEqual(outcome, { openTransactions: 1 });
    await until(() => server.tds.statistics.openConnections === 0);
  });

  it('a server that does not answer how many transactions are open is not waited for', async () => {
    leaveOpen(() => Promise.resolve());
    const answer = server.engine.onBatch;
    server.engine.onBatch = async (text, sink, signal, session) => {
      await (text === 'SELECT @@TRANCOUNT' ? waitForAttention(signal) : answer(text, sink, signal, session));
    };
    assert.deepEqual((await runBatch(server, 'begin')).outcome, { openTransactions: 1 });
    await until(() => server.tds.statistics.openConnections === 0);
  });

  it('reports the open transaction of a batch that failed', async () => {
    leaveOpen(() => Promise.resolve());
    const answer = server.engine.onBatch;
    server.engine.onBatch = async (text, sink, signal, session) => {
      await answer(text, sink, signal, session);
      if (text === 'begin') {
        sink.message({ number: 50_000, state: 1, severity: 16, message: 'no', procedure: '', line: 1 });
        statementDone(sink, undefined, true);
      }
    };
    const outcome = await server.sql.run(
      { target: server.target, text: 'begin', parameters: [] },
      new Recorder(),
      new AbortController().signal,
    );
    assert.deepEqual([outcome.error?.sqlErrors[0]?.number, outcome.openTransactions], [50_000, 1]);
  });

  it('a new connection that breaks before its first question is answered is opened once more', async () => {
    const slow = await startScriptedServer({ retryMilliseconds: 10 });
    try {
      let questions = 0;
      slow.engine.onBatch = (text, sink, _signal, session) => {
        questions += 1;
        if (text === 'SELECT @@SPID' && questions === 1) {
          slow.tds.dropConnections();
          return;
        }
        result(sink, [['n', type('int')]], [[session.id]]);
      };
      assert.deepEqual((await runBatch(slow)).recorder.results[0]?.texts, ['[52]']);
      assert.equal(slow.tds.statistics.connections, 2);
    } finally {
      await slow.close();
    }
  });

  it('a new connection that says nothing is given up after the connect timeout', async () => {
    const mute = await startScriptedServer({}, {}, 'Encrypt=false;Connect Timeout=1');
    try {
      mute.engine.onBatch = (_text, _sink, signal) => waitForAttention(signal);
      const error = await failure(runBatch(mute));
      assert.equal(error.kind, 'unreachable');
      assert.match(error.message, /in time/u);
      assert.equal(mute.tds.statistics.connections, 1);
      await until(() => mute.tds.statistics.openConnections === 0);
    } finally {
      await mute.close();
    }
  });

  it('the end of the product gives up what is being opened', async () => {
    server.tds.faults.set({ stallBeforeLogin: true });
    const opening = failure(runBatch(server));
    await until(() => server.tds.statistics.openConnections === 1);
    await server.sql.close();
    assert.equal((await opening).kind, 'cancelled');
    await until(() => server.tds.statistics.openConnections === 0);
  });

  it('a connection that closes when the whole answer has come has lost nothing, however late its rows are taken', async () => {
    script(server, (sink) => {
      result(sink, [['n', type('int')]], [[1]]);
    });
    class Slow extends Recorder {
      override async rows(block: { bytes: Uint8Array; ends: Uint32Array }): Promise<void> {
        await until(() => server.tds.runningRequests() === 0);
        server.tds.dropConnections();
        await new Promise((resolve) => setTimeout(resolve, 50));
        await super.rows(block);
      }
    }
    const recorder = new Slow();
    assert.deepEqual(await hearBatch(server, recorder), { openTransactions: 0 });
    assert.deepEqual(recorder.results[0]?.texts, ['[1]']);
  });

  it('a connection that is closed while its answer is being read ends the request once', async () => {
    script(server, (sink) => {
      result(sink, [['n', type('int')]], [[1]]);
      sink.flush();
      result(sink, [['n', type('int')]], [[2]]);
    });
    class Closing extends Recorder {
      override columns(columns: Parameters<Recorder['columns']>[0]): void {
        super.columns(columns);
        void server.sql.close();
      }
    }
    await server.sql.run({ target: server.target, text: 'go', parameters: [] }, new Closing(), new AbortController().signal);
    // What the driver throws into the event loop fails the test.
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

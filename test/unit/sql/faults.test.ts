import assert from 'node:assert/strict';
import type { Faults } from '../../sandbox/tds/faults';
import type { ScriptedServer } from './scriptedServer';
import { Recorder, result, runBatch, hearBatch, script, startScriptedServer, statementDone, type } from './scriptedServer';
import { failure } from '../../support/failure';

describe('trouble on the way', () => {
  let server: ScriptedServer;
  const start = async (faults: Partial<Faults> = {}, connection = 'Encrypt=false'): Promise<void> => {
    server = await startScriptedServer({ cancelMilliseconds: 100 }, {}, connection);
    script(server, async (sink) => {
      sink.columns([{ name: 'n', type: type('int'), nullable: false, identity: false, computed: false }]);
      for (let index = 0; index < 5000; index++) {
        await sink.row([index]);
      }
      statementDone(sink, 5000);
    });
    // The connection is made before the trouble begins.
    if (!(
      'stallBeforeLogin' in faults ||
      'loginError' in faults ||
      'certificate' in faults ||
      'garbageAtLogin' in faults ||
      'refuseConnections' in faults
    )) {
      await runBatch(server);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    server.tds.faults.set(faults);
  };
  afterEach(async () => {
    server.tds.faults.clear();
    await server.close();
  });

  it('a connection that drops between rows is lost, after the rows that came', async () => {
    await start({ dropAfterRows: 3000 });
    const recorder = new Recorder();
    const error = await failure(hearBatch(server, recorder));
    assert.equal(error.kind, 'connection_lost');
    assert.ok((recorder.results[0]?.texts.length ?? 0) <= 3000);
  });

  it('a server that stalls between rows can be cancelled', async () => {
    await start({ stallAfterRows: 100 });
    const controller = new AbortController();
    class Reader extends Recorder {
      override rows(block: { bytes: Uint8Array; ends: Uint32Array }): void {
        void super.rows(block);
        controller.abort();
      }
    }
    const recorder = new Reader();
    const outcome = await server.sql.run({ target: server.target, text: 'go', parameters: [] }, recorder, controller.signal);
    assert.deepEqual(outcome.cancelled, { acknowledged: true });
    assert.equal(recorder.results[0]?.texts.length, 100);
  });

  it('a cancel that is never acknowledged closes the socket and says so', async () => {
    await start({ stallAfterRows: 100, ignoreAttention: true });
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 50);
    const { outcome } = await runBatch(server, 'go', [], controller.signal);
    assert.deepEqual(outcome.cancelled, { acknowledged: false });
  });

  it('an error before the acknowledgement is still a cancel', async () => {
    await start({ stallAfterRows: 100, errorBeforeAttention: true, errorWithAcknowledgement: true });
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 50);
    const { outcome } = await runBatch(server, 'go', [], controller.signal);
    assert.deepEqual(outcome.cancelled, { acknowledged: true });
  });

  it('bytes that are no TDS end the connection, not the process', async () => {
    await start({ garbageInResponse: true });
    assert.equal((await failure(runBatch(server))).kind, 'connection_lost');
  });

  it('an error of the server that goes away is said to', async () => {
    await start({ nextRequestError: 40_501 });
    const error = await failure(runBatch(server));
    assert.equal(error.sqlErrors[0]?.number, 40_501);
    assert.match(String(error.nextStep), /try again/);
  });

  it('a login that is never answered can be cancelled', async () => {
    await start({ stallBeforeLogin: true });
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 50);
    assert.deepEqual((await runBatch(server, 'go', [], controller.signal)).outcome.cancelled, { acknowledged: true });
  });

  it('a login that is never answered ends with the timeout of the connection string', async () => {
    await start({ stallBeforeLogin: true }, 'Encrypt=false;Connect Timeout=1');
    const error = await failure(runBatch(server));
    assert.equal(error.kind, 'unreachable');
    assert.match(error.message, /in time/);
  });

  it('a database that is not ready yet', async () => {
    await start({ loginError: 40_613 });
    const error = await failure(runBatch(server));
    assert.equal(error.kind, 'unreachable');
    assert.match(String(error.nextStep), /try again/);
  });

  it('a server that talks something else, or closes at once', async () => {
    await start({ garbageAtLogin: true });
    assert.equal((await failure(runBatch(server))).kind, 'unreachable');
    server.tds.faults.clear();
    server.tds.faults.set({ refuseConnections: true });
    assert.equal((await failure(runBatch(server))).kind, 'unreachable');
  });

  it('an expired certificate', async () => {
    await start({ certificate: 'expired' }, 'Encrypt=true');
    const error = await failure(runBatch(server));
    assert.equal(error.kind, 'untrusted_certificate');
  });

  it('closing ends what runs', async () => {
    await start({ stallAfterRows: 100 });
    const running = failure(runBatch(server));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.sql.close();
    assert.equal((await running).kind, 'connection_lost');
  });

  it('a strict connection (TDS 8)', async () => {
    await start({}, 'Encrypt=false');
    const strict = await startScriptedServer({}, {}, 'Encrypt=strict');
    try {
      script(strict, (sink) => {
        result(sink, [['n', type('int')]], [[1]]);
      });
      assert.equal((await failure(runBatch(strict))).kind, 'untrusted_certificate');
    } finally {
      await strict.close();
    }
  });
});

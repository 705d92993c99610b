import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { FaultBench } from './support/faultBench';
import { call } from './support/mcpHost';
import { until } from './support/until';

/** Holds the rows of sessions back while it is closed. */
class Gate {
  #open = Promise.withResolvers<undefined>();
  waiting = 0;

  constructor() {
    this.#open.resolve(undefined);
  }

  close(): void {
    this.#open = Promise.withResolvers<undefined>();
  }

  open(): void {
    this.#open.resolve(undefined);
  }

  async pass(): Promise<void> {
    this.waiting += 1;
    await this.#open.promise;
    this.waiting -= 1;
  }
}

const endless = 'EXEC bench.usp_GenerateRows @rows = 100000000';

describe('a cancel at every moment of the work, over HTTP', () => {
  let bench: FaultBench;
  const gate = new Gate();
  before(async () => {
    bench = await FaultBench.start(undefined, () => gate.pass());
    await bench.warmUp();
    await bench.execute('CREATE TABLE dbo.kept (n int)');
  });
  afterEach('the next good call works, and nothing else is open', async () => {
    gate.open();
    await bench.check();
  });
  after(() => bench.stop());

  async function keptRows(): Promise<string> {
    const { structured } = await bench.execute('SELECT n FROM dbo.kept');
    return JSON.stringify(structured['result_sets']);
  }

  async function start(query: string): Promise<string> {
    const { structured } = await call(bench.client, 'start_query', { query });
    return String(structured['session_id']);
  }

  it('while rows stream', async () => {
    const counted = await bench.counted(async () => {
      const id = await start(endless);
      await until(() => (bench.host.sessions.find(id)?.rows ?? 0) > 1000);
      const cancelled = await bench.cancel(id);
      assert.deepEqual([cancelled.structured['status'], cancelled.structured['notes']], ['cancelled', undefined]);
      const rows = Number(cancelled.structured['row_count']);
      const page = await call(bench.client, 'get_session_result', { session_id: id, offset: rows - 1 });
      assert.deepEqual([page.structured['total_rows'], page.structured['complete']], [rows, true]);
      assert.equal(bench.host.sessions.find(id)?.rows, rows);
    });
    assert.equal(counted.attentions, 1);
  });

  it('while the server is held back because rows cannot be stored as fast', async () => {
    gate.close();
    const counted = await bench.counted(async () => {
      const id = await start(endless);
      await until(() => gate.waiting === 1);
      // The server is held back when it sends no more.
      for (let sent = -1; sent !== bench.statistics.rowsSent;) {
        sent = bench.statistics.rowsSent;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      const cancelling = bench.cancel(id);
      await until(() => bench.statistics.attentions > 0 && bench.host.sandbox.server.runningRequests() === 0);
      gate.open();
      assert.equal((await cancelling).structured['status'], 'cancelled');
    });
    assert.ok(counted.attentions >= 1);
  });

  it('when the server has sent the last row, and goes on', async () => {
    const id = await start("EXEC bench.usp_GenerateRows @rows = 10; WAITFOR DELAY '00:01:00'");
    await until(() => bench.host.sessions.find(id)?.rows === 10);
    const cancelled = await bench.cancel(id);
    assert.deepEqual(
      [cancelled.structured['status'], cancelled.structured['row_count'], cancelled.structured['notes']],
      ['cancelled', 10, undefined],
    );
  });

  it('when the server is done, and rows are still being stored: the work is completed, and no row is missing', async () => {
    gate.close();
    const counted = await bench.counted(async () => {
      const id = await start('INSERT dbo.kept VALUES (1); SELECT n FROM dbo.kept');
      await until(() => gate.waiting === 1 && bench.host.sandbox.server.runningRequests() === 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const cancelling = bench.cancel(id);
      await new Promise((resolve) => setTimeout(resolve, 50));
      gate.open();
      const { structured } = await cancelling;
      assert.deepEqual([structured['status'], structured['row_count']], ['completed', 1]);
      assert.match(JSON.stringify(structured['notes']), /The cancel came when the work was already done/u);
    });
    assert.equal(counted.attentions, 0);
    assert.match(await keptRows(), /"rows":\[\[1\]\]/u);
    await bench.execute('DELETE dbo.kept');
  });

  it('after the end: nothing changes', async () => {
    const { structured } = await bench.execute('SELECT 1 AS a');
    const counted = await bench.counted(async () => {
      const cancelled = await bench.cancel(String(structured['session_id']));
      assert.deepEqual([cancelled.structured['status'], cancelled.structured['was_running']], ['completed', false]);
    });
    assert.equal(counted.attentions, 0);
    const { structured: status } = await bench.statusOf(String(structured['session_id']));
    assert.deepEqual([status['status'], status['cancel_requested'], status['notes']], ['completed', undefined, undefined]);
  });

  it('in an open transaction: it is rolled back, and the session says so', async () => {
    const id = await bench.start(
      "BEGIN TRANSACTION; INSERT dbo.kept VALUES (2); RAISERROR('open', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:01:00'",
    );
    await until(() => bench.host.sessions.find(id)?.messages.total === 2);
    const cancelled = await bench.cancel(id);
    assert.equal(cancelled.structured['status'], 'cancelled');
    assert.match(JSON.stringify(cancelled.structured['notes']), /left 1 transaction\(s\) open; they were rolled back/u);
    assert.match(await keptRows(), /"rows":\[\]/u);
  });

  it('no cancel: a batch that ends with a transaction open', async () => {
    const { isError, structured } = await bench.execute('BEGIN TRANSACTION; BEGIN TRANSACTION; INSERT dbo.kept VALUES (3)');
    assert.equal(isError, false);
    assert.match(JSON.stringify(structured['notes']), /left 2 transaction\(s\) open; they were rolled back/u);
    assert.match(await keptRows(), /"rows":\[\]/u);
  });

  it('no cancel: a batch that fails with a transaction open', async () => {
    const failed = await bench.execute('BEGIN TRANSACTION; INSERT dbo.kept VALUES (4); SELECT 1 / 0');
    assert.equal(failed.structured['status'], 'failed');
    assert.match(JSON.stringify(failed.structured['notes']), /left 1 transaction\(s\) open; they were rolled back/u);
    assert.match(await keptRows(), /"rows":\[\]/u);
  });
});

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { z } from 'zod';
import { FaultBench } from './support/faultBench';
import { until } from './support/until';

const thousandRows = 'EXEC bench.usp_GenerateRows @rows = 1000';
const serverErrors = z.array(z.object({ number: z.int(), state: z.int(), class: z.int(), line: z.int(), message: z.string() }));

describe('a server in trouble while it works, over HTTP', () => {
  let bench: FaultBench;
  before(async () => {
    bench = await FaultBench.start();
    await bench.warmUp();
  });
  afterEach('the next good call works, and nothing else is open', () => bench.check());
  after(() => bench.stop());

  /** Whole rows, each once. */
  function assertWholeRows(rows: readonly unknown[], most: number): void {
    assert.ok(rows.length > 0 && rows.length <= most, `${String(rows.length)} rows`);
    const ids = z
      .array(z.tuple([z.int()]).rest(z.unknown()))
      .parse(rows)
      .map(([id, big, amount]) => {
        assert.deepEqual([big, amount], [String(BigInt(id) * 4_294_967_296n), (id * 1.2345).toFixed(4)]);
        return id;
      });
    assert.equal(new Set(ids).size, rows.length);
  }

  it('the connection breaks after some rows', async () => {
    bench.set({ dropAfterRows: 10 });
    const { answer, kind, nextStep } = await bench.failure(thousandRows);
    assert.deepEqual([kind, answer.structured['status']], ['connection_lost', 'failed']);
    assert.match(nextStep, /Check what of the work was done/u);
    assertWholeRows(await bench.storedRows(answer), 10);
  });

  it('the server goes away: what runs has lost its connection, what was sent is kept', async () => {
    const waiting = await bench.start("WAITFOR DELAY '00:01:00'");
    const rows = await bench.start(`${thousandRows}; WAITFOR DELAY '00:01:00'`);
    await until(() => bench.host.sessions.find(rows)?.rows === 1000);
    bench.host.sandbox.server.dropConnections();
    for (const id of [waiting, rows]) {
      await until(() => bench.host.sessions.find(id)?.state !== 'running');
      const { structured } = await bench.statusOf(id);
      assert.equal(structured['status'], 'failed');
      assert.match(JSON.stringify(structured['error']), /"connection_lost"/u);
    }
    assert.equal((await bench.statusOf(rows)).structured['row_count'], 1000);
  });

  it('the connection breaks when the work has been sent: it is not sent again', async () => {
    await bench.execute('CREATE TABLE dbo.once (n int)');
    try {
      await bench.warmUp();
      bench.set({ dropNextRequest: true });
      const dropped = await bench.counted(async () => {
        assert.equal((await bench.failure('INSERT dbo.once VALUES (@n)', { parameters: { n: 1 } })).kind, 'connection_lost');
      });
      assert.deepEqual([dropped.calls, dropped.connections], [1, 0]);
      bench.set({ dropAfterRows: 10 });
      assert.equal((await bench.failure(`INSERT dbo.once VALUES (2); ${thousandRows}`)).kind, 'connection_lost');
      bench.set({ dropAfterRows: undefined });
      const { structured } = await bench.execute('SELECT n FROM dbo.once');
      assert.match(JSON.stringify(structured['result_sets']), /"rows":\[\[2\]\]/u);
    } finally {
      await bench.execute('DROP TABLE dbo.once');
    }
  });

  it('the server stalls for longer than the timeout, after some rows', async () => {
    bench.set({ stallAfterRows: 10 });
    const counted = await bench.counted(async () => {
      const { answer, kind, message, nextStep } = await bench.failure(thousandRows, { timeout_seconds: 1 });
      assert.deepEqual([kind, answer.structured['status']], ['timeout', 'failed']);
      assert.match(message, /longer than 1 s/u);
      assert.match(nextStep, /timeout_seconds/u);
      assertWholeRows(await bench.storedRows(answer), 10);
    });
    assert.equal(counted.attentions, 1);
  });

  it('the server stalls, and does not hear the attention: the socket is closed', async () => {
    bench.set({ stallAfterRows: 10, ignoreAttention: true });
    const { answer, kind } = await bench.failure(thousandRows, { timeout_seconds: 1 });
    assert.equal(kind, 'timeout');
    assert.match(JSON.stringify(answer.structured['notes']), /did not acknowledge the cancel in time; the connection was closed/u);
    await bench.host.untilConnections(0);
    assertWholeRows(await bench.storedRows(answer), 10);
  });

  it('a deadlock in the middle of a result', async () => {
    await bench.execute('CREATE TABLE dbo.victim (n int)');
    try {
      await bench.warmUp();
      bench.set({ errorAfterRows: { rows: 10, error: 1205 } });
      const { answer, kind, message, nextStep, sqlErrors } = await bench.failure(
        `BEGIN TRANSACTION; INSERT dbo.victim VALUES (1); ${thousandRows}; COMMIT`,
      );
      assert.equal(kind, 'sql');
      assert.match(message, /deadlock victim/u);
      assert.deepEqual(
        serverErrors.parse(sqlErrors).map((error) => [error.number, error.state, error.class, error.line]),
        [[1205, 51, 13, 1]],
      );
      assert.match(nextStep, /it may be run again/u);
      assertWholeRows(await bench.storedRows(answer), 10);
      const { structured } = await bench.execute('SELECT COUNT(*) AS n FROM dbo.victim');
      assert.match(JSON.stringify(structured['result_sets']), /"rows":\[\[0\]\]/u);
    } finally {
      await bench.execute('DROP TABLE dbo.victim');
    }
  });

  for (const number of [40_501, 10_928] as const) {
    it(`throttling ${String(number)} in the middle of a result`, async () => {
      bench.set({ errorAfterRows: { rows: 10, error: number } });
      const { answer, kind, nextStep, sqlErrors } = await bench.failure(thousandRows);
      assert.equal(kind, 'sql');
      assert.equal(serverErrors.parse(sqlErrors)[0]?.number, number);
      assert.match(nextStep, /transient.*wait at least 10 seconds/u);
      assertWholeRows(await bench.storedRows(answer), 10);
    });
  }

  it('a database that becomes unavailable in the middle of a result', async () => {
    bench.set({ errorAfterRows: { rows: 10, error: 40_613 } });
    const counted = await bench.counted(async () => {
      const { nextStep } = await bench.failure(thousandRows);
      assert.match(nextStep, /transient.*try again in a minute/u);
    });
    assert.ok(counted.batches <= 3, 'it was sent again');
  });

  it('the answer is garbage after some rows', async () => {
    bench.set({ garbageInResponse: true });
    const { answer, kind } = await bench.failure(thousandRows);
    assert.equal(kind, 'connection_lost');
    assertWholeRows(await bench.storedRows(answer), 1000);
  });

  it('the answer goes on with a packet that cannot be, and the socket stays open', async () => {
    bench.set({ brokenPacket: true });
    const { answer, kind } = await bench.failure(thousandRows);
    assert.equal(kind, 'connection_lost');
    assertWholeRows(await bench.storedRows(answer), 1000);
  });

  for (const [title, faults, notes] of [
    ['a server that sends an error before it acknowledges', { errorBeforeAttention: true }, /^\[\]$/u],
    ['a server that sends an error as it acknowledges', { errorWithAcknowledgement: true }, /^\[\]$/u],
    ['a server that never acknowledges', { ignoreAttention: true }, /did not acknowledge the cancel in time; the connection was closed/u],
  ] as const) {
    it(`the cancel of work on ${title}`, async () => {
      bench.set(faults);
      const id = await bench.start("WAITFOR DELAY '00:01:00'");
      const cancelled = await bench.cancel(id);
      assert.deepEqual([cancelled.isError, cancelled.structured['status']], [false, 'cancelled'], cancelled.text);
      assert.match(JSON.stringify(cancelled.structured['notes'] ?? []), notes);
      assert.equal(cancelled.structured['error'], undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal((await bench.statusOf(id)).structured['status'], 'cancelled');
    });
  }
});

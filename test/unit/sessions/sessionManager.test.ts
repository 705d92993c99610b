import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SprocketError } from '../../../src/core/errors';
import type { RunObserver } from '../../../src/core/ports';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import type { SessionsChange, SessionSpec } from '../../../src/core/sessions/sessionTypes';
import { defaultSettings, SettingsHolder } from '../../../src/core/settings';
import { FakeClock, settled } from '../support/fakeClock';
import { block, done, forever, numbers, StubSqlServer } from '../support/stubSqlServer';
import type { Script } from '../support/stubSqlServer';
import { testTarget } from '../support/testTarget';

describe('session manager', () => {
  let directory = '';
  let server = new StubSqlServer();
  let clock = new FakeClock();
  let settings = new SettingsHolder();
  let manager = new SessionManager({ server, settings, temporaryDirectory: tmpdir() });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    server = new StubSqlServer();
    clock = new FakeClock();
    settings = new SettingsHolder({ ...defaultSettings, maxConcurrentSessions: 2, defaultTimeoutSeconds: 30 });
    manager = new SessionManager({ server, settings, clock, temporaryDirectory: directory });
    server.scripts.set('numbers', numbers(250));
    server.scripts.set('forever', forever);
  });

  afterEach(async () => {
    const disposing = manager.dispose();
    await clock.advance(10_000);
    await disposing;
    await rm(directory, { recursive: true, force: true });
  });

  const spec = (text: string, more: Partial<SessionSpec> = {}): SessionSpec => ({
    kind: 'query',
    target: testTarget,
    text,
    parameters: [],
    origin: 'agent',
    background: false,
    ...more,
  });

  /** Runs a batch to its end. */
  async function run(script: Script, more: Partial<SessionSpec> = {}): Promise<ReturnType<SessionManager['start']>> {
    server.scripts.set('batch', script);
    const session = manager.start(spec('batch', more));
    await session.waitForEnd();
    return session;
  }

  it('completes, with rows, counts and messages', async () => {
    const session = manager.start(spec('numbers'));
    assert.equal(session.state, 'running');
    assert.match(session.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4/u);
    await session.waitForEnd();
    assert.equal(session.state, 'completed');
    assert.equal(session.rows, 250);
    assert.equal(session.serverProcessId, 51);
    assert.deepEqual(session.rowsAffected.latest(), [250]);
    assert.equal(session.resultSets[0]?.complete, true);
  });

  it('refuses more than the limit at once, and names the oldest', () => {
    const first = manager.start(spec('forever'));
    manager.start(spec('forever'));
    assert.throws(
      () => manager.start(spec('forever')),
      (error: unknown) => error instanceof SprocketError && error.kind === 'session_limit' && error.suggestions[0] === first.id,
    );
    assert.equal(manager.runningCount, 2);
  });

  it('frees the place of a session that ended', async () => {
    const session = manager.start(spec('forever'));
    manager.start(spec('forever'));
    await session.cancel();
    assert.equal(manager.start(spec('numbers')).state, 'running');
  });

  it('stays cancelled', async () => {
    const session = manager.start(spec('forever'));
    await settled();
    await session.cancel();
    assert.equal(session.state, 'cancelled');
    await session.cancel();
    await clock.advance(60_000);
    assert.equal(session.state, 'cancelled');
    assert.equal(server.running, 0);
  });

  it('takes an error that precedes the acknowledgement for a cancel', async () => {
    server.scripts.set('batch', async (observer, signal, request) => {
      await forever(observer, signal, request);
      throw new SprocketError('sql', 'A severe error occurred on the current command.');
    });
    const session = manager.start(spec('batch'));
    await session.cancel();
    assert.equal(session.state, 'cancelled');
    assert.equal(session.error, undefined);
  });

  it('says so when the server did not acknowledge the cancel', async () => {
    server.scripts.set('batch', () => new Promise(() => undefined));
    const session = manager.start(spec('batch'));
    const cancelled = session.cancel();
    await clock.advance(8_000);
    await cancelled;
    assert.equal(session.state, 'cancelled');
    assert.match(session.notes.join(), /did not acknowledge/u);
  });

  it('is not changed by what a server that was given up on still sends', async () => {
    let observe: RunObserver | undefined;
    let finish: () => void = () => undefined;
    server.scripts.set('batch', (observer) => {
      observe = observer;
      return new Promise((resolve) => {
        finish = () => {
          resolve(done);
        };
      });
    });
    const session = manager.start(spec('batch'));
    const cancelled = session.cancel();
    await clock.advance(8_000);
    await cancelled;
    observe?.connected(77);
    observe?.columns([]);
    await observe?.rows(block([[1]]));
    observe?.message({ time: new Date(0), number: 0, severity: 0, state: 1, line: 1, procedure: '', text: 'late' });
    observe?.statementDone(1);
    finish();
    await settled();
    const { state, serverProcessId, resultSets, rows, messages, rowsAffected, error } = session;
    assert.deepEqual(
      [state, serverProcessId, resultSets.length, rows, messages.total, rowsAffected.total, error],
      ['cancelled', undefined, 0, 0, 0, 0, undefined],
    );
  });

  it('keeps the newest messages within bounds', async () => {
    const session = await run((observer) => {
      for (let count = 0; count < 1_000; count += 1) {
        observer.message({ time: new Date(0), number: 0, severity: 0, state: 1, line: 1, procedure: '', text: 'x'.repeat(4_000) });
      }
      return Promise.resolve(done);
    });
    assert.equal(session.messages.total, 1_000);
    assert.ok(session.messages.latest().length < 200);
  });

  it('fails when the rows cannot be stored', async () => {
    await rm(directory, { recursive: true });
    await writeFile(directory, '');
    const session = await run(numbers(2_000_000, 8_192));
    assert.equal(session.state, 'failed');
    assert.match(String(session.error?.message), /temporary file/u);
  });

  it('is completed when the cancel came too late', async () => {
    let finish: () => void = () => undefined;
    server.scripts.set(
      'batch',
      () =>
        new Promise((resolve) => {
          finish = () => {
            resolve(done);
          };
        }),
    );
    const session = manager.start(spec('batch'));
    const cancelled = session.cancel();
    finish();
    await cancelled;
    assert.equal(session.state, 'completed');
    assert.match(session.notes.join(), /already done/u);
  });

  it('fails at its time limit, however many rows came before', async () => {
    server.scripts.set('batch', async (observer, signal, request) => {
      observer.columns([{ name: 'n', type: 'int', nullable: false }]);
      await observer.rows(block([[1]]));
      return forever(observer, signal, request);
    });
    const session = manager.start(spec('batch', { timeoutSeconds: 7 }));
    await clock.advance(6_999);
    assert.equal(session.state, 'running');
    await clock.advance(1);
    assert.equal(session.state, 'failed');
    assert.equal(session.error?.kind, 'timeout');
    assert.equal(session.rows, 1);
    assert.equal(session.resultSets[0]?.complete, true);
  });

  it('takes the time limit of the call before that of the connection string before that of the settings', () => {
    const target = { ...testTarget, settings: { ...testTarget.settings, commandTimeoutSeconds: 60 } };
    assert.equal(manager.start(spec('numbers')).timeoutSeconds, 30);
    assert.equal(manager.start(spec('numbers', { target })).timeoutSeconds, 60);
  });

  it('gives work that nobody waits for no limit unless somebody names one', async () => {
    const target = { ...testTarget, settings: { ...testTarget.settings, commandTimeoutSeconds: 60 } };
    const unlimited = manager.start(spec('forever', { background: true }));
    assert.equal(manager.start(spec('numbers', { target, background: true })).timeoutSeconds, 60);
    await clock.advance(24 * 3_600_000);
    assert.deepEqual([unlimited.timeoutSeconds, unlimited.state], [0, 'running']);
    assert.equal(manager.start(spec('numbers', { timeoutSeconds: 7, background: true })).timeoutSeconds, 7);
  });

  it('keeps the error of the server', async () => {
    const session = manager.start(spec('nonsense'));
    await session.waitForEnd();
    assert.equal(session.state, 'failed');
    assert.equal(session.error?.sqlErrors[0]?.number, 102);
  });

  it('stops at the row limit with exactly that many rows', async () => {
    const session = await run(numbers(250), { maxRows: 120 });
    assert.equal(session.state, 'completed');
    assert.deepEqual(session.truncated, { reason: 'max_rows', limit: 120 });
    assert.equal(session.rows, 120);
    assert.equal(session.resultSets[0]?.rowCount, 120);
    assert.equal((await run(numbers(120), { maxRows: 120 })).truncated, undefined);
  });

  it('stops at the byte limit', async () => {
    settings.update({ ...settings.current, maxBytes: 50 });
    const session = await run(numbers(250));
    assert.deepEqual(session.truncated, { reason: 'max_bytes', limit: 50 });
    assert.ok(session.bytes <= 50 && session.bytes > 40);
  });

  it('reports transactions that were left open', async () => {
    const session = await run(() => Promise.resolve({ openTransactions: 2 }));
    assert.match(session.notes.join(), /left 2 transaction/u);
  });

  it('forgets a session a while after it was last read', async () => {
    const session = manager.start(spec('numbers'));
    await session.waitForEnd();
    await clock.advance(14 * 60_000);
    manager.get(session.id);
    await clock.advance(14 * 60_000);
    assert.equal(manager.list().length, 1);
    await clock.advance(60_000);
    assert.equal(manager.list().length, 0);
    const gone = { kind: 'unknown_session', message: /gone since 2026-01-01T00:29:00\.000Z: a session is kept for 15 min/u };
    assert.throws(() => manager.get(session.id), gone);
  });

  it('looks for sessions whose time is over in the interval of the settings', async () => {
    settings.update({ ...settings.current, sessionRetentionMinutes: 3, cleanupIntervalMinutes: 10 });
    await manager.start(spec('numbers')).waitForEnd();
    await clock.advance(9 * 60_000);
    assert.equal(manager.list().length, 1);
    settings.update({ ...settings.current, cleanupIntervalMinutes: 2 });
    await clock.advance(2 * 60_000);
    assert.equal(manager.list().length, 0);
  });

  it('refuses more rows than the settings allow', () => {
    settings.update({ ...settings.current, maxRows: 100 });
    assert.throws(() => manager.start(spec('numbers', { maxRows: 101 })), { kind: 'invalid_input', expected: 'max_rows from 1 to 100' });
    assert.equal(manager.start(spec('numbers', { maxRows: 100 })).state, 'running');
  });

  it('keeps a thousand ended sessions at most', async () => {
    const started: string[] = [];
    for (let count = 0; count < 1_001; count += 1) {
      const session = manager.start(spec('numbers'));
      started.push(session.id);
      await session.waitForEnd();
    }
    assert.equal(manager.list().length, 901);
    const [first] = started;
    assert.throws(() => manager.get(String(first)), { kind: 'unknown_session', message: /many sessions had ended since/u });
  });

  it('never forgets a session that runs', async () => {
    manager.start(spec('forever', { timeoutSeconds: 0 }));
    await clock.advance(24 * 3_600_000);
    assert.equal(manager.runningCount, 1);
  });

  it('lists the known ids when one is unknown', () => {
    const session = manager.start(spec('forever'));
    assert.throws(
      () => manager.get('00000000-0000-4000-8000-000000000000'),
      (error: unknown) => error instanceof SprocketError && error.kind === 'unknown_session' && error.suggestions.includes(session.id),
    );
  });

  it('tells listeners what came, changed and went', async () => {
    const seen: SessionsChange[] = [];
    manager.onDidChange((change) => seen.push(change));
    const session = manager.start(spec('numbers'));
    assert.deepEqual(seen[0], { added: [session.id], changed: [], removed: [] });
    await session.waitForEnd();
    assert.ok(seen.some((change) => change.changed.includes(session.id)));
    await manager.remove(session.id);
    assert.deepEqual(seen.at(-1)?.removed, [session.id]);
  });

  it('reports progress a few times a second at most', async () => {
    let observe: (() => void) | undefined;
    server.scripts.set('batch', (observer) => {
      observe = () => {
        observer.statementDone(1);
      };
      return new Promise(() => undefined);
    });
    manager.start(spec('batch'));
    let events = 0;
    manager.onDidChange(() => {
      events += 1;
    });
    for (let count = 0; count < 1000; count += 1) {
      observe?.();
    }
    await clock.advance(250);
    assert.equal(events, 1);
  });

  it('wakes a waiting reader at once when the session ends', async () => {
    const session = manager.start(spec('forever'));
    const waiting = session.waitForEnd(30_000);
    await session.cancel();
    await waiting;
    assert.equal(session.state, 'cancelled');
  });

  it('ends a wait when its signal is aborted, and leaves the work alone', async () => {
    const session = manager.start(spec('forever'));
    const controller = new AbortController();
    const waiting = session.waitForEnd(30_000, controller.signal);
    controller.abort();
    await waiting;
    assert.equal(session.state, 'running');
  });

  it('leaves no session, no work and no file behind', async () => {
    const wide = Array.from({ length: 30_000 }, (_, index) => [index, 'x'.repeat(100)]);
    const spilled = await run(async (observer) => {
      observer.columns([]);
      await observer.rows(block(wide));
      return done;
    });
    assert.equal(spilled.state, 'completed');
    assert.equal((await readdir(directory)).length, 1);
    manager.start(spec('forever'));
    await manager.dispose();
    assert.equal(server.running, 0);
    assert.equal(manager.list().length, 0);
    assert.deepEqual(await readdir(directory), []);
    assert.throws(() => manager.start(spec('numbers')), { kind: 'cancelled' });
  });

  it('removes what crashed processes left, and nothing else', async () => {
    const start = Math.floor(performance.timeOrigin);
    const names = [
      `sprocket-rows-${String(process.pid)}-12345-abc`,
      `sprocket-rows-999999999-${String(start)}-abc`,
      'other-rows-1-1-abc',
      `sprocket-rows-${String(process.ppid)}-${String(start)}-abc`,
    ];
    await Promise.all(names.map((name) => mkdir(join(directory, name))));
    const second = new SessionManager({ server, settings, temporaryDirectory: directory });
    await second.dispose();
    assert.deepEqual((await readdir(directory)).sort(), names.slice(2).sort());
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SprocketError } from '../../../src/core/errors';
import { endingOf } from '../../../src/core/sessions/sessionEnding';
import { SessionManager } from '../../../src/core/sessions/sessionManager';
import type { SessionSpec } from '../../../src/core/sessions/sessionTypes';
import { SettingsHolder } from '../../../src/core/settings';
import { until } from '../../mcp/support/until';
import { brokenInvariants } from '../../support/sessionInvariants';
import { FakeClock } from '../support/fakeClock';
import { block, StubSqlServer } from '../support/stubSqlServer';
import { testTarget } from '../support/testTarget';

describe('the end of a session', () => {
  let directory: string;
  let server: StubSqlServer;
  let clock: FakeClock;
  let manager: SessionManager;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    server = new StubSqlServer();
    clock = new FakeClock();
    manager = new SessionManager({ server, settings: new SettingsHolder(), clock, temporaryDirectory: directory });
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

  it('ends in time, and leaves no file, though a server does not acknowledge', async () => {
    const many = Array.from({ length: 5_000 }, () => ['x'.repeat(1_000)]);
    server.scripts.set('batch', async (observer) => {
      observer.connected(51);
      observer.columns([{ name: 't', type: 'varchar(1000)', nullable: false }]);
      await observer.rows(block(many));
      return new Promise(() => undefined);
    });
    manager.start(spec('batch'));
    await until(async () => (await readdir(directory)).length === 1);
    const disposing = manager.dispose();
    await clock.advance(4_000);
    await disposing;
    assert.deepEqual(await readdir(directory), []);
  });

  it('a timeout that passes while a cancel is under way changes nothing', async () => {
    server.scripts.set('batch', () => new Promise(() => undefined));
    const session = manager.start(spec('batch', { timeoutSeconds: 5 }));
    const cancelled = session.cancel();
    await clock.advance(8_000);
    await cancelled;
    assert.deepEqual([session.state, session.error], ['cancelled', undefined]);
  });

  it('what cannot be is seen: a session that runs without its connection', async () => {
    server.scripts.set('batch', (observer) => {
      observer.connected(51);
      return new Promise(() => undefined);
    });
    const session = manager.start(spec('batch'));
    await until(() => !session.waitsForConnection);
    assert.deepEqual(brokenInvariants([session], [51, 52]), []);
    assert.match(brokenInvariants([session], [52]).join(), /runs without its connection 51/u);
  });

  const failure = new SprocketError('sql', 'no');
  const work = { timeoutSeconds: 5, connected: true, error: undefined, stopReason: undefined };
  const stopped = { cancelled: { acknowledged: true }, openTransactions: 0 };
  for (const [title, given, state, kind] of [
    ['done', { ...work, outcome: { openTransactions: 0 } }, 'completed', undefined],
    ['failed', { ...work, outcome: { openTransactions: 0, error: failure }, error: failure }, 'failed', 'sql'],
    ['never sent', { ...work, outcome: undefined, error: failure }, 'failed', 'sql'],
    ['cancelled', { ...work, stopReason: 'cancel', outcome: stopped }, 'cancelled', undefined],
    ['cancelled before it was sent', { ...work, stopReason: 'cancel', outcome: undefined, error: failure }, 'cancelled', undefined],
    ['cancelled when it was done', { ...work, stopReason: 'cancel', outcome: { openTransactions: 0 } }, 'completed', undefined],
    [
      'cancelled when it had failed',
      { ...work, stopReason: 'cancel', outcome: { openTransactions: 0, error: failure }, error: failure },
      'failed',
      'sql',
    ],
    ['late', { ...work, stopReason: 'timeout', outcome: stopped }, 'failed', 'timeout'],
    ['late when it was done', { ...work, stopReason: 'timeout', outcome: { openTransactions: 0 } }, 'completed', undefined],
    ['at its limit', { ...work, stopReason: 'limit', outcome: stopped }, 'completed', undefined],
    [
      'at its limit when it had failed',
      { ...work, stopReason: 'limit', outcome: { openTransactions: 0, error: failure }, error: failure },
      'failed',
      'sql',
    ],
    ['without room for its rows', { ...work, stopReason: 'storage', outcome: stopped, error: failure }, 'failed', 'sql'],
  ] as const) {
    it(`work that is ${title} is ${state}`, () => {
      const ending = endingOf(given);
      assert.deepEqual([ending.state, ending.error?.kind], [state, kind]);
    });
  }
});

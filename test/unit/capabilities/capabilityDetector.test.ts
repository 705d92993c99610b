import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { CapabilityDetector } from '../../../src/core/capabilities/capabilityDetector';
import type { ServerFacts } from '../../../src/core/capabilities/serverFacts';
import { Secret } from '../../../src/core/connections/secret';
import { SprocketError } from '../../../src/core/errors';
import type { ConnectionTarget } from '../../../src/core/ports';
import { serverFacts } from '../support/serverFacts';
import { testSettings } from '../support/testTarget';

interface Question {
  readonly target: ConnectionTarget;
  readonly signal: AbortSignal | undefined;
  readonly answer: (facts: ServerFacts) => void;
  readonly fail: (error: Error) => void;
}

function setUp(): { detector: CapabilityDetector; questions: Question[]; clock: { time: number } } {
  const questions: Question[] = [];
  const clock = { time: 5000 };
  const detector = new CapabilityDetector({
    clock: { now: () => clock.time },
    port: {
      serverFacts: (target, signal) =>
        new Promise((answer, fail) => {
          questions.push({ target, signal, answer, fail });
          signal?.addEventListener('abort', () => {
            fail(new SprocketError('cancelled', 'The question was cancelled.'));
          });
        }),
    },
  });
  return { detector, questions, clock };
}

const shop: ConnectionTarget = { connection: 'shop', settings: testSettings };

describe('CapabilityDetector', () => {
  it('asks once for all who ask at the same time, and again after a failure', async () => {
    const { detector, questions } = setUp();
    const both = [detector.capabilities(shop), detector.capabilities(shop, { refresh: true })];
    questions[0]?.fail(new SprocketError('unreachable', 'No route.'));
    for (const each of both) await assert.rejects(each, /No route/u);
    const third = detector.capabilities(shop);
    questions[1]?.answer(serverFacts());
    assert.equal((await third).capabilities.product.name, 'SQL Server 2022 RTM');
    assert.equal(questions.length, 2);
  });

  it('one who gives up leaves the others their answer; when all have, the question is cancelled', async () => {
    const { detector, questions } = setUp();
    const first = new AbortController();
    const second = new AbortController();
    const gone = detector.capabilities(shop, { signal: first.signal });
    const patient = detector.capabilities(shop, { signal: second.signal });
    first.abort();
    await assert.rejects(gone, /cancelled/u);
    assert.equal(questions[0]?.signal?.aborted, false);
    second.abort();
    await assert.rejects(patient, /cancelled/u);
    assert.equal(questions[0].signal.aborted, true);
    const again = detector.capabilities(shop);
    questions[1]?.answer(serverFacts());
    assert.equal((await again).ageMilliseconds, 0);
  });

  it('keeps connections, databases and passwords apart', async () => {
    const { detector, questions } = setUp();
    const targets: ConnectionTarget[] = [
      shop,
      { ...shop, connection: 'other' },
      { ...shop, database: 'master' },
      { ...shop, settings: { ...testSettings, authentication: { kind: 'sql', user: 'reader', password: new Secret('changed') } } },
    ];
    const answers = targets.map((target) => detector.capabilities(target));
    assert.equal(questions.length, 4);
    for (const question of questions) question.answer(serverFacts());
    await Promise.all(answers);
    for (const target of targets) assert.ok(detector.known(target));
  });

  it('keeps nothing of a connection that was forgotten while it was asked', async () => {
    const { detector, questions } = setUp();
    const asking = detector.capabilities(shop);
    detector.forget('shop');
    questions[0]?.answer(serverFacts());
    assert.ok(await asking);
    assert.equal(detector.known(shop), undefined);
  });

  it('knows an answer for an hour, and tells when it learnt or forgot something', async () => {
    const { detector, questions, clock } = setUp();
    const changes: string[] = [];
    detector.onDidChange((connection) => changes.push(connection));
    const asking = detector.capabilities(shop);
    questions[0]?.answer(serverFacts());
    await asking;
    clock.time += 3_599_999;
    assert.equal((await detector.capabilities(shop)).ageMilliseconds, 3_599_999);
    clock.time += 1;
    assert.equal(detector.known(shop), undefined);
    detector.forget('shop');
    assert.deepEqual(changes, ['shop', 'shop']);
  });

  it('cancels what it asks when it ends', async () => {
    const { detector, questions } = setUp();
    const asking = detector.capabilities(shop);
    detector.dispose();
    await assert.rejects(asking, /cancelled/u);
    assert.equal(questions[0]?.signal?.aborted, true);
  });
});

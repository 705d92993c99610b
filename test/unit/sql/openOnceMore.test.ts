import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ConnectFailure } from '../../../src/sql/openConnection';
import { openOnceMore } from '../../../src/sql/openOnceMore';
import { pauseBeforeRetry } from '../../../src/sql/transientErrors';

describe('a login that fails for the moment', () => {
  const refused = new ConnectFailure({ error: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), serverErrors: [] });

  /** Fails with these errors, one after the other, then succeeds. */
  function failing(...errors: readonly Error[]): { open: () => Promise<string>; tries: () => number } {
    let tries = 0;
    return {
      open: () => {
        const error = errors[tries];
        tries += 1;
        return error === undefined ? Promise.resolve('open') : Promise.reject(error);
      },
      tries: () => tries,
    };
  }

  it('is tried once more, and only once', async () => {
    const once = failing(refused);
    assert.equal(await openOnceMore(once.open, 0, undefined), 'open');
    assert.equal(once.tries(), 2);
    const twice = failing(refused, refused);
    await assert.rejects(openOnceMore(twice.open, 0, undefined), refused);
    assert.equal(twice.tries(), 2);
  });

  it('is not tried again when the failure is of another kind', async () => {
    const other = failing(new Error('wrong'));
    await assert.rejects(openOnceMore(other.open, 0, undefined), /wrong/u);
    assert.equal(other.tries(), 1);
  });

  it('is not tried again when the work is cancelled in the pause', async () => {
    const controller = new AbortController();
    const work = failing(refused);
    const opening = openOnceMore(work.open, 60_000, controller.signal);
    setImmediate(() => {
      controller.abort();
    });
    await assert.rejects(opening, { kind: 'cancelled' });
    assert.equal(work.tries(), 1);
  });

  for (const [number, milliseconds] of [
    // "We recommend that you delay for 5 seconds before your first retry."
    [40_613, 5_000],
    [40_197, 5_000],
    [4_221, 5_000],
    [615, 5_000],
    [40_501, undefined],
    [10_928, undefined],
    [10_929, undefined],
    [18_456, undefined],
    [4_060, undefined],
  ] as const) {
    it(`error ${String(number)} ${milliseconds === undefined ? 'is not tried again' : 'is tried again after a pause'}`, () => {
      assert.equal(pauseBeforeRetry([{ number }], []), milliseconds);
    });
  }

  it('a refusal is tried again after a shorter pause, a timeout is not', () => {
    assert.equal(pauseBeforeRetry([], ['ESOCKET', 'ECONNREFUSED']), 1_000);
    assert.equal(pauseBeforeRetry([], ['ECONNRESET']), 1_000);
    assert.equal(pauseBeforeRetry([], ['ETIMEOUT']), undefined);
    assert.equal(pauseBeforeRetry([], ['ENOTFOUND']), undefined);
  });
});

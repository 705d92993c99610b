import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { systemClock } from '../../../src/core/clock';

const day = 24 * 3_600_000;

/** A timer that is set while time passes counts from the end of the step: small steps keep that small. */
function pass(days: number): void {
  for (let count = 0; count < days; count += 1) {
    mock.timers.tick(day);
  }
}

describe('clock', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it('waits longer than one timer can', () => {
    let calls = 0;
    systemClock.after(60 * day, () => (calls += 1));
    pass(59);
    assert.equal(calls, 0);
    pass(3);
    assert.equal(calls, 1);
    pass(100);
    assert.equal(calls, 1);
  });

  it('does not call what was disposed, however far the wait has come', () => {
    let calls = 0;
    const waiting = systemClock.after(60 * day, () => (calls += 1));
    pass(30);
    waiting.dispose();
    pass(60);
    assert.equal(calls, 0);
  });
});

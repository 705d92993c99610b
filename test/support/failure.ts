import assert from 'node:assert/strict';
import { SprocketError } from '../../src/core/errors';

/** The SprocketError that the work rejects with; anything else, and success, fails the test. */
export async function failure(work: Promise<unknown>): Promise<SprocketError> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof SprocketError, String(error));
    return error;
  }
  assert.fail('nothing was thrown');
}

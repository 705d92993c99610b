import { SprocketError } from '../core/errors';

/** The work was called off before it had an outcome. */
export function cancelledError(): SprocketError {
  return new SprocketError('cancelled', 'The work was cancelled.');
}

import { SprocketError } from '../core/errors';

/** The work was called off before it had an outcome. */
export function cancelledError(): SprocketError {
  return new SprocketError('cancelled', 'The work was cancelled.');
}

/** Whether the signal is aborted now; it may become so at every await. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

import { setTimeout as pause } from 'node:timers/promises';
import { cancelledError } from './cancelledError';
import { retryPause } from './connectError';
import { ConnectFailure } from './openConnection';

/**
 * Opens something that may be gone only for a moment (a failover, a restart): after a failure of that kind, and no other, it is tried once more
 * after a pause. `pauseMilliseconds` replaces that pause. Throws what the last try threw, or SprocketError('cancelled').
 */
export async function openOnceMore<T>(
  open: () => Promise<T>,
  pauseMilliseconds: number | undefined,
  signal: AbortSignal | undefined,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const milliseconds = error instanceof ConnectFailure ? retryPause(error.failure) : undefined;
    if (milliseconds === undefined) {
      throw error;
    }
    await pause(pauseMilliseconds ?? milliseconds, undefined, { signal }).catch(() => {
      throw cancelledError();
    });
    return await open();
  }
}

/**
 * Errors of a database that is being moved or restarted; a new connection finds it again. The list of "Troubleshoot connectivity issues and
 * other errors with Azure SQL Database", without 4060 and 926, which mostly last.
 */
const MOVING = new Set([40_613, 40_197, 4_221, 615]);

/** Errors of a server that limits its load; the same page, and "Resource management in Azure SQL Database". */
const BUSY = new Set([40_501, 10_928, 10_929, 49_918, 49_919, 49_920]);

/** The first retry of that page; a shorter one would add to the load. */
const MOVING_MILLISECONDS = 5_000;
/** A server that restarts, or hands over to another, refuses connections for a moment. */
const REFUSED_MILLISECONDS = 1_000;

/** Whether an error of the server goes away by itself. */
export function isTransient(number: number): boolean {
  return MOVING.has(number) || BUSY.has(number);
}

/** What to do about an error that goes away by itself; undefined: it does not. */
export function transientNextStep(number: number): string | undefined {
  if (MOVING.has(number)) {
    return 'This is transient, the database is being moved or started: try again in a minute.';
  }
  return BUSY.has(number)
    ? 'This is transient, the server limits its load: wait at least 10 seconds and try again, with fewer sessions at once.'
    : undefined;
}

/**
 * How long to wait before a login is tried once more; undefined: trying again does not help. `codes` are those of the network's errors. A server
 * that limits its load is left alone.
 */
export function pauseBeforeRetry(serverErrors: readonly { readonly number: number }[], codes: readonly string[]): number | undefined {
  if (serverErrors.length > 0) {
    return serverErrors.some((error) => MOVING.has(error.number)) ? MOVING_MILLISECONDS : undefined;
  }
  return codes.some((code) => code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE') ? REFUSED_MILLISECONDS : undefined;
}

import { SprocketError } from '../errors';
import type { ResultSet } from './resultSet';

/** Why there is no row `row`: not_ready while more rows may come, else invalid_input. `expected` is the range that there is. */
export function noSuchRow(resultSet: ResultSet, row: number, expected: string): SprocketError {
  const count = String(resultSet.rowCount);
  return resultSet.complete
    ? new SprocketError('invalid_input', `The result set has no row ${String(row)}: it has ${count}.`, {
        expected,
        nextStep: 'Ask for a row in that range.',
      })
    : new SprocketError('not_ready', `The result set has no row ${String(row)} yet: it has ${count} so far.`, {
        expected: `${expected} so far`,
        nextStep: 'Call get_session_status with wait_seconds, then ask again.',
      });
}

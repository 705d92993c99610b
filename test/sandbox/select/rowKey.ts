import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { equalsKey } from '../values/compare';

/** null is the key of a single NULL. */
export type Key = string | number | bigint | null;

/**
 * Makes a function that gives rows of these types a key for hashing: two rows have the same key exactly when all values are equal;
 * NULLs are equal here, as in DISTINCT, GROUP BY and set operations.
 */
export function rowKey(types: readonly SqlType[]): (values: readonly SqlValue[]) => Key {
  const [only] = types;
  if (only && types.length === 1) {
    return (values) => {
      const value = values[0] ?? null;
      return value === null ? null : equalsKey(value, only);
    };
  }
  return (values) => {
    let key = '';
    for (let index = 0; index < types.length; index++) {
      const value = values[index] ?? null;
      const type = types[index];
      if (value === null || !type) key += '-';
      else {
        const part = String(equalsKey(value, type));
        // The length keeps parts apart whatever characters they hold.
        key += `${part.length}:${part}`;
      }
    }
    return key;
  };
}

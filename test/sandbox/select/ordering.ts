import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { comparer } from '../values/compare';

/** Orders rows of sort keys: NULL comes first, or last where the key is descending. Equal rows give 0, so that a stable sort keeps their order. */
export function keyComparer(
  keys: readonly { readonly type: SqlType; readonly descending: boolean }[],
): (a: readonly SqlValue[], b: readonly SqlValue[]) => number {
  const parts = keys.map(({ type, descending }) => ({ compare: comparer(type), sign: descending ? -1 : 1 }));
  return (a, b) => {
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index];
      const x = a[index] ?? null;
      const y = b[index] ?? null;
      if (!part || (x === null && y === null)) continue;
      const order = x === null ? -1 : y === null ? 1 : part.compare(x, y);
      if (order !== 0) return order * part.sign;
    }
    return 0;
  };
}

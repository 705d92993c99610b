import type { Row } from '../engine/model';
import { rowKey, type Key } from './rowKey';
import type { SqlValue } from '../values/sqlValue';
import type { Matches } from './joins';
import type { SourceBinding } from './scope';
import { type Conjunct, isWithin, restoreRows, type Side } from './sourcePlan';

/** An equality between the two sides of a join. */
export interface KeyedSide {
  readonly conjunct: Conjunct;
  readonly left: Side;
  readonly right: Side;
}

/** The equalities among conditions that have one side on the left and the other on the right. */
export function hashEqualities(
  conjuncts: readonly Conjunct[],
  left: readonly SourceBinding[],
  right: readonly SourceBinding[],
): KeyedSide[] {
  return conjuncts.flatMap((conjunct): KeyedSide[] => {
    const { equality } = conjunct;
    if (!equality) return [];
    const { left: a, right: b } = equality;
    if (a.sources.size === 0 || b.sources.size === 0) return [];
    if (isWithin(a.sources, left) && isWithin(b.sources, right)) return [{ conjunct, left: a, right: b }];
    if (isWithin(b.sources, left) && isWithin(a.sources, right)) return [{ conjunct, left: b, right: a }];
    return [];
  });
}

/** The rows of a join's right side by their key. */
export class HashedRows {
  readonly rows: (readonly Row[])[] = [];
  readonly #byKey = new Map<Key, number | number[]>();
  readonly #sides: readonly KeyedSide[];
  readonly #key: (values: readonly SqlValue[]) => Key;

  constructor(sides: readonly KeyedSide[]) {
    this.#sides = sides;
    this.#key = rowKey(sides.map(({ right }) => right.compiled.type));
  }

  /** Takes the right row at hand; gives the number of rows so far. A row with NULL in its key goes with none. */
  add(row: readonly Row[]): number {
    const index = this.rows.push(row) - 1;
    const values = evaluateSides(this.#sides, 'right');
    if (values) {
      const key = this.#key(values);
      const known = this.#byKey.get(key);
      if (known === undefined) this.#byKey.set(key, index);
      else if (typeof known === 'number') this.#byKey.set(key, [known, index]);
      else known.push(index);
    }
    return index + 1;
  }

  /** The rows that have the key of the left row at hand. */
  matches(bindings: readonly SourceBinding[]): Matches {
    let found: readonly number[] = [];
    const single = [0];
    return {
      find: () => {
        const values = evaluateSides(this.#sides, 'left');
        const known = values && this.#byKey.get(this.#key(values));
        if (known === undefined) return 0;
        if (typeof known === 'number') {
          single[0] = known;
          found = single;
        } else found = known;
        return found.length;
      },
      put: (position) => {
        const index = found[position] ?? -1;
        restoreRows(bindings, this.rows[index] ?? []);
        return index;
      },
    };
  }
}

/** Undefined when a value is NULL. */
function evaluateSides(sides: readonly KeyedSide[], which: 'left' | 'right'): SqlValue[] | undefined {
  const values: SqlValue[] = [];
  for (const side of sides) {
    const value = side[which].compiled.evaluate();
    if (value === null) return undefined;
    values.push(value);
  }
  return values;
}

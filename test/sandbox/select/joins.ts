import type { Row } from '../engine/model';
import { pause } from '../query/queryEnvironment';
import { emptyRow, type SourceBinding } from './scope';
import type { RowSteps } from './queryOperators';
import { hashEqualities, HashedRows, type KeyedSide } from './hashedRows';
import { lookupOrdinals, tableLookup } from './tableLookup';
import { allHold, captureRows, type Conjunct, isWithin, restoreRows, rowsPerPause, type SourcePlan } from './sourcePlan';
import { SourceScan } from './tableScan';

export type JoinType = 'INNER' | 'LEFT' | 'FULL';

/** Rows of the right side that may go with a left row. */
export interface Matches {
  /** Finds those of the left row at hand; gives their number. */
  readonly find: () => number;
  /** Puts one of those found into the slots; gives its index among all right rows, or -1 when a condition on the right side alone refuses it. */
  readonly put: (position: number) => number;
}

/**
 * A join of two parts that do not read one another: by a key of the right table, by hashing, or by nested loops over the right rows.
 * A RIGHT join is a LEFT join with its sides exchanged.
 */
export class JoinPlan implements SourcePlan {
  readonly bindings: readonly SourceBinding[];
  readonly #left: SourcePlan;
  readonly #right: SourcePlan;
  readonly #type: JoinType;
  /** Conditions that decide whether two rows go together. */
  readonly #on: Conjunct[] = [];
  /** Conditions on the joined rows. */
  readonly #after: Conjunct[] = [];

  constructor(type: JoinType, left: SourcePlan, right: SourcePlan) {
    this.#type = type;
    this.#left = left;
    this.#right = right;
    this.bindings = [...left.bindings, ...right.bindings];
  }

  /** A condition of ON. */
  on(conjunct: Conjunct): void {
    if (this.#type === 'INNER') this.filter(conjunct);
    else if (this.#type === 'LEFT' && conjunct.sources.size > 0 && isWithin(conjunct.sources, this.#right.bindings))
      this.#right.filter(conjunct);
    else this.#on.push(conjunct);
  }

  filter(conjunct: Conjunct): void {
    const { sources } = conjunct;
    if (this.#type !== 'FULL' && isWithin(sources, this.#left.bindings)) this.#left.filter(conjunct);
    else if (this.#type !== 'INNER') this.#after.push(conjunct);
    else if (isWithin(sources, this.#right.bindings)) this.#right.filter(conjunct);
    else this.#on.push(conjunct);
  }

  *open(): RowSteps {
    const matches = yield* this.#prepare();
    const { residual, rights } = matches;
    const seen = this.#type === 'FULL' ? new Set<number>() : undefined;
    let idle = 0;
    for (const step of this.#left.open()) {
      if (step === pause) {
        yield pause;
        continue;
      }
      let matched = false;
      const count = matches.find();
      for (let position = 0; position < count; position++) {
        if (++idle >= rowsPerPause) {
          idle = 0;
          yield pause;
        }
        const index = matches.put(position);
        if (index < 0) continue;
        if (!allHold(residual)) continue;
        matched = true;
        seen?.add(index);
        if (allHold(this.#after)) yield true;
      }
      if (matched || this.#type === 'INNER') continue;
      this.#clear(this.#right);
      if (allHold(this.#after)) yield true;
    }
    if (!seen) return;
    this.#clear(this.#left);
    for (let index = 0; index < rights.length; index++) {
      if (seen.has(index)) continue;
      restoreRows(this.#right.bindings, rights[index] ?? []);
      if (allHold(this.#after)) yield true;
    }
  }

  #clear(plan: SourcePlan): void {
    for (const { slot } of plan.bindings) slot.row = emptyRow;
  }

  *#prepare(): Generator<typeof pause, Matches & { readonly residual: readonly Conjunct[]; readonly rights: readonly (readonly Row[])[] }> {
    const equalities = hashEqualities(this.#on, this.#left.bindings, this.#right.bindings);
    const lookup = this.#type === 'FULL' ? undefined : this.#tableLookup(equalities);
    if (lookup) return { ...lookup, residual: this.#on, rights: [] };
    const { bindings } = this.#right;
    if (equalities.length > 0) {
      const hashed = new HashedRows(equalities);
      for (const step of this.#right.open()) {
        if (step === pause) yield pause;
        else if (hashed.add(captureRows(bindings)) % rowsPerPause === 0) yield pause;
      }
      const used = new Set(equalities.map(({ conjunct }) => conjunct));
      return {
        residual: this.#on.filter((conjunct) => !used.has(conjunct)),
        rights: hashed.rows,
        ...hashed.matches(bindings),
      };
    }
    const rights: (readonly Row[])[] = [];
    for (const step of this.#right.open()) {
      if (step === pause) yield pause;
      else if (rights.push(captureRows(bindings)) % rowsPerPause === 0) yield pause;
    }
    const put = (position: number): number => {
      restoreRows(bindings, rights[position] ?? []);
      return position;
    };
    return { residual: this.#on, rights, find: () => rights.length, put };
  }

  #tableLookup(equalities: readonly KeyedSide[]): Matches | undefined {
    if (!(this.#right instanceof SourceScan)) return undefined;
    const ordinals = lookupOrdinals(this.#right, equalities);
    return ordinals && tableLookup(this.#right, ordinals);
  }
}

/** APPLY: the right part is opened anew for each left row, which it may read. */
export class ApplyPlan implements SourcePlan {
  readonly bindings: readonly SourceBinding[];
  readonly #left: SourcePlan;
  readonly #right: SourcePlan;
  readonly #outer: boolean;
  readonly #after: Conjunct[] = [];

  constructor(outer: boolean, left: SourcePlan, right: SourcePlan) {
    this.#outer = outer;
    this.#left = left;
    this.#right = right;
    this.bindings = [...left.bindings, ...right.bindings];
  }

  filter(conjunct: Conjunct): void {
    if (isWithin(conjunct.sources, this.#left.bindings)) this.#left.filter(conjunct);
    else this.#after.push(conjunct);
  }

  *open(): RowSteps {
    for (const leftStep of this.#left.open()) {
      if (leftStep === pause) {
        yield pause;
        continue;
      }
      let matched = false;
      for (const step of this.#right.open()) {
        if (step === pause) yield pause;
        else {
          matched = true;
          if (allHold(this.#after)) yield true;
        }
      }
      if (matched) continue;
      if (!this.#outer) continue;
      for (const { slot } of this.#right.bindings) slot.row = emptyRow;
      if (allHold(this.#after)) yield true;
    }
  }
}

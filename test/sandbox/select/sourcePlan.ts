import type { Expression } from '../syntax/expressionAst';
import type { Row } from '../engine/model';
import type { Compiled, SourceBinding } from './scope';
import type { RowSteps } from './queryOperators';

/** Rows between two pauses of an operator that gives none. */
export const rowsPerPause = 2000;

/** A condition of WHERE or ON that stands alone, with the sources that it reads. */
export interface Conjunct {
  readonly expression: Expression;
  readonly holds: () => boolean | null;
  /** Sources of the query at hand; those of outer queries are not among them. */
  readonly sources: ReadonlySet<SourceBinding>;
  /** `left = right`: what hash joins and key lookups need. */
  readonly equality?: { readonly left: Side; readonly right: Side };
  /** `operand IN (values)`: what key lookups need. */
  readonly membership?: { readonly operand: Compiled; readonly values: readonly Pick<Side, 'compiled' | 'sources'>[] };
  /** The parts of `a OR b` that read no source: where one of them holds, the condition holds for every row. */
  readonly settled?: readonly (() => boolean | null)[];
}

/** One side of an equality, converted to the type in which both are compared. */
export interface Side {
  readonly compiled: Compiled;
  /** The same before conversion. */
  readonly original: Compiled;
  readonly sources: ReadonlySet<SourceBinding>;
}

/** A part of FROM: its sources and the steps through its rows. */
export interface SourcePlan {
  readonly bindings: readonly SourceBinding[];
  /**
   * Takes over a condition on the rows that this part gives, to apply it as early as it may; all its sources are among `bindings`.
   * Called before the first `open`.
   */
  filter(conjunct: Conjunct): void;
  /** Each call begins anew. */
  open(): RowSteps;
}

export function isWithin(sources: ReadonlySet<SourceBinding>, bindings: readonly SourceBinding[]): boolean {
  for (const source of sources) if (!bindings.includes(source)) return false;
  return true;
}

/** The conditions that rows have yet to be asked for. */
export function unsettled(conjuncts: readonly Conjunct[]): readonly Conjunct[] {
  return conjuncts.some(({ settled }) => settled)
    ? conjuncts.filter(({ settled }) => !settled?.some((holds) => holds() === true))
    : conjuncts;
}

/** Captures the rows at which sources stand. */
export function captureRows(bindings: readonly SourceBinding[]): readonly Row[] {
  return bindings.map((binding) => binding.slot.row);
}

export function restoreRows(bindings: readonly SourceBinding[], rows: readonly Row[]): void {
  for (let index = 0; index < bindings.length; index++) {
    const binding = bindings[index];
    const row = rows[index];
    if (binding && row) binding.slot.row = row;
  }
}

/** Whether all conditions hold for the row at hand. */
export function allHold(conjuncts: readonly Conjunct[]): boolean {
  for (const conjunct of conjuncts) if (conjunct.holds() !== true) return false;
  return true;
}

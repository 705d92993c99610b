import type { SqlValue } from '../values/sqlValue';
import type { Compiled } from './scope';

/** True when the value is the same for all rows of the statement. */
export function isFixed({ constant, fixed }: Compiled): boolean {
  return constant === true || fixed === true;
}

/** An expression without effects over operands: evaluated once, when it is first needed, if all of them are fixed. */
export function overOperands(operands: readonly Compiled[], compiled: Compiled): Compiled {
  if (!operands.every(isFixed)) return compiled;
  const { evaluate } = compiled;
  let kept: SqlValue | undefined;
  return {
    ...compiled,
    fixed: true,
    evaluate: () => {
      // An error is not kept: it is raised each time.
      if (kept === undefined) kept = evaluate();
      return kept;
    },
  };
}

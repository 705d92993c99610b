import { withCommonTables } from '../select/commonTables';
import { createContext, type QueryContext } from '../select/scope';
import { compileFrom, type FromClause } from '../select/tableSources';
import type { Expression } from '../syntax/expressionAst';
import type { CommonTableExpression, TableSource } from '../syntax/queryAst';
import { pause, type QueryEnvironment } from './queryContract';

/** FROM and WHERE of a statement that changes rows, ready to run. */
export interface DmlSource extends Pick<FromClause, 'scope' | 'bindings'> {
  /** Begins; each call of what comes back moves all bindings to the next joined row, and is false at the end. */
  readonly begin: () => () => boolean;
}

/** The context of a statement with its common table expressions. */
export function statementContext(commonTables: readonly CommonTableExpression[], environment: QueryEnvironment): QueryContext {
  return withCommonTables(createContext(environment), commonTables);
}

/** Opens table sources under a condition. Throws the errors of names; a long scan can be interrupted. */
export function openSource(from: readonly TableSource[], where: Expression | undefined, context: QueryContext): DmlSource {
  const opened = compileFrom(context, from, where);
  const { scope, bindings } = opened;
  return {
    scope,
    bindings,
    begin: () => {
      const steps = opened.open()[Symbol.iterator]();
      return () => {
        for (;;) {
          const step = steps.next();
          if (step.done === true) return false;
          if (step.value !== pause) return true;
          context.environment.checkpoint();
        }
      };
    },
  };
}

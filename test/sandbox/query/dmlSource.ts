import { withCommonTables } from '../select/commonTables';
import { createContext, type QueryContext } from '../select/scope';
import { compileFrom, type FromClause } from '../select/tableSources';
import type { RowSteps } from '../select/queryOperators';
import type { Expression } from '../syntax/expressionAst';
import type { CommonTableExpression, TableSource } from '../syntax/queryAst';
import type { QueryEnvironment } from './queryEnvironment';

/** FROM and WHERE of a statement that changes rows, ready to run. */
export interface DmlSource extends Pick<FromClause, 'scope' | 'bindings'> {
  /** Begins; each step that is no pause has moved all bindings to the next joined row. */
  readonly steps: () => RowSteps;
}

/** The context of a statement with its common table expressions. */
export function statementContext(commonTables: readonly CommonTableExpression[], environment: QueryEnvironment): QueryContext {
  return withCommonTables(createContext(environment), commonTables);
}

/** Opens table sources under a condition. Throws the errors of names; a long scan can be interrupted. */
export function openSource(from: readonly TableSource[], where: Expression | undefined, context: QueryContext): DmlSource {
  const opened = compileFrom(context, from, where);
  const { scope, bindings } = opened;
  return { scope, bindings, steps: () => opened.open() };
}

import type { Expression } from '../syntax/expressionAst';
import type { CompiledExpression, QueryEnvironment } from '../query/queryEnvironment';
import { compilePredicate } from './compilePredicate';
import { compileScalar } from './compileScalar';
import { createContext, createScope } from './scope';

/** Compiles an expression with no columns in scope: of SET, PRINT, parameters, TOP. Subqueries may stand in it. */
export function compileExpression(expression: Expression, environment: QueryEnvironment): CompiledExpression {
  return compileScalar(createScope(createContext(environment), []), expression);
}

/** Compiles the condition of IF or WHILE: whether it holds; unknown is false. */
export function compileCondition(expression: Expression, environment: QueryEnvironment): () => boolean {
  const holds = compilePredicate(createScope(createContext(environment), []), expression);
  return () => holds() === true;
}

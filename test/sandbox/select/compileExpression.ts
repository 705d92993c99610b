import type { Expression } from '../syntax/expressionAst';
import type { CompiledExpression, QueryEnvironment } from '../query/queryEnvironment';
import { compilePredicate } from './compilePredicate';
import { compileScalar } from './compileScalar';
import { createContext, createScope } from './scope';

/** Compiles an expression with no columns in scope: of SET, PRINT, parameters, TOP. Subqueries may stand in it. */
export function compileExpression(expression: Expression, environment: QueryEnvironment): CompiledExpression {
  return compileScalar(createScope(createContext(environment), []), expression);
}

/** Whether the condition of IF or WHILE holds; unknown is false. */
export function evaluateCondition(expression: Expression, environment: QueryEnvironment): boolean {
  return compilePredicate(createScope(createContext(environment), []), expression)() === true;
}

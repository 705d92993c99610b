import type { CompiledQuery, QueryEnvironment } from '../query/queryEnvironment';
import type { QueryExpression, SelectStatement } from '../syntax/queryAst';
import { withCommonTables } from './commonTables';
import { compileQueryExpression } from './compileQueryIn';
import { inPieces } from './forClause';
import { createContext, type QueryContext } from './scope';

/** Compiles a SELECT statement. Throws the SqlErrors of names, types and clauses; those of values come with the rows. */
export function compileSelect(statement: SelectStatement, environment: QueryEnvironment): CompiledQuery {
  return compileTop(statementContext(statement, environment), statement.query);
}

/** The context of a statement: its common table expressions and its limit of recursion. */
export function statementContext(
  statement: { readonly with: SelectStatement['with']; readonly maxRecursion?: number },
  environment: QueryEnvironment,
): QueryContext {
  const context = createContext(environment);
  return withCommonTables(
    statement.maxRecursion === undefined ? context : { ...context, maxRecursion: statement.maxRecursion },
    statement.with,
  );
}

function compileTop(context: QueryContext, query: QueryExpression): CompiledQuery {
  const plan = compileQueryExpression(context, query);
  return query.forClause ? inPieces(plan, query.forClause) : plan;
}

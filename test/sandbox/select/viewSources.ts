import type { Database, Module } from '../engine/model';
import { SqlError } from '../engine/sqlError';
import type { SelectStatement } from '../syntax/queryAst';
import { withCommonTables } from './commonTables';
import { compileNested } from './compileQueryIn';
import { createBinding, type QueryContext, type SourceColumn } from './scope';
import type { ScopedQuery } from './queryOperators';
import type { OpenSource } from './tableSources';

const deepest = 32;

/** A view through its definition. Its columns are those that it had when it was made. */
export function viewSource(
  context: QueryContext,
  database: Database,
  module: Module,
  names: readonly string[],
  displayName: string,
): OpenSource {
  const statement = module.definition.query;
  if (!statement) throw new SqlError(208, 16, 1, `Invalid object name '${displayName}'.`);
  const query = compileModuleQuery(context, database, module, statement);
  return { binding: createBinding(names, moduleColumns(module, query), { displayName }), rows: () => query.rows() };
}

/** The query of a view or inline function, whose names are looked up where the module is. */
export function compileModuleQuery(
  context: QueryContext,
  database: Database,
  module: Module,
  statement: SelectStatement,
  parameters?: QueryContext['parameters'],
): ScopedQuery {
  if (context.depth >= deepest) {
    throw new SqlError(217, 16, 1, 'Maximum stored procedure, function, trigger, or view nesting level exceeded (limit 32).');
  }
  const { environment, depth, maxRecursion } = context;
  const inner: QueryContext = {
    environment,
    database,
    schema: module.schema,
    commonTables: new Map(),
    depth: depth + 1,
    maxRecursion: statement.maxRecursion ?? maxRecursion,
    ...(parameters && { parameters }),
  };
  return compileNested(withCommonTables(inner, statement.with), statement.query);
}

export function moduleColumns(module: Module, query: ScopedQuery): SourceColumn[] {
  const known = module.columns.length > 0 ? module.columns : query.columns;
  return known.flatMap(({ name }, index) => {
    const column = query.columns[index];
    return column ? [{ ...column, name: module.definition.columns[index] ?? name, hidden: false }] : [];
  });
}

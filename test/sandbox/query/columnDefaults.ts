import type { SqlValue } from '../values/sqlValue';
import { assignerOf } from './columnAssignment';
import { compileScalar } from '../select/compileScalar';
import type { BaseTable } from './baseTable';
import type { QueryEnvironment } from './queryEnvironment';
import { createContext, createScope } from '../select/scope';

/** Makes the function that gives a column's default for one row after another; without a default NULL. */
export function columnDefault({ database, table }: BaseTable, ordinal: number, environment: QueryEnvironment): () => SqlValue {
  const column = table.columns[ordinal];
  if (!column?.default) return () => null;
  const compiled = compileScalar(createScope(createContext(environment), []), column.default.expression);
  const assign = assignerOf(compiled, column, table, database);
  return () => assign(compiled.evaluate());
}

/** A column's default, once. */
export function defaultValue(target: BaseTable, ordinal: number, environment: QueryEnvironment): SqlValue {
  return columnDefault(target, ordinal, environment)();
}

import { SqlError } from '../engine/sqlError';
import type { DerivedTable } from '../syntax/queryAst';
import { compileNested } from './compileQueryIn';
import { createBinding, type Scope, type SourceColumn } from './scope';
import type { ScopedQuery } from './queryOperators';
import type { FromContext, OpenSource } from './tableSources';

/** `(SELECT …) AS a (b)` and `(VALUES …) AS a (b)`. `outer`: what the query may read beyond itself. Throws SqlError 8155, 8156, 8158, 8159. */
export function derivedTable({ context, links }: FromContext, source: DerivedTable, outer: Scope | undefined): OpenSource {
  const query = compileNested(context, source.query, outer);
  // What it reads of its neighbours is no business of the outer query; those carry the mark themselves.
  if (query.correlated && outer?.links !== links) links.correlated = true;
  const columns = namedColumns(query, source.columns, source.alias, source.position.line);
  return { binding: createBinding([source.alias], columns, { displayName: source.alias }), rows: () => query.rows() };
}

/** The columns of a derived table or common table expression under the names of its list. */
export function namedColumns(query: ScopedQuery, names: readonly string[], alias: string, line: number): SourceColumn[] {
  if (names.length > 0 && names.length !== query.columns.length) {
    throw names.length < query.columns.length
      ? new SqlError(8158, 16, 1, `'${alias}' has more columns than were specified in the column list.`, { line })
      : new SqlError(8159, 16, 1, `'${alias}' has fewer columns than were specified in the column list.`, { line });
  }
  const seen = new Set<string>();
  return query.columns.map((column, index) => {
    const name = names[index] ?? column.name;
    if (name === '') throw new SqlError(8155, 16, 2, `No column name was specified for column ${index + 1} of '${alias}'.`, { line });
    const key = name.toLowerCase();
    if (seen.has(key)) throw new SqlError(8156, 16, 1, `The column '${name}' was specified multiple times for '${alias}'.`, { line });
    seen.add(key);
    return { ...column, name, hidden: false };
  });
}

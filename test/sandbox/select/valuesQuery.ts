import { SqlError } from '../engine/sqlError';
import type { ValuesBody } from '../syntax/queryAst';
import { unified } from './caseExpressions';
import { compileScalar } from './compileScalar';
import type { QueryPlan } from './queryPlan';
import { createScope, type QueryContext, type Scope } from './scope';

/** VALUES as a table. Throws SqlError 156 for DEFAULT, 10709 for rows of several lengths. */
export function compileValues(context: QueryContext, { rows, position }: ValuesBody, parent: Scope | undefined): QueryPlan {
  const scope = createScope(context, [], parent);
  const { line } = position;
  const compiled = rows.map((row) =>
    row.map((cell) => {
      if (cell.kind === 'default')
        throw new SqlError(156, 15, 1, "Incorrect syntax near the keyword 'DEFAULT'.", { line: cell.position.line });
      return compileScalar(scope, cell);
    }),
  );
  const width = compiled[0]?.length ?? 0;
  if (compiled.some((row) => row.length !== width)) {
    throw new SqlError(10709, 16, 1, 'The number of columns for each row in a table value constructor must be the same.', { line });
  }
  const columns = Array.from({ length: width }, (_, index) => unified(compiled.flatMap((row) => row[index] ?? [])));
  return {
    columns: columns.map(({ type, nullable }) => ({ name: '', type: type ?? { name: 'int' }, nullable, identity: false, computed: true })),
    details: columns.map(({ type }) => ({ untyped: type === undefined })),
    get correlated() {
      return scope.links.correlated;
    },
    *rows() {
      for (let index = 0; index < compiled.length; index++) yield columns.map(({ values }) => values[index]?.evaluate() ?? null);
    },
  };
}

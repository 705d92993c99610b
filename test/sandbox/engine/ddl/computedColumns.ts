import { compileSelect } from '../../select/compileSelect';
import type { CompiledQuery } from '../../query/queryEnvironment';
import type { Expression } from '../../syntax/expressionAst';
import type { SelectStatement } from '../../syntax/queryAst';
import type { SqlType } from '../../values/sqlType';
import type { Frame } from '../frame';
import type { Table } from '../model';

const start = { line: 1, offset: 0 };
/** A name that no script can write. */
const hiddenName = '@ table';

/** The type and nullability of an expression over a table's columns. Throws SqlError 207 and the like. */
export function computedType(frame: Frame, table: Table, expression: Expression): { readonly type: SqlType; readonly nullable: boolean } {
  const query = overTable(frame, table, [expression]);
  const [column] = query.columns;
  return { type: column?.type ?? { name: 'int' }, nullable: column?.nullable ?? true };
}

/** A query of expressions over the rows of a table that need not be in the catalog. */
export function overTable(frame: Frame, table: Table, expressions: readonly Expression[], where?: Expression): CompiledQuery {
  const statement: SelectStatement = {
    kind: 'select',
    position: start,
    with: [],
    query: {
      kind: 'query',
      position: start,
      orderBy: [],
      body: {
        kind: 'selectBody',
        position: start,
        distinct: false,
        items: expressions.map((expression) => ({ kind: 'expression', expression })),
        from: [{ kind: 'variableTable', name: hiddenName, alias: table.name, position: start }],
        ...(where && { where }),
      },
    },
  };
  frame.tableVariables.set(hiddenName, table);
  try {
    return compileSelect(statement, frame.environment);
  } finally {
    frame.tableVariables.delete(hiddenName);
  }
}

import type { Table } from '../engine/model';
import { NotInSandboxError } from '../engine/sqlError';
import type { CommonTableExpression, QueryExpression, SelectItem, TableSource } from '../syntax/queryAst';
import { type BaseTable, baseTable } from './baseTable';
import { dmlErrors } from './dmlErrors';
import type { QueryEnvironment } from './queryEnvironment';

/** The column, and the table variable, by which a query tells its rows' origins. No script can write the names. */
export const rowNumberColumn = '@ row';
const numberedTable = '@ rows';

/** A query whose rows can be changed. */
export interface UpdatableQuery {
  readonly target: BaseTable;
  /** The query with one column more, `rowNumberColumn`; it reads the table of `withRowNumbers`. */
  readonly query: QueryExpression;
  /** Lower-cased name of the query's column to that of the table's. */
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * Makes a query over one table give the ids of the rows. Throws SqlError 4403 (DISTINCT, GROUP BY, set operations), 4405 (several tables),
 * NotInSandboxError for a query over another query.
 */
export function updatable(
  query: QueryExpression,
  names: readonly string[],
  shownName: string,
  commonTables: readonly CommonTableExpression[],
  environment: QueryEnvironment,
): UpdatableQuery {
  const { body } = query;
  if (body.kind !== 'selectBody' || body.distinct || body.groupBy || body.having) throw dmlErrors.aggregateView(shownName);
  const [source] = body.from;
  if (!source || body.from.length > 1 || source.kind === 'join' || source.kind === 'apply') throw dmlErrors.notUpdatable(shownName);
  const isQuery =
    source.kind === 'table' && commonTables.some((each) => each.name.toLowerCase() === source.name.parts.at(-1)?.toLowerCase());
  if ((source.kind !== 'table' && source.kind !== 'variableTable') || isQuery) {
    throw new NotInSandboxError('changing rows through a query over another query');
  }
  const target = baseTable(
    source.kind === 'table' ? { kind: 'name', name: source.name } : { kind: 'variable', name: source.name, position: source.position },
    environment,
  );
  const alias = source.alias ?? (source.kind === 'table' ? (source.name.parts.at(-1) ?? '') : source.name);
  const numbered: TableSource = { kind: 'variableTable', name: numberedTable, alias, position: query.position };
  const number: SelectItem = {
    kind: 'expression',
    expression: { kind: 'column', parts: [alias, rowNumberColumn], position: query.position },
    alias: rowNumberColumn,
  };
  return {
    target,
    query: { ...query, body: { ...body, from: [numbered], items: [...body.items, number] } },
    columns: columnOrigins(body.items, target.table, names),
  };
}

function columnOrigins(items: readonly SelectItem[], table: Table, names: readonly string[]): Map<string, string> {
  const origins = items.flatMap((item): { readonly name: string; readonly column: string | undefined }[] => {
    if (item.kind === 'star') return table.columns.filter((column) => !column.hidden).map(({ name }) => ({ name, column: name }));
    if (item.kind !== 'expression') return [];
    const column = item.expression.kind === 'column' ? item.expression.parts.at(-1) : undefined;
    return [{ name: item.alias ?? column ?? '', column }];
  });
  return new Map(
    origins.flatMap(({ name, column }, index) => (column === undefined ? [] : [[(names[index] ?? name).toLowerCase(), column]])),
  );
}

/** The environment with the table beside it whose rows carry their ids. */
export function withRowNumbers(environment: QueryEnvironment, table: Table): QueryEnvironment {
  let numbered: Table | undefined;
  const tableVariable = (name: string): Table =>
    name === numberedTable ? (numbered ??= numberedCopy(table)) : environment.tableVariable(name);
  return new Proxy(environment, {
    get: (inner, key): unknown => {
      if (key === 'tableVariable') return tableVariable;
      const value: unknown = Reflect.get(inner, key, inner);
      if (typeof value !== 'function') return value;
      const bound: unknown = value.bind(inner);
      return bound;
    },
  });
}

function numberedCopy(table: Table): Table {
  const number = {
    id: 0,
    name: rowNumberColumn,
    type: { name: 'int' } as const,
    nullable: false,
    rowGuidCol: false,
    sparse: false,
    hidden: true,
  };
  return {
    ...table,
    columns: [...table.columns, number],
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    rows: new Map([...table.rows].map(([id, row]) => [id, [...row, id]])),
  };
}

import { compileSelect } from '../../select/compileSelect';
import { pause } from '../../query/queryEnvironment';
import type { ObjectName } from '../../syntax/expressionAst';
import type { IndexDefinition } from '../../syntax/statementAst';
import type { Frame } from '../frame';
import type { Column, Module, Row, Table } from '../model';
import { findModule } from '../names';
import { SqlError } from '../sqlError';
import { requireUnique } from './checkRows';
import { emptyTable } from './buildTable';
import { addIndex } from './indexes';

/**
 * CREATE INDEX on a view that is bound to its schema. Queries go on to run the view: the index is there for the catalog. False: the name is no view.
 * Throws SqlError 1939, 1940, 1505.
 */
export function indexView(frame: Frame, on: ObjectName, definition: IndexDefinition): boolean {
  const found = findModule(frame.session, on);
  if (found?.module.type !== 'V') return false;
  const { module, database } = found;
  const shown = on.parts.join('.');
  if (!module.definition.options.includes('SCHEMABINDING')) {
    throw new SqlError(1939, 16, 1, `Cannot create index on view '${shown}' because the view is not schema bound.`);
  }
  const before = module.materialized;
  if (!before && !(definition.unique && definition.clustered)) {
    throw new SqlError(1940, 16, 1, `Cannot create index on view '${shown}'. It does not have a unique clustered index.`);
  }
  const table: Table = before
    ? { ...before, indexes: [...before.indexes] }
    : { ...emptyTable(database, { name: module.name, schema: module.schema, kind: 'table', database }), objectId: module.objectId };
  if (!before) {
    table.columns = module.columns.map((column, position) => viewColumn(column, position));
    for (const row of rowsOf(frame, module)) table.rows.set(table.nextRowId++, row);
  }
  requireUnique(frame, table, addIndex(database, table, definition));
  module.materialized = table;
  frame.session.undo.push(() => {
    if (before) module.materialized = before;
    else delete module.materialized;
  });
  return true;
}

function viewColumn(column: Module['columns'][number], position: number): Column {
  return {
    id: position + 1,
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    rowGuidCol: false,
    sparse: false,
    hidden: false,
  };
}

function rowsOf(frame: Frame, module: Module): Row[] {
  const select = module.definition.query;
  if (!select) return [];
  const rows: Row[] = [];
  for (const row of compileSelect(select, frame.environment).rows()) if (row !== pause) rows.push(row);
  return rows;
}

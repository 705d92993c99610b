import { pause } from '../../query/queryEnvironment';
import type { Expression } from '../../syntax/expressionAst';
import { equalsKey } from '../../values/compare';
import { toText } from '../../values/format';
import type { SqlValue } from '../../values/sqlValue';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import type { CheckConstraint, Column, Database, ForeignKey, Index, Table } from '../model';
import { findSchema } from '../names';
import { overTable } from './computedColumns';

type Row = readonly SqlValue[];

const start = { line: 1, offset: 0 };

function columnExpression(column: Column): Expression {
  return { kind: 'column', parts: [column.name], position: start };
}

/** Gives persisted computed columns from a position on their values in rows that exist. */
export function fillPersisted(frame: Frame, table: Table, from: number): void {
  for (const [ordinal, { computed }] of table.columns.entries()) {
    if (ordinal < from || !computed?.persisted || table.rows.size === 0) continue;
    const values = [...overTable(frame, table, [computed.expression]).rows()].filter((row) => row !== pause);
    for (const [index, [id, row]] of [...table.rows].entries()) table.rows.set(id, row.with(ordinal, values[index]?.[0] ?? null));
  }
}

/** The values of columns for every row, computed ones included. */
function project(frame: Frame, table: Table, columns: readonly Column[], where?: Expression): Row[] {
  const rows: Row[] = [];
  for (const row of overTable(frame, table, columns.map(columnExpression), where).rows()) if (row !== pause) rows.push(row);
  return rows;
}

function byIds(table: Table, ids: readonly number[]): Column[] {
  return ids.flatMap((id) => table.columns.find((column) => column.id === id) ?? []);
}

function keyOf(row: Row, columns: readonly Column[]): string {
  return JSON.stringify(
    row.map((value, index) => (value === null ? null : String(equalsKey(value, columns[index]?.type ?? { name: 'int' })))),
  );
}

/** Rows that exist must obey a new unique index. Throws SqlError 1505. */
export function requireUnique(frame: Frame, table: Table, index: Index): void {
  if (!index.unique || table.rows.size < 2) return;
  const columns = byIds(
    table,
    index.columns.map((column) => column.columnId),
  );
  const seen = new Set<string>();
  for (const row of project(frame, table, columns, index.filter?.expression)) {
    const key = keyOf(row, columns);
    if (!seen.has(key)) {
      seen.add(key);
      continue;
    }
    const shown = row.map((value, at) => (value === null ? '<NULL>' : toText(value, columns[at]?.type ?? { name: 'int' })));
    throw definitionMessages.duplicateKeyInIndex(`${table.schema}.${table.name}`, index.name, `(${shown.join(', ')})`);
  }
}

/** Throws SqlError 547 when a row breaks the check. */
export function requireChecked(frame: Frame, database: Database, table: Table, check: CheckConstraint): void {
  if (table.rows.size === 0) return;
  const broken: Expression = { kind: 'unary', operator: 'NOT', operand: check.expression, position: start };
  const [first] = table.columns;
  if (!first || project(frame, table, [first], broken).length === 0) return;
  const used = table.columns.filter((column) => check.text.includes(`[${column.name}]`));
  const column = used.length === 1 && used[0] ? `, column '${used[0].name}'` : '';
  throw definitionMessages.alterTableConflict('CHECK', check.name, database.name, `${table.schema}.${table.name}`, column);
}

/** Throws SqlError 547 when a row refers to nothing. */
export function requireReferences(frame: Frame, database: Database, table: Table, foreignKey: ForeignKey): void {
  if (table.rows.size === 0) return;
  const target = findSchema(database, foreignKey.referenced.schema)?.tables.get(foreignKey.referenced.table.toLowerCase());
  if (!target) return;
  const targetColumns = byIds(target, foreignKey.referenced.columns);
  const known = new Set(project(frame, target, targetColumns).map((row) => keyOf(row, targetColumns)));
  const columns = byIds(table, foreignKey.columns);
  const orphan = project(frame, table, columns).find((row) => !row.includes(null) && !known.has(keyOf(row, targetColumns)));
  if (!orphan) return;
  const column = targetColumns.length === 1 && targetColumns[0] ? `, column '${targetColumns[0].name}'` : '';
  throw definitionMessages.alterTableConflict('FOREIGN KEY', foreignKey.name, database.name, `${target.schema}.${target.name}`, column);
}

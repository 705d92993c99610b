import type { AlterTableStatement, ColumnDefinition, TableDefinition, TruncateStatement } from '../../syntax/statementAst';
import { convert } from '../../values/convert';
import type { SqlValue } from '../../values/sqlValue';
import { definitionMessages } from '../errors/definitionMessages';
import { evaluateAs } from '../evaluate';
import type { Frame } from '../frame';
import type { Column, Database, Table } from '../model';
import { findTable, place, shownName } from '../names';
import { NotInSandboxError } from '../sqlError';
import { resolveType } from '../typeNames';
import { addColumn, addConstraints, resolveComputed } from './buildTable';
import { fillPersisted, requireChecked, requireReferences, requireUnique } from './checkRows';
import { addIndex } from './indexes';
import { removeConstraint } from './dropConstraint';
import { referencingTable } from './drop';
import { changeTable } from './tableChange';

/** ALTER TABLE. Throws SqlError 4902 (no such table) and those of its forms. */
export function alterTable(frame: Frame, { name, action }: AlterTableStatement): void {
  if (action.kind === 'other') {
    refuseWhatMatters(action.text);
    const versioning = /^SET\s*\(\s*SYSTEM_VERSIONING\s*=\s*(ON.*)\)$/is.exec(action.text)?.[1];
    if (versioning !== undefined) changeTable(frame, name).table.options['SYSTEM_VERSIONING'] = versioning;
    return;
  }
  const { table, database } = changeTable(frame, name);
  switch (action.kind) {
    case 'addColumns': {
      addToTable(frame, database, table, action.definition, action.check === 'NOCHECK');
      return;
    }
    case 'dropColumn':
      for (const column of action.names) dropColumn(table, column, action.ifExists);
      return;
    case 'dropConstraint':
      for (const constraint of action.names) removeConstraint(database, table, constraint, action.ifExists);
      return;
    case 'alterColumn': {
      alterColumn(frame, table, action.column);
      return;
    }
    case 'checkConstraint': {
      switchConstraints(frame, database, table, action);
      return;
    }
  }
}

/** Storage options have no effect that a test sees; these have. */
function refuseWhatMatters(text: string): void {
  if (/^(?:DISABLE\s+TRIGGER|SWITCH|DROP\s+PERIOD|SET\s*\(\s*SYSTEM_VERSIONING\s*=\s*OFF)/i.test(text))
    throw new NotInSandboxError(`ALTER TABLE … ${text}`);
}

function addToTable(frame: Frame, database: Database, table: Table, definition: TableDefinition, isNotTrusted: boolean): void {
  const before = {
    columns: table.columns.length,
    checks: table.checks.length,
    foreignKeys: table.foreignKeys.length,
    indexes: new Set(table.indexes.map((index) => index.name)),
  };
  for (const written of definition.columns) {
    const column = addColumn(frame, database, table, written);
    const fills = column.default !== undefined && !column.nullable;
    if (!column.nullable && !fills && !column.identity && !column.computed && column.type.name !== 'rowversion' && table.rows.size > 0) {
      throw definitionMessages.addNotNull(column.name, table.name);
    }
    fillColumn(frame, database, table, column, fills);
  }
  const onColumns = definition.columns.flatMap((column) => column.constraints.map((constraint) => ({ constraint, column: column.name })));
  addConstraints(frame, database, table, onColumns, definition.constraints);
  for (const index of definition.indexes) addIndex(database, table, index);
  resolveComputed(frame, table);
  fillPersisted(frame, table, before.columns);
  for (const index of table.indexes) if (!before.indexes.has(index.name)) requireUnique(frame, table, index);
  for (const check of table.checks.slice(before.checks)) {
    if (isNotTrusted) check.isNotTrusted = true;
    else requireChecked(frame, database, table, check);
  }
  for (const foreignKey of table.foreignKeys.slice(before.foreignKeys)) {
    if (isNotTrusted) foreignKey.isNotTrusted = true;
    else requireReferences(frame, database, table, foreignKey);
  }
}

/** Rows that exist get the column's value: identity counts, NOT NULL with a default takes it, everything else is NULL. */
function fillColumn(frame: Frame, database: Database, table: Table, column: Column, fills: boolean): void {
  const { identity } = column;
  let next = identity?.seed ?? 0n;
  const initial = fills && column.default ? evaluateAs(frame, column.default.expression, column.type) : null;
  for (const [id, row] of table.rows) {
    let value: SqlValue = initial;
    if (identity) {
      value = column.type.name === 'bigint' ? next : Number(next);
      table.identityCurrent = next;
      next += identity.increment;
    } else if (column.type.name === 'rowversion') {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64BE(database.nextRowVersion++);
      value = bytes;
    }
    table.rows.set(id, [...row, value]);
  }
}

function findColumn(table: Table, name: string): number {
  return table.columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase());
}

/** Throws SqlError 4924, and 4922 when something uses the column. */
function dropColumn(table: Table, name: string, ifExists: boolean): void {
  const at = findColumn(table, name);
  const column = table.columns[at];
  if (!column) {
    if (ifExists) return;
    throw definitionMessages.columnDropMissing(name, table.name);
  }
  const user = usersOf(table, column)[0];
  if (user !== undefined) throw definitionMessages.columnInUse('ALTER TABLE DROP COLUMN', name, '');
  table.options['LAST_COLUMN_ID'] = String(Math.max(...table.columns.map((each) => each.id)));
  table.columns = table.columns.filter((each) => each !== column);
  for (const [id, row] of table.rows) table.rows.set(id, row.toSpliced(at, 1));
}

/** Names of constraints, indexes and computed columns over a column. */
function usersOf(table: Table, column: Column): string[] {
  const bracketed = `[${column.name}]`.toLowerCase();
  return [
    ...table.indexes.filter((index) => index.columns.some((each) => each.columnId === column.id) || index.included.includes(column.id)),
    ...table.foreignKeys.filter((foreignKey) => foreignKey.columns.includes(column.id)),
    ...table.checks.filter((check) => check.text.toLowerCase().includes(bracketed)),
    ...table.columns.filter((each) => each.computed?.text.toLowerCase().includes(bracketed)),
    ...(column.default ? [column.default] : []),
  ].map((each) => each.name);
}

/** ALTER COLUMN: another type or nullability; the rows are converted. Throws SqlError 4924, 515, and those of the conversion. */
function alterColumn(frame: Frame, table: Table, definition: ColumnDefinition): void {
  const at = findColumn(table, definition.name);
  const column = table.columns[at];
  if (!column) throw definitionMessages.columnAlterMissing(definition.name, table.name);
  if (!definition.type) return;
  const from = column.type;
  const type = resolveType(frame.session, definition.type);
  const nullable = definition.nullable ?? true;
  const collation = from.collation !== undefined && type.collation === undefined ? { collation: from.collation } : {};
  column.type = 'length' in type || type.name.endsWith('text') ? { ...type, ...collation } : type;
  column.nullable = nullable;
  for (const [id, row] of table.rows) {
    const value = row[at] ?? null;
    if (value === null && !nullable)
      throw definitionMessages.alterToNotNull(column.name, `${frame.session.database.name}.${table.schema}.${table.name}`);
    const converted = value === null ? null : convert(value, from, column.type);
    if (typeof value === 'string' && typeof converted === 'string' && converted.trimEnd().length < value.trimEnd().length) {
      throw definitionMessages.truncated(`${frame.session.database.name}.${table.schema}.${table.name}`, column.name, converted);
    }
    table.rows.set(id, row.with(at, converted));
  }
  resolveComputed(frame, table);
}

type Switch = Extract<AlterTableStatement['action'], { readonly kind: 'checkConstraint' }>;

/** CHECK and NOCHECK CONSTRAINT: what is enabled without WITH CHECK is not trusted. Throws SqlError 4917, 547. */
function switchConstraints(frame: Frame, database: Database, table: Table, { enable, withCheck, names }: Switch): void {
  const all = [...table.checks, ...table.foreignKeys];
  const wanted =
    names === 'ALL'
      ? all
      : names.map((name) => {
          const found = all.find((each) => each.name.toLowerCase() === name.toLowerCase());
          if (!found) throw definitionMessages.constraintMissing(name);
          return found;
        });
  for (const constraint of wanted) {
    constraint.isDisabled = !enable;
    constraint.isNotTrusted = !(enable && withCheck);
    if (!enable || !withCheck) continue;
    if ('referenced' in constraint) requireReferences(frame, database, table, constraint);
    else requireChecked(frame, database, table, constraint);
  }
}

/** TRUNCATE TABLE: no rows, and the identity begins again. Throws SqlError 4701, 4712. */
export function truncateTable(frame: Frame, { table: name }: TruncateStatement): void {
  const found = findTable(frame, name);
  if (!found) throw definitionMessages.truncateMissing(shownName(name));
  const { database } = place(frame.session, name);
  if (!found.isTemporary && referencingTable(database, found)) throw definitionMessages.truncateReferenced(shownName(name));
  const { table } = changeTable(frame, name);
  table.rows.clear();
  table.identityCurrent = null;
}

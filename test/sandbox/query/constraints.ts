import type { Column, Database, ForeignKey, Index, Row, Table } from '../engine/model';
import { toText } from '../values/format';
import { hexadecimal } from '../values/format';
import { converter } from '../values/convert';
import type { SqlValue } from '../values/sqlValue';
import { dmlErrors, type DmlVerb } from './dmlErrors';
import { keyIndex, type KeyIndex } from './keyIndex';
import type { QueryEnvironment } from './queryEnvironment';
import { mentionedColumns, rowCompleter, rowCondition } from './rowExpressions';
import type { RowChange } from './rowStore';

/** Positions in the row of columns given by column_id. */
export function ordinalsOf(table: Table, ids: readonly number[]): number[] {
  return ids.map((id) => table.columns.findIndex((column) => column.id === id));
}

/** Throws SqlError 515 for the first column without a value that needs one. `row` is completed. */
export function requireNotNull(database: Database, table: Table, rows: readonly Row[], verb: DmlVerb): void {
  const required = table.columns.flatMap((column, ordinal) =>
    column.nullable || (column.computed && !column.computed.persisted) ? [] : [{ column, ordinal }],
  );
  for (const row of rows) {
    for (const { column, ordinal } of required) {
      if ((row[ordinal] ?? null) === null) throw dmlErrors.notNull(database, table, column, verb);
    }
  }
}

/** Throws SqlError 547 when a condition is false; unknown passes. */
export function requireChecks(database: Database, table: Table, rows: readonly Row[], verb: DmlVerb, environment: QueryEnvironment): void {
  for (const check of table.checks) {
    if (check.isDisabled || rows.length === 0) continue;
    const condition = rowCondition(table, check.expression, environment);
    for (const row of rows) {
      if (condition(row) !== false) continue;
      const columns = mentionedColumns(table, check.expression);
      throw dmlErrors.conflict(verb, 'CHECK', check.name, database, table, columns.length === 1 ? columns[0]?.name : undefined);
    }
  }
}

/** The hash of a unique index, its filter and computed columns heeded. */
export function uniqueKeyIndex(table: Table, index: Index, environment: QueryEnvironment): KeyIndex {
  const ordinals = ordinalsOf(
    table,
    index.columns.map((column) => column.columnId),
  );
  const isComputed = (ordinal: number): boolean => {
    const computed = table.columns[ordinal]?.computed;
    return computed !== undefined && !computed.persisted;
  };
  const complete = ordinals.some(isComputed) ? rowCompleter(table, environment) : undefined;
  const condition = index.filter && rowCondition(table, index.filter.expression, environment);
  return keyIndex(
    table,
    {
      ordinals,
      ...(complete && { complete }),
      ...(condition && { includes: (row: Row) => condition(row) === true }),
    },
    condition || complete ? `${index.id}:${index.name}` : '',
  );
}

/** Indexes whose key no two rows may share. */
export function uniqueIndexes(table: Table): Index[] {
  return table.indexes.filter((index) => index.unique && !index.isDisabled && index.columns.length > 0);
}

/** After the rows are stored. Throws SqlError 2601 and 2627. */
export function requireUnique(table: Table, changes: readonly RowChange[], environment: QueryEnvironment): void {
  for (const index of uniqueIndexes(table)) {
    const ordinals = ordinalsOf(
      table,
      index.columns.map((column) => column.columnId),
    );
    const entries = uniqueKeyIndex(table, index, environment);
    for (const { id, before, after } of changes) {
      if (!after || (before && sameCells(before, after, ordinals) && !index.filter && !hasComputed(table, ordinals))) continue;
      if (entries.isTaken(after, id)) throw dmlErrors.duplicateKey(table, index, keyText(table, after, ordinals, environment));
    }
  }
}

function hasComputed(table: Table, ordinals: readonly number[]): boolean {
  return ordinals.some((ordinal) => table.columns[ordinal]?.computed);
}

/** Whether none of the cells got another value; equal objects that are not the same count as changed. */
export function sameCells(a: Row, b: Row, ordinals: readonly number[]): boolean {
  return ordinals.every((ordinal) => a[ordinal] === b[ordinal]);
}

function keyText(table: Table, row: Row, ordinals: readonly number[], environment: QueryEnvironment): string {
  const whole = rowCompleter(table, environment)(row);
  return ordinals
    .map((ordinal) => {
      const value = whole[ordinal] ?? null;
      return value === null ? '<NULL>' : shown(value, table.columns[ordinal]);
    })
    .join(', ');
}

function shown(value: Exclude<SqlValue, null>, column: Column | undefined): string {
  if (value instanceof Uint8Array) return `0x${hexadecimal(value).toLowerCase()}`;
  return toText(value, column?.type ?? { name: 'int' });
}

/** A foreign key with the table that has it and the table that it points to. */
export interface Reference {
  readonly foreignKey: ForeignKey;
  readonly child: Table;
  readonly childOrdinals: readonly number[];
  readonly parent: Table;
  readonly parentOrdinals: readonly number[];
}

function isTable(table: Table, schema: string, name: string): boolean {
  return table.schema.toLowerCase() === schema.toLowerCase() && table.name.toLowerCase() === name.toLowerCase();
}

/** Foreign keys of the table that are on. Those of temporary tables are never enforced. */
export function referencesFrom(database: Database, table: Table): Reference[] {
  if (table.isTemporary) return [];
  return table.foreignKeys.flatMap((foreignKey) => {
    if (foreignKey.isDisabled) return [];
    const { schema, table: name } = foreignKey.referenced;
    const parent = isTable(table, schema, name) ? table : database.schemas.get(schema.toLowerCase())?.tables.get(name.toLowerCase());
    return parent ? [reference(table, foreignKey, parent)] : [];
  });
}

/** Foreign keys that point to the table and are on. */
export function referencesTo(database: Database, table: Table): Reference[] {
  if (table.isTemporary) return [];
  const found: Reference[] = [];
  for (const schema of database.schemas.values()) {
    for (const child of schema.tables.values()) {
      for (const foreignKey of child.foreignKeys) {
        if (!foreignKey.isDisabled && isTable(table, foreignKey.referenced.schema, foreignKey.referenced.table)) {
          found.push(reference(child, foreignKey, table));
        }
      }
    }
  }
  return found;
}

function reference(child: Table, foreignKey: ForeignKey, parent: Table): Reference {
  return {
    foreignKey,
    child,
    childOrdinals: ordinalsOf(child, foreignKey.columns),
    parent,
    parentOrdinals: ordinalsOf(parent, foreignKey.referenced.columns),
  };
}

/** Throws SqlError 547 when a row refers to nothing. A key with a NULL refers to nothing and may. */
export function requireParents(database: Database, table: Table, changes: readonly RowChange[], verb: DmlVerb): void {
  for (const { foreignKey, childOrdinals, parent, parentOrdinals } of referencesFrom(database, table)) {
    const convertKey = keyConverter(table, childOrdinals, parent, parentOrdinals);
    for (const { before, after } of changes) {
      if (!after || (before && sameCells(before, after, childOrdinals))) continue;
      const key = childOrdinals.map((ordinal) => after[ordinal] ?? null);
      if (key.includes(null) || keyIndex(parent, { ordinals: parentOrdinals }).find(convertKey(key)).length > 0) continue;
      const kind = parent === table ? 'FOREIGN KEY SAME TABLE' : 'FOREIGN KEY';
      throw dmlErrors.conflict(verb, kind, foreignKey.name, database, parent, onlyColumn(parent, parentOrdinals));
    }
  }
}

/** Rows that refer to keys which the changes took away, with the change that took each. */
export function orphans(
  change: readonly RowChange[],
  reference: Reference,
): { readonly id: number; readonly row: Row; readonly cause: RowChange }[] {
  const { child, childOrdinals, parent, parentOrdinals } = reference;
  const convertKey = keyConverter(parent, parentOrdinals, child, childOrdinals);
  const found = new Map<number, { readonly id: number; readonly row: Row; readonly cause: RowChange }>();
  for (const cause of change) {
    const { before, after } = cause;
    if (!before || (after && sameCells(before, after, parentOrdinals))) continue;
    const key = parentOrdinals.map((ordinal) => before[ordinal] ?? null);
    if (key.includes(null) || keyIndex(parent, { ordinals: parentOrdinals }).find(key).length > 0) continue;
    for (const id of keyIndex(child, { ordinals: childOrdinals }).find(convertKey(key))) {
      const row = child.rows.get(id);
      if (row) found.set(id, { id, row, cause });
    }
  }
  return [...found.values()];
}

/** Throws SqlError 547: a row still refers to what is gone. */
export function referenceConflict(database: Database, { foreignKey, child, childOrdinals, parent }: Reference, verb: DmlVerb): Error {
  const kind = child === parent ? 'SAME TABLE REFERENCE' : 'REFERENCE';
  return dmlErrors.conflict(verb, kind, foreignKey.name, database, child, onlyColumn(child, childOrdinals));
}

function onlyColumn(table: Table, ordinals: readonly number[]): string | undefined {
  const [ordinal] = ordinals;
  return ordinals.length === 1 && ordinal !== undefined ? table.columns[ordinal]?.name : undefined;
}

/** Both sides of a foreign key have one type, but lengths and collations may differ. */
function keyConverter(
  from: Table,
  fromOrdinals: readonly number[],
  to: Table,
  toOrdinals: readonly number[],
): (key: readonly SqlValue[]) => SqlValue[] {
  const converters = toOrdinals.map((ordinal, index) => {
    const source = from.columns[fromOrdinals[index] ?? -1]?.type;
    const target = to.columns[ordinal]?.type;
    if (!source || !target) return (value: SqlValue) => value;
    const isText = 'collation' in target;
    return converter(source, isText ? { ...target, length: 'max', name: target.name.startsWith('n') ? 'nvarchar' : 'varchar' } : target);
  });
  return (key) => key.map((value, index) => converters[index]?.(value) ?? value);
}

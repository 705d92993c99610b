import type { ConstraintDefinition } from '../../syntax/statementAst';
import { definitionMessages } from '../errors/definitionMessages';
import type { Frame } from '../frame';
import type { CheckConstraint, Column, Database, ForeignKey, Index, Table } from '../model';
import { findSchema } from '../names';
import { takeObjectId } from '../serverModel';
import { expressionText } from './expressionText';
import { indexColumn, placeIndex } from './indexes';
import { partitioningOf } from './partitioning';
import { constraintName, keyName } from './systemNames';

type Definition<Kind extends ConstraintDefinition['kind']> = Extract<ConstraintDefinition, { readonly kind: Kind }>;

/**
 * Adds a PRIMARY KEY or UNIQUE constraint with its index. A primary key clusters unless said otherwise or another does.
 * Throws SqlError 1779, 1902, 1911, 8111.
 */
export function addKey(
  frame: Frame,
  database: Database,
  table: Table,
  definition: Definition<'key'>,
  ownColumn: string | undefined,
  clusteredElsewhere: boolean,
): Index {
  const { primary } = definition;
  if (primary && table.indexes.some((index) => index.constraint?.kind === 'PRIMARY KEY'))
    throw definitionMessages.twoPrimaryKeys(table.name);
  const written = definition.columns.length > 0 || ownColumn === undefined ? definition.columns : [{ name: ownColumn, descending: false }];
  const columns = written.map(({ name, descending }) => ({ column: indexColumn(table, name), descending }));
  if (primary) for (const { column } of columns) requireNotNull(frame, table, column);
  const objectId = takeObjectId(database);
  const isMemoryOptimized = table.options['MEMORY_OPTIMIZED'] === 'ON';
  const partitioning = partitioningOf(database, table, definition.place);
  const isClustered =
    definition.clustered ??
    (primary && !definition.hash && !isMemoryOptimized && !clusteredElsewhere && !table.indexes.some((index) => index.id === 1));
  return placeIndex(table, {
    name: definition.name ?? keyName(primary, table.name, objectId),
    type: definition.hash ? 'NONCLUSTERED HASH' : isClustered ? 'CLUSTERED' : 'NONCLUSTERED',
    unique: true,
    constraint: { kind: primary ? 'PRIMARY KEY' : 'UNIQUE', objectId, isSystemNamed: definition.name === undefined },
    columns: columns.map(({ column, descending }) => ({ columnId: column.id, descending })),
    included: [],
    isDisabled: false,
    options: { ...definition.options },
    ...(partitioning && { partitioning }),
  });
}

/** A new table's key columns become NOT NULL by themselves; those of a table with rows must be so already. */
function requireNotNull(frame: Frame, table: Table, column: Column): void {
  if (!column.nullable) return;
  if (frame.session.request?.statement?.kind === 'alterTable') throw definitionMessages.nullablePrimaryKey(table.name);
  column.nullable = false;
}

export function addCheck(
  database: Database,
  table: Table,
  definition: Definition<'check'>,
  ownColumn: string | undefined,
): CheckConstraint {
  const objectId = takeObjectId(database);
  const check: CheckConstraint = {
    objectId,
    name: definition.name ?? constraintName('CK', table.name, ownColumn, objectId),
    isSystemNamed: definition.name === undefined,
    expression: definition.expression,
    text: expressionText(definition.expression) ?? `(${definition.text})`,
    isDisabled: false,
    isNotTrusted: definition.notForReplication,
  };
  table.checks.push(check);
  return check;
}

/** Throws SqlError 1767 (no such table), 1769 and 1770 (no such column), 1776 (no matching key). */
export function addForeignKey(
  database: Database,
  table: Table,
  definition: Definition<'foreignKey'>,
  ownColumn: string | undefined,
  isNotTrusted: boolean,
): ForeignKey {
  const objectId = takeObjectId(database);
  const written = definition.columns.length > 0 || ownColumn === undefined ? definition.columns : [ownColumn];
  const name = definition.name ?? constraintName('FK', table.name, written[0], objectId);
  const columns = written.map((each) => {
    const column = table.columns.find((candidate) => candidate.name.toLowerCase() === each.toLowerCase());
    if (!column) throw definitionMessages.foreignKeyOwnColumnMissing(name, each, table.name);
    return column.id;
  });
  const referenced = referencedTable(database, table, definition);
  if (!referenced) throw definitionMessages.foreignKeyTargetMissing(name, definition.references.parts.join('.'));
  const foreignKey: ForeignKey = {
    objectId,
    name,
    isSystemNamed: definition.name === undefined,
    columns,
    referenced: { schema: referenced.schema, table: referenced.name, columns: referencedColumns(name, referenced, definition) },
    onDelete: definition.onDelete,
    onUpdate: definition.onUpdate,
    notForReplication: definition.notForReplication,
    isDisabled: false,
    isNotTrusted: isNotTrusted || definition.notForReplication,
  };
  table.foreignKeys.push(foreignKey);
  return foreignKey;
}

function referencedTable(database: Database, table: Table, { references }: Definition<'foreignKey'>): Table | undefined {
  const [name = '', schema = 'dbo'] = [...references.parts].reverse();
  const key = name.toLowerCase();
  if (key === table.name.toLowerCase() && (schema || 'dbo').toLowerCase() === table.schema.toLowerCase()) return table;
  return findSchema(database, schema === '' ? 'dbo' : schema)?.tables.get(key);
}

function referencedColumns(name: string, referenced: Table, definition: Definition<'foreignKey'>): readonly number[] {
  const keys = referenced.indexes.filter((index) => index.unique && !index.filter);
  if (definition.referencedColumns.length === 0) {
    const primary = keys.find((index) => index.constraint?.kind === 'PRIMARY KEY');
    if (!primary) throw definitionMessages.foreignKeyNoKey(definition.references.parts.join('.'), name);
    return primary.columns.map((column) => column.columnId);
  }
  const ids = definition.referencedColumns.map((each) => {
    const column = referenced.columns.find((candidate) => candidate.name.toLowerCase() === each.toLowerCase());
    if (!column) throw definitionMessages.foreignKeyColumnMissing(name, each, definition.references.parts.join('.'));
    return column.id;
  });
  const matches = keys.some(
    (index) => index.columns.length === ids.length && index.columns.every((column) => ids.includes(column.columnId)),
  );
  if (!matches) throw definitionMessages.foreignKeyNoKey(definition.references.parts.join('.'), name);
  return ids;
}

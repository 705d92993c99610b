import type { ColumnDefinition, ConstraintDefinition, TableDefinition } from '../../syntax/statementAst';
import type { Frame } from '../frame';
import type { Column, Database, Table } from '../model';
import { definitionMessages } from '../errors/definitionMessages';
import { takeObjectId } from '../serverModel';
import { findType } from '../names';
import { NotInSandboxError } from '../sqlError';
import { resolveType } from '../typeNames';
import { addCheck, addForeignKey, addKey } from './constraints';
import { computedType } from './computedColumns';
import { expressionText } from './expressionText';
import { addIndex } from './indexes';
import { partitioningOf } from './partitioning';
import { constraintName } from './systemNames';

/** What a table is made for: one of a schema, a temporary one, a variable, or the shape of a table type. */
export interface TableTarget {
  readonly name: string;
  readonly kind: 'table' | 'variable' | 'type';
  /** tempdb for everything that is not of a schema. */
  readonly database?: Database;
  readonly schema?: string;
}

/**
 * Makes a table from its definition; nothing else changes but object ids. Throws SqlError 2705, 2715, 1767 to 1779, 1902, 1911, 207.
 */
export function buildTable(frame: Frame, definition: TableDefinition, target: TableTarget): Table {
  const database = target.database ?? tempdb(frame);
  const table = emptyTable(database, target);
  Object.assign(table.options, definition.options);
  for (const column of definition.columns) addColumn(frame, database, table, column);
  const partitioning = partitioningOf(database, table, definition.place);
  if (partitioning) table.partitioning = partitioning;
  addConstraints(frame, database, table, definition.columns.flatMap(constraintsOf), definition.constraints);
  for (const index of definition.indexes) addIndex(database, table, index);
  if (definition.period) table.options['TEMPORAL'] = definition.period.join(',');
  resolveComputed(frame, table);
  return table;
}

/** An empty table without columns. */
export function emptyTable(database: Database, target: TableTarget): Table {
  const now = new Date();
  return {
    objectId: takeObjectId(database),
    name: target.name,
    schema: target.schema ?? 'dbo',
    createDate: now,
    modifyDate: now,
    columns: [],
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    rows: new Map(),
    nextRowId: 1,
    identityCurrent: null,
    isTemporary: target.kind !== 'table' || target.name.startsWith('#'),
    options: {},
  };
}

function tempdb(frame: Frame): Database {
  return frame.session.host.model.databases.get('tempdb') ?? frame.session.database;
}

/** Appends a column; constraints written on it come later. */
export function addColumn(frame: Frame, database: Database, table: Table, definition: ColumnDefinition): Column {
  const name = definition.name.toLowerCase();
  if (table.columns.some((column) => column.name.toLowerCase() === name)) throw definitionMessages.columnTwice(definition.name, table.name);
  const { type: written } = definition;
  const position = table.columns.length + 1;
  const type = written ? resolveType(frame.session, written, position) : ({ name: 'int' } as const);
  const id = Math.max(0, Number(table.options['LAST_COLUMN_ID'] ?? 0), ...table.columns.map((column) => column.id)) + 1;
  const { identity, computed, default: initial } = definition;
  const isKey = definition.constraints.some((constraint) => constraint.kind === 'key' && constraint.primary);
  const collation = isCollated(type.name) ? { collation: type.collation ?? database.collation } : {};
  const column: Column = {
    id,
    name: definition.name,
    type: { ...type, ...collation },
    nullable: definition.nullable ?? (!isKey && identity === undefined && type.name !== 'rowversion' && aliasNullable(frame, definition)),
    rowGuidCol: definition.rowGuidCol,
    sparse: definition.sparse,
    hidden: definition.hidden,
    ...(identity && { identity }),
    ...(computed && { computed: { ...computed, text: expressionText(computed.expression) ?? `(${computed.text})` } }),
    ...(definition.generatedAlways && { generatedAlways: definition.generatedAlways }),
    ...(definition.maskFunction !== undefined && { maskFunction: definition.maskFunction }),
    ...(definition.encryption && { encryption: encryptionOf(database, definition.encryption) }),
  };
  if (initial) setDefault(database, table, column, initial);
  table.columns = [...table.columns, column];
  return column;
}

function encryptionOf(database: Database, written: NonNullable<ColumnDefinition['encryption']>): NonNullable<Column['encryption']> {
  const key = database.storage.columnEncryptionKeys.get(written.key.toLowerCase());
  if (!key) throw new NotInSandboxError(`the column encryption key ${written.key}, which was not made`);
  return { keyId: key.id, kind: written.kind, algorithm: written.algorithm };
}

function isCollated(name: string): boolean {
  return ['char', 'varchar', 'text', 'nchar', 'nvarchar', 'ntext'].includes(name);
}

function aliasNullable(frame: Frame, { type }: ColumnDefinition): boolean {
  const user = type && findType(frame.session, type.name);
  return user?.base ? user.nullable : true;
}

/** Gives a column its DEFAULT constraint. */
export function setDefault(
  database: Database,
  table: Table,
  column: Column,
  definition: { readonly name?: string; readonly expression: Parameters<typeof expressionText>[0]; readonly text: string },
): void {
  const objectId = takeObjectId(database);
  column.default = {
    name: definition.name ?? constraintName('DF', table.name, column.name, objectId),
    objectId,
    isSystemNamed: definition.name === undefined,
    expression: definition.expression,
    text: expressionText(definition.expression) ?? `(${definition.text})`,
  };
}

interface OwnConstraint {
  readonly constraint: ConstraintDefinition;
  readonly column: string;
}

function constraintsOf(column: ColumnDefinition): OwnConstraint[] {
  return column.constraints.map((constraint) => ({ constraint, column: column.name }));
}

/** Keys first, the primary one before all, as foreign keys may refer to them. */
export function addConstraints(
  frame: Frame,
  database: Database,
  table: Table,
  onColumns: readonly OwnConstraint[],
  onTable: readonly ConstraintDefinition[],
): void {
  const all = [...onColumns, ...onTable.map((constraint) => ({ constraint, column: undefined }))];
  const rank = ({ constraint }: (typeof all)[number]) =>
    constraint.kind === 'key' ? (constraint.primary ? 0 : 1) : constraint.kind === 'foreignKey' ? 3 : 2;
  const clusteredElsewhere = all.some(({ constraint }) => constraint.kind === 'key' && constraint.clustered === true);
  for (const { constraint, column } of all.sort((a, b) => rank(a) - rank(b))) {
    switch (constraint.kind) {
      case 'key':
        addKey(frame, database, table, constraint, column, clusteredElsewhere);
        break;
      case 'check':
        addCheck(database, table, constraint, column);
        break;
      case 'foreignKey':
        addForeignKey(database, table, constraint, column, false);
        break;
      case 'default': {
        const owner = table.columns.find((each) => each.name.toLowerCase() === constraint.column.toLowerCase());
        if (owner) setDefault(database, table, owner, constraint);
        break;
      }
    }
  }
}

/** Types of computed columns are known only when all other columns are. */
export function resolveComputed(frame: Frame, table: Table): void {
  for (const column of table.columns) {
    if (!column.computed) continue;
    const { type, nullable } = computedType(frame, table, column.computed.expression);
    column.type = type;
    column.nullable = nullable && !(column.computed.persisted && !column.nullable);
  }
}

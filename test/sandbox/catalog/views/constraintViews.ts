import type { ForeignKey } from '../../engine/model';
import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, Cell, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';
import { objectColumnText, objectRow } from './objectColumns';

const actions: Readonly<Record<ForeignKey['onDelete'], number>> = { NO_ACTION: 0, CASCADE: 1, SET_NULL: 2, SET_DEFAULT: 3 };

/** The table that a foreign key refers to, even when the session may not see it: the key itself is visible with its own table. */
function referencedTable(scope: CatalogScope, foreignKey: ForeignKey): number | undefined {
  const { schema, table } = foreignKey.referenced;
  return scope.database.schemas.get(schema.toLowerCase())?.tables.get(table.toLowerCase())?.objectId;
}

/** The unique index of the referenced table that the key relies on. */
function referencedIndex(scope: CatalogScope, foreignKey: ForeignKey): number | undefined {
  const { schema, table, columns: wanted } = foreignKey.referenced;
  const indexes = scope.database.schemas.get(schema.toLowerCase())?.tables.get(table.toLowerCase())?.indexes ?? [];
  return indexes.find(
    (index) => index.unique && index.columns.length === wanted.length && index.columns.every((column) => wanted.includes(column.columnId)),
  )?.id;
}

function definition(scope: CatalogScope, object: CatalogObject, text: string | undefined): Cell {
  return text !== undefined && scope.seesDefinition(object) ? text : null;
}

function foreignKeyRow(scope: CatalogScope, object: CatalogObject, foreignKey: ForeignKey): ViewRow {
  return {
    ...objectRow(object),
    referenced_object_id: referencedTable(scope, foreignKey),
    key_index_id: referencedIndex(scope, foreignKey),
    is_disabled: foreignKey.isDisabled,
    is_not_for_replication: foreignKey.notForReplication,
    // The product never trusts a constraint that replication may pass by.
    is_not_trusted: foreignKey.isNotTrusted || foreignKey.isDisabled || foreignKey.notForReplication,
    delete_referential_action: actions[foreignKey.onDelete],
    delete_referential_action_desc: foreignKey.onDelete,
    update_referential_action: actions[foreignKey.onUpdate],
    update_referential_action_desc: foreignKey.onUpdate,
    is_system_named: foreignKey.isSystemNamed,
  };
}

/** Keys, checks, defaults and foreign keys. */
export const constraintViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'key_constraints',
    columns: columns(`${objectColumnText}
      unique_index_id int null
      is_system_named bit
      is_enforced bit null
    `),
    rows: (scope) =>
      scope.objects().flatMap((object) =>
        object.keyIndex === undefined
          ? []
          : [
              {
                ...objectRow(object),
                unique_index_id: object.keyIndex.id,
                is_system_named: object.keyIndex.constraint?.isSystemNamed,
                is_enforced: true,
              },
            ],
      ),
  },
  {
    schema: 'sys',
    name: 'check_constraints',
    columns: columns(`${objectColumnText}
      is_disabled bit
      is_not_for_replication bit
      is_not_trusted bit
      parent_column_id int
      definition nvarchar(max) null
      uses_database_collation bit null
      is_system_named bit
    `),
    rows: (scope) =>
      scope.objects().flatMap((object) =>
        object.check === undefined
          ? []
          : [
              {
                ...objectRow(object),
                is_disabled: object.check.isDisabled,
                is_not_trusted: object.check.isNotTrusted || object.check.isDisabled,
                parent_column_id: 0,
                definition: definition(scope, object, object.check.text),
                uses_database_collation: true,
                is_system_named: object.check.isSystemNamed,
              },
            ],
      ),
  },
  {
    schema: 'sys',
    name: 'default_constraints',
    columns: columns(`${objectColumnText}
      parent_column_id int
      definition nvarchar(max) null
      is_system_named bit
    `),
    rows: (scope) =>
      scope.objects().flatMap((object) =>
        object.column === undefined
          ? []
          : [
              {
                ...objectRow(object),
                parent_column_id: object.column.id,
                definition: definition(scope, object, object.column.default?.text),
                is_system_named: object.column.default?.isSystemNamed,
              },
            ],
      ),
  },
  {
    schema: 'sys',
    name: 'foreign_keys',
    columns: columns(`${objectColumnText}
      referenced_object_id int null
      key_index_id int null
      is_disabled bit
      is_not_for_replication bit
      is_not_trusted bit
      delete_referential_action tinyint null
      delete_referential_action_desc nvarchar(60) null
      update_referential_action tinyint null
      update_referential_action_desc nvarchar(60) null
      is_system_named bit
    `),
    rows: (scope) =>
      scope.objects().flatMap((object) => (object.foreignKey === undefined ? [] : [foreignKeyRow(scope, object, object.foreignKey)])),
  },
  {
    schema: 'sys',
    name: 'foreign_key_columns',
    columns: columns(`
      constraint_object_id int
      constraint_column_id int
      parent_object_id int
      parent_column_id int
      referenced_object_id int
      referenced_column_id int
    `),
    rows: (scope) =>
      scope.objects().flatMap(({ foreignKey, parentId }) =>
        (foreignKey?.columns ?? []).map((columnId, position) => ({
          constraint_object_id: foreignKey?.objectId,
          constraint_column_id: position + 1,
          parent_object_id: parentId,
          parent_column_id: columnId,
          referenced_object_id: foreignKey === undefined ? 0 : (referencedTable(scope, foreignKey) ?? 0),
          referenced_column_id: foreignKey?.referenced.columns[position],
        })),
      ),
  },
];

import type { Column } from '../../engine/model';
import type { SqlType } from '../../values/sqlType';
import { isBinary, isCharacter } from '../../values/types';
import type { CatalogScope, ViewRow } from '../catalogTypes';
import { shapeOf, sysnameTypeId, systemTypes, tableTypeId } from '../typeFacts';

/** Whether values of the type may be stored outside the row (sys.tables.lob_data_space_id). */
export function hasLargeValue(type: SqlType): boolean {
  return type.length === 'max' || ['text', 'ntext', 'image', 'xml', 'json', 'geometry', 'geography'].includes(type.name);
}

/** system_type_id and user_type_id of a type; alias and table types have their own user_type_id. */
export function typeIds(scope: CatalogScope, type: SqlType): { readonly systemTypeId: number; readonly userTypeId: number } {
  const system = type.name === 'table' ? { systemTypeId: tableTypeId, userTypeId: tableTypeId } : systemTypes[type.name];
  if (type.userType === undefined) return system;
  const parts = type.userType.split('.');
  const name = (parts.at(-1) ?? '').toLowerCase();
  if (name === 'sysname') return { systemTypeId: system.systemTypeId, userTypeId: sysnameTypeId };
  const schemaName = parts.length > 1 ? parts.slice(0, -1).join('.').toLowerCase() : 'dbo';
  const userType = scope.database.schemas.get(schemaName)?.types.get(name) ?? findType(scope, type.userType);
  return { systemTypeId: system.systemTypeId, userTypeId: userType?.userTypeId ?? system.userTypeId };
}

/** A name with dots in it cannot be taken apart by its dots: compare it whole. */
function findType(scope: CatalogScope, userType: string): { readonly userTypeId: number } | undefined {
  const wanted = userType.toLowerCase();
  for (const schema of scope.database.schemas.values()) {
    for (const type of schema.types.values()) {
      if (`${schema.name}.${type.name}`.toLowerCase() === wanted || type.name.toLowerCase() === wanted) return type;
    }
  }
  return undefined;
}

/** The type columns that sys.columns, sys.parameters and sys.types share. */
export function typeCells(scope: CatalogScope, type: SqlType): ViewRow {
  const ids = typeIds(scope, type);
  const shape = shapeOf(type);
  return {
    system_type_id: ids.systemTypeId,
    user_type_id: ids.userTypeId,
    max_length: shape.maxLength,
    precision: shape.precision,
    scale: shape.scale,
  };
}

/** The collation of a character column, else NULL. */
export function collationOf(scope: CatalogScope, type: SqlType): string | undefined {
  return isCharacter(type) ? (type.collation ?? scope.database.collation) : undefined;
}

/** By generated_always_type. */
const generatedTypes: readonly (string | undefined)[] = [
  undefined,
  'ROW START',
  'ROW END',
  undefined,
  undefined,
  'TRANSACTION_ID START',
  'TRANSACTION_ID END',
  'SEQUENCE_NUMBER START',
  'SEQUENCE_NUMBER END',
];

/** A row of sys.columns for a table's column. */
export function columnRow(scope: CatalogScope, objectId: number, column: Column): ViewRow {
  const generated = column.generatedAlways;
  return {
    object_id: objectId,
    name: column.name,
    column_id: column.id,
    ...typeCells(scope, column.type),
    collation_name: collationOf(scope, column.type),
    is_nullable: column.nullable,
    is_ansi_padded: isCharacter(column.type) || isBinary(column.type) || column.type.name === 'sql_variant',
    is_rowguidcol: column.rowGuidCol,
    is_identity: column.identity !== undefined,
    is_computed: column.computed !== undefined,
    is_replicated: false,
    is_non_sql_subscribed: false,
    is_merge_published: false,
    is_dts_replicated: false,
    xml_collection_id: 0,
    default_object_id: column.default?.objectId ?? 0,
    rule_object_id: 0,
    is_sparse: column.sparse,
    is_column_set: false,
    generated_always_type: generated === undefined ? 0 : generatedTypes.indexOf(generated),
    generated_always_type_desc: generated === undefined ? 'NOT_APPLICABLE' : `AS_${generated.replace(' ', '_')}`,
    ...(column.encryption && {
      encryption_type: column.encryption.kind.toUpperCase() === 'DETERMINISTIC' ? 1 : 2,
      encryption_type_desc: column.encryption.kind.toUpperCase(),
      encryption_algorithm_name: column.encryption.algorithm,
      column_encryption_key_id: column.encryption.keyId,
    }),
    ...(column.type.name === 'vector' && {
      vector_dimensions: Number(column.type.length),
      vector_base_type: 0,
      vector_base_type_desc: 'float32',
    }),
    is_hidden: column.hidden,
    is_masked: column.maskFunction !== undefined,
    graph_type: undefined,
    is_data_deletion_filter_column: false,
    is_dropped_ledger_column: false,
  };
}

/** A row of sys.columns for a column of a view or table-valued function. */
export function resultColumnRow(
  scope: CatalogScope,
  objectId: number,
  id: number,
  column: { readonly name: string; readonly type: SqlType; readonly nullable: boolean },
): ViewRow {
  return columnRow(scope, objectId, {
    id,
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    rowGuidCol: false,
    sparse: false,
    hidden: false,
  });
}

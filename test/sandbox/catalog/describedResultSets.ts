import type { OutputColumn } from '../query/queryEnvironment';
import type { SqlValue } from '../values/sqlValue';
import { formatType } from '../values/types';
import type { CatalogScope, ViewRow } from './catalogTypes';
import { shapeOf, systemTypeId, withoutAlias } from './typeFacts';
import { columns } from './viewDefinition';

/** Source: the page of sys.dm_exec_describe_first_result_set_for_object. */
export const describedResultSetColumns = columns(`
  is_hidden bit null
  column_ordinal int null
  name sysname null
  is_nullable bit null
  system_type_id int null
  system_type_name nvarchar(256) null
  max_length smallint null
  precision tinyint null
  scale tinyint null
  collation_name sysname null
  user_type_id int null
  user_type_database sysname null
  user_type_schema sysname null
  user_type_name sysname null
  assembly_qualified_type_name nvarchar(4000) null
  xml_collection_id int null
  xml_collection_database sysname null
  xml_collection_schema sysname null
  xml_collection_name sysname null
  is_xml_document bit null
  is_case_sensitive bit null
  is_fixed_length_clr_type bit null
  source_server sysname null
  source_database sysname null
  source_schema sysname null
  source_table sysname null
  source_column sysname null
  is_identity_column bit null
  is_part_of_unique_key bit null
  is_updateable bit null
  is_computed_column bit null
  is_sparse_column_set bit null
  ordinal_in_order_by_list smallint null
  order_by_list_length smallint null
  order_by_is_descending smallint null
  error_number int null
  error_severity int null
  error_state int null
  error_message nvarchar(4000) null
  error_type int null
  error_type_desc nvarchar(60) null
`);

/** error_type by its description. */
const errorTypes: Readonly<Record<string, number>> = {
  MISC: 1,
  CONFLICTING_RESULTS: 3,
  DYNAMIC_SQL: 4,
  TEMPORARY_TABLE: 10,
  OBJECT_ID_NOT_SUPPORTED: 12,
  OBJECT_ID_DOES_NOT_EXIST: 13,
};

/** sys.dm_exec_describe_first_result_set_for_object(object_id, include_browse_information). */
export function describedResultSet(scope: CatalogScope, objectId: SqlValue): readonly ViewRow[] {
  const object = scope.find((each) => each.id === objectId);
  if (object === undefined) return [failure('OBJECT_ID_DOES_NOT_EXIST', 'The object does not exist.')];
  const { module } = object;
  if (module === undefined || !['P', 'TR'].includes(object.type)) {
    return [failure('OBJECT_ID_NOT_SUPPORTED', 'The object is neither a stored procedure nor a trigger.')];
  }
  const described = scope.context.describeModule(module);
  if ('columns' in described) return described.columns.map(columnRow);
  const { number, severity, state, message, type } = described.error;
  return [{ ...failure(type, message), error_number: number, error_severity: severity, error_state: state }];
}

function failure(type: string, message: string): ViewRow {
  return { error_message: message, error_type: errorTypes[type], error_type_desc: type };
}

function columnRow(column: OutputColumn, index: number): ViewRow {
  const { type } = column;
  return {
    is_hidden: false,
    column_ordinal: index + 1,
    name: column.name === '' ? undefined : column.name,
    is_nullable: column.nullable,
    system_type_id: systemTypeId(type),
    system_type_name: formatType(withoutAlias(type)),
    ...{ max_length: shapeOf(type).maxLength, precision: shapeOf(type).precision, scale: shapeOf(type).scale },
    collation_name: type.collation,
    is_identity_column: column.identity,
    is_computed_column: column.computed,
    is_sparse_column_set: false,
  };
}

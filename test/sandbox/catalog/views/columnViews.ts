import type { Column } from '../../engine/model';
import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, Cell, ViewDefinition, ViewRow } from '../catalogTypes';
import { systemViewColumns } from '../systemObjects';
import { columns } from '../viewDefinition';
import { integerAs } from '../variants';
import { columnRow, resultColumnRow } from './columnRows';

const columnText = `
  object_id int
  name sysname null
  column_id int
  system_type_id tinyint
  user_type_id int
  max_length smallint
  precision tinyint
  scale tinyint
  collation_name sysname null
  is_nullable bit null
  is_ansi_padded bit
  is_rowguidcol bit
  is_identity bit
  is_computed bit
  is_filestream bit
  is_replicated bit null
  is_non_sql_subscribed bit null
  is_merge_published bit null
  is_dts_replicated bit null
  is_xml_document bit
  xml_collection_id int
  default_object_id int
  rule_object_id int
  is_sparse bit null
  is_column_set bit null
  generated_always_type tinyint null
  generated_always_type_desc nvarchar(60) null
  encryption_type int null
  encryption_type_desc nvarchar(64) null
  encryption_algorithm_name sysname null
  column_encryption_key_id int null
  column_encryption_key_database_name sysname null
  is_hidden bit null
  is_masked bit
  graph_type int null since 14
  graph_type_desc nvarchar(60) null since 14
  is_data_deletion_filter_column bit null since 16
  ledger_view_column_type tinyint null since 16
  ledger_view_column_type_desc nvarchar(60) null since 16
  is_dropped_ledger_column bit null since 16
  vector_dimensions int null since 17
  vector_base_type tinyint null since 17
  vector_base_type_desc nvarchar(10) null since 17
`;

/** Objects with columns: tables, views, table-valued functions and table types. */
function owners(scope: CatalogScope): readonly CatalogObject[] {
  return [...scope.tableTypes(), ...scope.objects()].filter((object) => ['U', 'V', 'IF', 'TF', 'TT'].includes(object.type));
}

function tableColumns(scope: CatalogScope): readonly { readonly object: CatalogObject; readonly column: Column }[] {
  return owners(scope).flatMap((object) =>
    object.type === 'U' || object.type === 'TT' ? (object.table?.columns ?? []).map((column) => ({ object, column })) : [],
  );
}

function userColumnRows(scope: CatalogScope): readonly ViewRow[] {
  return owners(scope).flatMap((object) =>
    object.module === undefined
      ? (object.table?.columns ?? []).map((column) => columnRow(scope, object.id, column))
      : object.module.columns.map((column, index) => resultColumnRow(scope, object.id, index + 1, column)),
  );
}

function systemColumnRows(scope: CatalogScope): readonly ViewRow[] {
  return systemViewColumns(scope).map(({ objectId, id, column }) => ({
    ...resultColumnRow(scope, objectId, id, column),
    ...(column.declared === 'sysname' ? { user_type_id: 256 } : {}),
  }));
}

/** The columns of sys.columns that come before is_rowguidcol are followed, in its heirs, by their own. */
function heirText(own: string): string {
  return `${columnText}\n${own}`;
}

function definitionFor(scope: CatalogScope, object: CatalogObject, text: string | undefined): Cell {
  return text !== undefined && scope.seesDefinition(object) ? text : null;
}

/** sys.columns and its heirs. */
export const columnViews: readonly ViewDefinition[] = [
  { schema: 'sys', name: 'columns', columns: columns(columnText), rows: userColumnRows },
  {
    schema: 'sys',
    name: 'all_columns',
    columns: columns(columnText),
    rows: (scope) => [...systemColumnRows(scope), ...userColumnRows(scope)],
  },
  { schema: 'sys', name: 'system_columns', columns: columns(columnText), rows: systemColumnRows },
  {
    schema: 'sys',
    name: 'computed_columns',
    columns: columns(
      heirText(`
        definition nvarchar(max) null
        uses_database_collation bit
        is_persisted bit
      `),
    ),
    rows: (scope) =>
      tableColumns(scope)
        .filter(({ column }) => column.computed !== undefined)
        .map(({ object, column }) => ({
          ...columnRow(scope, object.id, column),
          definition: definitionFor(scope, object, column.computed?.text),
          uses_database_collation: true,
          is_persisted: column.computed?.persisted,
        })),
  },
  {
    schema: 'sys',
    name: 'identity_columns',
    columns: columns(
      heirText(`
        seed_value sql_variant null
        increment_value sql_variant null
        last_value sql_variant null
        is_not_for_replication bit null
      `),
    ),
    rows: (scope) =>
      tableColumns(scope).flatMap(({ object, column }) =>
        column.identity === undefined
          ? []
          : [
              {
                ...columnRow(scope, object.id, column),
                seed_value: integerAs(column.type, column.identity.seed),
                increment_value: integerAs(column.type, column.identity.increment),
                last_value: integerAs(column.type, object.table?.identityCurrent ?? null),
                is_not_for_replication: column.identity.notForReplication,
              },
            ],
      ),
  },
  {
    schema: 'sys',
    name: 'masked_columns',
    columns: columns(
      heirText(`
        masking_function nvarchar(4000) null
      `),
    ),
    rows: (scope) =>
      tableColumns(scope)
        .filter(({ column }) => column.maskFunction !== undefined)
        .map(({ object, column }) => ({ ...columnRow(scope, object.id, column), masking_function: column.maskFunction })),
  },
];

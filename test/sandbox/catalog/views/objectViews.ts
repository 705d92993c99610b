import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { isMemoryOptimized } from '../pageCounts';
import { systemObjects } from '../systemObjects';
import { columns } from '../viewDefinition';
import { hasLargeValue } from './columnRows';
import { objectColumnText, objectRow } from './objectColumns';

const tableColumns = columns(`${objectColumnText}
  lob_data_space_id int
  filestream_data_space_id int null
  max_column_id_used int
  lock_on_bulk_load bit
  uses_ansi_nulls bit null
  is_replicated bit null
  has_replication_filter bit null
  is_merge_published bit null
  is_sync_tran_subscribed bit null
  has_unchecked_assembly_data bit
  text_in_row_limit int null
  large_value_types_out_of_row bit null
  is_tracked_by_cdc bit null
  lock_escalation tinyint null
  lock_escalation_desc nvarchar(60) null
  is_filetable bit null
  is_memory_optimized bit null
  durability tinyint null
  durability_desc nvarchar(60) null
  temporal_type tinyint null
  temporal_type_desc nvarchar(60) null
  history_table_id int null
  is_remote_data_archive_enabled bit null
  is_external bit
  history_retention_period int null since 14
  history_retention_period_unit int null since 14
  history_retention_period_unit_desc nvarchar(10) null since 14
  is_node bit null since 14
  is_edge bit null since 14
  data_retention_period int null since 16
  data_retention_period_unit int null since 16
  data_retention_period_unit_desc nvarchar(10) null since 16
  ledger_type tinyint null since 16
  ledger_type_desc nvarchar(60) null since 16
  ledger_view_id int null since 16
  is_dropped_ledger_table bit null since 16
`);

const viewColumns = columns(`${objectColumnText}
  is_replicated bit null
  has_replication_filter bit null
  has_opaque_metadata bit
  has_unchecked_assembly_data bit
  with_check_option bit
  is_date_correlation_view bit
  is_tracked_by_cdc bit null
  has_snapshot bit null since 16
  ledger_view_type tinyint null since 16
  ledger_view_type_desc nvarchar(60) null since 16
  is_dropped_ledger_view bit null since 16
`);

const retentionUnits: Readonly<Record<string, number>> = { DAY: 3, WEEK: 4, MONTH: 5, YEAR: 6 };

const ledgerTypes: Readonly<Record<string, number>> = { HISTORY_TABLE: 1, UPDATABLE_LEDGER_TABLE: 2, APPEND_ONLY_LEDGER_TABLE: 3 };

function tableRow(object: CatalogObject): ViewRow {
  const table = object.table;
  // The history of a ledger table without a period is no temporal one.
  const isVersioned = table?.historyTableId !== undefined && table.options['TEMPORAL'] !== undefined;
  const isHistory = table?.historyOf !== undefined && table.indexes.length > 0;
  const isSchemaOnly = table?.options['DURABILITY'] === 'SCHEMA_ONLY';
  const ledger = table?.options['LEDGER_TYPE'] ?? 'NON_LEDGER_TABLE';
  const retention = /HISTORY_RETENTION_PERIOD\s*=\s*(\d+)\s*(DAY|WEEK|MONTH|YEAR)/i.exec(table?.options['SYSTEM_VERSIONING'] ?? '');
  return {
    ...objectRow(object),
    lob_data_space_id: table?.columns.some((column) => hasLargeValue(column.type)) === true ? 1 : 0,
    max_column_id_used: Math.max(0, ...(table?.columns.map((column) => column.id) ?? [])),
    uses_ansi_nulls: true,
    is_replicated: false,
    has_replication_filter: false,
    is_merge_published: false,
    is_sync_tran_subscribed: false,
    text_in_row_limit: 0,
    large_value_types_out_of_row: false,
    is_tracked_by_cdc: false,
    lock_escalation: 0,
    lock_escalation_desc: 'TABLE',
    is_filetable: false,
    is_memory_optimized: table !== undefined && isMemoryOptimized(table),
    durability: isSchemaOnly ? 1 : 0,
    durability_desc: isSchemaOnly ? 'SCHEMA_ONLY' : 'SCHEMA_AND_DATA',
    temporal_type: isVersioned ? 2 : isHistory ? 1 : 0,
    temporal_type_desc: isVersioned ? 'SYSTEM_VERSIONED_TEMPORAL_TABLE' : isHistory ? 'HISTORY_TABLE' : 'NON_TEMPORAL_TABLE',
    history_table_id: table?.historyTableId,
    history_retention_period: isVersioned ? Number(retention?.[1] ?? -1) : undefined,
    history_retention_period_unit: isVersioned ? (retentionUnits[retention?.[2]?.toUpperCase() ?? ''] ?? -1) : undefined,
    history_retention_period_unit_desc: isVersioned ? (retention?.[2]?.toUpperCase() ?? 'INFINITE') : undefined,
    is_remote_data_archive_enabled: false,
    is_node: false,
    is_edge: false,
    ledger_type: ledgerTypes[ledger] ?? 0,
    ledger_type_desc: ledger,
    ledger_view_id: table?.options['LEDGER_VIEW'] === undefined ? undefined : Number(table.options['LEDGER_VIEW']),
    is_dropped_ledger_table: false,
  };
}

function viewRow(object: CatalogObject): ViewRow {
  return {
    ...objectRow(object),
    is_replicated: false,
    has_replication_filter: false,
    is_tracked_by_cdc: false,
    with_check_option: false,
    has_snapshot: false,
    ledger_view_type: 0,
    ledger_view_type_desc: 'NON_LEDGER_VIEW',
    is_dropped_ledger_view: false,
  };
}

function ofType(scope: CatalogScope, ...types: readonly string[]): readonly CatalogObject[] {
  return scope.objects().filter((object) => types.includes(object.type));
}

function allObjects(scope: CatalogScope): readonly ViewRow[] {
  const system = systemObjects(scope).map((object): ViewRow => ({
    ...objectRow(object),
    is_ms_shipped: true,
  }));
  return [...system, ...[...scope.tableTypes(), ...scope.objects()].map(objectRow)];
}

const procedureText = `${objectColumnText}
  is_auto_executed bit
  is_execution_replicated bit null
  is_repl_serializable_only bit null
  skips_repl_constraints bit null
`;

function procedureRow(object: CatalogObject): ViewRow {
  return { ...objectRow(object), is_execution_replicated: false, is_repl_serializable_only: false, skips_repl_constraints: false };
}

/** sys.objects and the views that inherit from it, one kind of object each. */
export const objectViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'objects',
    columns: columns(objectColumnText),
    rows: (scope) => [...scope.tableTypes(), ...scope.objects()].map(objectRow),
  },
  { schema: 'sys', name: 'all_objects', columns: columns(objectColumnText), rows: allObjects },
  {
    schema: 'sys',
    name: 'system_objects',
    columns: columns(objectColumnText),
    rows: (scope) => systemObjects(scope).map((object) => ({ ...objectRow(object), is_ms_shipped: true })),
  },
  { schema: 'sys', name: 'tables', columns: tableColumns, rows: (scope) => ofType(scope, 'U').map(tableRow) },
  { schema: 'sys', name: 'views', columns: viewColumns, rows: (scope) => ofType(scope, 'V').map(viewRow) },
  {
    schema: 'sys',
    name: 'all_views',
    columns: viewColumns,
    rows: (scope) => [
      ...systemObjects(scope)
        .filter((object) => object.type === 'V')
        .map((object) => ({ ...viewRow(object), is_ms_shipped: true })),
      ...ofType(scope, 'V').map(viewRow),
    ],
  },
  { schema: 'sys', name: 'procedures', columns: columns(procedureText), rows: (scope) => ofType(scope, 'P').map(procedureRow) },
  {
    schema: 'sys',
    name: 'triggers',
    columns: columns(`
      name sysname
      object_id int
      parent_class tinyint
      parent_class_desc nvarchar(60) null
      parent_id int
      type char(2)
      type_desc nvarchar(60) null
      create_date datetime
      modify_date datetime
      is_ms_shipped bit
      is_disabled bit
      is_not_for_replication bit
      is_instead_of_trigger bit
    `),
    rows: (scope) =>
      ofType(scope, 'TR').map((object) => ({
        name: object.name,
        object_id: object.id,
        parent_class: 1,
        parent_class_desc: 'OBJECT_OR_COLUMN',
        parent_id: object.parentId,
        type: object.type,
        type_desc: 'SQL_TRIGGER',
        create_date: object.createDate,
        modify_date: object.modifyDate,
        is_disabled: object.module?.isDisabled,
        is_instead_of_trigger: object.module?.definition.timing === 'INSTEAD OF',
      })),
  },
  {
    schema: 'sys',
    name: 'trigger_events',
    columns: columns(`
      object_id int
      type int
      type_desc nvarchar(60)
      is_first bit null
      is_last bit null
      event_group_type int null
      event_group_type_desc nvarchar(60) null
      is_trigger_event bit null
    `),
    rows: (scope) =>
      ofType(scope, 'TR').flatMap((object) =>
        (object.module?.definition.events ?? []).map((event) => ({
          object_id: object.id,
          type: { INSERT: 1, UPDATE: 2, DELETE: 3 }[event],
          type_desc: event,
          is_first: false,
          is_last: false,
          is_trigger_event: true,
        })),
      ),
  },
  {
    schema: 'sys',
    name: 'synonyms',
    columns: columns(`${objectColumnText}
      base_object_name nvarchar(1035)
    `),
    rows: (scope) => ofType(scope, 'SN').map((object) => ({ ...objectRow(object), base_object_name: object.synonym?.baseObject })),
  },
  {
    schema: 'sys',
    name: 'schemas',
    columns: columns(`
      name sysname
      schema_id int
      principal_id int null
    `),
    rows: (scope) => [
      ...scope.schemas().map((schema) => ({ name: schema.name, schema_id: schema.id, principal_id: schema.id <= 4 ? schema.id : 1 })),
      ...systemSchemas.filter((schema) => !scope.database.schemas.has(schema.name.toLowerCase())),
    ],
  },
];

const systemSchemas = [
  { name: 'guest', schema_id: 2, principal_id: 2 },
  { name: 'INFORMATION_SCHEMA', schema_id: 3, principal_id: 3 },
  { name: 'sys', schema_id: 4, principal_id: 4 },
  { name: 'db_owner', schema_id: 16384, principal_id: 16384 },
  { name: 'db_datareader', schema_id: 16390, principal_id: 16390 },
  { name: 'db_datawriter', schema_id: 16391, principal_id: 16391 },
];

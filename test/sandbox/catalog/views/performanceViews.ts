import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { isMemoryOptimized, pageCounts } from '../pageCounts';
import { hasDatabaseState, requireDatabaseState, requireServerState } from '../permissions';
import { columns } from '../viewDefinition';
import { indexedTables, isColumnstore } from './indexViews';

/** Without an optimizer there are no missing indexes: these views are there, with the product's permissions, and empty. */
function noMissingIndexes(scope: CatalogScope): readonly ViewRow[] {
  requireServerState(scope, 'PERFORMANCE');
  return [];
}

/** One compressed row group per columnstore index that has rows. */
function rowGroups(scope: CatalogScope): readonly ViewRow[] {
  return indexedTables(scope).flatMap(({ object, table }) =>
    table.indexes
      .filter((index) => isColumnstore(index) && table.rows.size > 0)
      .map((index) => ({
        object_id: object.id,
        index_id: index.id,
        partition_number: 1,
        row_group_id: 0,
        state: 3,
        state_desc: 'COMPRESSED',
        total_rows: table.rows.size,
        deleted_rows: 0,
        size_in_bytes: pageCounts(table, index).used * 8192,
        trim_reason: 6,
        trim_reason_desc: 'RESIDUAL_ROW_GROUP',
        transition_to_compressed_state: 2,
        transition_to_compressed_state_desc: 'INDEX_BUILD',
        has_vertipaq_optimization: true,
        generation: 1,
        created_time: table.modifyDate,
        closed_time: table.modifyDate,
      })),
  );
}

/** Without VIEW DATABASE STATE only tables that the session may read are shown. Sizes are estimates. */
function tableMemory(scope: CatalogScope): readonly ViewRow[] {
  return memoryOptimizedTables(scope).map(({ object, table }) => {
    const table_kb = Math.ceil((table.rows.size * 64) / 1024);
    const index_kb = Math.ceil((table.indexes.length * 8192) / 1024);
    return {
      object_id: object.id,
      memory_allocated_for_table_kb: Math.ceil(table_kb / 64) * 64,
      memory_used_by_table_kb: table_kb,
      memory_allocated_for_indexes_kb: index_kb,
      memory_used_by_indexes_kb: index_kb,
    };
  });
}

function memoryOptimizedTables(scope: CatalogScope): ReturnType<typeof indexedTables> {
  const seesAll = hasDatabaseState(scope, 'PERFORMANCE');
  return indexedTables(scope).filter(
    ({ object, table }) =>
      object.type === 'U' &&
      isMemoryOptimized(table) &&
      (seesAll || scope.context.hasPermission('SELECT', { database: scope.database.name, schema: object.schemaName, object: object.name })),
  );
}

/** What the product remembers of how indexes are used and stored. */
export const performanceViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'dm_db_missing_index_details',
    columns: columns(`
      index_handle int
      database_id smallint
      object_id int
      equality_columns nvarchar(4000) null
      inequality_columns nvarchar(4000) null
      included_columns nvarchar(4000) null
      statement nvarchar(4000) null
    `),
    rows: noMissingIndexes,
  },
  {
    schema: 'sys',
    name: 'dm_db_missing_index_groups',
    columns: columns(`
      index_group_handle int
      index_handle int
    `),
    rows: noMissingIndexes,
  },
  {
    schema: 'sys',
    name: 'dm_db_missing_index_group_stats',
    columns: columns(`
      group_handle int
      unique_compiles bigint
      user_seeks bigint
      user_scans bigint
      last_user_seek datetime null
      last_user_scan datetime null
      avg_total_user_cost float null
      avg_user_impact float null
      system_seeks bigint
      system_scans bigint
      last_system_seek datetime null
      last_system_scan datetime null
      avg_total_system_cost float null
      avg_system_impact float null
    `),
    rows: noMissingIndexes,
  },
  {
    schema: 'sys',
    name: 'dm_db_column_store_row_group_physical_stats',
    columns: columns(`
      object_id int
      index_id int
      partition_number int
      row_group_id int
      delta_store_hobt_id bigint null
      state tinyint
      state_desc nvarchar(60)
      total_rows bigint null
      deleted_rows bigint null
      size_in_bytes bigint null
      trim_reason tinyint null
      trim_reason_desc nvarchar(60) null
      transition_to_compressed_state tinyint null
      transition_to_compressed_state_desc nvarchar(60) null
      has_vertipaq_optimization bit null
      generation bigint null
      created_time datetime2(7) null
      closed_time datetime2(7) null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope);
      return rowGroups(scope);
    },
  },
  {
    schema: 'sys',
    name: 'dm_db_xtp_table_memory_stats',
    columns: columns(`
      object_id int null
      memory_allocated_for_table_kb bigint null
      memory_used_by_table_kb bigint null
      memory_allocated_for_indexes_kb bigint null
      memory_used_by_indexes_kb bigint null
    `),
    rows: tableMemory,
  },
  {
    schema: 'sys',
    name: 'dm_db_xtp_index_stats',
    columns: columns(`
      object_id bigint
      xtp_object_id bigint
      index_id bigint
      scans_started bigint
      scans_retries bigint
      rows_returned bigint
      rows_touched bigint
      rows_expiring bigint
      rows_expired bigint
      rows_expired_removed bigint
      phantom_scans_started bigint
      phatom_scans_retries bigint
      phantom_rows_touched bigint
      phantom_expiring_rows_encountered bigint
      phantom_expired_rows_encountered bigint
      phantom_expired_removed_rows_encountered bigint
      phantom_expired_rows_removed bigint
      object_address varbinary(8)
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope);
      return memoryOptimizedTables(scope).flatMap(({ object, table }) =>
        table.indexes.map((index) => ({ ...noCounts, object_id: object.id, xtp_object_id: object.id, index_id: index.id })),
      );
    },
  },
];

const noCounts = {
  scans_started: 0,
  scans_retries: 0,
  rows_returned: 0,
  rows_touched: 0,
  rows_expiring: 0,
  rows_expired: 0,
  rows_expired_removed: 0,
  phantom_scans_started: 0,
  phatom_scans_retries: 0,
  phantom_rows_touched: 0,
  phantom_expiring_rows_encountered: 0,
  phantom_expired_rows_encountered: 0,
  phantom_expired_removed_rows_encountered: 0,
  phantom_expired_rows_removed: 0,
  object_address: new Uint8Array(8),
};

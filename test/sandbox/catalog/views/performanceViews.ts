import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { pageCounts } from '../pageCounts';
import { requireDatabaseState, requireServerState } from '../permissions';
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

/** What the product remembers of how indexes are used and stored. */
export const performanceViews: readonly ViewDefinition[] = [
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
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope);
      return [];
    },
  },
];

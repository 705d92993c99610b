import type { Index, Table } from '../../engine/model';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { pageCounts, partitionId, rowsIn, storageUnits } from '../pageCounts';
import { requireDatabaseState, requireServerState } from '../permissions';
import { columns } from '../viewDefinition';
import { indexedTables, isColumnstore } from './indexViews';

interface Unit {
  readonly objectId: number;
  readonly table: Table;
  readonly indexId: number;
  readonly index: Index | undefined;
}

function units(scope: CatalogScope): readonly Unit[] {
  return indexedTables(scope).flatMap(({ object, table }) =>
    storageUnits(table).map(({ indexId, index }) => ({ objectId: object.id, table, indexId, index })),
  );
}

const compressions: Readonly<Record<string, number>> = { NONE: 0, ROW: 1, PAGE: 2, COLUMNSTORE: 3, COLUMNSTORE_ARCHIVE: 4 };

function partitionRow({ objectId, table, indexId, index }: Unit): ViewRow {
  const said = (index?.options ?? table.options)['DATA_COMPRESSION']?.toUpperCase();
  const compression = said ?? (index !== undefined && isColumnstore(index) ? 'COLUMNSTORE' : 'NONE');
  return {
    partition_id: partitionId(table, indexId),
    object_id: objectId,
    index_id: indexId,
    partition_number: 1,
    hobt_id: partitionId(table, indexId),
    rows: rowsIn(table, index),
    filestream_filegroup_id: 0,
    data_compression: compressions[compression] ?? 0,
    data_compression_desc: compression,
    xml_compression: false,
    xml_compression_desc: 'OFF',
  };
}

function allocationRows({ table, indexId, index }: Unit): readonly ViewRow[] {
  const pages = pageCounts(table, index);
  const unit = (type: number, description: string, total: number, used: number): ViewRow => ({
    allocation_unit_id: partitionId(table, indexId) + BigInt(type) * 281_474_976_710_656n,
    type,
    type_desc: description,
    container_id: partitionId(table, indexId),
    data_space_id: 1,
    total_pages: total,
    used_pages: used,
    data_pages: Math.max(0, used - 1),
  });
  const inRow = unit(1, 'IN_ROW_DATA', pages.reserved, pages.used);
  return pages.lobReserved === 0 ? [inRow] : [inRow, unit(2, 'LOB_DATA', pages.lobReserved, pages.lobUsed)];
}

function partitionStatsRow({ objectId, table, indexId, index }: Unit): ViewRow {
  const pages = pageCounts(table, index);
  const isBase = indexId <= 1;
  return {
    partition_id: partitionId(table, indexId),
    object_id: objectId,
    index_id: indexId,
    partition_number: 1,
    in_row_data_page_count: Math.max(0, pages.used - 1),
    in_row_used_page_count: pages.used,
    in_row_reserved_page_count: pages.reserved,
    lob_used_page_count: isBase ? pages.lobUsed : 0,
    lob_reserved_page_count: isBase ? pages.lobReserved : 0,
    row_overflow_used_page_count: 0,
    row_overflow_reserved_page_count: 0,
    used_page_count: pages.used + pages.lobUsed,
    reserved_page_count: pages.reserved + pages.lobReserved,
    row_count: rowsIn(table, index),
  };
}

/** Partitions, their sizes and their use. Sizes are estimates. */
export const storageViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'partitions',
    columns: columns(`
      partition_id bigint
      object_id int
      index_id int
      partition_number int
      hobt_id bigint
      rows bigint null
      filestream_filegroup_id smallint
      data_compression tinyint
      data_compression_desc nvarchar(60) null
      xml_compression bit null since 16
      xml_compression_desc varchar(3) null since 16
    `),
    rows: (scope) => units(scope).map(partitionRow),
  },
  {
    schema: 'sys',
    name: 'allocation_units',
    columns: columns(`
      allocation_unit_id bigint
      type tinyint
      type_desc nvarchar(60) null
      container_id bigint
      data_space_id int null
      total_pages bigint
      used_pages bigint
      data_pages bigint
    `),
    rows: (scope) => units(scope).flatMap(allocationRows),
  },
  {
    schema: 'sys',
    name: 'dm_db_partition_stats',
    columns: columns(`
      partition_id bigint null
      object_id int
      index_id int
      partition_number int
      in_row_data_page_count bigint null
      in_row_used_page_count bigint null
      in_row_reserved_page_count bigint null
      lob_used_page_count bigint null
      lob_reserved_page_count bigint null
      row_overflow_used_page_count bigint null
      row_overflow_reserved_page_count bigint null
      used_page_count bigint null
      reserved_page_count bigint null
      row_count bigint null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope);
      return units(scope).map(partitionStatsRow);
    },
  },
  {
    schema: 'sys',
    name: 'dm_db_index_usage_stats',
    columns: columns(`
      database_id smallint
      object_id int
      index_id int
      user_seeks bigint
      user_scans bigint
      user_lookups bigint
      user_updates bigint
      last_user_seek datetime null
      last_user_scan datetime null
      last_user_lookup datetime null
      last_user_update datetime null
      system_seeks bigint
      system_scans bigint
      system_lookups bigint
      system_updates bigint
      last_system_seek datetime null
      last_system_scan datetime null
      last_system_lookup datetime null
      last_system_update datetime null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireServerState(scope, 'PERFORMANCE');
      // The sandbox has no optimizer: it shows use of the base structures and none of the other indexes.
      return units(scope)
        .filter(({ indexId, table }) => indexId <= 1 && table.rows.size > 0)
        .map(({ objectId, indexId }) => ({
          database_id: scope.database.id,
          object_id: objectId,
          index_id: indexId,
          user_seeks: 0,
          user_scans: 1,
          user_lookups: 0,
          user_updates: 1,
          last_user_scan: scope.context.server.startTime,
          last_user_update: scope.context.server.startTime,
          system_seeks: 0,
          system_scans: 0,
          system_lookups: 0,
          system_updates: 0,
        }));
    },
  },
  {
    schema: 'sys',
    name: 'data_spaces',
    columns: columns(`
      name sysname
      data_space_id int
      type char(2)
      type_desc nvarchar(60) null
      is_default bit null
      is_system bit null
    `),
    rows: () => [{ name: 'PRIMARY', data_space_id: 1, type: 'FG', type_desc: 'ROWS_FILEGROUP', is_default: true, is_system: false }],
  },
  {
    schema: 'sys',
    name: 'filegroups',
    columns: columns(`
      name sysname
      data_space_id int
      type char(2)
      type_desc nvarchar(60) null
      is_default bit null
      is_system bit null
      filegroup_guid uniqueidentifier null
      log_filegroup_id int null
      is_read_only bit null
      is_autogrow_all_files bit null
    `),
    rows: () => [
      {
        name: 'PRIMARY',
        data_space_id: 1,
        type: 'FG',
        type_desc: 'ROWS_FILEGROUP',
        is_default: true,
        is_system: false,
        is_read_only: false,
        is_autogrow_all_files: false,
      },
    ],
  },
  {
    schema: 'sys',
    name: 'partition_schemes',
    columns: columns(`
      name sysname
      data_space_id int
      type char(2)
      type_desc nvarchar(60) null
      is_default bit null
      is_system bit null
      function_id int
    `),
    rows: () => [],
  },
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
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireServerState(scope, 'PERFORMANCE');
      return [];
    },
  },
];

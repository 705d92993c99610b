import type { Index, Table } from '../../engine/model';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import type { PageCounts } from '../pageCounts';
import { isMemoryOptimized, pageCounts, partitionId, storageUnits } from '../pageCounts';
import type { Partition } from '../partitions';
import { partitionsOf } from '../partitions';
import { requireDatabaseState, requireServerState } from '../permissions';
import { columns } from '../viewDefinition';
import { indexedTables, isColumnstore } from './indexViews';
import { objectColumnText } from './objectColumns';

interface Unit {
  readonly objectId: number;
  readonly table: Table;
  readonly indexId: number;
  readonly index: Index | undefined;
  readonly partition: Partition;
}

function units(scope: CatalogScope): readonly Unit[] {
  return indexedTables(scope).flatMap(({ object, table }) =>
    storageUnits(table).flatMap(({ indexId, index }) =>
      partitionsOf(table, index).map((partition) => ({ objectId: object.id, table, indexId, index, partition })),
    ),
  );
}

/** What is on disk: memory-optimized tables have no pages. */
function unitsOnDisk(scope: CatalogScope): readonly Unit[] {
  return units(scope).filter(({ table }) => !isMemoryOptimized(table));
}

const compressions: Readonly<Record<string, number>> = { NONE: 0, ROW: 1, PAGE: 2, COLUMNSTORE: 3, COLUMNSTORE_ARCHIVE: 4 };

function partitionRow({ objectId, table, indexId, partition }: Unit): ViewRow {
  const id = partitionId(table, indexId, partition.number);
  return {
    partition_id: id,
    object_id: objectId,
    index_id: indexId,
    partition_number: partition.number,
    hobt_id: id,
    rows: partition.rows,
    filestream_filegroup_id: 0,
    data_compression: compressions[partition.compression] ?? 0,
    data_compression_desc: partition.compression,
    xml_compression: false,
    xml_compression_desc: 'OFF',
  };
}

/** Pages of a columnstore index are LOB pages. */
function pagesOf({ table, index, partition }: Unit): PageCounts {
  const pages = pageCounts(table, index, partition.rows);
  return index !== undefined && isColumnstore(index)
    ? { used: 0, reserved: 0, lobUsed: pages.used + pages.lobUsed, lobReserved: pages.reserved + pages.lobReserved }
    : pages;
}

function allocationRows(unit: Unit): readonly ViewRow[] {
  const { table, indexId, partition } = unit;
  const pages = pagesOf(unit);
  const container = partitionId(table, indexId, partition.number);
  const row = (type: number, description: string, total: number, used: number): ViewRow => ({
    allocation_unit_id: container + BigInt(type) * 281_474_976_710_656n,
    type,
    type_desc: description,
    container_id: container,
    data_space_id: 1,
    total_pages: total,
    used_pages: used,
    data_pages: Math.max(0, used - 1),
  });
  const inRow = row(1, 'IN_ROW_DATA', pages.reserved, pages.used);
  return pages.lobReserved === 0 ? [inRow] : [inRow, row(2, 'LOB_DATA', pages.lobReserved, pages.lobUsed)];
}

function partitionStatsRow(unit: Unit): ViewRow {
  const { objectId, table, indexId, partition } = unit;
  const pages = pagesOf(unit);
  return {
    partition_id: partitionId(table, indexId, partition.number),
    object_id: objectId,
    index_id: indexId,
    partition_number: partition.number,
    in_row_data_page_count: Math.max(0, pages.used - 1),
    in_row_used_page_count: pages.used,
    in_row_reserved_page_count: pages.reserved,
    lob_used_page_count: pages.lobUsed,
    lob_reserved_page_count: pages.lobReserved,
    row_overflow_used_page_count: 0,
    row_overflow_reserved_page_count: 0,
    used_page_count: pages.used + pages.lobUsed,
    reserved_page_count: pages.reserved + pages.lobReserved,
    row_count: partition.rows,
  };
}

/** sys.internal_tables: nodes of XML indexes, and what spatial, JSON and vector indexes keep. */
function internalTables(scope: CatalogScope): readonly ViewRow[] {
  return indexedTables(scope).flatMap(({ object, table }) =>
    table.indexes
      .filter((index) => index.special !== undefined && index.special.using === undefined)
      .map((index) => ({
        name: `${index.type === 'XML' ? 'xml_index_nodes' : 'extended_index'}_${object.id}_${index.id}`,
        object_id: object.id + index.id,
        schema_id: 4,
        parent_object_id: object.id,
        type: 'IT',
        type_desc: 'INTERNAL_TABLE',
        create_date: table.modifyDate,
        modify_date: table.modifyDate,
        is_ms_shipped: true,
        internal_type: index.type === 'XML' ? 202 : 207,
        internal_type_desc: index.type === 'XML' ? 'XML_INDEX_NODES' : 'EXTENDED_INDEXES',
        parent_id: object.id,
        parent_minor_id: index.id,
        lob_data_space_id: 0,
      })),
  );
}

/** Each takes as many pages as the table's rows would, eight to a page. */
function internalTableStats(scope: CatalogScope): readonly ViewRow[] {
  const rowsOf = new Map(indexedTables(scope).map(({ object, table }) => [object.id, table.rows.size]));
  return internalTables(scope).map((row) => {
    const rows = rowsOf.get(Number(row['parent_id'])) ?? 0;
    const used = rows === 0 ? 0 : Math.ceil(rows / 8) + 1;
    const reserved = Math.ceil(used / 8) * 8;
    return {
      partition_id: BigInt(Number(row['object_id'])) + 144_115_188_075_855_872n,
      object_id: row['object_id'],
      index_id: 1,
      partition_number: 1,
      in_row_data_page_count: Math.max(0, used - 1),
      in_row_used_page_count: used,
      in_row_reserved_page_count: reserved,
      lob_used_page_count: 0,
      lob_reserved_page_count: 0,
      row_overflow_used_page_count: 0,
      row_overflow_reserved_page_count: 0,
      used_page_count: used,
      reserved_page_count: reserved,
      row_count: rows,
    };
  });
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
    rows: (scope) => unitsOnDisk(scope).flatMap(allocationRows),
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
      return [...unitsOnDisk(scope).map(partitionStatsRow), ...internalTableStats(scope)];
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
      return unitsOnDisk(scope)
        .filter(({ indexId, table, partition }) => indexId <= 1 && partition.number === 1 && table.rows.size > 0)
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
    name: 'internal_tables',
    columns: columns(`${objectColumnText}
      internal_type tinyint null
      internal_type_desc nvarchar(60) null
      parent_id int
      parent_minor_id int
      lob_data_space_id int
      filestream_data_space_id int null
    `),
    rows: internalTables,
  },
];

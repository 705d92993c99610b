import type { CatalogColumns } from './catalogColumns';
import type { CatalogSection } from './catalogSections';
import { partitioningQuestions } from './tablePartitioning';

/** How many partitions and statistics are listed; totals are of all. */
export const MOST_LISTED = 200;

const OBJECT = `SELECT CONVERT(varchar(19), o.create_date, 126), CONVERT(varchar(19), o.modify_date, 126) FROM sys.objects AS o WHERE o.object_id = @object_id`;

const DURABILITY = `SELECT t.durability_desc FROM sys.tables AS t WHERE t.object_id = @object_id AND t.is_memory_optimized = 1`;

const HISTORY_OF = `SELECT s.name, t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id WHERE t.history_table_id = @object_id`;

function history(newer: CatalogColumns): string {
  const unit = newer.has('history_retention_period') ? 't.history_retention_period_unit_desc' : 'NULL';
  return `SELECT s.name, h.name, ${newer.orNull('t', 'history_retention_period')}, ${unit}
FROM sys.tables AS t
JOIN sys.tables AS h ON h.object_id = t.history_table_id
JOIN sys.schemas AS s ON s.schema_id = h.schema_id
WHERE t.object_id = @object_id`;
}

const LEDGER = `SELECT t.ledger_type_desc, s.name, v.name
FROM sys.tables AS t
LEFT JOIN sys.views AS v ON v.object_id = t.ledger_view_id
LEFT JOIN sys.schemas AS s ON s.schema_id = v.schema_id
WHERE t.object_id = @object_id AND t.ledger_type <> 0`;

const INDEXES = `SELECT i.index_id, i.name, i.type_desc FROM sys.indexes AS i WHERE i.object_id = @object_id ORDER BY i.index_id`;

/** Needs VIEW DATABASE STATE, or VIEW DATABASE PERFORMANCE STATE from 2022 on. */
const SPACE = `SELECT p.index_id, CONVERT(varchar(20), SUM(p.row_count)), CONVERT(varchar(20), SUM(p.reserved_page_count)), CONVERT(varchar(20), SUM(p.used_page_count)),
  CONVERT(varchar(20), SUM(p.in_row_data_page_count + p.lob_used_page_count + p.row_overflow_used_page_count)),
  CONVERT(varchar(20), SUM(p.lob_used_page_count)), CONVERT(varchar(20), SUM(p.row_overflow_used_page_count)), COUNT(*)
FROM sys.dm_db_partition_stats AS p
WHERE p.object_id = @object_id
GROUP BY p.index_id`;

/** The same pages from what anyone reads who may see the table; rows come once for each partition, not for each of its allocation units. */
const SPACE_OF_METADATA = `SELECT p.index_id, CONVERT(varchar(20), SUM(p.rows)), CONVERT(varchar(20), SUM(a.reserved)), CONVERT(varchar(20), SUM(a.used)),
  CONVERT(varchar(20), SUM(a.data)), CONVERT(varchar(20), SUM(a.lob)), CONVERT(varchar(20), SUM(a.overflow)), COUNT(*)
FROM sys.partitions AS p
OUTER APPLY (
  SELECT SUM(u.total_pages) AS reserved, SUM(u.used_pages) AS used, SUM(CASE WHEN u.type = 1 THEN u.data_pages ELSE u.used_pages END) AS data,
    SUM(CASE WHEN u.type = 2 THEN u.used_pages ELSE 0 END) AS lob, SUM(CASE WHEN u.type = 3 THEN u.used_pages ELSE 0 END) AS overflow
  FROM sys.allocation_units AS u
  WHERE u.container_id = CASE u.type WHEN 2 THEN p.partition_id ELSE p.hobt_id END
) AS a
WHERE p.object_id = @object_id
GROUP BY p.index_id`;

const COMPRESSION = `SELECT p.index_id, p.data_compression_desc, CONVERT(varchar(20), SUM(p.rows))
FROM sys.partitions AS p
WHERE p.object_id = @object_id
GROUP BY p.index_id, p.data_compression, p.data_compression_desc
ORDER BY p.index_id, p.data_compression`;

const PARTITIONS = `SELECT TOP (${MOST_LISTED}) p.partition_number, CONVERT(varchar(20), p.row_count), CONVERT(varchar(20), p.reserved_page_count), CONVERT(varchar(20), p.used_page_count),
  CONVERT(varchar(20), p.in_row_data_page_count + p.lob_used_page_count + p.row_overflow_used_page_count), CONVERT(varchar(20), p.lob_used_page_count),
  CONVERT(varchar(20), p.row_overflow_used_page_count), m.data_compression_desc
FROM sys.dm_db_partition_stats AS p
JOIN sys.partitions AS m ON m.partition_id = p.partition_id
WHERE p.object_id = @object_id AND p.index_id IN (0, 1)
ORDER BY p.partition_number`;

/**
 * Internal tables of XML (202, and 236 for selective ones), spatial and other extended (207) and full-text indexes (204, 211 to 216, 221, 222),
 * which sp_spaceused adds to the index space.
 */
const INTERNAL_SPACE = `SELECT CONVERT(varchar(20), SUM(p.reserved_page_count)), CONVERT(varchar(20), SUM(p.used_page_count))
FROM sys.internal_tables AS t
JOIN sys.dm_db_partition_stats AS p ON p.object_id = t.object_id
WHERE t.parent_id = @object_id AND t.internal_type IN (202, 204, 207, 211, 212, 213, 214, 215, 216, 221, 222, 236)`;

/** dm_db_stats_properties is empty for statistics that the login may not see. */
const STATISTICS = `SELECT TOP (${MOST_LISTED}) s.stats_id, s.name, s.auto_created, s.user_created, s.filter_definition, CONVERT(varchar(19), p.last_updated, 126),
  CONVERT(varchar(20), p.rows), CONVERT(varchar(20), p.rows_sampled), CONVERT(varchar(20), p.modification_counter)
FROM sys.stats AS s
OUTER APPLY sys.dm_db_stats_properties(s.object_id, s.stats_id) AS p
WHERE s.object_id = @object_id
ORDER BY s.stats_id`;

const STATISTICS_COLUMNS = `SELECT sc.stats_id, c.name
FROM sys.stats_columns AS sc
JOIN sys.columns AS c ON c.object_id = sc.object_id AND c.column_id = sc.column_id
WHERE sc.object_id = @object_id
ORDER BY sc.stats_id, sc.stats_column_id`;

const LAST_UPDATE = `SELECT CONVERT(varchar(19), MAX(STATS_DATE(s.object_id, s.stats_id)), 126) FROM sys.stats AS s WHERE s.object_id = @object_id`;

/** Needs CONTROL on the table and VIEW DATABASE STATE. */
const ROW_GROUPS = `SELECT g.index_id, g.state_desc, COUNT(*), CONVERT(varchar(20), SUM(g.total_rows)), CONVERT(varchar(20), SUM(g.deleted_rows)), CONVERT(varchar(20), SUM(g.size_in_bytes))
FROM sys.dm_db_column_store_row_group_physical_stats AS g
WHERE g.object_id = @object_id
GROUP BY g.index_id, g.state_desc
ORDER BY g.index_id, g.state_desc`;

/** Empty without VIEW DATABASE STATE and without SELECT on the table. */
const MEMORY = `SELECT CONVERT(varchar(20), m.memory_allocated_for_table_kb), CONVERT(varchar(20), m.memory_used_by_table_kb),
  CONVERT(varchar(20), m.memory_allocated_for_indexes_kb), CONVERT(varchar(20), m.memory_used_by_indexes_kb)
FROM sys.dm_db_xtp_table_memory_stats AS m
WHERE m.object_id = @object_id`;

/** What is asked about the size and state of a table or indexed view; all in one round trip. */
export function statisticsQuestions(newer: CatalogColumns, isMemoryOptimized: boolean): CatalogSection[] {
  return [
    { name: 'object', text: OBJECT },
    { name: 'history', text: history(newer) },
    { name: 'history of', text: HISTORY_OF },
    ...(newer.has('ledger_type_desc') ? [{ name: 'ledger', text: LEDGER }] : []),
    { name: 'indexes', text: INDEXES },
    { name: 'space', text: SPACE, otherwise: { name: 'metadata space', text: SPACE_OF_METADATA } },
    { name: 'compression', text: COMPRESSION },
    { name: 'partitions', text: PARTITIONS },
    ...partitioningQuestions(MOST_LISTED),
    { name: 'internal', text: INTERNAL_SPACE },
    { name: 'statistics', text: STATISTICS },
    { name: 'statistics columns', text: STATISTICS_COLUMNS },
    { name: 'last update', text: LAST_UPDATE },
    { name: 'row groups', text: ROW_GROUPS },
    ...(isMemoryOptimized
      ? [
          { name: 'durability', text: DURABILITY },
          { name: 'memory', text: MEMORY },
        ]
      : []),
  ];
}

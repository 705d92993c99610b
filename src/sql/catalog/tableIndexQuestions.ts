import type { CatalogColumns } from './catalogColumns';
import type { CatalogSection } from './catalogSections';

const XML_VARIANTS = `SELECT x.index_id, CONCAT(x.xml_index_type_description, N' ' + x.secondary_type_desc)
FROM sys.xml_indexes AS x WHERE x.object_id = @object_id`;

const SPATIAL_VARIANTS = `SELECT x.index_id, x.tessellation_scheme FROM sys.spatial_indexes AS x WHERE x.object_id = @object_id`;

const HASH_BUCKETS = `SELECT x.index_id, CONVERT(varchar(20), x.bucket_count) FROM sys.hash_indexes AS x WHERE x.object_id = @object_id`;

const JSON_VARIANTS = `SELECT x.index_id, CASE WHEN x.optimize_for_array_search = 1 THEN N'optimized for array search' END
FROM sys.json_indexes AS x WHERE x.object_id = @object_id`;

const VECTOR_VARIANTS = `SELECT x.index_id, CONCAT(x.vector_index_type, N' ' + x.distance_metric)
FROM sys.vector_indexes AS x WHERE x.object_id = @object_id`;

/** A full-text index has a row of its own and no index_id; there is at most one. */
const FULL_TEXT = `SELECT f.is_enabled, c.name, f.change_tracking_state_desc, i.name
FROM sys.fulltext_indexes AS f
LEFT JOIN sys.fulltext_catalogs AS c ON c.fulltext_catalog_id = f.fulltext_catalog_id
LEFT JOIN sys.indexes AS i ON i.object_id = f.object_id AND i.index_id = f.unique_index_id
WHERE f.object_id = @object_id`;

const FULL_TEXT_COLUMNS = `SELECT c.name
FROM sys.fulltext_index_columns AS f
JOIN sys.columns AS c ON c.object_id = f.object_id AND c.column_id = f.column_id
WHERE f.object_id = @object_id
ORDER BY f.column_id`;

/** Partitions next to one another that are compressed alike make one row: a table may have 15,000 of them. */
const COMPRESSION = `SELECT g.index_id, g.data_compression_desc, MIN(g.partition_number), MAX(g.partition_number), SUM(g.rows)
FROM (
  SELECT p.index_id, p.data_compression_desc, p.partition_number, p.rows,
    p.partition_number - ROW_NUMBER() OVER (PARTITION BY p.index_id, p.data_compression ORDER BY p.partition_number) AS run
  FROM sys.partitions AS p
  WHERE p.object_id = @object_id
) AS g
GROUP BY g.index_id, g.data_compression_desc, g.run
ORDER BY g.index_id, MIN(g.partition_number)`;

/** Needs VIEW DATABASE STATE, or VIEW DATABASE PERFORMANCE STATE from 2022 on. */
const SPACE = `SELECT p.index_id, CONVERT(varchar(20), SUM(p.row_count)), CONVERT(varchar(20), SUM(p.reserved_page_count)), CONVERT(varchar(20), SUM(p.used_page_count))
FROM sys.dm_db_partition_stats AS p
WHERE p.object_id = @object_id
GROUP BY p.index_id`;

/** The same from what anyone reads who may see the table. LOB units belong to the partition, the others to its rowset. */
const SPACE_OF_METADATA = `SELECT p.index_id, NULL, CONVERT(varchar(20), SUM(a.total_pages)), CONVERT(varchar(20), SUM(a.used_pages))
FROM sys.partitions AS p
JOIN sys.allocation_units AS a ON a.container_id = CASE a.type WHEN 2 THEN p.partition_id ELSE p.hobt_id END
WHERE p.object_id = @object_id
GROUP BY p.index_id`;

/** Needs VIEW SERVER STATE, or VIEW SERVER PERFORMANCE STATE from 2022 on; on Azure SQL Database VIEW DATABASE STATE. */
const USAGE = `SELECT u.index_id, u.user_seeks, u.user_scans, u.user_lookups, u.user_updates, CONVERT(varchar(19), u.last_user_seek, 126), CONVERT(varchar(19), u.last_user_scan, 126),
  CONVERT(varchar(19), u.last_user_lookup, 126), CONVERT(varchar(19), u.last_user_update, 126)
FROM sys.dm_db_index_usage_stats AS u
WHERE u.database_id = DB_ID() AND u.object_id = @object_id`;

/** Memory-optimized indexes are counted in a view of their own: scans only, of whatever kind. */
const MEMORY_USAGE = `SELECT u.index_id, NULL, SUM(u.scans_started), NULL, NULL, NULL, NULL, NULL, NULL
FROM sys.dm_db_xtp_index_stats AS u
WHERE u.object_id = @object_id
GROUP BY u.index_id`;

const STARTED = `SELECT CONVERT(varchar(19), sqlserver_start_time, 126) FROM sys.dm_os_sys_info`;

/** By name: on Azure SQL Database DB_ID() is not the database_id of sys.databases. */
const OPENED = `SELECT CONVERT(varchar(19), d.create_date, 126), d.is_auto_close_on FROM sys.databases AS d WHERE d.name = DB_NAME()`;

const KEYS_TO_SUPPORT = `SELECT f.name, c.name
FROM sys.foreign_keys AS f
JOIN sys.foreign_key_columns AS fc ON fc.constraint_object_id = f.object_id
JOIN sys.columns AS c ON c.object_id = fc.parent_object_id AND c.column_id = fc.parent_column_id
WHERE f.parent_object_id = @object_id
ORDER BY f.name, fc.constraint_column_id`;

function indexes(newer: CatalogColumns): string {
  return `SELECT i.index_id, i.name, i.type_desc, i.is_unique, i.is_primary_key, i.is_unique_constraint, i.filter_definition, i.fill_factor, i.is_padded,
  i.allow_row_locks, i.allow_page_locks, i.ignore_dup_key, i.is_disabled, i.is_hypothetical, ${newer.orNull('i', 'auto_created')},
  ${newer.orNull('i', 'optimize_for_sequential_key')}, i.compression_delay, d.name, CONVERT(varchar(19), STATS_DATE(i.object_id, i.index_id), 126)
FROM sys.indexes AS i
LEFT JOIN sys.data_spaces AS d ON d.data_space_id = i.data_space_id
WHERE i.object_id = @object_id
ORDER BY i.index_id`;
}

function indexColumns(newer: CatalogColumns): string {
  return `SELECT ic.index_id, c.name, ic.key_ordinal, ic.partition_ordinal, ic.is_descending_key, ic.is_included_column,
  ${newer.orNull('ic', 'column_store_order_ordinal')}
FROM sys.index_columns AS ic
JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE ic.object_id = @object_id
ORDER BY ic.index_id, ic.key_ordinal, ic.index_column_id`;
}

/** What is asked about the indexes of a table or indexed view; all in one round trip. */
export function indexQuestions(newer: CatalogColumns, isMemoryOptimized: boolean): CatalogSection[] {
  return [
    { name: 'indexes', text: indexes(newer) },
    { name: 'columns', text: indexColumns(newer) },
    { name: 'compression', text: COMPRESSION },
    { name: 'space', text: SPACE, otherwise: { name: 'metadata space', text: SPACE_OF_METADATA } },
    { name: 'usage', text: isMemoryOptimized ? MEMORY_USAGE : USAGE },
    { name: 'started', text: STARTED },
    { name: 'opened', text: OPENED },
    { name: 'keys', text: KEYS_TO_SUPPORT },
    { name: 'xml', text: XML_VARIANTS },
    { name: 'spatial', text: SPATIAL_VARIANTS },
    { name: 'hash', text: HASH_BUCKETS },
    ...(newer.has('optimize_for_array_search') ? [{ name: 'json', text: JSON_VARIANTS }] : []),
    ...(newer.has('distance_metric') ? [{ name: 'vector', text: VECTOR_VARIANTS }] : []),
    { name: 'full-text', text: FULL_TEXT },
    { name: 'full-text columns', text: FULL_TEXT_COLUMNS },
  ];
}

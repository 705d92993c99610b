import type { TableFilter, TableList, TableListItem } from '../../core/metadata/tableList';
import { tableKind } from '../../core/metadata/tableObject';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { askSections } from './catalogSections';
import { databaseStatePermission, kilobytes } from './pages';

const MATCHES = `o.is_ms_shipped = 0 AND (o.type = 'U' OR (o.type = 'V' AND @include_views = 1))
  AND (@schema IS NULL OR s.name = @schema) AND (@name_like IS NULL OR o.name LIKE @name_like)`;

const COUNT = `SELECT COUNT(*), DB_NAME() FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE ${MATCHES}`;

/** The objects of the page alone: details are asked for these and no others. */
const PAGE = `SELECT o.object_id, s.name AS schema_name, o.name, o.type
  FROM sys.objects AS o
  JOIN sys.schemas AS s ON s.schema_id = o.schema_id
  WHERE ${MATCHES}
  ORDER BY s.name, o.name
  OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY`;

const TABLES = `SELECT p.object_id, p.schema_name, p.name, p.type, t.is_external, t.is_memory_optimized, t.temporal_type, t.is_filetable,
  CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i WHERE i.object_id = p.object_id AND i.index_id = 1) THEN 1 ELSE 0 END,
  CONVERT(nvarchar(4000), d.value)
FROM (${PAGE}) AS p
LEFT JOIN sys.tables AS t ON t.object_id = p.object_id
LEFT JOIN sys.extended_properties AS d ON d.class = 1 AND d.major_id = p.object_id AND d.minor_id = 0 AND d.name = N'MS_Description'
ORDER BY p.schema_name, p.name`;

/** Graph tables came with SQL Server 2017. */
const GRAPH = `SELECT t.object_id, t.is_node, t.is_edge FROM (${PAGE}) AS p JOIN sys.tables AS t ON t.object_id = p.object_id WHERE t.is_node = 1 OR t.is_edge = 1`;

/** Heap (index_id 0) or clustered index (1): each row once. Needs VIEW DATABASE STATE, or VIEW DATABASE PERFORMANCE STATE from 2022 on. */
const SPACE = `SELECT p.object_id, CONVERT(varchar(20), SUM(CASE WHEN x.index_id IN (0, 1) THEN x.row_count END)), CONVERT(varchar(20), SUM(x.reserved_page_count))
FROM (${PAGE}) AS p
JOIN sys.dm_db_partition_stats AS x ON x.object_id = p.object_id
GROUP BY p.object_id`;

/** The same from the metadata, which anyone reads who may see the table; rows of each partition once, whatever its allocation units. */
const SPACE_OF_METADATA = `SELECT p.object_id, CONVERT(varchar(20), SUM(CASE WHEN x.index_id IN (0, 1) THEN x.rows END)), CONVERT(varchar(20), SUM(a.pages))
FROM (${PAGE}) AS p
JOIN sys.partitions AS x ON x.object_id = p.object_id
OUTER APPLY (
  SELECT SUM(u.total_pages) AS pages
  FROM sys.allocation_units AS u
  WHERE u.container_id = CASE u.type WHEN 2 THEN x.partition_id ELSE x.hobt_id END
) AS a
GROUP BY p.object_id`;

/** A page of the tables, and views where asked for, of the current database; one round trip. */
export async function readTables(question: CatalogQuestion, filter: TableFilter): Promise<TableList> {
  const answers = await askSections(
    question,
    [
      { name: 'count', text: COUNT },
      { name: 'tables', text: TABLES },
      { name: 'graph', text: GRAPH },
      { name: 'space', text: SPACE, otherwise: { name: 'metadata space', text: SPACE_OF_METADATA } },
    ],
    [
      { name: 'schema', type: 'sysname', value: filter.schema ?? null },
      { name: 'name_like', type: 'nvarchar(256)', value: filter.nameLike ?? null },
      { name: 'include_views', type: 'bit', value: filter.includeViews },
      { name: 'offset', type: 'bigint', value: String(filter.offset) },
      { name: 'limit', type: 'int', value: filter.limit },
    ],
  );
  const notes: string[] = [];
  const space = answers.given('space') ?? answers.detail('metadata space', 'row_count and reserved_kb', notes, databaseStatePermission);
  const spaceById = new Map(space.map((row): [unknown, CellRow] => [row[0], row]));
  const graph = answers.given('graph') ?? [];
  const [count] = answers.needed('count');
  const items = answers.needed('tables').map((row): TableListItem => {
    const pages = spaceById.get(row[0]);
    const edge = graph.find((each) => each[0] === row[0]);
    const kind = tableKind({
      type: textOf(row[3]).trim(),
      isSystem: false,
      isExternal: row[4] === true,
      isMemoryOptimized: row[5] === true,
      temporalType: numberOf(row[6] ?? 0),
      isFileTable: row[7] === true,
      isIndexed: row[8] === 1,
      isNode: edge?.[1] === true,
      isEdge: edge?.[2] === true,
    });
    return {
      schema: textOf(row[1]),
      name: textOf(row[2]),
      kind,
      rows: pages?.[1] == null ? null : numberOf(pages[1]),
      reservedKb: pages?.[2] == null ? null : kilobytes(pages[2]),
      description: textOrNull(row[9]),
    };
  });
  return { database: textOf(count?.[1]), items, total: numberOf(count?.[0]), notes };
}

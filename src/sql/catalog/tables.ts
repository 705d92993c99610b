import type { TableFilter, TableList, TableListItem } from '../../core/metadata/tableList';
import { tableKind } from '../../core/metadata/tableObject';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import type { SectionAnswers } from './catalogSections';
import { askSections } from './catalogSections';
import { givenConditions } from './givenConditions';
import { databaseStatePermission, kilobytes } from './pages';

/** Those of the schema s. */
const MATCHING = `FROM sys.objects AS o
    WHERE o.schema_id = s.schema_id AND o.type IN ('U', CASE WHEN @include_views = 1 THEN 'V' END) AND o.is_ms_shipped = 0
      AND o.name LIKE @name_like`;

const COUNT = `SELECT ISNULL(SUM(o.objects), 0), DB_NAME()
  FROM sys.schemas AS s
  CROSS APPLY (
    SELECT COUNT(*) AS objects
    ${MATCHING}
  ) AS o
  WHERE s.name = @schema`;

/**
 * The objects of the page, found once; details are looked up for these and no others. Of each schema come the first by name, no more than the page
 * can need. Graph tables came with SQL Server 2017: without a table's name before them, is_node and is_edge are columns of sys.tables where it
 * has them, and elsewhere those of the page.
 */
const PAGE = `FROM (
  SELECT o.object_id, s.name AS schema_name, o.name, o.type, CONVERT(bit, 0) AS is_node, CONVERT(bit, 0) AS is_edge
  FROM sys.schemas AS s
  CROSS APPLY (
    SELECT TOP (@offset + @limit) o.object_id, o.name, o.type
    ${MATCHING}
    ORDER BY o.name
  ) AS o
  WHERE s.name = @schema
  ORDER BY s.name, o.name
  OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY
) AS p
OUTER APPLY (
  SELECT t.is_external, t.is_memory_optimized, t.temporal_type, t.is_filetable, is_node, is_edge
  FROM sys.tables AS t
  WHERE t.object_id = p.object_id
) AS t
LEFT JOIN sys.extended_properties AS d ON d.class = 1 AND d.major_id = p.object_id AND d.minor_id = 0 AND d.name = N'MS_Description'`;

const DETAILS = `p.object_id, p.schema_name, p.name, p.type, t.is_external, t.is_memory_optimized, t.temporal_type, t.is_filetable,
  CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i WHERE i.object_id = p.object_id AND i.index_id = 1) THEN 1 ELSE 0 END,
  CONVERT(nvarchar(4000), d.value), t.is_node, t.is_edge`;

/** Heap (index_id 0) or clustered index (1): each row once. Needs VIEW DATABASE STATE, or VIEW DATABASE PERFORMANCE STATE from 2022 on. */
const TABLES = `SELECT ${DETAILS}, CONVERT(varchar(20), z.row_count), CONVERT(varchar(20), z.pages)
${PAGE}
OUTER APPLY (
  SELECT SUM(CASE WHEN x.index_id IN (0, 1) THEN x.row_count END) AS row_count, SUM(x.reserved_page_count) AS pages
  FROM sys.dm_db_partition_stats AS x
  WHERE x.object_id = p.object_id
) AS z
ORDER BY p.schema_name, p.name`;

/** The same from the metadata, which anyone reads who may see the table; rows of each partition once, whatever its allocation units. */
const TABLES_OF_METADATA = `SELECT ${DETAILS}, CONVERT(varchar(20), z.row_count), CONVERT(varchar(20), z.pages)
${PAGE}
OUTER APPLY (
  SELECT SUM(CASE WHEN x.index_id IN (0, 1) THEN x.rows END) AS row_count, SUM(a.pages) AS pages
  FROM sys.partitions AS x
  OUTER APPLY (
    SELECT SUM(u.total_pages) AS pages
    FROM (
      SELECT l.total_pages FROM sys.allocation_units AS l WHERE l.container_id = x.partition_id AND l.type = 2
      UNION ALL
      SELECT r.total_pages FROM sys.allocation_units AS r WHERE r.container_id = x.hobt_id AND r.type <> 2
    ) AS u
  ) AS a
  WHERE x.object_id = p.object_id
) AS z
ORDER BY p.schema_name, p.name`;

const TABLES_WITHOUT_SPACE = `SELECT ${DETAILS}, NULL, NULL
${PAGE}
ORDER BY p.schema_name, p.name`;

/** A page of the tables, and views where asked for, of the current database; one round trip. */
export async function readTables(question: CatalogQuestion, filter: TableFilter): Promise<TableList> {
  const asked = (text: string): string => givenConditions(text, { schema: filter.schema, name_like: filter.nameLike });
  const answers = await askSections(
    question,
    [
      { name: 'count', text: asked(COUNT) },
      {
        name: 'tables',
        text: asked(TABLES),
        otherwise: {
          name: 'metadata tables',
          text: asked(TABLES_OF_METADATA),
          otherwise: { name: 'bare tables', text: asked(TABLES_WITHOUT_SPACE) },
        },
      },
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
  const [count] = answers.needed('count');
  const items = rowsOf(answers, notes).map((row): TableListItem => {
    const kind = tableKind({
      type: textOf(row[3]).trim(),
      isSystem: false,
      isExternal: row[4] === true,
      isMemoryOptimized: row[5] === true,
      temporalType: numberOf(row[6] ?? 0),
      isFileTable: row[7] === true,
      isIndexed: row[8] === 1,
      isNode: row[10] === true,
      isEdge: row[11] === true,
    });
    return {
      schema: textOf(row[1]),
      name: textOf(row[2]),
      kind,
      rows: row[12] == null ? null : numberOf(row[12]),
      reservedKb: row[13] == null ? null : kilobytes(row[13]),
      description: textOrNull(row[9]),
    };
  });
  return { database: textOf(count?.[1]), items, total: numberOf(count?.[0]), notes };
}

/** The page with the best of its details that the server gives. */
function rowsOf(answers: SectionAnswers, notes: string[]): readonly CellRow[] {
  const rows = answers.given('tables') ?? answers.given('metadata tables');
  if (rows !== undefined) {
    return rows;
  }
  const bare = answers.needed('bare tables');
  answers.detail('metadata tables', 'row_count and reserved_kb', notes, databaseStatePermission);
  return bare;
}

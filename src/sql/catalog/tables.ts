import type { Answer, QueryParameter, TableFilter, TableInfo } from '../../core/ports';
import type { CatalogQuestion } from './catalogQuestion';
import { textOf, textOrNull } from './catalogQuestion';

const MATCHES = `(@schema IS NULL OR s.name = @schema) AND (@name_like IS NULL OR o.name LIKE @name_like)`;

const NAMES = `SELECT o.object_id, s.name, o.name, o.type
FROM sys.objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.is_ms_shipped = 0 AND (o.type = 'U' OR (o.type = 'V' AND @include_views = 1)) AND ${MATCHES}
ORDER BY s.name, o.name`;

/** Heap (index_id 0) or clustered index (1): each row once. Needs VIEW DATABASE STATE, or VIEW DATABASE PERFORMANCE STATE from 2022 on. */
const ROW_COUNTS = `SELECT p.object_id, CONVERT(varchar(20), SUM(p.row_count))
FROM sys.dm_db_partition_stats AS p WHERE p.index_id IN (0, 1) GROUP BY p.object_id`;

/** The same from the metadata, which anyone reads who may see the table. */
const ROW_COUNTS_OF_METADATA = `SELECT p.object_id, CONVERT(varchar(20), SUM(p.rows))
FROM sys.partitions AS p WHERE p.index_id IN (0, 1) GROUP BY p.object_id`;

const DESCRIPTIONS = `SELECT major_id, CONVERT(nvarchar(4000), value)
FROM sys.extended_properties WHERE class = 1 AND minor_id = 0 AND name = N'MS_Description'`;

/** The tables, and views where asked for, of the current database. */
export async function readTables(question: CatalogQuestion, filter: TableFilter): Promise<Answer<TableInfo>> {
  const parameters: QueryParameter[] = [
    { name: 'schema', type: 'sysname', value: filter.schema ?? null },
    { name: 'name_like', type: 'nvarchar(256)', value: filter.nameLike ?? null },
    { name: 'include_views', type: 'bit', value: filter.includeViews },
  ];
  const names = await question.ask(NAMES, parameters);
  if (names.length === 0) {
    return { items: [], notes: [] };
  }
  const notes: string[] = [];
  const counts = await byObject(question, [ROW_COUNTS, ROW_COUNTS_OF_METADATA], 'row_count', notes);
  const descriptions = await byObject(question, [DESCRIPTIONS], 'description', notes);
  return {
    items: names.map(([id, schema, name, type]) => {
      const kind = textOf(type).trim() === 'V' ? 'view' : 'table';
      return {
        schema: textOf(schema),
        name: textOf(name),
        kind,
        rowCount: kind === 'view' ? null : (counts.get(id) ?? null),
        description: descriptions.get(id) ?? null,
      };
    }),
    notes,
  };
}

async function byObject(
  question: CatalogQuestion,
  questions: readonly string[],
  what: string,
  notes: string[],
): Promise<ReadonlyMap<unknown, string | null>> {
  const rows = await question.tryAsk(questions, [], what, notes);
  return new Map(rows?.map(([id, value]): [unknown, string | null] => [id, textOrNull(value)]));
}

import { SprocketError } from '../../core/errors';
import type { TableKind, TableObject } from '../../core/metadata/tableObject';
import { tableKind } from '../../core/metadata/tableObject';
import { formatQualifiedName, parseQualifiedName } from '../../core/names/qualifiedName';
import { resolveName, unknownName } from '../../core/names/resolveName';
import type { QualifiedName } from '../../core/ports';
import type { CellRow } from '../../core/values/cellEncoding';
import { CatalogColumns, NEWER_COLUMNS } from './catalogColumns';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import { askSections } from './catalogSections';

/** What a tool works with: anything with columns, what stores rows (tables and indexed views), or tables only. */
export type WantedObject = 'any' | 'stored' | 'table';

/** The table or view that a name stands for, and what the server can tell about it. */
export interface ResolvedTable {
  readonly objectId: number;
  readonly object: TableObject;
  readonly newer: CatalogColumns;
  /** Whether the login may see the definitions of all objects of the database. */
  readonly seesAll: boolean;
  readonly notes: readonly string[];
}

/** A synonym of something in another database: there it has to be looked for. */
export interface NameElsewhere {
  readonly elsewhere: QualifiedName & { readonly database: string };
  readonly notes: readonly string[];
}

/** Objects of a name that are not parts of others; system objects only by their schema. place: 0 the default schema of the login, 1 dbo, 2 elsewhere. */
const CANDIDATES = `SELECT o.object_id, s.name, o.name, o.type, CASE WHEN s.name = SCHEMA_NAME() THEN 0 WHEN s.name = N'dbo' THEN 1 ELSE 2 END AS place,
  o.is_ms_shipped, CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i WHERE i.object_id = o.object_id AND i.index_id = 1) THEN 1 ELSE 0 END,
  sn.base_object_name
FROM sys.all_objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
LEFT JOIN sys.synonyms AS sn ON sn.object_id = o.object_id
WHERE o.name = @name AND o.parent_object_id = 0
  AND (s.name = @schema OR (@schema IS NULL AND s.name NOT IN (N'sys', N'INFORMATION_SCHEMA')))
ORDER BY place, s.name`;

/** The object that a synonym of the same database stands for. */
const BASE_OBJECTS = `SELECT sn.object_id, o.object_id, s.name, o.name, o.type, 2 AS place, o.is_ms_shipped,
  CASE WHEN EXISTS (SELECT 1 FROM sys.indexes AS i WHERE i.object_id = o.object_id AND i.index_id = 1) THEN 1 ELSE 0 END
FROM sys.synonyms AS sn
JOIN sys.all_objects AS o ON o.object_id = OBJECT_ID(sn.base_object_name)
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE sn.name = @name`;

/** By name, and what a synonym of the name stands for; each by its own key. */
const TABLE_KINDS = `SELECT t.object_id, t.is_external, t.is_memory_optimized, t.temporal_type, t.is_filetable
FROM sys.tables AS t
WHERE t.name = @name
UNION ALL
SELECT t.object_id, t.is_external, t.is_memory_optimized, t.temporal_type, t.is_filetable
FROM sys.synonyms AS sn
JOIN sys.tables AS t ON t.object_id = OBJECT_ID(sn.base_object_name)
WHERE sn.name = @name`;

/** Graph tables came with SQL Server 2017. */
const GRAPH_TABLES = `SELECT t.object_id, t.is_node, t.is_edge FROM sys.tables AS t WHERE (t.is_node = 1 OR t.is_edge = 1) AND t.name = @name`;

const DATABASE = `SELECT DB_NAME(), HAS_PERMS_BY_NAME(DB_NAME(), N'DATABASE', N'VIEW DEFINITION')`;

/** Names that may be meant: those that begin alike and are of about the same length first. */
const KNOWN_NAMES = `SELECT TOP (5000) s.name, o.name
FROM sys.objects AS o
JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
ORDER BY CASE WHEN LEFT(o.name, 2) = LEFT(@name, 2) THEN 0 ELSE 1 END, ABS(LEN(o.name) - LEN(@name)), s.name, o.name`;

interface Candidate {
  readonly objectId: number;
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly place: number;
  readonly isSystem: boolean;
  readonly isIndexed: boolean;
  /** What a synonym stands for, as it was written. */
  readonly base: string | null;
}

/**
 * Finds the table or view that a name stands for, in one round trip (a second one only for a name that nothing has).
 * Throws SprocketError: unknown_object, invalid_input for an object of another kind, unsupported for what cannot be seen from here.
 */
export async function resolveTable(
  question: CatalogQuestion,
  name: QualifiedName,
  wanted: WantedObject,
): Promise<ResolvedTable | NameElsewhere> {
  const parameters = [
    { name: 'schema', type: 'sysname', value: name.schema ?? null },
    { name: 'name', type: 'sysname', value: name.name },
  ];
  const answers = await askSections(
    question,
    [
      { name: 'candidates', text: CANDIDATES },
      { name: 'base objects', text: BASE_OBJECTS },
      { name: 'kinds', text: TABLE_KINDS },
      { name: 'graph', text: GRAPH_TABLES },
      { name: 'newer columns', text: NEWER_COLUMNS },
      { name: 'database', text: DATABASE },
    ],
    parameters,
  );
  const notes: string[] = [];
  const resolved = resolveName(answers.needed('candidates').map(candidate), name);
  if (resolved === undefined) {
    const known = await question.ask(KNOWN_NAMES, [{ name: 'name', type: 'sysname', value: name.name }]);
    const names = known.map(([schema, table]) => ({ schema: textOf(schema), name: textOf(table) }));
    throw unknownName(name, 'table or view', names, 'list_tables');
  }
  if (resolved.note !== undefined) {
    notes.push(resolved.note);
  }
  const newer = new CatalogColumns(new Set((answers.given('newer columns') ?? []).map(([column]) => textOf(column))));
  const [current] = answers.needed('database');
  const database = textOf(current?.[0]);
  const { object: found } = resolved;
  const { base } = found;
  if (base !== null) {
    notes.push(`${shown(found)} is a synonym of ${base}.`);
    const target = parseQualifiedName(base);
    if (target.database !== undefined && target.database.toLowerCase() !== database.toLowerCase()) {
      return { elsewhere: { ...target, database: target.database }, notes };
    }
  }
  const baseRow = answers.given('base objects')?.find((row) => numberOf(row[0]) === found.objectId);
  const object = base === null ? found : baseRow === undefined ? undefined : candidate(baseRow.slice(1));
  if (object === undefined) {
    throw new SprocketError(
      'unknown_object',
      `${shown(found)} is a synonym of ${base ?? ''}, which does not exist, or the login may not see it.`,
      {
        nextStep: 'Call list_tables.',
      },
    );
  }
  const kind = kindOf(object, answers.needed('kinds'), answers.given('graph') ?? []);
  requireKind(object, kind, wanted);
  return {
    newer,
    seesAll: current?.[1] === 1,
    objectId: object.objectId,
    object: { database, schema: object.schema, name: object.name, kind },
    notes,
  };
}

function candidate(row: CellRow): Candidate {
  return {
    objectId: numberOf(row[0]),
    schema: textOf(row[1]),
    name: textOf(row[2]),
    type: textOf(row[3]).trim(),
    place: numberOf(row[4]),
    isSystem: row[5] === true,
    isIndexed: row[6] === 1,
    base: textOrNull(row[7]),
  };
}

function kindOf(object: Candidate, kinds: readonly CellRow[], graph: readonly CellRow[]): TableKind | undefined {
  if (!['U', 'V', 'S', 'ET'].includes(object.type)) {
    return undefined;
  }
  const row = kinds.find((each) => numberOf(each[0]) === object.objectId);
  const graphRow = graph.find((each) => numberOf(each[0]) === object.objectId);
  return tableKind({
    type: object.type,
    isSystem: object.isSystem,
    isIndexed: object.isIndexed,
    isExternal: row?.[1] === true,
    isMemoryOptimized: row?.[2] === true,
    temporalType: numberOf(row?.[3] ?? 0),
    isFileTable: row?.[4] === true,
    isNode: graphRow?.[1] === true,
    isEdge: graphRow?.[2] === true,
  });
}

/** What other types of sys.objects.type are, and which tool knows them. */
const otherKinds: Readonly<Record<string, readonly [what: string, next: string]>> = {
  P: ['a stored procedure', 'Call get_stored_procedure_parameters.'],
  PC: ['a stored procedure', 'Call get_stored_procedure_parameters.'],
  X: ['an extended stored procedure', 'Call get_stored_procedure_parameters.'],
  FN: ['a scalar function', 'Query sys.parameters for its parameters.'],
  FS: ['a scalar function', 'Query sys.parameters for its parameters.'],
  IF: ['a table-valued function', 'Query sys.columns for its columns.'],
  TF: ['a table-valued function', 'Query sys.columns for its columns.'],
  FT: ['a table-valued function', 'Query sys.columns for its columns.'],
  SO: ['a sequence', 'Query sys.sequences.'],
  SN: ['a synonym of a synonym', 'Name what it stands for.'],
};

function requireKind(object: Candidate, kind: TableKind | undefined, wanted: WantedObject): asserts kind is TableKind {
  if (kind === undefined) {
    const [what, nextStep] = otherKinds[object.type] ?? ['no table', 'Call list_tables.'];
    throw new SprocketError('invalid_input', `${shown(object)} is ${what}.`, { expected: 'a table or view', nextStep });
  }
  const isPlainView = kind === 'view' || kind === 'system view';
  if (isPlainView && wanted !== 'any') {
    throw new SprocketError(
      'invalid_input',
      `${shown(object)} is a view${wanted === 'stored' ? ' without an index: it stores no rows' : ''}.`,
      {
        expected: wanted === 'stored' ? 'a table or an indexed view' : 'a table',
        nextStep: 'Call get_table_schema for the columns of a view, or name one of the tables that it reads.',
      },
    );
  }
  if (kind === 'indexed view' && wanted === 'table') {
    throw new SprocketError('invalid_input', `${shown(object)} is a view, and views have no foreign keys.`, {
      expected: 'a table',
      nextStep: 'Call get_table_schema or get_table_indexes for a view.',
    });
  }
}

/** Temporary tables are in tempdb: a global one is found there by its name, others have names of the server's own there. Throws unsupported. */
export function refuseTemporary({ name }: QualifiedName, database: string | undefined): void {
  const isGlobal = name.startsWith('##');
  // In tempdb the name of a local one is padded to 128 characters.
  const isThere = database?.toLowerCase() === 'tempdb' && (isGlobal || name.length === 128);
  if (name.startsWith('#') && !isThere) {
    throw new SprocketError('unsupported', `${name} is a temporary table${isGlobal ? '' : ', which only the session that made it sees'}.`, {
      expected: 'a table or view of the database',
      nextStep: isGlobal ? `Name it tempdb..${name}.` : 'Query tempdb.sys.columns in the batch that makes it.',
    });
  }
}

function shown({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return formatQualifiedName({ schema, name });
}

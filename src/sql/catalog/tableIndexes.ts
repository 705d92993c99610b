import { indexFindings } from '../../core/metadata/indexFindings';
import type { IndexInfo, IndexUsage, KeyToSupport, TableIndexes } from '../../core/metadata/tableIndexes';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import type { SectionAnswers } from './catalogSections';
import { askSections } from './catalogSections';
import { databaseStatePermission, kilobytes, serverStatePermission } from './pages';
import type { ResolvedTable } from './resolveTable';
import { indexQuestions } from './tableIndexQuestions';

/** The indexes of a table or indexed view. */
export async function readTableIndexes(question: CatalogQuestion, table: ResolvedTable): Promise<TableIndexes> {
  const isMemoryOptimized = table.object.kind === 'memory-optimized table';
  const answers = await askSections(question, indexQuestions(table.newer, isMemoryOptimized), [
    { name: 'object_id', type: 'int', value: table.objectId },
  ]);
  const notes = [...table.notes];
  const usage = usageOf(answers, isMemoryOptimized, notes);
  const space = answers.given('space') ?? answers.detail('metadata space', 'size', notes, databaseStatePermission);
  const spaceById = new Map(space.map((row) => [numberOf(row[0]), row]));
  const columns = answers.needed('columns');
  const compression = answers.detail('compression', 'compression', notes);
  const variants = variantsOf(answers, notes);
  const buckets = new Map(answers.detail('hash', 'bucket_count', notes).map((row) => [numberOf(row[0]), numberOf(row[1])]));
  const indexes = answers.needed('indexes').map((row): IndexInfo => {
    const id = numberOf(row[0]);
    const its = (rows: readonly CellRow[]): readonly CellRow[] => rows.filter((each) => numberOf(each[0]) === id);
    const pages = spaceById.get(id);
    const ranges = its(compression);
    return {
      ...indexOf(row),
      ...columnsOf(textOf(row[2]), its(columns)),
      variant: variants.get(id) ?? null,
      bucketCount: buckets.get(id) ?? null,
      partitionCount: ranges.reduce((count, range) => count + numberOf(range[3]) - numberOf(range[2]) + 1, 0),
      compression: ranges.map((range) => ({ compression: textOf(range[1]), from: numberOf(range[2]), to: numberOf(range[3]) })),
      rows: textOrNull(pages?.[1]) === null ? rowsOf(ranges) : numberOf(pages?.[1]),
      reservedKb: pages === undefined ? null : kilobytes(pages[2]),
      usedKb: pages === undefined ? null : kilobytes(pages[3]),
      usage: usage.of(id, textOf(row[2])),
    };
  });
  const all = [...indexes, ...fullTextIndex(answers, notes)];
  const keys = keysOf(answers.detail('keys', 'foreign keys without an index', notes));
  const findings = indexFindings(all, keys, usage.since, table.object.kind === 'indexed view');
  if (findings.some(({ kind }) => kind === 'unused')) {
    notes.push('Use is counted on this replica only, and anew when the database was detached or shut down in the meantime.');
  }
  return {
    table: table.object,
    indexes: all,
    usageSince: usage.since,
    findings,
    notes,
  };
}

function rowsOf(ranges: readonly CellRow[]): number | null {
  return ranges.length === 0 ? null : ranges.reduce((total, range) => total + numberOf(range[4] ?? 0), 0);
}

type OwnFacts = 'variant' | 'bucketCount' | 'partitionCount' | 'compression' | 'rows' | 'reservedKb' | 'usedKb' | 'usage';
type ColumnFacts = 'keyColumns' | 'includedColumns' | 'partitionColumns' | 'orderColumns';

function indexOf(row: CellRow): Omit<IndexInfo, OwnFacts | ColumnFacts> {
  const fillFactor = numberOf(row[7]);
  return {
    indexId: numberOf(row[0]),
    name: textOrNull(row[1]),
    type: textOf(row[2]).toLowerCase(),
    isUnique: row[3] === true,
    isPrimaryKey: row[4] === true,
    isUniqueConstraint: row[5] === true,
    filter: textOrNull(row[6]),
    fillFactor: fillFactor === 0 ? null : fillFactor,
    isPadded: row[8] === true,
    allowsRowLocks: row[9] === true,
    allowsPageLocks: row[10] === true,
    ignoresDuplicateKeys: row[11] === true,
    isDisabled: row[12] === true,
    isHypothetical: row[13] === true,
    isAutoCreated: row[14] === true,
    isOptimizedForSequentialKey: row[15] === true,
    compressionDelay: typeof row[16] === 'number' && row[16] > 0 ? row[16] : null,
    dataSpace: textOrNull(row[17]),
    statisticsDate: textOrNull(row[18]),
  };
}

/** XML, spatial, JSON and vector indexes have no key: their columns have key_ordinal 0 and are not included ones. */
function columnsOf(type: string, rows: readonly CellRow[]): Pick<IndexInfo, ColumnFacts> {
  const isColumnstore = type.includes('COLUMNSTORE');
  const hasKey = rows.some((row) => numberOf(row[2]) > 0);
  const isKey = (row: CellRow): boolean =>
    hasKey ? numberOf(row[2]) > 0 : !isColumnstore && type !== 'HEAP' && row[5] !== true && numberOf(row[3]) === 0;
  const by = (ordinal: 3 | 6): string[] =>
    rows
      .filter((row) => numberOf(row[ordinal] ?? 0) > 0)
      .sort((left, right) => numberOf(left[ordinal]) - numberOf(right[ordinal]))
      .map((row) => textOf(row[1]));
  return {
    keyColumns: rows.filter(isKey).map((row) => ({ name: textOf(row[1]), descending: row[4] === true })),
    includedColumns: rows.filter((row) => row[5] === true).map((row) => textOf(row[1])),
    partitionColumns: by(3),
    orderColumns: by(6),
  };
}

function variantsOf(answers: SectionAnswers, notes: string[]): ReadonlyMap<number, string> {
  const rows = ['xml', 'spatial', 'json', 'vector'].flatMap((name) => answers.detail(name, `the variant of ${name} indexes`, notes));
  return new Map(rows.flatMap((row): [number, string][] => (row[1] === null ? [] : [[numberOf(row[0]), textOf(row[1]).trim()]])));
}

interface UsageFacts {
  readonly since: string | null;
  readonly of: (indexId: number, type: string) => IndexUsage | null;
}

function usageOf(answers: SectionAnswers, isMemoryOptimized: boolean, notes: string[]): UsageFacts {
  const permission = isMemoryOptimized ? databaseStatePermission : serverStatePermission;
  const rows = answers.detail('usage', 'usage', notes, permission);
  const isKnown = answers.given('usage') !== undefined;
  const [started] = isKnown ? answers.detail('started', 'usage_since', notes, serverStatePermission) : [];
  const byId = new Map(rows.map((row) => [numberOf(row[0]), row]));
  return {
    since: isKnown ? countedSince(textOrNull(started?.[0]), answers, notes) : null,
    of: (indexId, type) => {
      const row = byId.get(indexId);
      if (!isKnown || (row === undefined && !isCounted(type, isMemoryOptimized))) {
        return null;
      }
      return row === undefined ? neverUsed : indexUsage(row);
    },
  };
}

/** The counters begin with the server, and with the database when that came later. A database that closes itself loses them each time. */
function countedSince(started: string | null, answers: SectionAnswers, notes: string[]): string | null {
  const [opened] = answers.given('opened') ?? [];
  if (opened?.[1] === true) {
    notes.push('usage_since is unknown: AUTO_CLOSE is on, and the counts are lost whenever the database closes.');
    return null;
  }
  const created = textOrNull(opened?.[0]);
  return started !== null && created !== null && created > started ? created : started;
}

/** Whether the documentation says that use of such an index is counted, and that it has no row before. */
function isCounted(type: string, isMemoryOptimized: boolean): boolean {
  return !isMemoryOptimized && !['XML', 'SPATIAL', 'JSON', 'VECTOR'].includes(type);
}

/** An index that was never used since the start has no row. */
const neverUsed: IndexUsage = {
  seeks: 0,
  scans: 0,
  lookups: 0,
  updates: 0,
  lastSeek: null,
  lastScan: null,
  lastLookup: null,
  lastUpdate: null,
};

function indexUsage(row: CellRow): IndexUsage {
  const count = (cell: unknown): number | null => (cell === null ? null : numberOf(cell));
  return {
    seeks: count(row[1]),
    scans: numberOf(row[2]),
    lookups: count(row[3]),
    updates: count(row[4]),
    lastSeek: textOrNull(row[5]),
    lastScan: textOrNull(row[6]),
    lastLookup: textOrNull(row[7]),
    lastUpdate: textOrNull(row[8]),
  };
}

function keysOf(rows: readonly CellRow[]): readonly KeyToSupport[] {
  const keys = new Map<string, string[]>();
  for (const [key, column] of rows) {
    const columns = keys.get(textOf(key)) ?? [];
    keys.set(textOf(key), [...columns, textOf(column)]);
  }
  return Array.from(keys, ([name, columns]) => ({ name, columns }));
}

function fullTextIndex(answers: SectionAnswers, notes: string[]): IndexInfo[] {
  const columns = answers.detail('full-text columns', 'the columns of the full-text index', notes);
  return answers.detail('full-text', 'the full-text index', notes).map(([isEnabled, catalog, tracking, keyIndex]) => ({
    indexId: null,
    name: null,
    type: 'full-text',
    variant: `catalog ${textOrNull(catalog) ?? 'not visible'}, key index ${textOf(keyIndex)}, change tracking ${textOf(tracking)}`,
    isUnique: false,
    isPrimaryKey: false,
    isUniqueConstraint: false,
    keyColumns: columns.map(([name]) => ({ name: textOf(name), descending: false })),
    includedColumns: [],
    partitionColumns: [],
    orderColumns: [],
    filter: null,
    fillFactor: null,
    isPadded: false,
    allowsRowLocks: true,
    allowsPageLocks: true,
    ignoresDuplicateKeys: false,
    isDisabled: isEnabled !== true,
    isHypothetical: false,
    isAutoCreated: false,
    isOptimizedForSequentialKey: false,
    compressionDelay: null,
    bucketCount: null,
    dataSpace: null,
    partitionCount: 0,
    compression: [],
    rows: null,
    reservedKb: null,
    usedKb: null,
    usage: null,
    statisticsDate: null,
  }));
}

import { rowsOfIndexes } from '../../core/metadata/rowsOfIndexes';
import { tableSpace } from '../../core/metadata/tableSpace';
import type {
  IndexSpace,
  PartitionSpace,
  RowGroups,
  SpaceUse,
  StatisticsObject,
  TableMemory,
  TableStatistics,
} from '../../core/metadata/tableStatistics';
import { formatQualifiedName } from '../../core/names/qualifiedName';
import type { CellRow } from '../../core/values/cellEncoding';
import type { CatalogQuestion } from './catalogQuestion';
import { numberOf, textOf, textOrNull } from './catalogQuestion';
import type { SectionAnswers } from './catalogSections';
import { askSections } from './catalogSections';
import { databaseStatePermission, kilobytes } from './pages';
import type { ResolvedTable } from './resolveTable';
import { partitionBounds, tablePartitioning } from './tablePartitioning';
import { MOST_LISTED, statisticsQuestions } from './tableStatisticsQuestions';

/** The size and state of a table or indexed view. */
export async function readTableStatistics(question: CatalogQuestion, table: ResolvedTable): Promise<TableStatistics> {
  const isMemoryOptimized = table.object.kind === 'memory-optimized table';
  const answers = await askSections(question, statisticsQuestions(table.newer, isMemoryOptimized), [
    { name: 'object_id', type: 'int', value: table.objectId },
  ]);
  const notes = [...table.notes];
  const [object] = answers.needed('object');
  const indexRows = answers.needed('indexes');
  const own = answers.given('space');
  const spaceRows = own ?? answers.detail('metadata space', 'rows and space', notes, databaseStatePermission);
  const compression = answers.detail('compression', 'compression', notes);
  const indexes = indexSpaces(indexRows, spaceRows, compression);
  const base = indexes.find((index) => index.indexId < 2);
  const hasSpace = spaceRows.length > 0 && !isMemoryOptimized;
  const [history] = answers.detail('history', 'history_table', notes);
  const [historyOf] = answers.detail('history of', 'history_of', notes);
  const [ledger] = answers.detail('ledger', 'ledger', notes);
  const partitionCount = base?.partitionCount ?? 1;
  return {
    table: table.object,
    created: textOf(object?.[0]),
    modified: textOf(object?.[1]),
    ...rowCount(base, compression, own !== undefined),
    space: hasSpace ? tableSpace(indexes, internalSpace(answers, own !== undefined, notes)) : null,
    indexes,
    partitions: partitionCount > 1 ? partitions(answers, partitionCount, notes) : [],
    partitionCount,
    partitioning: tablePartitioning(answers, notes),
    statistics: statisticsObjects(answers, notes),
    lastStatisticsUpdate: textOrNull(answers.detail('last update', 'last_statistics_update', notes)[0]?.[0]),
    rowGroups: rowGroups(answers, indexRows, notes),
    memory: isMemoryOptimized ? memory(answers, notes) : null,
    historyTable: nameOf(history),
    historyRetention: retention(history),
    historyOf: nameOf(historyOf),
    ledgerType: textOrNull(ledger?.[0]),
    ledgerView: nameOf(ledger?.slice(1)),
    notes,
  };
}

/** -1 is the period of what is kept for ever. */
function retention(history: CellRow | undefined): string | null {
  const period = numberOf(history?.[2] ?? -1);
  return period > 0 ? `${String(period)} ${textOf(history?.[3])}` : null;
}

/** A memory-optimized table has no pages; its rows are those of any of its indexes. */
function rowCount(base: IndexSpace | undefined, compression: readonly CellRow[], isOwn: boolean): Pick<TableStatistics, 'rows' | 'source'> {
  if (base !== undefined) {
    return { rows: base.rows, source: isOwn ? 'sys.dm_db_partition_stats' : 'sys.partitions and sys.allocation_units' };
  }
  const rows = rowsOfIndexes(compression.map((row) => ({ indexId: numberOf(row[0] ?? 0), rows: numberOf(row[2] ?? 0) })));
  return { rows, source: rows === null ? null : 'sys.partitions' };
}

function nameOf(row: CellRow | undefined): string | null {
  return typeof row?.[0] === 'string' && typeof row[1] === 'string' ? formatQualifiedName({ schema: row[0], name: row[1] }) : null;
}

/** Pages: reserved, used, data, LOB, row-overflow, from `at` on. */
function spaceUse(row: CellRow, at: number): SpaceUse {
  return {
    reservedKb: kilobytes(row[at] ?? 0),
    usedKb: kilobytes(row[at + 1] ?? 0),
    dataKb: kilobytes(row[at + 2] ?? 0),
    lobKb: kilobytes(row[at + 3] ?? 0),
    rowOverflowKb: kilobytes(row[at + 4] ?? 0),
  };
}

function indexSpaces(
  indexRows: readonly CellRow[],
  spaceRows: readonly CellRow[],
  compression: readonly CellRow[],
): (IndexSpace & { readonly indexId: number })[] {
  return indexRows.flatMap((row) => {
    const indexId = numberOf(row[0]);
    const space = spaceRows.find((each) => numberOf(each[0]) === indexId);
    const kinds = compression.filter((each) => numberOf(each[0]) === indexId).map((each) => textOf(each[1]));
    const common = { indexId, name: textOrNull(row[1]), type: textOf(row[2]).toLowerCase(), compression: kinds };
    // An XML, spatial or hash index has no partitions under its own id: its rows are elsewhere.
    return space === undefined
      ? []
      : [{ ...common, rows: numberOf(space[1] ?? 0), partitionCount: numberOf(space[7]), ...spaceUse(space, 2) }];
  });
}

function internalSpace(answers: SectionAnswers, isKnown: boolean, notes: string[]): { reservedKb: number; usedKb: number } {
  const [row] = isKnown
    ? answers.detail('internal', 'the space of XML, spatial and full-text indexes', notes, databaseStatePermission)
    : [];
  if (!isKnown) {
    notes.push('The space of XML, spatial and full-text indexes is not in the totals: the login lacks ' + databaseStatePermission + '.');
  }
  return { reservedKb: kilobytes(row?.[0] ?? 0), usedKb: kilobytes(row?.[1] ?? 0) };
}

function partitions(answers: SectionAnswers, count: number, notes: string[]): PartitionSpace[] {
  if (count > MOST_LISTED) {
    notes.push(`The first ${String(MOST_LISTED)} of ${String(count)} partitions are listed; the totals are of all.`);
  }
  const bounds = partitionBounds(answers, count, MOST_LISTED, notes);
  return answers.detail('partitions', 'partitions', notes, databaseStatePermission).map((row) => {
    const number = numberOf(row[0]);
    const { lower, upper } = bounds.get(number) ?? { lower: null, upper: null };
    return { number, lower, upper, rows: numberOf(row[1]), compression: textOf(row[7]), ...spaceUse(row, 2) };
  });
}

function statisticsObjects(answers: SectionAnswers, notes: string[]): StatisticsObject[] {
  const columns = answers.detail('statistics columns', 'the columns of statistics', notes);
  const rows = answers.detail('statistics', 'statistics', notes);
  if (rows.length === MOST_LISTED) {
    notes.push(`The first ${String(MOST_LISTED)} statistics are listed.`);
  }
  return rows.map((row) => ({
    name: textOf(row[1]),
    columns: columns.filter((column) => column[0] === row[0]).map((column) => textOf(column[1])),
    origin: row[2] === true ? 'auto' : row[3] === true ? 'user' : 'index',
    filter: textOrNull(row[4]),
    lastUpdated: textOrNull(row[5]),
    rows: numberOrNull(row[6]),
    rowsSampled: numberOrNull(row[7]),
    modifications: numberOrNull(row[8]),
  }));
}

function rowGroups(answers: SectionAnswers, indexRows: readonly CellRow[], notes: string[]): RowGroups[] {
  if (!indexRows.some((row) => textOf(row[2]).includes('COLUMNSTORE'))) {
    return [];
  }
  const rows = answers.detail('row groups', 'row_groups', notes, `CONTROL on the table and ${databaseStatePermission}`);
  return rows.map((row) => ({
    index: textOf(indexRows.find((index) => index[0] === row[0])?.[1]),
    state: textOf(row[1]),
    count: numberOf(row[2]),
    rows: numberOf(row[3] ?? 0),
    deletedRows: numberOf(row[4] ?? 0),
    sizeKb: Math.ceil(numberOf(row[5] ?? 0) / 1024),
  }));
}

function memory(answers: SectionAnswers, notes: string[]): TableMemory {
  const [durability] = answers.detail('durability', 'durability', notes);
  const [row] = answers.detail('memory', 'memory', notes, databaseStatePermission);
  if (row === undefined && answers.given('memory') !== undefined) {
    notes.push(`memory is unknown: it needs SELECT on the table, or ${databaseStatePermission}.`);
  }
  return {
    durability: textOf(durability?.[0]),
    tableAllocatedKb: numberOrNull(row?.[0]),
    tableUsedKb: numberOrNull(row?.[1]),
    indexesAllocatedKb: numberOrNull(row?.[2]),
    indexesUsedKb: numberOrNull(row?.[3]),
  };
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : numberOf(value);
}

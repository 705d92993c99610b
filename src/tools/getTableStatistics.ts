import { z } from 'zod';
import type { IndexSpace, PartitionSpace, SpaceUse, StatisticsObject, TableStatistics } from '../core/metadata/tableStatistics';
import { boundedItems } from './boundedItems';
import { counted, grouped } from './markdown';
import { defineTool } from './tool';
import { resolveTarget, tableIdentity, tableIdentityOutput, tableParameters, tableTitle } from './tableTarget';
import { noteLines, tablePart } from './textParts';
import { withoutEmpty } from './withoutEmpty';

const kilobytes = {
  reserved_kb: z.number(),
  used_kb: z.number(),
  data_kb: z.number(),
  lob_kb: z.number().optional(),
  row_overflow_kb: z.number().optional(),
};

const indexOutput = z.object({
  name: z.string().nullish(),
  type: z.string(),
  rows: z.number(),
  partitions: z.int().optional(),
  compression: z.array(z.string()),
  ...kilobytes,
});

const partitionOutput = z.object({
  number: z.int(),
  lower: z.string().optional(),
  upper: z.string().optional(),
  rows: z.number(),
  compression: z.string(),
  ...kilobytes,
});

const statisticsOutput = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  origin: z.string(),
  filter: z.string().nullish(),
  last_updated: z.string().nullish(),
  rows: z.number().nullish(),
  rows_sampled: z.number().nullish(),
  modifications: z.number().nullish(),
});

export const getTableStatistics = defineTool({
  name: 'get_table_statistics',
  title: 'Get Table Statistics',
  description:
    'Gets rows, space, partitions, statistics and storage state of a table or indexed view from the metadata, without reading its rows.',
  effect: 'read',
  input: z.strictObject(tableParameters),
  output: z.object({
    ...tableIdentityOutput,
    created: z.string(),
    modified: z.string(),
    rows: z.number().nullable(),
    rows_are: z.string(),
    source: z.string().nullish(),
    space: z
      .object({
        reserved_kb: z.number(),
        data_kb: z.number(),
        index_kb: z.number(),
        lob_kb: z.number(),
        row_overflow_kb: z.number(),
        unused_kb: z.number(),
      })
      .nullish(),
    indexes: z.array(indexOutput).optional(),
    partition_count: z.int().nullish(),
    partitioning: z.object({ scheme: z.string(), function: z.string(), range: z.string(), column: z.string().nullable() }).nullish(),
    partitions: z.array(partitionOutput).optional(),
    last_statistics_update: z.string().nullish(),
    statistics: z.array(statisticsOutput).optional(),
    row_groups: z
      .array(
        z.object({ index: z.string(), state: z.string(), count: z.int(), rows: z.number(), deleted_rows: z.number(), size_kb: z.number() }),
      )
      .optional(),
    memory: z
      .object({
        durability: z.string(),
        table_allocated_kb: z.number().nullable(),
        table_used_kb: z.number().nullable(),
        indexes_allocated_kb: z.number().nullable(),
        indexes_used_kb: z.number().nullable(),
      })
      .nullish(),
    history_table: z.string().nullish(),
    history_retention: z.string().nullish(),
    history_of: z.string().nullish(),
    ledger_type: z.string().nullish(),
    ledger_view: z.string().nullish(),
    notes: z.array(z.string()).optional(),
  }),
  handle: async (context, input, call) => {
    const { name, target } = resolveTarget(context, input, input.table_name);
    const answer = await context.catalog.tableStatistics(target, name, call.signal);
    const third = context.settings.current.pageBytes / 3;
    const indexes = boundedItems(answer.indexes.map(indexAsOutput), third, 'index', 'Query sys.dm_db_partition_stats for the rest.');
    const partitions = boundedItems(
      answer.partitions.map(partitionAsOutput),
      third,
      'partition',
      'Query sys.dm_db_partition_stats for the rest.',
    );
    const statistics = boundedItems(answer.statistics.map(statisticsAsOutput), third, 'statistics object', 'Query sys.stats for the rest.');
    const notes = [...answer.notes, ...indexes.notes, ...partitions.notes, ...statistics.notes];
    const lists = { indexes: indexes.items, partitions: partitions.items, statistics: statistics.items };
    return {
      structured: {
        ...tableIdentity(answer.table),
        created: answer.created,
        modified: answer.modified,
        rows: answer.rows,
        rows_are: answer.rows === null ? 'unknown' : 'estimate',
        ...withoutEmpty({
          ...lists,
          source: answer.source,
          space: spaceAsOutput(answer.space),
          partition_count: answer.partitionCount > 1 ? answer.partitionCount : null,
          partitioning: answer.partitioning === null ? null : { ...answer.partitioning },
          last_statistics_update: answer.lastStatisticsUpdate,
          row_groups: answer.rowGroups.map(({ deletedRows, sizeKb, ...group }) => ({
            ...group,
            deleted_rows: deletedRows,
            size_kb: sizeKb,
          })),
          memory: memoryAsOutput(answer.memory),
          history_table: answer.historyTable,
          history_retention: answer.historyRetention,
          history_of: answer.historyOf,
          ledger_type: answer.ledgerType,
          ledger_view: answer.ledgerView,
        }),
        ...(notes.length === 0 ? {} : { notes }),
      },
      text: asText(answer, lists, notes),
    };
  },
});

function spaceAsOutput(
  space: TableStatistics['space'],
): Record<'reserved_kb' | 'data_kb' | 'index_kb' | 'lob_kb' | 'row_overflow_kb' | 'unused_kb', number> | null {
  return space === null
    ? null
    : {
        reserved_kb: space.reservedKb,
        data_kb: space.dataKb,
        index_kb: space.indexKb,
        lob_kb: space.lobKb,
        row_overflow_kb: space.rowOverflowKb,
        unused_kb: space.unusedKb,
      };
}

function memoryAsOutput(memory: TableStatistics['memory']): {
  durability: string;
  table_allocated_kb: number | null;
  table_used_kb: number | null;
  indexes_allocated_kb: number | null;
  indexes_used_kb: number | null;
} | null {
  return memory === null
    ? null
    : {
        durability: memory.durability,
        table_allocated_kb: memory.tableAllocatedKb,
        table_used_kb: memory.tableUsedKb,
        indexes_allocated_kb: memory.indexesAllocatedKb,
        indexes_used_kb: memory.indexesUsedKb,
      };
}

function useAsOutput(space: SpaceUse): z.input<z.ZodObject<typeof kilobytes>> {
  return {
    reserved_kb: space.reservedKb,
    used_kb: space.usedKb,
    data_kb: space.dataKb,
    ...(space.lobKb === 0 ? {} : { lob_kb: space.lobKb }),
    ...(space.rowOverflowKb === 0 ? {} : { row_overflow_kb: space.rowOverflowKb }),
  };
}

function indexAsOutput(index: IndexSpace): z.input<typeof indexOutput> {
  return {
    ...(index.name === null ? {} : { name: index.name }),
    type: index.type,
    rows: index.rows,
    ...(index.partitionCount > 1 ? { partitions: index.partitionCount } : {}),
    compression: [...index.compression],
    ...useAsOutput(index),
  };
}

function partitionAsOutput(partition: PartitionSpace): z.input<typeof partitionOutput> {
  const { number, lower, upper, rows, compression } = partition;
  return {
    number,
    ...(lower === null ? {} : { lower }),
    ...(upper === null ? {} : { upper }),
    rows,
    compression,
    ...useAsOutput(partition),
  };
}

function statisticsAsOutput(statistics: StatisticsObject): z.input<typeof statisticsOutput> {
  return {
    name: statistics.name,
    columns: [...statistics.columns],
    origin: statistics.origin,
    ...withoutEmpty({
      filter: statistics.filter,
      last_updated: statistics.lastUpdated,
      rows: statistics.rows,
      rows_sampled: statistics.rowsSampled,
      modifications: statistics.modifications,
    }),
  };
}

interface Lists {
  readonly indexes: readonly z.input<typeof indexOutput>[];
  readonly partitions: readonly z.input<typeof partitionOutput>[];
  readonly statistics: readonly z.input<typeof statisticsOutput>[];
}

function asText(answer: TableStatistics, lists: Lists, notes: readonly string[]): string {
  const rows =
    answer.rows === null ? 'row count unknown' : `about ${counted(answer.rows, 'row')} (an estimate of ${answer.source ?? 'the metadata'})`;
  return [
    `${tableTitle(answer.table)}: ${rows}.`,
    ...tablePart('Facts', ['fact', 'value'], factRows(answer)),
    ...tablePart('Space (KB)', ['reserved', 'data', 'indexes', 'LOB', 'row-overflow', 'unused'], spaceRows(answer.space)),
    ...tablePart(
      'Indexes (KB)',
      ['name', 'type', 'rows', 'partitions', 'compression', 'reserved', 'used', 'data', 'LOB', 'row-overflow'],
      lists.indexes.map((index) => [
        index.name ?? '',
        index.type,
        index.rows,
        index.partitions,
        index.compression.join(', '),
        ...useCells(index),
      ]),
    ),
    ...tablePart(
      'Partitions (KB)',
      [
        'number',
        boundHeading('lower', answer),
        boundHeading('upper', answer),
        'rows',
        'compression',
        'reserved',
        'used',
        'data',
        'LOB',
        'row-overflow',
      ],
      lists.partitions.map((partition) => [
        partition.number,
        partition.lower,
        partition.upper,
        partition.rows,
        partition.compression,
        ...useCells(partition),
      ]),
    ),
    ...tablePart(
      'Row groups',
      ['index', 'state', 'count', 'rows', 'deleted rows', 'KB'],
      answer.rowGroups.map((group) => [group.index, group.state, group.count, group.rows, group.deletedRows, group.sizeKb]),
    ),
    ...tablePart(
      'Statistics',
      ['name', 'columns', 'origin', 'updated', 'rows', 'sampled', 'modifications', 'filter'],
      lists.statistics.map((each) => [
        each.name,
        each.columns.join(', '),
        each.origin,
        each.last_updated ?? 'never',
        each.rows,
        each.rows_sampled,
        each.modifications,
        each.filter,
      ]),
    ),
    ...noteLines(notes),
  ].join('\n');
}

/** Which side a boundary value belongs to. */
function boundHeading(side: 'lower' | 'upper', { partitioning }: TableStatistics): string {
  if (partitioning === null) {
    return side;
  }
  const isIncluded = (partitioning.range === 'RIGHT') === (side === 'lower');
  return side === 'lower' ? (isIncluded ? 'from' : 'above') : isIncluded ? 'to' : 'below';
}

function partitioningText({ partitioning }: TableStatistics): string | null {
  if (partitioning === null) {
    return null;
  }
  const { column, scheme, range } = partitioning;
  return `${column === null ? '' : `by ${column}, `}scheme ${scheme}, function ${partitioning.function} (RANGE ${range})`;
}

function factRows(answer: TableStatistics): string[][] {
  const { memory } = answer;
  const kb = (value: number | null | undefined): string | null => (value === null || value === undefined ? null : `${grouped(value)} KB`);
  const facts: [string, string | null][] = [
    ['created', answer.created],
    ['modified', answer.modified],
    ['last statistics update', answer.lastStatisticsUpdate],
    ['partitions', answer.partitionCount > 1 ? String(answer.partitionCount) : null],
    ['partitioned', partitioningText(answer)],
    ['durability', memory?.durability ?? null],
    ['memory of the table, allocated', kb(memory?.tableAllocatedKb)],
    ['memory of the table, used', kb(memory?.tableUsedKb)],
    ['memory of indexes, allocated', kb(memory?.indexesAllocatedKb)],
    ['memory of indexes, used', kb(memory?.indexesUsedKb)],
    ['history table', answer.historyTable],
    ['history retention', answer.historyRetention],
    ['history of', answer.historyOf],
    ['ledger', answer.ledgerType],
    ['ledger view', answer.ledgerView],
  ];
  return facts.flatMap(([fact, value]) => (value === null ? [] : [[fact, value]]));
}

function spaceRows(space: TableStatistics['space']): number[][] {
  return space === null ? [] : [[space.reservedKb, space.dataKb, space.indexKb, space.lobKb, space.rowOverflowKb, space.unusedKb]];
}

function useCells(use: z.input<z.ZodObject<typeof kilobytes>>): (number | undefined)[] {
  return [use.reserved_kb, use.used_kb, use.data_kb, use.lob_kb, use.row_overflow_kb];
}

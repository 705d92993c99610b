import { z } from 'zod';
import type { IndexInfo, TableIndexes } from '../core/metadata/tableIndexes';
import { boundedItems } from './boundedItems';
import { defineTool } from './tool';
import { resolveTarget, tableIdentity, tableIdentityOutput, tableParameters, tableTitle } from './tableTarget';
import { noteLines, tablePart } from './textParts';
import { withoutEmpty } from './withoutEmpty';

const names = z.array(z.string()).optional();
const flag = z.boolean().optional();

/** What is not there is false, empty, or unknown; the notes tell what is unknown. */
const indexOutput = z.object({
  name: z.string().nullish(),
  type: z.string(),
  variant: z.string().nullish(),
  primary_key: flag,
  unique_constraint: flag,
  unique: flag,
  key_columns: z.array(z.object({ name: z.string(), descending: flag })).optional(),
  included_columns: names,
  order_columns: names,
  partition_columns: names,
  filter: z.string().nullish(),
  fill_factor: z.int().nullish(),
  padded: flag,
  row_locks_off: flag,
  page_locks_off: flag,
  ignore_dup_key: flag,
  disabled: flag,
  hypothetical: flag,
  auto_created: flag,
  optimize_for_sequential_key: flag,
  compression_delay_minutes: z.int().nullish(),
  bucket_count: z.int().nullish(),
  data_space: z.string().nullish(),
  partitions: z.int().nullish(),
  compression: z.union([z.string(), z.array(z.object({ compression: z.string(), from: z.int(), to: z.int() }))]).nullish(),
  rows: z.number().nullish(),
  reserved_kb: z.number().nullish(),
  used_kb: z.number().nullish(),
  usage: z
    .object({
      seeks: z.number().nullish(),
      scans: z.number(),
      lookups: z.number().nullish(),
      updates: z.number().nullish(),
      last_seek: z.string().nullish(),
      last_scan: z.string().nullish(),
      last_lookup: z.string().nullish(),
      last_update: z.string().nullish(),
    })
    .nullish(),
  statistics_date: z.string().nullish(),
});

/** Ranges of partitions that are compressed alike; a table of thousands may alternate. */
const mostRanges = 50;

export const getTableIndexes = defineTool({
  name: 'get_table_indexes',
  title: 'Get Table Indexes',
  description:
    'Gets the indexes of a table or indexed view: columns, options, size, use since the server started, and what is wrong with them.',
  effect: 'read',
  input: z.strictObject(tableParameters),
  output: z.object({
    ...tableIdentityOutput,
    usage_since: z.string().optional(),
    indexes: z.array(indexOutput),
    findings: z.array(z.object({ kind: z.string(), name: z.string(), message: z.string() })).optional(),
    notes: z.array(z.string()).optional(),
  }),
  handle: async (context, input, call) => {
    const { name, target } = resolveTarget(context, input, input.table_name);
    const answer = await context.catalog.tableIndexes(target, name, call.signal);
    const bounded = boundedItems(
      answer.indexes.map(indexAsOutput),
      context.settings.current.pageBytes,
      'index',
      'Query sys.indexes for the rest.',
    );
    const ranges = answer.indexes.some((index) => index.compression.length > mostRanges)
      ? [`Of compression the first ${String(mostRanges)} ranges of partitions are listed.`]
      : [];
    const notes = [...answer.notes, ...ranges, ...bounded.notes];
    return {
      structured: {
        ...tableIdentity(answer.table),
        ...(answer.usageSince === null ? {} : { usage_since: answer.usageSince }),
        indexes: bounded.items,
        ...(answer.findings.length === 0 ? {} : { findings: answer.findings.map((finding) => ({ ...finding })) }),
        ...(notes.length === 0 ? {} : { notes }),
      },
      text: asText(answer, bounded.items.length, notes),
    };
  },
});

function indexAsOutput(index: IndexInfo): z.input<typeof indexOutput> {
  const { usage, compression } = index;
  const [only] = compression;
  return {
    ...withoutEmpty({
      name: index.name,
      variant: index.variant,
      primary_key: index.isPrimaryKey,
      unique_constraint: index.isUniqueConstraint,
      unique: index.isUnique,
      key_columns: index.keyColumns.map((column) => ({ name: column.name, ...(column.descending ? { descending: true } : {}) })),
      included_columns: [...index.includedColumns],
      order_columns: [...index.orderColumns],
      partition_columns: [...index.partitionColumns],
      filter: index.filter,
      fill_factor: index.fillFactor,
      padded: index.isPadded,
      // Columnstore and memory-optimized indexes have no such locks: there it says nothing.
      row_locks_off: !index.allowsRowLocks && isRowstore(index),
      page_locks_off: !index.allowsPageLocks && isRowstore(index),
      ignore_dup_key: index.ignoresDuplicateKeys,
      disabled: index.isDisabled,
      hypothetical: index.isHypothetical,
      auto_created: index.isAutoCreated,
      optimize_for_sequential_key: index.isOptimizedForSequentialKey,
      compression_delay_minutes: index.compressionDelay,
      bucket_count: index.bucketCount,
      data_space: index.dataSpace,
      partitions: index.partitionCount > 1 ? index.partitionCount : null,
      compression: compression.length > 1 ? compression.slice(0, mostRanges).map((range) => ({ ...range })) : (only?.compression ?? null),
      rows: index.rows,
      reserved_kb: index.reservedKb,
      used_kb: index.usedKb,
      statistics_date: index.statisticsDate,
    }),
    type: index.type,
    ...(usage === null
      ? {}
      : {
          usage: {
            ...(usage.seeks === null ? {} : { seeks: usage.seeks }),
            scans: usage.scans,
            ...(usage.lookups === null ? {} : { lookups: usage.lookups }),
            ...withoutEmpty({
              updates: usage.updates,
              last_seek: usage.lastSeek,
              last_scan: usage.lastScan,
              last_lookup: usage.lastLookup,
              last_update: usage.lastUpdate,
            }),
          },
        }),
  };
}

function isRowstore(index: IndexInfo): boolean {
  return index.type === 'heap' || ((index.type === 'clustered' || index.type === 'nonclustered') && index.dataSpace !== null);
}

function asText(answer: TableIndexes, listed: number, notes: readonly string[]): string {
  const rows = answer.indexes.slice(0, listed).map((index) => {
    const { usage } = index;
    return [
      index.name ?? '',
      [index.type, index.variant].filter((part) => part !== null).join(', '),
      index.keyColumns.map((column) => `${column.name}${column.descending ? ' DESC' : ''}`).join(', '),
      index.includedColumns.join(', '),
      columnRoles(index),
      index.filter,
      options(index).join(', '),
      compressionText(index),
      index.rows,
      index.reservedKb,
      usage === null ? null : [usage.seeks, usage.scans, usage.lookups].map((count) => count ?? '–').join(' / '),
      usage?.updates ?? null,
      usage === null ? null : latest([usage.lastSeek, usage.lastScan, usage.lastLookup]),
      index.statisticsDate,
    ];
  });
  const columns = ['name', 'type', 'key', 'included', 'other columns', 'filter', 'options', 'compression', 'rows', 'reserved KB'];
  const useColumns = ['seeks / scans / lookups', 'updates', 'last read', 'statistics'];
  const since = answer.usageSince === null ? '' : ` Usage is counted since ${answer.usageSince}.`;
  return [
    `${tableTitle(answer.table)}: indexes.${since}`,
    ...tablePart('Indexes', [...columns, ...useColumns], rows),
    ...tablePart(
      'Findings',
      ['kind', 'finding'],
      answer.findings.map((finding) => [finding.kind, finding.message]),
    ),
    ...noteLines(notes),
  ].join('\n');
}

function columnRoles(index: IndexInfo): string {
  const order = index.orderColumns.length === 0 ? [] : [`order: ${index.orderColumns.join(', ')}`];
  const partition = index.partitionColumns.length === 0 ? [] : [`partition: ${index.partitionColumns.join(', ')}`];
  return [...order, ...partition].join('; ');
}

function options(index: IndexInfo): string[] {
  const flags: [boolean, string][] = [
    [index.isPrimaryKey, 'primary key'],
    [index.isUniqueConstraint, 'unique constraint'],
    [index.isUnique && !index.isPrimaryKey && !index.isUniqueConstraint, 'unique'],
    [index.fillFactor !== null, `fill factor ${String(index.fillFactor)}`],
    [index.isPadded, 'padded'],
    [!index.allowsRowLocks && isRowstore(index), 'no row locks'],
    [!index.allowsPageLocks && isRowstore(index), 'no page locks'],
    [index.ignoresDuplicateKeys, 'ignores duplicate keys'],
    [index.isDisabled, 'DISABLED'],
    [index.isHypothetical, 'HYPOTHETICAL'],
    [index.isAutoCreated, 'made by automatic tuning'],
    [index.isOptimizedForSequentialKey, 'optimized for sequential key'],
    [index.compressionDelay !== null, `compression delay ${String(index.compressionDelay)} min`],
    [index.bucketCount !== null, `${String(index.bucketCount)} buckets`],
    [index.dataSpace !== null, `on ${index.dataSpace ?? ''}`],
  ];
  return flags.filter(([isSet]) => isSet).map(([, text]) => text);
}

function compressionText({ compression }: IndexInfo): string {
  const [only] = compression;
  return compression.length <= 1
    ? (only?.compression ?? '')
    : compression
        .slice(0, mostRanges)
        .map(({ compression: kind, from, to }) => `${kind} ${from === to ? String(from) : `${String(from)}–${String(to)}`}`)
        .join(', ');
}

/** ISO dates of one clock compare as texts. */
function latest(dates: readonly (string | null)[]): string | null {
  return dates.reduce((newest, date) => (date !== null && (newest === null || date > newest) ? date : newest), null);
}

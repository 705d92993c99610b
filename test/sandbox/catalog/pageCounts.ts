import type { Index, Table } from '../engine/model';
import { shapeOf } from './typeFacts';

/** 8 KB pages that an index would take. The sandbox keeps rows in memory: this is an estimate from types and row count, the same on every run. */
export interface PageCounts {
  readonly used: number;
  readonly reserved: number;
  readonly lobUsed: number;
  readonly lobReserved: number;
}

const pageBytes = 8096;

/** Estimated pages that rows take in an index, or in the heap when there is no index. */
export function pageCounts(table: Table, index: Index | undefined, rows = table.rows.size): PageCounts {
  if (rows === 0) return { used: 0, reserved: 0, lobUsed: 0, lobReserved: 0 };
  const isBase = index === undefined || index.id === 1;
  const stored = new Set([...(index?.columns.map((column) => column.columnId) ?? []), ...(index?.included ?? [])]);
  let bytes = 11;
  let large = 0;
  for (const column of table.columns) {
    if (!isBase && !stored.has(column.id)) continue;
    const length = shapeOf(column.type).maxLength;
    if (length === -1 || column.type.name.endsWith('text') || column.type.name === 'image') large += 1;
    else bytes += column.type.name.includes('var') ? Math.ceil(length / 2) : length;
  }
  const data = Math.ceil(rows / Math.max(1, Math.floor(pageBytes / Math.min(bytes, 8060))));
  const used = data + 1 + (data > 1 && index !== undefined ? 1 : 0);
  const lob = large === 0 || (index !== undefined && index.id !== 1) ? 0 : Math.ceil((rows * large) / 32);
  return { used, reserved: extents(used), lobUsed: lob, lobReserved: extents(lob) };
}

function extents(pages: number): number {
  return Math.ceil(pages / 8) * 8;
}

/** hobt_id and partition_id of a partition of an index: the same on every run. */
export function partitionId(table: Table, indexId: number, partition = 1): bigint {
  return 72_057_594_000_000_000n + BigInt(table.objectId >>> 0) * 268_435_456n + BigInt(indexId) * 16_384n + BigInt(partition);
}

/** Whether the table has rows in no order: neither a clustered index nor memory. */
export function isHeap(table: Table): boolean {
  return !isMemoryOptimized(table) && !table.indexes.some((index) => index.id === 1);
}

export function isMemoryOptimized(table: Table): boolean {
  return table.options['MEMORY_OPTIMIZED'] === 'ON';
}

/** The heap and the indexes that have partitions of their own. */
export function storageUnits(table: Table): readonly { readonly indexId: number; readonly index: Index | undefined }[] {
  const heap = isHeap(table) ? [{ indexId: 0, index: undefined }] : [];
  // XML, spatial, JSON and vector indexes are kept in internal tables.
  const own = table.indexes.filter((index) => index.special === undefined);
  return [...heap, ...own.map((index) => ({ indexId: index.id, index }))].sort((a, b) => a.indexId - b.indexId);
}

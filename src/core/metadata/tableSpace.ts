import type { IndexSpace, TableSpace } from './tableStatistics';

/** Space of tables that belong to the features of a table: the nodes of its XML indexes, spatial indexes, full-text indexes. */
export interface InternalSpace {
  readonly reservedKb: number;
  readonly usedKb: number;
}

/**
 * The totals of a table, as sp_spaceused computes them: data is that of the heap or clustered index; index is everything else that is used, the
 * internal tables of its XML, spatial and full-text indexes included.
 */
export function tableSpace(indexes: readonly (IndexSpace & { readonly indexId: number })[], internal: InternalSpace): TableSpace {
  const base = indexes.filter((index) => index.indexId < 2);
  const reservedKb = sum(indexes, (index) => index.reservedKb) + internal.reservedKb;
  const usedKb = sum(indexes, (index) => index.usedKb) + internal.usedKb;
  const dataKb = sum(base, (index) => index.dataKb);
  return {
    reservedKb,
    dataKb,
    indexKb: Math.max(0, usedKb - dataKb),
    lobKb: sum(indexes, (index) => index.lobKb),
    rowOverflowKb: sum(indexes, (index) => index.rowOverflowKb),
    unusedKb: Math.max(0, reservedKb - usedKb),
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

/** Rows of one index that share a compression: those of one partition or of several. */
export interface IndexRows {
  readonly indexId: number;
  readonly rows: number;
}

/** The rows of a table from those of its indexes, of which only filtered ones lack rows. null: nothing is known of any. */
export function rowsOfIndexes(parts: readonly IndexRows[]): number | null {
  const ofIndexes = new Map<number, number>();
  for (const { indexId, rows } of parts) ofIndexes.set(indexId, (ofIndexes.get(indexId) ?? 0) + rows);
  return ofIndexes.size === 0 ? null : Math.max(...ofIndexes.values());
}

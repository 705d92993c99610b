import type { Table } from '../engine/model';

/** Whether a table has statistics of the id: of an index, or of CREATE STATISTICS. */
export function hasStatistics(table: Table, id: number | undefined): boolean {
  return [...table.indexes.filter((index) => index.special === undefined), ...(table.statistics ?? [])].some((each) => each.id === id);
}

/**
 * When the statistics of a table's indexes were made. The sandbox keeps none: it shows the table's last change of definition,
 * and NULL while there are no rows, as the product does for new empty tables.
 */
export function statisticsDate(table: Table): Date | null {
  return table.rows.size === 0 ? null : table.modifyDate;
}

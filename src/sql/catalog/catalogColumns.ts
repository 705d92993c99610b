/** Columns of catalog views that not every version has; their names belong to one view each. */
export type NewerColumn =
  | 'auto_created'
  | 'optimize_for_sequential_key'
  | 'column_store_order_ordinal'
  | 'is_node'
  | 'history_retention_period'
  | 'ledger_type_desc'
  | 'vector_dimensions'
  | 'optimize_for_array_search'
  | 'distance_metric';

/**
 * Which of the newer columns the server has: sys.indexes and sys.tables of 2017, sys.indexes of 2019, sys.index_columns and sys.tables of 2022,
 * sys.columns, sys.json_indexes and sys.vector_indexes of 2025. Azure SQL and Fabric have no version to go by.
 */
export const NEWER_COLUMNS = `SELECT c.name
FROM sys.all_columns AS c
WHERE c.object_id IN (OBJECT_ID(N'sys.indexes'), OBJECT_ID(N'sys.index_columns'), OBJECT_ID(N'sys.tables'), OBJECT_ID(N'sys.columns'),
    OBJECT_ID(N'sys.json_indexes'), OBJECT_ID(N'sys.vector_indexes'))
  AND c.name IN (N'auto_created', N'optimize_for_sequential_key', N'column_store_order_ordinal', N'is_node', N'history_retention_period',
    N'ledger_type_desc', N'vector_dimensions', N'optimize_for_array_search', N'distance_metric')`;

/** The newer columns that a server has. */
export class CatalogColumns {
  constructor(private readonly present: ReadonlySet<string>) {}

  has(column: NewerColumn): boolean {
    return this.present.has(column);
  }

  /** The column of a table alias, or NULL where there is none. */
  orNull(alias: string, column: NewerColumn): string {
    return this.has(column) ? `${alias}.${column}` : 'NULL';
  }
}

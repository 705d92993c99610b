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
export const NEWER_COLUMNS = `SELECT n.name
FROM (VALUES
  (N'auto_created', COL_LENGTH(N'sys.indexes', N'auto_created')),
  (N'optimize_for_sequential_key', COL_LENGTH(N'sys.indexes', N'optimize_for_sequential_key')),
  (N'column_store_order_ordinal', COL_LENGTH(N'sys.index_columns', N'column_store_order_ordinal')),
  (N'is_node', COL_LENGTH(N'sys.tables', N'is_node')),
  (N'history_retention_period', COL_LENGTH(N'sys.tables', N'history_retention_period')),
  (N'ledger_type_desc', COL_LENGTH(N'sys.tables', N'ledger_type_desc')),
  (N'vector_dimensions', COL_LENGTH(N'sys.columns', N'vector_dimensions')),
  (N'optimize_for_array_search', COL_LENGTH(N'sys.json_indexes', N'optimize_for_array_search')),
  (N'distance_metric', COL_LENGTH(N'sys.vector_indexes', N'distance_metric'))
) AS n (name, length)
WHERE n.length IS NOT NULL`;

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

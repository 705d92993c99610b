import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';
import { indexedTables, isColumnstore } from './indexViews';

/** Statistics that belong to indexes: the sandbox has no others, as it has no optimizer. */
function statistics(scope: CatalogScope): readonly { readonly row: ViewRow; readonly columnIds: readonly number[] }[] {
  return indexedTables(scope)
    .filter(({ object }) => object.type === 'U')
    .flatMap(({ object, table }) =>
      table.indexes.map((index) => ({
        row: {
          object_id: object.id,
          name: index.name,
          stats_id: index.id,
          auto_created: false,
          user_created: false,
          no_recompute: false,
          has_filter: index.filter !== undefined,
          filter_definition: index.filter?.text,
          is_temporary: false,
          is_incremental: false,
          has_persisted_sample: false,
          stats_generation_method: 0,
          stats_generation_method_desc: 'Sort based statistics',
          auto_drop: false,
        },
        columnIds: isColumnstore(index) ? [] : index.columns.map((column) => column.columnId),
      })),
    );
}

/** sys.stats and sys.stats_columns. */
export const statisticsViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'stats',
    columns: columns(`
      object_id int
      name nvarchar(128) null
      stats_id int
      auto_created bit null
      user_created bit null
      no_recompute bit null
      has_filter bit null
      filter_definition nvarchar(max) null
      is_temporary bit null
      is_incremental bit null
      has_persisted_sample bit null since 15
      stats_generation_method int since 15
      stats_generation_method_desc varchar(80) since 15
      auto_drop bit null since 16
    `),
    rows: (scope) => statistics(scope).map(({ row }) => row),
  },
  {
    schema: 'sys',
    name: 'stats_columns',
    columns: columns(`
      object_id int
      stats_id int
      stats_column_id int
      column_id int
    `),
    rows: (scope) =>
      statistics(scope).flatMap(({ row, columnIds }) =>
        columnIds.map((columnId, position) => ({
          object_id: row['object_id'],
          stats_id: row['stats_id'],
          stats_column_id: position + 1,
          column_id: columnId,
        })),
      ),
  },
];

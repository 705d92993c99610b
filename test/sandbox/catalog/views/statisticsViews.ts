import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';
import { indexedTables, isColumnstore } from './indexViews';

interface Statistics {
  readonly row: ViewRow;
  readonly columnIds: readonly number[];
}

function statisticsRow(objectId: number, id: number, name: string, filter: string | undefined, isUserCreated: boolean): ViewRow {
  return {
    object_id: objectId,
    name,
    stats_id: id,
    auto_created: false,
    user_created: isUserCreated,
    no_recompute: false,
    has_filter: filter !== undefined,
    filter_definition: filter,
    is_temporary: false,
    is_incremental: false,
    has_persisted_sample: false,
    stats_generation_method: 0,
    stats_generation_method_desc: 'Sort based statistics',
    auto_drop: false,
  };
}

/** Statistics of indexes and those of CREATE STATISTICS: there are no automatic ones, as there is no optimizer. */
function statistics(scope: CatalogScope): readonly Statistics[] {
  return indexedTables(scope)
    .filter(({ object }) => object.type === 'U' || object.type === 'V')
    .flatMap(({ object, table }): Statistics[] => [
      ...table.indexes
        .filter((index) => index.special === undefined)
        .map((index) => ({
          row: statisticsRow(object.id, index.id, index.name, index.filter?.text, false),
          columnIds: isColumnstore(index) ? [] : index.columns.map((column) => column.columnId),
        })),
      ...(table.statistics ?? []).map((each) => ({
        row: statisticsRow(object.id, each.id, each.name, each.filter, true),
        columnIds: each.columns,
      })),
    ]);
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

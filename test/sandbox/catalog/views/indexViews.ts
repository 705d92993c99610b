import type { Column, Index, IndexType, Table } from '../../engine/model';
import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { isHeap, isMemoryOptimized } from '../pageCounts';
import { partitioningOf } from '../partitions';
import { columns } from '../viewDefinition';

export const indexColumnText = `
  object_id int
  name sysname null
  index_id int
  type tinyint
  type_desc nvarchar(60) null
  is_unique bit null
  data_space_id int null
  ignore_dup_key bit null
  is_primary_key bit null
  is_unique_constraint bit null
  fill_factor tinyint
  is_padded bit null
  is_disabled bit null
  is_hypothetical bit null
  is_ignored_in_optimization bit null since 14
  allow_row_locks bit null
  allow_page_locks bit null
  has_filter bit null
  filter_definition nvarchar(max) null
  compression_delay int null
  suppress_dup_key_messages bit null since 14
  auto_created bit null since 14
  optimize_for_sequential_key bit null since 15
`;

const typeNumbers: Readonly<Record<IndexType, number>> = {
  CLUSTERED: 1,
  NONCLUSTERED: 2,
  'CLUSTERED COLUMNSTORE': 5,
  'NONCLUSTERED COLUMNSTORE': 6,
  'NONCLUSTERED HASH': 7,
  XML: 3,
  SPATIAL: 4,
  VECTOR: 8,
  JSON: 9,
};

/** Tables, table types and indexed views with their indexes. */
export function indexedTables(scope: CatalogScope): readonly { readonly object: CatalogObject; readonly table: Table }[] {
  return [...scope.objects(), ...scope.tableTypes()].flatMap((object) => {
    const table =
      object.type === 'U' || object.type === 'TT' ? object.table : object.type === 'V' ? object.module?.materialized : undefined;
    return table === undefined ? [] : [{ object, table }];
  });
}

export function isColumnstore(index: Index): boolean {
  return index.type === 'CLUSTERED COLUMNSTORE' || index.type === 'NONCLUSTERED COLUMNSTORE';
}

/** The partition scheme, PRIMARY, or 0 for what is in memory. */
function dataSpace(table: Table, index: Index | undefined): number {
  return isMemoryOptimized(table) ? 0 : (partitioningOf(table, index)?.scheme.id ?? 1);
}

function heapRow(object: CatalogObject, table: Table): ViewRow {
  return {
    object_id: object.id,
    name: null,
    index_id: 0,
    type: 0,
    type_desc: 'HEAP',
    is_unique: false,
    data_space_id: dataSpace(table, undefined),
    ...noOptions,
    allow_row_locks: true,
    allow_page_locks: true,
  };
}

const noOptions = {
  ignore_dup_key: false,
  is_primary_key: false,
  is_unique_constraint: false,
  fill_factor: 0,
  is_padded: false,
  is_disabled: false,
  is_hypothetical: false,
  is_ignored_in_optimization: false,
  has_filter: false,
  suppress_dup_key_messages: false,
  auto_created: false,
  optimize_for_sequential_key: false,
};

/** A row of sys.indexes and of the views that inherit from it. */
export function indexRow(object: CatalogObject, table: Table, index: Index): ViewRow {
  const columnstore = isColumnstore(index);
  const hasLocks = !columnstore && !isMemoryOptimized(table);
  const fill = Number(index.options['FILLFACTOR'] ?? 0);
  return {
    object_id: object.id,
    name: index.name,
    index_id: index.id,
    type: typeNumbers[index.type],
    type_desc: index.type,
    is_unique: index.unique,
    data_space_id: dataSpace(table, index),
    ...noOptions,
    ignore_dup_key: index.options['IGNORE_DUP_KEY'] === 'ON',
    is_primary_key: index.constraint?.kind === 'PRIMARY KEY',
    is_unique_constraint: index.constraint?.kind === 'UNIQUE',
    fill_factor: fill,
    is_padded: index.options['PAD_INDEX'] === 'ON',
    is_disabled: index.isDisabled,
    is_hypothetical: index.options['STATISTICS_ONLY'] !== undefined,
    allow_row_locks: hasLocks && index.options['ALLOW_ROW_LOCKS'] !== 'OFF',
    allow_page_locks: hasLocks && index.options['ALLOW_PAGE_LOCKS'] !== 'OFF',
    has_filter: index.filter !== undefined,
    filter_definition: index.filter?.text,
    compression_delay: columnstore ? Number.parseInt(index.options['COMPRESSION_DELAY'] ?? '0', 10) : undefined,
    optimize_for_sequential_key: index.options['OPTIMIZE_FOR_SEQUENTIAL_KEY'] === 'ON',
  };
}

/** A clustered columnstore index holds every column; the sandbox's model may leave them unsaid. */
function storedColumns(index: Index, table: Table): readonly Column[] {
  const named = new Set([...index.columns.map((column) => column.columnId), ...index.included]);
  return index.type === 'CLUSTERED COLUMNSTORE' && named.size === 0
    ? table.columns.filter((column) => column.computed === undefined)
    : table.columns.filter((column) => named.has(column.id));
}

/** The partitioning column of a heap is listed too; of an index it has a row of its own when it is not among the columns of the index. */
function indexColumnRows(object: CatalogObject, table: Table, index: Index | undefined): readonly ViewRow[] {
  const partitionColumn = partitioningOf(table, index)?.columnId;
  const own = ownColumnRows(object, table, index).map((row) => ({
    ...row,
    partition_ordinal: row['column_id'] === partitionColumn ? 1 : 0,
  }));
  return partitionColumn === undefined || own.some((row) => row.partition_ordinal === 1)
    ? own
    : [...own, { ...columnRow(object, index?.id ?? 0, partitionColumn, own.length + 1), partition_ordinal: 1 }];
}

function columnRow(object: CatalogObject, indexId: number, columnId: number, position: number): ViewRow {
  return {
    object_id: object.id,
    index_id: indexId,
    index_column_id: position,
    column_id: columnId,
    key_ordinal: 0,
    partition_ordinal: 0,
    is_descending_key: false,
    is_included_column: false,
    column_store_order_ordinal: 0,
    data_clustering_ordinal: 0,
  };
}

function ownColumnRows(object: CatalogObject, table: Table, index: Index | undefined): readonly ViewRow[] {
  if (index === undefined) return [];
  if (index.special) return [columnRow(object, index.id, index.special.columnId, 1)];
  const row = (columnId: number, position: number, key: number, descending: boolean, included: boolean): ViewRow => ({
    object_id: object.id,
    index_id: index.id,
    index_column_id: position,
    column_id: columnId,
    key_ordinal: key,
    partition_ordinal: 0,
    is_descending_key: descending,
    is_included_column: included,
    column_store_order_ordinal: 0,
    data_clustering_ordinal: 0,
  });
  if (isColumnstore(index)) {
    // Every column of a columnstore index counts as an included one.
    return storedColumns(index, table).map((column, position) => ({
      ...row(column.id, position + 1, 0, false, true),
      column_store_order_ordinal: (index.order?.indexOf(column.id) ?? -1) + 1,
    }));
  }
  const keys = index.columns.map((column, position) => row(column.columnId, position + 1, position + 1, column.descending, false));
  return [...keys, ...index.included.map((columnId, position) => row(columnId, keys.length + position + 1, 0, false, true))];
}

/** sys.indexes and sys.index_columns. */
export const indexViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'indexes',
    columns: columns(indexColumnText),
    rows: (scope) =>
      indexedTables(scope).flatMap(({ object, table }) => [
        ...(isHeap(table) ? [heapRow(object, table)] : []),
        ...[...table.indexes].sort((a, b) => a.id - b.id).map((index) => indexRow(object, table, index)),
      ]),
  },
  {
    schema: 'sys',
    name: 'index_columns',
    columns: columns(`
      object_id int
      index_id int
      index_column_id int
      column_id int
      key_ordinal tinyint
      partition_ordinal tinyint
      is_descending_key bit null
      is_included_column bit null
      column_store_order_ordinal tinyint null since 16
      data_clustering_ordinal tinyint null since 17
    `),
    rows: (scope) =>
      indexedTables(scope).flatMap(({ object, table }) =>
        [...(isHeap(table) ? [undefined] : []), ...table.indexes].flatMap((index) => indexColumnRows(object, table, index)),
      ),
  },
];

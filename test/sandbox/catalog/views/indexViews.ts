import type { Column, Index, Table } from '../../engine/model';
import type { CatalogObject } from '../catalogObject';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';

const indexColumnText = `
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

const typeNumbers: Readonly<Record<Index['type'], number>> = {
  CLUSTERED: 1,
  NONCLUSTERED: 2,
  'CLUSTERED COLUMNSTORE': 5,
  'NONCLUSTERED COLUMNSTORE': 6,
};

/** Tables and table types with their indexes; the views that have one are not kept by the sandbox. */
export function indexedTables(scope: CatalogScope): readonly { readonly object: CatalogObject; readonly table: Table }[] {
  return [...scope.objects(), ...scope.tableTypes()].flatMap((object) =>
    object.table !== undefined && (object.type === 'U' || object.type === 'TT') ? [{ object, table: object.table }] : [],
  );
}

/** Whether the table has no clustered index: then it has a row of its own with index_id 0. */
export function isHeap(table: Table): boolean {
  return !table.indexes.some((index) => index.id === 1);
}

export function isColumnstore(index: Index): boolean {
  return index.type === 'CLUSTERED COLUMNSTORE' || index.type === 'NONCLUSTERED COLUMNSTORE';
}

function heapRow(object: CatalogObject): ViewRow {
  return {
    object_id: object.id,
    name: null,
    index_id: 0,
    type: 0,
    type_desc: 'HEAP',
    is_unique: false,
    data_space_id: 1,
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

function indexRow(object: CatalogObject, index: Index): ViewRow {
  const columnstore = isColumnstore(index);
  const fill = Number(index.options['FILLFACTOR'] ?? 0);
  return {
    object_id: object.id,
    name: index.name,
    index_id: index.id,
    type: typeNumbers[index.type],
    type_desc: index.type,
    is_unique: index.unique,
    data_space_id: 1,
    ...noOptions,
    ignore_dup_key: index.options['IGNORE_DUP_KEY'] === 'ON',
    is_primary_key: index.constraint?.kind === 'PRIMARY KEY',
    is_unique_constraint: index.constraint?.kind === 'UNIQUE',
    fill_factor: fill,
    is_padded: index.options['PAD_INDEX'] === 'ON',
    is_disabled: index.isDisabled,
    allow_row_locks: !columnstore && index.options['ALLOW_ROW_LOCKS'] !== 'OFF',
    allow_page_locks: !columnstore && index.options['ALLOW_PAGE_LOCKS'] !== 'OFF',
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

function indexColumnRows(object: CatalogObject, table: Table, index: Index): readonly ViewRow[] {
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
    return storedColumns(index, table).map((column, position) => row(column.id, position + 1, 0, false, true));
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
        ...(isHeap(table) ? [heapRow(object)] : []),
        ...[...table.indexes].sort((a, b) => a.id - b.id).map((index) => indexRow(object, index)),
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
      indexedTables(scope).flatMap(({ object, table }) => table.indexes.flatMap((index) => indexColumnRows(object, table, index))),
  },
  {
    schema: 'sys',
    name: 'xml_indexes',
    columns: columns(`${indexColumnText}
      using_xml_index_id int null
      secondary_type char(1) null
      secondary_type_desc nvarchar(60) null
      xml_index_type tinyint null
      xml_index_type_description nvarchar(60) null
      path_id int null
    `),
    rows: () => [],
  },
  {
    schema: 'sys',
    name: 'fulltext_indexes',
    columns: columns(`
      object_id int
      unique_index_id int
      fulltext_catalog_id int null
      is_enabled bit
    `),
    rows: () => [],
  },
];

import type { IndexType } from '../../engine/model';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { columns } from '../viewDefinition';
import { indexColumnText, indexedTables, indexRow } from './indexViews';

/** Indexes of a type, each with its row of sys.indexes. */
function indexesOf(scope: CatalogScope, type: IndexType): ReturnType<typeof withRows> {
  return withRows(scope).filter(({ index }) => index.type === type);
}

function withRows(scope: CatalogScope) {
  return indexedTables(scope).flatMap(({ object, table }) =>
    table.indexes.map((index) => ({ object, table, index, row: indexRow(object, table, index) })),
  );
}

const secondaryTypes: Readonly<Record<string, string>> = { PATH: 'P', VALUE: 'V', PROPERTY: 'R' };

function xmlRows(scope: CatalogScope): readonly ViewRow[] {
  return indexesOf(scope, 'XML').map(({ index, row }) => {
    const secondary = index.special?.secondary;
    return {
      ...row,
      using_xml_index_id: index.special?.using,
      secondary_type: secondary === undefined ? undefined : secondaryTypes[secondary],
      secondary_type_desc: secondary,
      xml_index_type: secondary === undefined ? 0 : 1,
      xml_index_type_description: secondary === undefined ? 'PRIMARY_XML' : 'SECONDARY_XML',
    };
  });
}

function spatialRows(scope: CatalogScope): readonly ViewRow[] {
  return indexesOf(scope, 'SPATIAL').map(({ index, table, row }) => {
    const type = table.columns.find((column) => column.id === index.special?.columnId)?.type.name === 'geometry' ? 'GEOMETRY' : 'GEOGRAPHY';
    return {
      ...row,
      spatial_index_type: type === 'GEOMETRY' ? 1 : 2,
      spatial_index_type_desc: type,
      tessellation_scheme: index.special?.scheme ?? `${type}_AUTO_GRID`,
    };
  });
}

/** The views of single kinds of indexes: each inherits from sys.indexes. */
export const specialIndexViews: readonly ViewDefinition[] = [
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
    rows: xmlRows,
  },
  {
    schema: 'sys',
    name: 'spatial_indexes',
    columns: columns(`${indexColumnText}
      spatial_index_type tinyint
      spatial_index_type_desc nvarchar(60) null
      tessellation_scheme sysname null
    `),
    rows: spatialRows,
  },
  {
    schema: 'sys',
    name: 'hash_indexes',
    columns: columns(`${indexColumnText}
      bucket_count int null
    `),
    rows: (scope) =>
      indexesOf(scope, 'NONCLUSTERED HASH').map(({ index, row }) => ({ ...row, bucket_count: buckets(index.options['BUCKET_COUNT']) })),
  },
  {
    schema: 'sys',
    name: 'json_indexes',
    since: 17,
    columns: columns(`${indexColumnText}
      optimize_for_array_search bit null
    `),
    rows: (scope) =>
      indexesOf(scope, 'JSON').map(({ index, row }) => ({
        ...row,
        optimize_for_array_search: index.options['OPTIMIZE_FOR_ARRAY_SEARCH'] === 'ON',
      })),
  },
  {
    schema: 'sys',
    name: 'vector_indexes',
    since: 17,
    columns: columns(`${indexColumnText}
      vector_index_type varchar(20) null
      distance_metric varchar(20) null
      build_parameters nvarchar(max) null
    `),
    rows: (scope) =>
      indexesOf(scope, 'VECTOR').map(({ index, row }) => ({
        ...row,
        vector_index_type: 'DiskANN',
        distance_metric: index.options['METRIC']?.toLowerCase(),
      })),
  },
  {
    schema: 'sys',
    name: 'fulltext_indexes',
    columns: columns(`
      object_id int
      unique_index_id int
      fulltext_catalog_id int null
      is_enabled bit
      change_tracking_state char(1) null
      change_tracking_state_desc nvarchar(60) null
      has_crawl_completed bit
      crawl_type char(1)
      crawl_type_desc nvarchar(60) null
      crawl_start_date datetime null
      crawl_end_date datetime null
      incremental_timestamp binary(8) null
      stoplist_id int null
      data_space_id int
      property_list_id int null
    `),
    rows: (scope) =>
      indexedTables(scope).flatMap(({ object, table: { fullText, modifyDate } }) =>
        fullText === undefined
          ? []
          : [
              {
                object_id: object.id,
                unique_index_id: fullText.keyIndexId,
                fulltext_catalog_id: fullText.catalog.id,
                is_enabled: true,
                change_tracking_state: fullText.changeTracking.charAt(0),
                change_tracking_state_desc: fullText.changeTracking,
                has_crawl_completed: true,
                crawl_type: 'F',
                crawl_type_desc: 'FULL_CRAWL',
                crawl_start_date: modifyDate,
                crawl_end_date: modifyDate,
                stoplist_id: 0,
                data_space_id: 1,
              },
            ],
      ),
  },
  {
    schema: 'sys',
    name: 'fulltext_index_columns',
    columns: columns(`
      object_id int
      column_id int
      type_column_id int null
      language_id int
      statistical_semantics int
    `),
    rows: (scope) =>
      indexedTables(scope).flatMap(({ object, table }) =>
        (table.fullText?.columns ?? []).map(({ columnId, language }) => ({
          object_id: object.id,
          column_id: columnId,
          language_id: language,
          statistical_semantics: 0,
        })),
      ),
  },
  {
    schema: 'sys',
    name: 'fulltext_catalogs',
    columns: columns(`
      fulltext_catalog_id int
      name sysname
      path nvarchar(260) null
      is_default bit
      is_accent_sensitivity_on bit
      data_space_id int null
      file_id int null
      principal_id int null
      is_importing bit
    `),
    rows: (scope) =>
      [...scope.database.storage.fullTextCatalogs.values()].map((catalog) => ({
        fulltext_catalog_id: catalog.id,
        name: catalog.name,
        is_default: catalog.isDefault,
        is_accent_sensitivity_on: true,
        principal_id: 1,
        is_importing: false,
      })),
  },
];

/** The product rounds the count up to a power of two. */
function buckets(written: string | undefined): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, Number(written ?? 1))));
}

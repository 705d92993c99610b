import type { Database, Table } from '../engine/model';
import { changeCount } from '../engine/undoStack';
import type { SystemRowset } from '../query/queryEnvironment';
import type { CatalogScope, ViewDefinition } from './catalogTypes';

/** Views that tell of the database alone, and not of sessions, of use or of the moment. */
const ofTheDatabase = new Set([
  'all_columns',
  'all_objects',
  'all_parameters',
  'all_sql_modules',
  'allocation_units',
  'check_constraints',
  'columns',
  'computed_columns',
  'data_spaces',
  'default_constraints',
  'dm_db_column_store_row_group_physical_stats',
  // The sandbox shows of it what the tables themselves tell.
  'dm_db_index_usage_stats',
  'dm_db_partition_stats',
  'dm_db_xtp_index_stats',
  'dm_db_xtp_table_memory_stats',
  'extended_properties',
  'external_tables',
  'foreign_key_columns',
  'foreign_keys',
  'fulltext_catalogs',
  'fulltext_index_columns',
  'fulltext_indexes',
  'hash_indexes',
  'identity_columns',
  'index_columns',
  'indexes',
  'internal_tables',
  'json_indexes',
  'key_constraints',
  'masked_columns',
  'numbered_procedures',
  'objects',
  'parameters',
  'partitions',
  'periods',
  'procedures',
  'schemas',
  'spatial_indexes',
  'sql_modules',
  'stats',
  'stats_columns',
  'synonyms',
  'tables',
  'trigger_events',
  'triggers',
  'types',
  'vector_indexes',
  'views',
  'xml_indexes',
]);

/** Rows by view, as long as nothing changes. */
interface StoredViews {
  readonly at: number;
  readonly tables: Map<string, Table>;
}

const storedViews = new WeakMap<Database, StoredViews>();

/** Whether all who may see everything see the same rows until something changes. */
export function isStorable({ schema, name }: ViewDefinition, { context, database }: CatalogScope): boolean {
  return schema === 'sys' && ofTheDatabase.has(name) && context.login.isSysadmin && database.name.toLowerCase() !== 'tempdb';
}

/** The rows of a view as a table: a database of thousands of tables is asked for one of them by key, as the product does. */
export function storedView({ name }: ViewDefinition, database: Database, rowset: SystemRowset): Table {
  const at = changeCount();
  let known = storedViews.get(database);
  if (known?.at !== at) {
    known = { at, tables: new Map() };
    storedViews.set(database, known);
  }
  const found = known.tables.get(name) ?? tableOf(name, rowset);
  known.tables.set(name, found);
  return found;
}

function tableOf(name: string, rowset: SystemRowset): Table {
  const moment = new Date(0);
  return {
    objectId: 0,
    name,
    schema: 'sys',
    createDate: moment,
    modifyDate: moment,
    columns: rowset.columns.map((column, index) => ({ ...column, id: index + 1, rowGuidCol: false, sparse: false, hidden: false })),
    indexes: [],
    foreignKeys: [],
    checks: [],
    triggers: [],
    rows: new Map([...rowset.rows()].entries()),
    nextRowId: 0,
    identityCurrent: null,
    isTemporary: false,
    options: {},
  };
}

import type { Database } from '../../engine/model';
import type { CatalogContext } from '../../engine/catalogContext';
import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { hasVersion, isCloudService, isSingleDatabaseService } from '../versions';
import { columns } from '../viewDefinition';

/** sys.databases as documented, in its order. */
const databaseColumns = columns(`
  name sysname
  database_id int
  source_database_id int null
  owner_sid varbinary(85) null
  create_date datetime
  compatibility_level tinyint
  collation_name sysname null
  user_access tinyint null
  user_access_desc nvarchar(60) null
  is_read_only bit null
  is_auto_close_on bit
  is_auto_shrink_on bit null
  state tinyint null
  state_desc nvarchar(60) null
  is_in_standby bit null
  is_cleanly_shutdown bit null
  is_supplemental_logging_enabled bit null
  snapshot_isolation_state tinyint null
  snapshot_isolation_state_desc nvarchar(60) null
  is_read_committed_snapshot_on bit null
  recovery_model tinyint null
  recovery_model_desc nvarchar(60) null
  page_verify_option tinyint null
  page_verify_option_desc nvarchar(60) null
  is_auto_create_stats_on bit null
  is_auto_create_stats_incremental_on bit null
  is_auto_update_stats_on bit null
  is_auto_update_stats_async_on bit null
  is_ansi_null_default_on bit null
  is_ansi_nulls_on bit null
  is_ansi_padding_on bit null
  is_ansi_warnings_on bit null
  is_arithabort_on bit null
  is_concat_null_yields_null_on bit null
  is_numeric_roundabort_on bit null
  is_quoted_identifier_on bit null
  is_recursive_triggers_on bit null
  is_cursor_close_on_commit_on bit null
  is_local_cursor_default bit null
  is_fulltext_enabled bit null
  is_trustworthy_on bit null
  is_db_chaining_on bit null
  is_parameterization_forced bit null
  is_master_key_encrypted_by_server bit
  is_query_store_on bit
  is_published bit
  is_subscribed bit
  is_merge_published bit
  is_distributor bit
  is_sync_with_backup bit
  service_broker_guid uniqueidentifier
  is_broker_enabled bit
  log_reuse_wait tinyint null
  log_reuse_wait_desc nvarchar(60) null
  is_date_correlation_on bit
  is_cdc_enabled bit
  is_encrypted bit null
  is_honor_broker_priority_on bit null
  replica_id uniqueidentifier null
  group_database_id uniqueidentifier null
  resource_pool_id int null
  default_language_lcid smallint null
  default_language_name nvarchar(128) null
  default_fulltext_language_lcid int null
  default_fulltext_language_name nvarchar(128) null
  is_nested_triggers_on bit null
  is_transform_noise_words_on bit null
  two_digit_year_cutoff smallint null
  containment tinyint null
  containment_desc nvarchar(60) null
  target_recovery_time_in_seconds int null
  delayed_durability int null
  delayed_durability_desc nvarchar(60) null
  is_memory_optimized_elevate_to_snapshot_on bit null
  is_federation_member bit null
  is_remote_data_archive_enabled bit null
  is_mixed_page_allocation_on bit null
  is_temporal_history_retention_enabled bit null since 14
  catalog_collation_type int since 15
  catalog_collation_type_desc nvarchar(60) null since 15
  physical_database_name nvarchar(128) null since 15
  is_result_set_caching_on bit null since 15
  is_accelerated_database_recovery_on bit null since 15
  is_tempdb_spill_to_remote_store bit null since 15
  is_stale_page_detection_on bit null since 15
  is_memory_optimized_enabled bit null since 15
  is_data_retention_enabled bit null since 16
  is_ledger_on bit null since 16
  is_change_feed_enabled bit null since 16
  is_data_lake_replication_enabled bit null since 17
  is_event_stream_enabled bit null since 17
  is_optimized_locking_on bit null since 17
`);

const systemDatabases = new Set(['master', 'tempdb', 'model', 'msdb']);

/** The databases that the session sees: all where nobody denied it, itself and master on a single database service. */
export function visibleDatabases(context: CatalogContext): readonly Database[] {
  const all = [...context.server.databases.values()].sort((a, b) => a.id - b.id);
  const isOwn = (database: Database): boolean =>
    database.id === context.database.id || ['master', 'tempdb'].includes(database.name.toLowerCase());
  if (isSingleDatabaseService(context.server.profile) && context.database.name.toLowerCase() !== 'master') {
    return all.filter((database) => database.id === context.database.id || database.name.toLowerCase() === 'master');
  }
  const mayAlter = context.hasPermission('ALTER ANY DATABASE');
  return all.filter(
    (database) => isOwn(database) || mayAlter || (database.state === 'ONLINE' && !context.login.denies.has('VIEW ANY DATABASE')),
  );
}

/** Whether Query Store is on: by default since SQL Server 2022 and in the services. */
export function isQueryStoreOn(scope: CatalogScope, database: Database): boolean {
  return hasVersion(scope.profile, 16) && !systemDatabases.has(database.name.toLowerCase()) && scope.profile.engineEdition !== 11;
}

function databaseRow(scope: CatalogScope, database: Database): ViewRow {
  const online = database.state === 'ONLINE';
  const cloud = isCloudService(scope.profile);
  const isSystem = systemDatabases.has(database.name.toLowerCase());
  const simple = ['master', 'tempdb', 'msdb'].includes(database.name.toLowerCase());
  return {
    name: database.name,
    database_id: database.id,
    owner_sid: Uint8Array.of(1),
    create_date: database.createDate,
    compatibility_level: database.compatibilityLevel,
    collation_name: online ? database.collation : undefined,
    user_access: 0,
    user_access_desc: 'MULTI_USER',
    is_read_only: database.isReadOnly,
    is_auto_close_on: database.isAutoClose,
    is_auto_shrink_on: false,
    state: online ? 0 : 6,
    state_desc: database.state,
    is_in_standby: false,
    is_cleanly_shutdown: !online,
    is_supplemental_logging_enabled: false,
    snapshot_isolation_state: cloud || simple ? 1 : 0,
    snapshot_isolation_state_desc: cloud || simple ? 'ON' : 'OFF',
    is_read_committed_snapshot_on: cloud && !isSystem,
    recovery_model: simple ? 3 : 1,
    recovery_model_desc: simple ? 'SIMPLE' : 'FULL',
    page_verify_option: 2,
    page_verify_option_desc: 'CHECKSUM',
    is_auto_create_stats_on: true,
    is_auto_create_stats_incremental_on: false,
    is_auto_update_stats_on: true,
    is_auto_update_stats_async_on: false,
    is_ansi_null_default_on: false,
    is_ansi_nulls_on: false,
    is_ansi_padding_on: false,
    is_ansi_warnings_on: false,
    is_arithabort_on: false,
    is_concat_null_yields_null_on: false,
    is_numeric_roundabort_on: false,
    is_quoted_identifier_on: false,
    is_recursive_triggers_on: false,
    is_cursor_close_on_commit_on: false,
    is_local_cursor_default: false,
    is_fulltext_enabled: !isSystem,
    is_trustworthy_on: database.name === 'msdb',
    is_db_chaining_on: simple,
    is_parameterization_forced: false,
    is_query_store_on: isQueryStoreOn(scope, database),
    service_broker_guid: `00000000-0000-0000-0000-${database.id.toString(16).toUpperCase().padStart(12, '0')}`,
    is_broker_enabled: !isSystem || database.name === 'msdb' || database.name === 'tempdb',
    log_reuse_wait: 0,
    log_reuse_wait_desc: 'NOTHING',
    is_encrypted: cloud && !isSystem,
    is_honor_broker_priority_on: false,
    containment: 0,
    containment_desc: 'NONE',
    target_recovery_time_in_seconds: simple ? 0 : 60,
    delayed_durability: 0,
    delayed_durability_desc: 'DISABLED',
    is_memory_optimized_elevate_to_snapshot_on: false,
    is_federation_member: false,
    is_remote_data_archive_enabled: false,
    is_mixed_page_allocation_on: simple && database.name !== 'tempdb',
    is_temporal_history_retention_enabled: true,
    catalog_collation_type: 0,
    catalog_collation_type_desc: 'DATABASE_DEFAULT',
    physical_database_name: database.name,
    is_result_set_caching_on: false,
    is_accelerated_database_recovery_on: cloud,
    is_tempdb_spill_to_remote_store: false,
    is_stale_page_detection_on: false,
    is_memory_optimized_enabled: true,
    is_data_retention_enabled: false,
    is_ledger_on: false,
    is_change_feed_enabled: false,
    is_data_lake_replication_enabled: false,
    is_event_stream_enabled: false,
    is_optimized_locking_on: cloud && !isSystem,
  };
}

const fileText = `
  file_id int
  file_guid uniqueidentifier null
  type tinyint
  type_desc nvarchar(60) null
  data_space_id int
  name sysname
  physical_name nvarchar(260) null
  state tinyint null
  state_desc nvarchar(60) null
  size int
  max_size int
  growth int
  is_media_read_only bit
  is_read_only bit
  is_sparse bit
  is_percent_growth bit
  is_name_reserved bit
`;

function fileRows(scope: CatalogScope, database: Database): readonly ViewRow[] {
  const folder = scope.profile.hostPlatform === 'Linux' ? '/var/opt/mssql/data/' : 'C:\\Program Files\\Microsoft SQL Server\\MSSQL\\DATA\\';
  const common = { state: 0, state_desc: 'ONLINE', size: 1024, growth: 8192 };
  return [
    {
      ...common,
      file_id: 1,
      type: 0,
      type_desc: 'ROWS',
      data_space_id: 1,
      name: database.name,
      physical_name: `${folder}${database.name}.mdf`,
      max_size: -1,
    },
    {
      ...common,
      file_id: 2,
      type: 1,
      type_desc: 'LOG',
      data_space_id: 0,
      name: `${database.name}_log`,
      physical_name: `${folder}${database.name}_log.ldf`,
      max_size: 268435456,
    },
  ];
}

/** Databases and their files. */
export const databaseViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'databases',
    columns: databaseColumns,
    rows: (scope) => visibleDatabases(scope.context).map((database) => databaseRow(scope, database)),
  },
  { schema: 'sys', name: 'database_files', columns: columns(fileText), rows: (scope) => fileRows(scope, scope.database) },
  {
    schema: 'sys',
    name: 'master_files',
    absentIn: [5, 11, 12],
    columns: columns(`
      database_id int
      ${fileText}
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      const { context } = scope;
      if (!context.hasPermission('VIEW ANY DEFINITION') && !context.hasPermission('ALTER ANY DATABASE')) return [];
      return visibleDatabases(context).flatMap((database) =>
        fileRows(scope, database).map((row): ViewRow => ({ database_id: database.id, ...row })),
      );
    },
  },
];

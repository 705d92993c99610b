import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { requireDatabaseState } from '../permissions';
import { columns } from '../viewDefinition';

const none = (): readonly ViewRow[] => [];

/** Features that the sample database does not use: the views are there and empty. */
export const featureViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'change_tracking_databases',
    columns: columns(`
      database_id int
      is_auto_cleanup_on bit null
      retention_period int null
      retention_period_units tinyint null
      retention_period_units_desc nvarchar(60) null
      max_cleanup_version bigint null
    `),
    rows: none,
  },
  {
    schema: 'sys',
    name: 'change_tracking_tables',
    columns: columns(`
      object_id int
      is_track_columns_updated_on bit
      min_valid_version bigint null
      begin_version bigint null
      cleanup_version bigint null
    `),
    rows: none,
  },
  {
    schema: 'sys',
    name: 'dm_database_encryption_keys',
    columns: columns(`
      database_id int null
      encryption_state int null
      create_date datetime null
      regenerate_date datetime null
      modify_date datetime null
      set_date datetime null
      opened_date datetime null
      key_algorithm nvarchar(32) null
      key_length int null
      encryptor_thumbprint varbinary(20) null
      encryptor_type nvarchar(32) null
      percent_complete real null
      encryption_state_desc nvarchar(32) null since 15
      encryption_scan_state int null since 15
      encryption_scan_state_desc nvarchar(32) null since 15
      encryption_scan_modify_date datetime null since 15
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope, 'SECURITY');
      return [];
    },
  },
  {
    schema: 'sys',
    name: 'external_data_sources',
    columns: columns(`
      data_source_id int
      name sysname
      location nvarchar(4000)
      type_desc nvarchar(255) null
      type tinyint
      resource_manager_location nvarchar(4000) null
      credential_id int
      database_name sysname null
      shard_map_name sysname null
      connection_options nvarchar(4000) null since 15
      pushdown nvarchar(256) null since 15
    `),
    rows: none,
  },
  {
    schema: 'sys',
    name: 'security_policies',
    columns: columns(`
      name sysname
      object_id int
      principal_id int null
      schema_id int
      parent_object_id int
      type char(2)
      type_desc nvarchar(60) null
      create_date datetime
      modify_date datetime
      is_ms_shipped bit
      is_enabled bit
      is_not_for_replication bit
      uses_database_collation bit null
      is_schema_bound bit
    `),
    rows: none,
  },
  {
    schema: 'sys',
    name: 'availability_groups',
    absentIn: [5, 11, 12],
    columns: columns(`
      group_id uniqueidentifier
      name sysname null
      resource_id nvarchar(40) null
      resource_group_id nvarchar(40) null
      failure_condition_level int null
      health_check_timeout int null
      automated_backup_preference tinyint null
      automated_backup_preference_desc nvarchar(60) null
    `),
    rows: none,
  },
];

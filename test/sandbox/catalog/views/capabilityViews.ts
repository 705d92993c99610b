import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { requireDatabaseState, requireServerState } from '../permissions';
import { columns } from '../viewDefinition';

const none = (): readonly ViewRow[] => [];

/** EngineEdition of the deployments that are a single database, and of all others that the sandbox plays. */
const serverless = [11];
const notSingleDatabases = [2, 3, 4, 8, 11];
const notServices = [2, 3, 4, 11];

/** Views that tell which features there are and what they are set to. Their columns are the documented ones. */
export const capabilityViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'database_automatic_tuning_options',
    since: 14,
    absentIn: serverless,
    columns: columns(`
      name nvarchar(128) null
      desired_state smallint null
      desired_state_desc nvarchar(60) null
      actual_state smallint null
      actual_state_desc nvarchar(60) null
      reason smallint null
      reason_desc nvarchar(60) null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope);
      return [
        {
          name: 'FORCE_LAST_GOOD_PLAN',
          desired_state: 0,
          desired_state_desc: 'OFF',
          actual_state: 0,
          actual_state_desc: 'OFF',
        },
      ];
    },
  },
  {
    schema: 'sys',
    name: 'dm_user_db_resource_governance',
    absentIn: notSingleDatabases,
    columns: columns(`
      database_id int
      logical_database_guid uniqueidentifier null
      physical_database_guid uniqueidentifier null
      server_name nvarchar(128) null
      database_name nvarchar(128) null
      slo_name nvarchar(128) null
      dtu_limit int null
      cpu_limit int null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope);
      return [
        {
          database_id: scope.database.id,
          server_name: scope.profile.serverName,
          database_name: scope.database.name,
          slo_name: 'SQLDB_GP_GEN5_2_SQLG5',
          cpu_limit: 2,
        },
      ];
    },
  },
  {
    schema: 'sys',
    name: 'dm_os_job_object',
    absentIn: notServices,
    columns: columns(`
      cpu_rate int null
      cpu_affinity_mask bigint
      cpu_affinity_group int
      memory_limit_mb bigint null
      process_memory_limit_mb bigint null
      workingset_limit_mb bigint null
      non_sos_mem_gap_mb bigint
      low_mem_signal_threshold_mb bigint null
      total_user_time bigint
      total_kernel_time bigint
      write_operation_count bigint
      read_operation_count bigint
      peak_process_memory_used_mb bigint
      peak_job_memory_used_mb bigint
      process_physical_affinity nvarchar(3072)
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      if (scope.profile.engineEdition === 8) requireServerState(scope, 'PERFORMANCE');
      else requireDatabaseState(scope);
      return [
        {
          cpu_rate: 200,
          cpu_affinity_mask: 3n,
          cpu_affinity_group: 0,
          memory_limit_mb: 10_240n,
          process_memory_limit_mb: 9_216n,
          non_sos_mem_gap_mb: 512n,
          total_user_time: 0n,
          total_kernel_time: 0n,
          write_operation_count: 0n,
          read_operation_count: 0n,
          peak_process_memory_used_mb: 512n,
          peak_job_memory_used_mb: 512n,
          process_physical_affinity: '{{0,3}}',
        },
      ];
    },
  },
  {
    schema: 'sys',
    name: 'external_models',
    since: 17,
    absentIn: serverless,
    columns: columns(`
      external_model_id int
      name sysname
      principal_id int
      create_time datetime2(7)
      modify_time datetime2(7)
      location nvarchar(4000)
      credential_id int null
      model_type_id tinyint null
      model_type_desc nvarchar(60) null
      api_format nvarchar(100)
      model nvarchar(100)
      parameters nvarchar(4000) null
    `),
    rows: none,
  },
];

import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { requireServerState } from '../permissions';
import { columns } from '../viewDefinition';

function systemInformation(scope: CatalogScope): ViewRow {
  const { startTime } = scope.context.server;
  const elapsed = Math.max(0, Date.now() - startTime.getTime());
  return {
    cpu_ticks: BigInt(elapsed) * 2_400_000n,
    ms_ticks: elapsed + 60_000,
    cpu_count: 4,
    hyperthread_ratio: 4,
    physical_memory_kb: 16_777_216,
    virtual_memory_kb: 137_438_953_344n,
    committed_kb: 524_288,
    committed_target_kb: 12_582_912,
    visible_target_kb: 12_582_912,
    stack_size_in_bytes: 2_093_056,
    os_quantum: 4,
    os_error_mode: 0,
    os_priority_class: 32,
    max_workers_count: 512,
    scheduler_count: 4,
    scheduler_total_count: 17,
    deadlock_monitor_serial_number: 1,
    sqlserver_start_time_ms_ticks: 60_000,
    sqlserver_start_time: startTime,
    affinity_type: 2,
    affinity_type_desc: 'AUTO',
    process_kernel_time_ms: 1000,
    process_user_time_ms: 4000,
    time_source: 0,
    time_source_desc: 'QUERY_PERFORMANCE_COUNTER',
    virtual_machine_type: 1,
    virtual_machine_type_desc: 'HYPERVISOR',
    softnuma_configuration: 0,
    softnuma_configuration_desc: 'OFF',
    process_physical_affinity: '{{0,f}}',
    sql_memory_model: 1,
    sql_memory_model_desc: 'CONVENTIONAL',
    socket_count: 1,
    cores_per_socket: 4,
    numa_node_count: 1,
    container_type: scope.profile.container === 'NONE' ? 0 : 1,
    container_type_desc: scope.profile.container,
  };
}

/** The machine and the operating system under the server. */
export const serverViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'dm_os_sys_info',
    columns: columns(`
      cpu_ticks bigint
      ms_ticks bigint
      cpu_count int
      hyperthread_ratio int
      physical_memory_kb bigint
      virtual_memory_kb bigint
      committed_kb bigint
      committed_target_kb bigint
      visible_target_kb bigint
      stack_size_in_bytes int
      os_quantum bigint
      os_error_mode int
      os_priority_class int null
      max_workers_count int
      scheduler_count int
      scheduler_total_count int
      deadlock_monitor_serial_number int
      sqlserver_start_time_ms_ticks bigint
      sqlserver_start_time datetime
      affinity_type int
      affinity_type_desc nvarchar(60)
      process_kernel_time_ms bigint
      process_user_time_ms bigint
      time_source int
      time_source_desc nvarchar(60)
      virtual_machine_type int
      virtual_machine_type_desc nvarchar(60)
      softnuma_configuration int
      softnuma_configuration_desc nvarchar(60)
      process_physical_affinity nvarchar(3072) since 14
      sql_memory_model int
      sql_memory_model_desc nvarchar(60)
      socket_count int null
      cores_per_socket int null
      numa_node_count int null
      container_type int since 15
      container_type_desc nvarchar(60) since 15
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireServerState(scope, 'PERFORMANCE');
      return [systemInformation(scope)];
    },
  },
  {
    schema: 'sys',
    name: 'dm_os_host_info',
    since: 14,
    absentIn: [5, 11, 12],
    columns: columns(`
      host_platform nvarchar(256)
      host_distribution nvarchar(256)
      host_release nvarchar(256)
      host_service_pack_level nvarchar(256)
      host_sku int null
      os_language_version int
      host_architecture nvarchar(256) since 15
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      // SELECT is granted to public.
      const linux = scope.profile.hostPlatform === 'Linux';
      const azureEdition = scope.profile.hostDistribution.includes('Azure Edition');
      return [
        {
          host_platform: scope.profile.hostPlatform,
          host_distribution: scope.profile.hostDistribution,
          host_release: linux ? '22.04' : '10.0',
          host_service_pack_level: '',
          host_sku: linux ? undefined : azureEdition ? 407 : 7,
          os_language_version: linux ? 0 : 1033,
          host_architecture: 'X64',
        },
      ];
    },
  },
  {
    schema: 'sys',
    name: 'dm_server_services',
    absentIn: [5, 11, 12],
    columns: columns(`
      servicename nvarchar(256)
      startup_type int null
      startup_type_desc nvarchar(256)
      status int null
      status_desc nvarchar(256)
      process_id int null
      last_startup_time datetimeoffset(7) null
      service_account nvarchar(256)
      filename nvarchar(256)
      is_clustered nvarchar(1)
      cluster_nodename nvarchar(256) null
      instant_file_initialization_enabled nvarchar(1)
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireServerState(scope, 'SECURITY');
      return [
        {
          servicename: 'SQL Server (MSSQLSERVER)',
          startup_type: 2,
          startup_type_desc: 'Automatic',
          status: 4,
          status_desc: 'Running',
          service_account: 'NT Service\\MSSQLSERVER',
          filename: 'sqlservr',
          is_clustered: 'N',
          instant_file_initialization_enabled: 'N',
        },
      ];
    },
  },
  {
    schema: 'sys',
    name: 'servers',
    columns: columns(`
      server_id int
      name sysname
      product sysname
      provider sysname
      data_source nvarchar(4000) null
      is_linked bit
      is_remote_login_enabled bit
      is_rpc_out_enabled bit
      is_data_access_enabled bit
      modify_date datetime
    `),
    absentIn: [5, 11, 12],
    rows: (scope) => [
      {
        server_id: 0,
        name: scope.profile.serverName,
        product: 'SQL Server',
        provider: 'SQLNCLI',
        data_source: scope.profile.serverName,
        is_remote_login_enabled: true,
        is_rpc_out_enabled: true,
        modify_date: scope.context.server.startTime,
      },
    ],
  },
  {
    schema: 'sys',
    name: 'database_service_objectives',
    absentIn: [2, 3, 4, 8, 11],
    columns: columns(`
      database_id int
      edition sysname
      service_objective sysname
      elastic_pool_name sysname null
    `),
    rows: (scope) => [
      {
        database_id: scope.context.database.id,
        edition: scope.profile.engineEdition === 5 ? 'GeneralPurpose' : 'FabricSQLDB',
        service_objective: scope.profile.engineEdition === 5 ? 'GP_Gen5_2' : 'FabricSQLDB',
      },
    ],
  },
];

import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { requireDatabaseState } from '../permissions';
import { intVariant, textVariant } from '../variants';
import { hasVersion } from '../versions';
import { columns } from '../viewDefinition';
import { isQueryStoreOn } from './databaseViews';

/** id, name, value, minimum, maximum, dynamic, advanced, major version. Source: "Server configuration options". */
const options: readonly (readonly [number, string, number, number, number, boolean, boolean, number?])[] = [
  [101, 'recovery interval (min)', 0, 0, 32767, true, true],
  [102, 'allow updates', 0, 0, 1, true, false],
  [103, 'user connections', 0, 0, 32767, false, true],
  [106, 'locks', 0, 5000, 2147483647, false, true],
  [109, 'fill factor (%)', 0, 0, 100, false, true],
  [115, 'nested triggers', 1, 0, 1, true, false],
  [117, 'remote access', 1, 0, 1, false, false],
  [124, 'default language', 0, 0, 9999, true, false],
  [400, 'cross db ownership chaining', 0, 0, 1, true, false],
  [503, 'max worker threads', 0, 128, 65535, true, true],
  [518, 'show advanced options', 0, 0, 1, true, false],
  [1126, 'default full-text language', 1033, 0, 2147483647, true, true],
  [1127, 'two digit year cutoff', 2049, 1753, 9999, true, true],
  [1517, 'priority boost', 0, 0, 1, false, true],
  [1534, 'user options', 0, 0, 32767, true, false],
  [1535, 'affinity mask', 0, -2147483648, 2147483647, true, true],
  [1538, 'cost threshold for parallelism', 5, 0, 32767, true, true],
  [1539, 'max degree of parallelism', 0, 0, 32767, true, true],
  [1540, 'min memory per query (KB)', 1024, 512, 2147483647, true, true],
  [1543, 'min server memory (MB)', 0, 0, 2147483647, true, true],
  [1544, 'max server memory (MB)', 2147483647, 128, 2147483647, true, true],
  [1545, 'query wait (s)', -1, -1, 2147483647, true, true],
  [1547, 'blocked process threshold (s)', 0, 0, 86400, true, true],
  [1562, 'clr enabled', 0, 0, 1, true, false],
  [1568, 'default trace enabled', 1, 0, 1, true, true],
  [1570, 'in-doubt xact resolution', 0, 0, 2, true, true],
  [1577, 'common criteria compliance enabled', 0, 0, 1, false, true],
  [1579, 'backup compression default', 0, 0, 1, true, false],
  [1580, 'filestream access level', 0, 0, 2, true, false],
  [1581, 'optimize for ad hoc workloads', 0, 0, 1, true, true],
  [1582, 'access check cache bucket count', 0, 0, 65536, true, true],
  [1586, 'external scripts enabled', 0, 0, 1, true, false],
  [1587, 'clr strict security', 1, 0, 1, true, true, 14],
  [1588, 'tempdb metadata memory-optimized', 0, 0, 1, false, true, 15],
  [16384, 'Agent XPs', 0, 0, 1, true, true],
  [16386, 'Database Mail XPs', 0, 0, 1, true, true],
  [16388, 'Ole Automation Procedures', 0, 0, 1, true, true],
  [16390, 'xp_cmdshell', 0, 0, 1, true, true],
  [16391, 'Ad Hoc Distributed Queries', 0, 0, 1, true, true],
  [16393, 'contained database authentication', 0, 0, 1, true, false],
  [16398, 'polybase enabled', 0, 0, 1, true, false, 15],
  [16399, 'external rest endpoint enabled', 0, 0, 1, true, false, 17],
];

function configurationRows(scope: CatalogScope): readonly ViewRow[] {
  return options
    .filter(([, , , , , , , since]) => hasVersion(scope.profile, since ?? 0))
    .map(([id, name, value, minimum, maximum, isDynamic, isAdvanced]) => ({
      configuration_id: id,
      name,
      value: intVariant(value),
      minimum: intVariant(minimum),
      maximum: intVariant(maximum),
      value_in_use: intVariant(value),
      description: name,
      is_dynamic: isDynamic,
      is_advanced: isAdvanced,
    }));
}

const scopedOptions: readonly (readonly [number, string, number, number])[] = [
  [1, 'MAXDOP', 0, 13],
  [2, 'LEGACY_CARDINALITY_ESTIMATION', 0, 13],
  [3, 'PARAMETER_SNIFFING', 1, 13],
  [4, 'QUERY_OPTIMIZER_HOTFIXES', 0, 13],
  [6, 'IDENTITY_CACHE', 1, 14],
  [7, 'INTERLEAVED_EXECUTION_TVF', 1, 14],
  [8, 'BATCH_MODE_MEMORY_GRANT_FEEDBACK', 1, 14],
  [9, 'BATCH_MODE_ADAPTIVE_JOINS', 1, 15],
  [10, 'TSQL_SCALAR_UDF_INLINING', 1, 15],
  [13, 'OPTIMIZE_FOR_AD_HOC_WORKLOADS', 0, 14],
  [16, 'ROW_MODE_MEMORY_GRANT_FEEDBACK', 1, 15],
  [18, 'BATCH_MODE_ON_ROWSTORE', 1, 15],
  [19, 'DEFERRED_COMPILATION_TV', 1, 15],
  [20, 'ACCELERATED_PLAN_FORCING', 1, 15],
  [24, 'LAST_QUERY_PLAN_STATS', 0, 15],
  [28, 'PAUSED_RESUMABLE_INDEX_ABORT_DURATION_MINUTES', 1440, 16],
  [29, 'DW_COMPATIBILITY_LEVEL', 0, 16],
  [31, 'PARAMETER_SENSITIVE_PLAN_OPTIMIZATION', 1, 16],
  [33, 'CE_FEEDBACK', 1, 16],
  [35, 'MEMORY_GRANT_FEEDBACK_PERSISTENCE', 1, 16],
  [37, 'DOP_FEEDBACK', 0, 16],
  [47, 'PREVIEW_FEATURES', 0, 17],
];

/** Options of the server, of the database and of its Query Store. */
export const configurationViews: readonly ViewDefinition[] = [
  {
    schema: 'sys',
    name: 'configurations',
    columns: columns(`
      configuration_id int
      name nvarchar(35)
      value sql_variant null
      minimum sql_variant null
      maximum sql_variant null
      value_in_use sql_variant null
      description nvarchar(255)
      is_dynamic bit
      is_advanced bit
    `),
    rows: configurationRows,
  },
  {
    schema: 'sys',
    name: 'database_scoped_configurations',
    columns: columns(`
      configuration_id int null
      name nvarchar(60) null
      value sql_variant null
      value_for_secondary sql_variant null
      is_value_default bit null since 14
    `),
    rows: (scope) =>
      scopedOptions
        .filter(([, , , since]) => hasVersion(scope.profile, since))
        .map(([id, name, value]) => ({
          configuration_id: id,
          name,
          value: name === 'DW_COMPATIBILITY_LEVEL' ? textVariant('AUTO') : intVariant(value),
          is_value_default: true,
        })),
  },
  {
    schema: 'sys',
    name: 'database_query_store_options',
    columns: columns(`
      desired_state smallint
      desired_state_desc nvarchar(60) null
      actual_state smallint
      actual_state_desc nvarchar(60) null
      readonly_reason int null
      current_storage_size_mb bigint null
      flush_interval_seconds bigint null
      interval_length_minutes bigint null
      max_storage_size_mb bigint null
      stale_query_threshold_days bigint null
      max_plans_per_query bigint null
      query_capture_mode smallint
      query_capture_mode_desc nvarchar(60) null
      size_based_cleanup_mode smallint
      size_based_cleanup_mode_desc nvarchar(60) null
      wait_stats_capture_mode smallint since 14
      wait_stats_capture_mode_desc nvarchar(60) null since 14
      actual_state_additional_info nvarchar(4000) null
    `),
    rows: (scope: CatalogScope): readonly ViewRow[] => {
      requireDatabaseState(scope);
      const on = isQueryStoreOn(scope, scope.database);
      const modern = hasVersion(scope.profile, 15);
      return [
        {
          desired_state: on ? 2 : 0,
          desired_state_desc: on ? 'READ_WRITE' : 'OFF',
          actual_state: on ? 2 : 0,
          actual_state_desc: on ? 'READ_WRITE' : 'OFF',
          readonly_reason: 0,
          current_storage_size_mb: on ? 1 : 0,
          flush_interval_seconds: 900,
          interval_length_minutes: 60,
          max_storage_size_mb: modern ? 1000 : 100,
          stale_query_threshold_days: 30,
          max_plans_per_query: 200,
          query_capture_mode: modern ? 2 : 1,
          query_capture_mode_desc: modern ? 'AUTO' : 'ALL',
          size_based_cleanup_mode: 1,
          size_based_cleanup_mode_desc: 'AUTO',
          wait_stats_capture_mode: 1,
          wait_stats_capture_mode_desc: 'ON',
          actual_state_additional_info: '',
        },
      ];
    },
  },
];

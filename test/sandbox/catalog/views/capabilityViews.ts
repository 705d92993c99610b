import type { CatalogScope, ViewDefinition, ViewRow } from '../catalogTypes';
import { requireDatabaseState } from '../permissions';
import { columns } from '../viewDefinition';

const none = (): readonly ViewRow[] => [];

/** EngineEdition of the deployments that are a single database, and of all others that the sandbox plays. */
const serverless = [11];
const notSingleDatabases = [2, 3, 4, 8, 11];

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

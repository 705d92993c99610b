/**
 * What a server is asked about itself. The lists below are the question: `sql/catalog/capabilities.ts` makes T-SQL of them, and the answer
 * comes back under the same names. Every name stands in the documentation of SERVERPROPERTY, HAS_PERMS_BY_NAME or the catalog views.
 */

/** Properties of SERVERPROPERTY that are text. */
export const textProperties = [
  'ServerName',
  'ProductVersion',
  'ProductLevel',
  'ProductUpdateLevel',
  'ProductUpdateReference',
  'ProductUpdateType',
  'ProductBuildType',
  'Edition',
  'Collation',
] as const;
export type TextProperty = (typeof textProperties)[number];

/** Properties of SERVERPROPERTY that are numbers; yes and no are 1 and 0. */
export const numberProperties = [
  'EngineEdition',
  'IsXTPSupported',
  'IsFullTextInstalled',
  'IsPolyBaseInstalled',
  'IsAdvancedAnalyticsInstalled',
  'IsHadrEnabled',
  'IsClustered',
  'IsTempDbMetadataMemoryOptimized',
  'FilestreamEffectiveLevel',
] as const;
export type NumberProperty = (typeof numberProperties)[number];

/** Properties of the current database: DATABASEPROPERTYEX. */
export const databaseTextProperties = ['Edition', 'ServiceObjective'] as const;
export type DatabaseTextProperty = (typeof databaseTextProperties)[number];
export const databaseNumberProperties = ['IsXTPSupported', 'IsOptimizedLockingOn'] as const;
export type DatabaseNumberProperty = (typeof databaseNumberProperties)[number];

/** System objects of schema sys that came with a feature. Everybody may see whether they are there. */
export const probedObjects = [
  'database_query_store_options',
  'sp_query_store_set_hints',
  'database_automatic_tuning_options',
  'sp_generate_database_ledger_digest',
  'sp_invoke_external_rest_endpoint',
  'external_models',
  'json_indexes',
  'vector_indexes',
] as const;
export type ProbedObject = (typeof probedObjects)[number];

/** System types that came with a feature. */
export const probedTypes = ['json', 'vector', 'xml', 'geography', 'hierarchyid'] as const;
export type ProbedType = (typeof probedTypes)[number];

/** Columns of catalog views that came with a feature, as `view.column`. */
export const probedColumns = [
  'tables.is_node',
  'tables.ledger_type',
  'indexes.optimize_for_sequential_key',
  'index_columns.column_store_order_ordinal',
  'partitions.xml_compression',
] as const;
export type ProbedColumn = (typeof probedColumns)[number];

export const serverPermissions = [
  'VIEW SERVER STATE',
  'VIEW SERVER PERFORMANCE STATE',
  'VIEW ANY DEFINITION',
  'VIEW ANY SECURITY DEFINITION',
  'VIEW ANY DATABASE',
  'ALTER ANY CONNECTION',
  'CONTROL SERVER',
] as const;
export type ServerPermission = (typeof serverPermissions)[number];

export const databasePermissions = [
  'VIEW DATABASE STATE',
  'VIEW DATABASE PERFORMANCE STATE',
  'VIEW DEFINITION',
  'SHOWPLAN',
  'SELECT',
  'INSERT',
  'EXECUTE',
  'ALTER',
  'KILL DATABASE CONNECTION',
  'CONTROL',
] as const;
export type DatabasePermission = (typeof databasePermissions)[number];

/** Databases that only the hosting of a cloud provider makes. */
export const hostingDatabases = ['rdsadmin', 'gcloud_cloudsqladmin'] as const;
export type HostingDatabase = (typeof hostingDatabases)[number];

/** Logins that only the services of an Azure virtual machine make. */
export const azureVmLogins = ['NT SERVICE\\SQLIaaSExtensionQuery', 'NT SERVICE\\AzureWLBackupPluginSvc'] as const;

/** Columns of sys.databases; some came with newer versions. */
export const databaseColumns = [
  'compatibility_level',
  'collation_name',
  'delayed_durability_desc',
  'is_accelerated_database_recovery_on',
  'is_broker_enabled',
  'is_cdc_enabled',
  'is_encrypted',
  'is_event_stream_enabled',
  'is_published',
  'is_query_store_on',
] as const;
export type DatabaseColumn = (typeof databaseColumns)[number];

/** Options of sys.configurations. */
export const configurationNames = [
  'Agent XPs',
  'Database Mail XPs',
  'clr enabled',
  'external rest endpoint enabled',
  'external scripts enabled',
  'polybase enabled',
] as const;
export type ConfigurationName = (typeof configurationNames)[number];

/** Options of sys.database_scoped_configurations. */
export const scopedConfigurationNames = [
  'PREVIEW_FEATURES',
  'BATCH_MODE_ON_ROWSTORE',
  'BATCH_MODE_ADAPTIVE_JOINS',
  'DISABLE_BATCH_MODE_ADAPTIVE_JOINS',
  'TSQL_SCALAR_UDF_INLINING',
  'DEFERRED_COMPILATION_TV',
  'PARAMETER_SENSITIVE_PLAN_OPTIMIZATION',
  'OPTIONAL_PARAMETER_OPTIMIZATION',
  'CE_FEEDBACK',
  'DOP_FEEDBACK',
] as const;
export type ScopedConfigurationName = (typeof scopedConfigurationNames)[number];

/** Things a database may hold that show a feature in use. Objects that the login may not see do not count. */
export const usageNames = [
  'temporal tables',
  'graph tables',
  'ledger tables',
  'memory-optimized tables',
  'clustered columnstore indexes',
  'nonclustered columnstore indexes',
  'partition schemes',
  'full-text indexes',
  'security policies',
  'masked columns',
  'column encryption keys',
  'change tracking',
  'automatic plan correction',
] as const;
export type UsageName = (typeof usageNames)[number];

/** What the server said. null: the server does not know the name, or gave NULL. */
export interface ServerFacts {
  /** The text of @@VERSION. */
  readonly versionText: string;
  readonly texts: Readonly<Record<TextProperty, string | null>>;
  readonly numbers: Readonly<Record<NumberProperty, number | null>>;
  readonly login: string;
  readonly user: string;
  readonly database: DatabaseFacts;
  readonly objects: ReadonlySet<ProbedObject>;
  readonly types: ReadonlySet<ProbedType>;
  readonly columns: ReadonlySet<ProbedColumn>;
  /** COLLATIONPROPERTY knows a collation that came with UTF-8. */
  readonly utf8Collations: boolean;
  /** Whether names were asked for at all: a small engine may answer only the simplest question. */
  readonly probed: boolean;
  /** null: this server has no permission of that name. */
  readonly serverPermissions: Readonly<Record<ServerPermission, boolean | null>>;
  readonly databasePermissions: Readonly<Record<DatabasePermission, boolean | null>>;
  readonly hostingDatabases: readonly HostingDatabase[];
  readonly databases: readonly VisibleDatabase[];
  /** What only some logins may see; every part is absent where it was refused or is not there. */
  readonly state: ServerState;
  /** What could not be told, and why: one sentence each. */
  readonly notes: readonly string[];
}

export interface DatabaseFacts {
  readonly name: string;
  readonly texts: Readonly<Record<DatabaseTextProperty, string | null>>;
  readonly numbers: Readonly<Record<DatabaseNumberProperty, number | null>>;
}

export interface VisibleDatabase {
  readonly name: string;
  readonly state: string;
  readonly compatibilityLevel: number | null;
  /** HAS_DBACCESS. null: not known. */
  readonly accessible: boolean | null;
}

export interface ServerState {
  readonly system?: SystemFacts;
  readonly host?: HostFacts;
  /** vCores that Azure SQL Database or Fabric gives the database; null in the DTU model. */
  readonly coreLimit?: number | null;
  /** What the server's process may use in a service of Azure or Fabric; null: it is not limited so. */
  readonly memoryLimitMegabytes?: number | null;
  /** Which of `azureVmLogins` exist and are visible. */
  readonly azureVmLogins?: readonly string[];
  /** The current database in sys.databases. A column that its version does not have is absent. */
  readonly databaseRow?: Readonly<Partial<Record<DatabaseColumn, string | number | boolean | null>>>;
  readonly configurations?: ReadonlyMap<string, number>;
  readonly scopedConfigurations?: ReadonlyMap<string, string>;
  readonly usage?: ReadonlyMap<string, boolean>;
}

/** sys.dm_os_sys_info. */
export interface SystemFacts {
  readonly cores: number;
  readonly memoryKilobytes: number;
  readonly uptimeSeconds: number;
  /** NONE, HYPERVISOR, OTHER. */
  readonly virtualMachine: string;
  /** null: the version cannot tell (before SQL Server 2019). */
  readonly container: string | null;
}

/** sys.dm_os_host_info (SQL Server 2017 and later, Managed Instance). */
export interface HostFacts {
  readonly platform: string;
  readonly distribution: string;
  readonly release: string;
}

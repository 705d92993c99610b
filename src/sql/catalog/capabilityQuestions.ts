import {
  azureVmLogins,
  configurationNames,
  databaseNumberProperties,
  databasePermissions,
  databaseTextProperties,
  hostingDatabases,
  numberProperties,
  probedColumns,
  probedObjects,
  probedTypes,
  scopedConfigurationNames,
  serverPermissions,
  textProperties,
} from '../../core/capabilities/serverFacts';

/** A constant of this program as a T-SQL literal. */
function literal(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

const lines = (expressions: readonly string[]): string => expressions.join(',\n  ');

const literals = (names: readonly string[]): string => names.map(literal).join(', ');

/** Rows of the first question begin with what they are. */
export const rowKinds = { server: 'server', database: 'database' } as const;

const serverExpressions = [
  '@@VERSION',
  'DB_NAME()',
  'SUSER_SNAME()',
  'USER_NAME()',
  ...textProperties.map((name) => `CONVERT(nvarchar(256), SERVERPROPERTY('${name}'))`),
  ...numberProperties.map((name) => `CONVERT(int, SERVERPROPERTY('${name}'))`),
];

const probeExpressions = [
  ...databaseTextProperties.map((name) => `CONVERT(nvarchar(256), DATABASEPROPERTYEX(DB_NAME(), '${name}'))`),
  ...databaseNumberProperties.map((name) => `CONVERT(int, DATABASEPROPERTYEX(DB_NAME(), '${name}'))`),
  ...serverPermissions.map((name) => `HAS_PERMS_BY_NAME(NULL, NULL, ${literal(name)})`),
  ...databasePermissions.map((name) => `HAS_PERMS_BY_NAME(QUOTENAME(DB_NAME()), N'DATABASE', ${literal(name)})`),
  ...hostingDatabases.map((name) => `DB_ID(${literal(name)})`),
  ...probedObjects.map((name) => `OBJECT_ID(${literal(`sys.${name}`)})`),
  ...probedTypes.map((name) => `TYPE_ID(${literal(name)})`),
  ...probedColumns.map(
    (path) =>
      `COL_LENGTH(${path
        .split('.')
        .map((part, index) => literal(index === 0 ? `sys.${part}` : part))
        .join(', ')})`,
  ),
  "COLLATIONPROPERTY(N'Latin1_General_100_CI_AS_SC_UTF8', 'CodePage')",
];

/**
 * What every login may ask: who the server is, what it may do, which names the catalog has, and the databases.
 * SQL Server 2016 and later, Azure SQL, Fabric; smaller engines lack some of the functions.
 */
export const SERVER = `SELECT N'${rowKinds.server}', ${lines([...serverExpressions, ...probeExpressions])};
SELECT N'${rowKinds.database}', name, state_desc, compatibility_level, HAS_DBACCESS(name) FROM sys.databases ORDER BY name;`;

/** The least that any engine answers. */
export const SERVER_BASIC = `SELECT N'${rowKinds.server}', ${lines(serverExpressions)};`;

/** Which engine the second question goes to. */
export interface AskedEngine {
  readonly engineEdition: number | null;
  /** 13 is SQL Server 2016; of no meaning for Azure SQL. */
  readonly majorVersion: number;
  readonly columns: ReadonlySet<string>;
}

/** A part of the second question. Its rows begin with its name; what it would have told is named in the note when it is refused. */
interface StatePart {
  readonly name: StatePartName;
  readonly tells: string;
  readonly text: string;
}

export type StatePartName =
  'databaseRow' | 'system' | 'host' | 'logins' | 'coreLimit' | 'configurations' | 'scopedConfigurations' | 'usage' | 'automaticTuning';

/**
 * The whole row as JSON, so that no column is asked for that a version lacks. By name: in Azure SQL Database the ids of this view are not
 * those of DB_ID().
 */
const DATABASE_ROW = `SELECT N'databaseRow', (SELECT * FROM sys.databases WHERE name = DB_NAME() FOR JSON PATH, INCLUDE_NULL_VALUES, WITHOUT_ARRAY_WRAPPER)`;

/** sys.dm_os_sys_info: VIEW SERVER STATE, from 2022 on VIEW SERVER PERFORMANCE STATE. container_type_desc came with SQL Server 2019. */
function systemText(hasContainer: boolean): string {
  return `SELECT N'system', cpu_count, physical_memory_kb, DATEDIFF(second, sqlserver_start_time, GETDATE()), virtual_machine_type_desc, ${hasContainer ? 'container_type_desc' : 'NULL'}
FROM sys.dm_os_sys_info`;
}

const HOST = `SELECT N'host', host_platform, host_distribution, host_release FROM sys.dm_os_host_info`;

const LOGINS = `SELECT N'logins', name FROM sys.server_principals WHERE name IN (${literals(azureVmLogins)})`;

/** Azure SQL Database: VIEW DATABASE STATE. */
const CORE_LIMIT = `SELECT N'coreLimit', cpu_limit FROM sys.dm_user_db_resource_governance WHERE database_name = DB_NAME()`;

const CONFIGURATIONS = `SELECT N'configurations', name, CONVERT(int, value_in_use) FROM sys.configurations WHERE name IN (${literals(configurationNames)})`;

const SCOPED_CONFIGURATIONS = `SELECT N'scopedConfigurations', name, CONVERT(nvarchar(60), value) FROM sys.database_scoped_configurations
WHERE name IN (${literals(scopedConfigurationNames)})`;

const used = (name: string, from: string): string =>
  `SELECT N'usage', ${literal(name)}, CASE WHEN EXISTS (SELECT 1 FROM ${from}) THEN 1 ELSE 0 END`;

/** Views of SQL Server 2016 and later; metadata visibility hides what the login may not see. */
const usages = [
  used('temporal tables', 'sys.tables WHERE temporal_type = 2'),
  used('memory-optimized tables', 'sys.tables WHERE is_memory_optimized = 1'),
  used('clustered columnstore indexes', 'sys.indexes WHERE type = 5'),
  used('nonclustered columnstore indexes', 'sys.indexes WHERE type = 6'),
  used('partition schemes', 'sys.partition_schemes'),
  used('full-text indexes', 'sys.fulltext_indexes'),
  used('security policies', 'sys.security_policies WHERE is_enabled = 1'),
  used('masked columns', 'sys.masked_columns WHERE is_masked = 1'),
  used('column encryption keys', 'sys.column_encryption_keys'),
  used('change tracking', 'sys.change_tracking_databases WHERE database_id = DB_ID()'),
];

function usageText(columns: ReadonlySet<string>): string {
  return [
    ...usages,
    ...(columns.has('tables.is_node') ? [used('graph tables', 'sys.tables WHERE is_node = 1 OR is_edge = 1')] : []),
    ...(columns.has('tables.ledger_type') ? [used('ledger tables', 'sys.tables WHERE ledger_type > 0')] : []),
  ].join('\nUNION ALL ');
}

/** SQL Server 2017 and later, Azure SQL: VIEW DATABASE STATE. actual_state 1 is ON. */
const AUTOMATIC_TUNING = `SELECT N'automaticTuning', actual_state FROM sys.database_automatic_tuning_options WHERE name = N'FORCE_LAST_GOOD_PLAN'`;

const AZURE_SQL_DATABASE = 5;
const MANAGED_INSTANCE = 8;
const FABRIC_SQL_DATABASE = 12;

/** What to ask this engine; nothing for Synapse and the Fabric warehouse, which have little of it. */
export function stateParts(engine: AskedEngine): StatePart[] {
  const { engineEdition, majorVersion, columns } = engine;
  const isBox = engineEdition !== null && engineEdition >= 1 && engineEdition <= 4;
  const isInstance = isBox || engineEdition === MANAGED_INSTANCE;
  const isDatabase = engineEdition === AZURE_SQL_DATABASE || engineEdition === FABRIC_SQL_DATABASE;
  if (!isInstance && !isDatabase) return [];
  const since = (major: number): boolean => !isBox || majorVersion >= major;
  const part = (name: StatePartName, tells: string, text: string, isAsked = true): StatePart[] => (isAsked ? [{ name, tells, text }] : []);
  return [
    ...part('databaseRow', 'what is enabled in the database', DATABASE_ROW),
    ...part('system', 'cores, memory and uptime', systemText(isInstance && since(15))),
    ...part('host', 'the operating system', HOST, isInstance && since(14)),
    ...part('logins', 'whether it is an Azure virtual machine', LOGINS, isBox),
    ...part('coreLimit', 'the number of vCores', CORE_LIMIT, isDatabase),
    ...part('configurations', 'what is enabled on the server', CONFIGURATIONS, isInstance),
    ...part('scopedConfigurations', 'the database scoped configurations', SCOPED_CONFIGURATIONS),
    ...part('usage', 'what is in use in the database', usageText(columns)),
    ...part('automaticTuning', 'whether automatic plan correction is on', AUTOMATIC_TUNING, since(14)),
  ];
}

/** The row that says a part was refused: this, its name, the error's number and message. */
export const REFUSED = 'refused';

/** One batch of all parts. A nested execution each, because a missing name or permission would end a plain batch. */
export function stateQuestion(parts: readonly StatePart[]): string {
  return parts
    .map(
      ({ name, text }) =>
        `BEGIN TRY EXEC sys.sp_executesql ${literal(text)} END TRY\nBEGIN CATCH SELECT N'${REFUSED}', N'${name}', ERROR_NUMBER(), ERROR_MESSAGE() END CATCH;`,
    )
    .join('\n');
}

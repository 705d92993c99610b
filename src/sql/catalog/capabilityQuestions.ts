import {
  azureVmLogins,
  configurationNames,
  databaseColumns,
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
import type { UsageName } from '../../core/capabilities/serverFacts';

/** A constant of this program as a T-SQL literal. */
function literal(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

const lines = (expressions: readonly string[]): string => expressions.join(',\n');

const literals = (names: readonly string[]): string => names.map(literal).join(', ');

/** Rows of SERVER begin with what they are. */
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

/** Which engine was asked. */
export interface AskedEngine {
  readonly engineEdition: number | null;
  /** 13 is SQL Server 2016; of no meaning for Azure SQL. */
  readonly majorVersion: number;
}

/** A part of what is enabled and in use. Its rows begin with its name; what it would have told is named in the note when it is refused. */
interface StatePart {
  readonly name: StatePartName;
  readonly tells: string;
  /** The same for services where it tells less, by EngineEdition. */
  readonly tellsOfServices?: Readonly<Record<number, string>>;
  readonly text: string;
  /** EngineEdition values of the engines that have what it asks for. */
  readonly engines: readonly number[];
  /** The major version of SQL Server that brought it; Azure SQL has it in any version. */
  readonly since?: number;
}

const boxEngines = [1, 2, 3, 4];
const AZURE_SQL_DATABASE = 5;
const MANAGED_INSTANCE = 8;
const FABRIC_SQL_DATABASE = 12;
const instances = [...boxEngines, MANAGED_INSTANCE];
const databaseServices = [AZURE_SQL_DATABASE, FABRIC_SQL_DATABASE];
/** Synapse and the Fabric warehouse have little of all this. */
const engines = [...instances, ...databaseServices];

export type StatePartName =
  | 'databaseRow'
  | 'system'
  | 'host'
  | 'logins'
  | 'coreLimit'
  | 'memoryLimit'
  | 'configurations'
  | 'scopedConfigurations'
  | 'usage'
  | 'automaticTuning';

/** What a column of sys.databases says that its version does not have. */
export const NO_COLUMN = -1;

/**
 * Columns stand without a table's name: those that the version does not have are those of `absent`. By name: in Azure SQL Database the ids of
 * this view are not those of DB_ID().
 */
const DATABASE_ROW = `SELECT N'databaseRow', d.* FROM (SELECT ${databaseColumns.map((name) => `${String(NO_COLUMN)} AS ${name}`).join(', ')}) AS absent
CROSS APPLY (SELECT ${databaseColumns.join(', ')} FROM sys.databases WHERE name = DB_NAME()) AS d`;

/** The same for what newer versions brought to other views: where it is not there, it tells nothing. */
const ABSENT = `(SELECT CONVERT(nvarchar(60), NULL) AS container_type_desc, 0 AS is_node, 0 AS is_edge, 0 AS ledger_type) AS absent`;

/**
 * VIEW SERVER STATE, from 2022 on VIEW SERVER PERFORMANCE STATE. container_type_desc came with SQL Server 2019. Uptime from ticks: the
 * start time is a local one, and an hour off after the clocks are put forward or back.
 */
const SYSTEM = `SELECT N'system', s.cpu_count, s.physical_memory_kb, s.uptime, s.virtual_machine_type_desc, s.container
FROM ${ABSENT}
CROSS APPLY (SELECT cpu_count, physical_memory_kb, (ms_ticks - sqlserver_start_time_ms_ticks) / 1000 AS uptime,
  virtual_machine_type_desc, container_type_desc AS container FROM sys.dm_os_sys_info) AS s`;

const HOST = `SELECT N'host', host_platform, host_distribution, host_release FROM sys.dm_os_host_info`;

const LOGINS = `SELECT N'logins', name FROM sys.server_principals WHERE name IN (${literals(azureVmLogins)})`;

/** Azure SQL Database: VIEW DATABASE STATE. */
const CORE_LIMIT = `SELECT N'coreLimit', cpu_limit FROM sys.dm_user_db_resource_governance WHERE database_name = DB_NAME()`;

/** Azure SQL Database, Managed Instance and Fabric: the machine's memory is not the server's there. VIEW DATABASE STATE or VIEW SERVER STATE. */
const MEMORY_LIMIT = `SELECT N'memoryLimit', process_memory_limit_mb FROM sys.dm_os_job_object`;

const CONFIGURATIONS = `SELECT N'configurations', name, CONVERT(int, value_in_use) FROM sys.configurations WHERE name IN (${literals(configurationNames)})`;

const SCOPED_CONFIGURATIONS = `SELECT N'scopedConfigurations', name, CONVERT(nvarchar(60), value) FROM sys.database_scoped_configurations
WHERE name IN (${literals(scopedConfigurationNames)})`;

/** Views of SQL Server 2016 and later; metadata visibility hides what the login may not see. */
const usages = {
  'temporal tables': 'sys.tables WHERE temporal_type = 2',
  'memory-optimized tables': 'sys.tables WHERE is_memory_optimized = 1',
  'clustered columnstore indexes': 'sys.indexes WHERE type = 5',
  'nonclustered columnstore indexes': 'sys.indexes WHERE type = 6',
  'partition schemes': 'sys.partition_schemes',
  'full-text indexes': 'sys.fulltext_indexes',
  'security policies': 'sys.security_policies WHERE is_enabled = 1',
  'masked columns': 'sys.masked_columns WHERE is_masked = 1',
  'column encryption keys': 'sys.column_encryption_keys',
  'change tracking': 'sys.change_tracking_databases WHERE database_id = DB_ID()',
  // Of versions that have such tables.
  'graph tables': 'sys.tables WHERE is_node = 1 OR is_edge = 1',
  'ledger tables': 'sys.tables WHERE ledger_type > 0',
} satisfies Partial<Record<UsageName, string>>;

/** In the order of the cells of the part. */
export const askedUsages = Object.keys(usages);

const USAGE = `SELECT N'usage',
  ${lines(Object.values(usages).map((from) => `CASE WHEN EXISTS (SELECT 1 FROM ${from}) THEN 1 ELSE 0 END`))}
FROM ${ABSENT}`;

/** SQL Server 2017 and later, Azure SQL: VIEW DATABASE STATE. actual_state 1 is ON. */
const AUTOMATIC_TUNING = `SELECT N'automaticTuning', actual_state FROM sys.database_automatic_tuning_options WHERE name = N'FORCE_LAST_GOOD_PLAN'`;

const parts: readonly StatePart[] = [
  { name: 'databaseRow', tells: 'what is enabled in the database', text: DATABASE_ROW, engines },
  {
    name: 'system',
    tells: 'cores, memory and uptime',
    tellsOfServices: { [MANAGED_INSTANCE]: 'cores and uptime', [AZURE_SQL_DATABASE]: 'uptime', [FABRIC_SQL_DATABASE]: 'uptime' },
    text: SYSTEM,
    engines,
  },
  { name: 'host', tells: 'the operating system', text: HOST, engines: instances, since: 14 },
  { name: 'logins', tells: 'whether it is an Azure virtual machine', text: LOGINS, engines: boxEngines },
  { name: 'coreLimit', tells: 'the number of vCores', text: CORE_LIMIT, engines: databaseServices },
  { name: 'memoryLimit', tells: 'the memory of the server', text: MEMORY_LIMIT, engines: [MANAGED_INSTANCE, ...databaseServices] },
  { name: 'configurations', tells: 'what is enabled on the server', text: CONFIGURATIONS, engines: instances },
  { name: 'scopedConfigurations', tells: 'the database scoped configurations', text: SCOPED_CONFIGURATIONS, engines },
  { name: 'usage', tells: 'what is in use in the database', text: USAGE, engines },
  { name: 'automaticTuning', tells: 'whether automatic plan correction is on', text: AUTOMATIC_TUNING, engines, since: 14 },
];

/** The parts that this engine was asked. */
export function askedParts({ engineEdition, majorVersion }: AskedEngine): readonly StatePart[] {
  if (engineEdition === null) return [];
  const isBox = boxEngines.includes(engineEdition);
  return parts
    .filter((part) => part.engines.includes(engineEdition) && (!isBox || majorVersion >= (part.since ?? 0)))
    .map((part) => ({ ...part, tells: part.tellsOfServices?.[engineEdition] ?? part.tells }));
}

/** The same as a condition of T-SQL. */
function isAsked({ engines: having, since }: StatePart): string {
  const version = since === undefined ? '' : ` AND (@engine NOT IN (${boxEngines.join(', ')}) OR @version >= ${String(since)})`;
  return `@engine IN (${having.join(', ')})${version}`;
}

/** The row that says a part was refused: this, its name, the error's message. */
export const REFUSED = 'refused';

/** A nested execution for each part, because a missing name or permission would end a plain batch. */
const STATE = `DECLARE @engine int = CONVERT(int, SERVERPROPERTY('EngineEdition')), @version int = CONVERT(int, SERVERPROPERTY('ProductMajorVersion'));
${parts
  .map(
    (part) => `IF ${isAsked(part)}
BEGIN
BEGIN TRY EXEC sys.sp_executesql ${literal(part.text)} END TRY
BEGIN CATCH SELECT N'${REFUSED}', N'${part.name}', ERROR_MESSAGE() END CATCH
END;`,
  )
  .join('\n')}`;

/** What the server is, and what of it is enabled and in use: one round trip. */
export const SERVER_AND_STATE = `${SERVER}\n${STATE}`;

import type { FeatureGroup } from './capabilities';
import type {
  ConfigurationName,
  DatabaseColumn,
  DatabaseNumberProperty,
  NumberProperty,
  ProbedColumn,
  ProbedObject,
  ProbedType,
  ScopedConfigurationName,
  UsageName,
} from './serverFacts';
import type { EditionFamily, Engine } from './serverProduct';

/** The release that brought a feature to an edition: `2016`, `2016 SP1`; null: the edition does not have it. */
export type Since = string | null;

/** When SQL Server got a feature, by edition. */
export type BoxRule = Readonly<Record<EditionFamily, Since>>;

/** A release or update of SQL Server: `2019`, `2017 CU18`, and its build. */
export interface LinuxSince {
  readonly release: string;
  /** major.minor.build.revision */
  readonly version: string;
}

/** What a service of Azure or Fabric documents. `when` says under which condition, or what there is instead. */
export interface ServiceRule {
  readonly supported: boolean | 'sameAsSqlServer2025' | 'alwaysUpToDateOnly' | 'fromStandardS3' | 'notInHyperscale' | 'asPropertySays';
  readonly when?: string;
  /** The service runs it in every database or instance, and nobody can switch it off. */
  readonly isAlwaysOn?: true;
}

export type ServiceEngine = Exclude<Engine, 'box' | 'unknown' | 'serverlessOrFabric'>;

/** A look that decides better than a version does. */
export type Probe = { readonly object: ProbedObject } | { readonly type: ProbedType } | { readonly column: ProbedColumn } | 'utf8Collation';

/** What says whether the feature works, or is in use, in the current database. All of them must. */
export type EnabledRule =
  | { readonly compatibility: number }
  /** A column of sys.databases that is 1. */
  | { readonly databaseFlag: DatabaseColumn }
  | { readonly configuration: ConfigurationName }
  /** An option of the database that must be on; `isObstacle`: that must be off. */
  | { readonly scopedConfiguration: ScopedConfigurationName; readonly isObstacle?: true }
  | { readonly property: NumberProperty }
  | { readonly databaseProperty: DatabaseNumberProperty }
  | { readonly used: UsageName }
  | 'delayedDurability'
  /** PREVIEW_FEATURES, which SQL Server alone asks for: the services offer their previews without it. */
  | 'previewFeatures';

/** One feature as data. Left out for a service: its documentation does not say. */
export interface FeatureRule {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly box: BoxRule;
  readonly services: Readonly<Partial<Record<ServiceEngine, ServiceRule>>>;
  /** Only where the operating system is Windows. */
  readonly windowsOnly?: boolean;
  /** The same on Linux, where the editions differ. */
  readonly linuxBox?: BoxRule;
  /** The update that brought it to Linux, where that came later. */
  readonly linuxSince?: LinuxSince;
  /** On Windows Express has it only with Advanced Services; from SQL Server 2025 on there is one Express edition, with all of them. */
  readonly advancedServices?: true;
  readonly notInContainers?: true;
  /** A condition on SQL Server beside version and edition. */
  readonly boxWhen?: string;
  /** A property of the server that says yes (1) or no (0) and wins over the rules. */
  readonly property?: NumberProperty;
  /** The same where only SQL Server documents it: it says what its setup installed. */
  readonly boxProperty?: NumberProperty;
  /** The same of the database, for Azure SQL Database. */
  readonly databaseProperty?: DatabaseNumberProperty;
  readonly probe?: Probe;
  readonly enabled?: readonly EnabledRule[];
  /** How to switch it on where it is supported and off: a phrase. */
  readonly enable?: string;
}

/** What the documentation of the service says; undefined: it is no service, or says nothing. */
export function serviceRuleOf(rule: FeatureRule, engine: Engine): ServiceRule | undefined {
  return engine === 'box' || engine === 'unknown' || engine === 'serverlessOrFabric' ? undefined : rule.services[engine];
}

/** Every edition since the same release. */
export function everyEdition(since: string): BoxRule {
  return { enterprise: since, standard: since, web: since, express: since };
}

/** Enterprise since one release, the other editions since a later one. */
export function enterpriseFirst(enterprise: string, others: string): BoxRule {
  return { enterprise, standard: others, web: others, express: others };
}

export function enterpriseOnly(since: string): BoxRule {
  return { enterprise: since, standard: null, web: null, express: null };
}

/** Enterprise and Standard, without Web and Express. */
export function notWebOrExpress(enterprise: string, standard = enterprise): BoxRule {
  return { enterprise, standard, web: null, express: null };
}

export function notExpress(enterprise: string, standard = enterprise, web = standard): BoxRule {
  return { enterprise, standard, web, express: null };
}

/** Enterprise and Standard since SQL Server 2016, Web and Express since its first service pack. */
export const standardAtRelease: BoxRule = { enterprise: '2016', standard: '2016', web: '2016 SP1', express: '2016 SP1' };

export const yes: ServiceRule = { supported: true };
export const no: ServiceRule = { supported: false };

/** Supported without a condition by Azure SQL Database, Managed Instance and Fabric SQL database, which share the newest engine. */
export const newestEngines = { azureSqlDatabase: yes, managedInstance: yes, fabricSqlDatabase: yes } as const;

/** The same for what came with SQL Server 2025: a Managed Instance has it unless its update policy holds it at SQL Server 2022. */
export const newestEnginesSince2025 = {
  azureSqlDatabase: yes,
  managedInstance: { supported: 'sameAsSqlServer2025' },
  fabricSqlDatabase: yes,
} as const;

/** Azure SQL Database where the tier is large enough. */
export const fromStandardS3: ServiceRule = { supported: 'fromStandardS3', when: 'Standard S3 and above, Premium and vCore tiers' };

/** Serverless SQL pools keep no tables, and so nothing that hangs on tables and indexes. */
export const noTables: ServiceRule = { supported: false, when: 'there are no tables in the database' };

import type { Deployment } from './deployment';
import type { ServerProduct } from './serverProduct';
import type { VisibleDatabase } from './serverFacts';

export const featureGroups = ['language', 'indexing', 'performance', 'security', 'availability', 'data types', 'integration'] as const;
export type FeatureGroup = (typeof featureGroups)[number];

/** A yes or no that may not be known. */
export type Ternary = boolean | 'unknown';

/** Where an answer comes from: a rule on version and edition, a property of the server, or a look at what is there. */
export type FeatureSource = 'version' | 'property' | 'probe';

/** What the server can do about one feature. */
export interface Feature {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly supported: Ternary;
  /**
   * The release of SQL Server that brought it (`2016 SP1`), with the edition when this one does not have it (`Enterprise 2019`); for a service
   * the condition. Empty: the service has it, or not, without a condition.
   */
  readonly since: string;
  readonly source: FeatureSource;
  /** Whether it works, or is in use, in the current database. */
  readonly enabled: Ternary | 'not applicable';
  /** What it would take to have it; absent when nothing is missing. */
  readonly needs?: string;
}

/** A permission and what it decides here. */
export interface PermissionAnswer {
  readonly name: string;
  readonly scope: 'server' | 'database';
  readonly granted: boolean;
  readonly decides: string;
}

/** All that is known of a server and one of its databases. */
export interface ServerCapabilities {
  readonly server: string;
  readonly product: ServerProduct;
  readonly deployment: Deployment;
  readonly collation: string | null;
  readonly login: string;
  readonly user: string;
  readonly database: DatabaseCapabilities;
  readonly hardware: Hardware;
  readonly features: readonly Feature[];
  readonly databases: readonly VisibleDatabase[];
  readonly permissions: readonly PermissionAnswer[];
  readonly notes: readonly string[];
  /** When the server was asked: milliseconds since 1970 UTC. */
  readonly detectedAt: number;
}

export interface DatabaseCapabilities {
  readonly name: string;
  readonly compatibilityLevel: number | null;
  readonly collation: string | null;
  /** Tier of Azure SQL Database. */
  readonly serviceTier: string | null;
  readonly serviceObjective: string | null;
}

/** null: not visible. */
export interface Hardware {
  readonly cores: number | null;
  readonly memoryMegabytes: number | null;
  readonly uptimeSeconds: number | null;
}

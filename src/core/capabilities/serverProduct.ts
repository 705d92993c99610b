import { updateOfBuild } from './serverBuilds';
import type { ServerFacts } from './serverFacts';

/** Engines as EngineEdition of SERVERPROPERTY tells them apart; `box` is SQL Server as it is installed. */
export type Engine =
  | 'box'
  | 'azureSqlDatabase'
  | 'managedInstance'
  | 'fabricSqlDatabase'
  | 'synapseDedicated'
  /** EngineEdition 11: Synapse serverless and Fabric warehouse answer alike. */
  | 'synapseServerless'
  | 'fabricWarehouse'
  | 'serverlessOrFabric'
  | 'edge'
  | 'unknown';

/** Which features an edition of SQL Server has. Developer and Evaluation have those of Enterprise, Standard Developer those of Standard. */
export type EditionFamily = 'enterprise' | 'standard' | 'web' | 'express';

export interface ServerProduct {
  /** `SQL Server 2022 CU15`, `Azure SQL Managed Instance`. */
  readonly name: string;
  readonly engine: Engine;
  /** major.minor.build.revision. Of no meaning for the services of Azure and Fabric: they are newer than it says. */
  readonly version: string;
  /** 13 is SQL Server 2016, 17 is SQL Server 2025. */
  readonly majorVersion: number;
  /** RTM, SP1, … */
  readonly level: string | null;
  readonly servicePack: number;
  /** CU15, or what the list of builds says: `CU15 GDR`. null: none, or not known. */
  readonly update: string | null;
  /** The article of the update: KB5041321. */
  readonly updateReference: string | null;
  readonly edition: string;
  readonly editionFamily: EditionFamily | null;
  readonly engineEdition: number | null;
  /** Managed Instance only: `SQL Server 2022`, `SQL Server 2025`, `always up to date`. */
  readonly updatePolicy: string | null;
}

/** Marketing year by major version. */
const releaseYears: Readonly<Record<number, string>> = {
  9: '2005',
  10: '2008',
  11: '2012',
  12: '2014',
  13: '2016',
  14: '2017',
  15: '2019',
  16: '2022',
  17: '2025',
};

const serviceNames: Readonly<Partial<Record<Engine, string>>> = {
  azureSqlDatabase: 'Azure SQL Database',
  managedInstance: 'Azure SQL Managed Instance',
  fabricSqlDatabase: 'SQL database in Microsoft Fabric',
  synapseDedicated: 'Azure Synapse dedicated SQL pool',
  synapseServerless: 'Azure Synapse serverless SQL pool',
  fabricWarehouse: 'Microsoft Fabric warehouse or SQL analytics endpoint',
  serverlessOrFabric: 'Azure Synapse serverless SQL pool or Microsoft Fabric warehouse',
};

/** `host` is the name that the connection was opened to: it tells apart what EngineEdition 11 does not. */
export function serverProduct(facts: ServerFacts, host: string): ServerProduct {
  const { texts } = facts;
  const engineEdition = facts.numbers.EngineEdition;
  const engine = engineOf(engineEdition, [host, texts.ServerName ?? '']);
  const version = texts.ProductVersion ?? '';
  const [majorVersion = 0, minorVersion = 0] = version.split('.').map(Number);
  const servicePack = Number(/^SP(?<number>\d+)/u.exec(texts.ProductLevel ?? '')?.groups?.['number'] ?? 0);
  const isBox = engine === 'box' || engine === 'edge';
  const update = isBox ? updateName(version, texts) : texts.ProductUpdateLevel;
  const edition = texts.Edition ?? '';
  return {
    name: serviceNames[engine] ?? boxName({ engine, edition, majorVersion, minorVersion, level: texts.ProductLevel, version, update }),
    engine,
    version,
    majorVersion,
    level: texts.ProductLevel,
    servicePack,
    update,
    updateReference: texts.ProductUpdateReference,
    edition,
    editionFamily: engine === 'box' ? editionFamily(edition, engineEdition) : null,
    engineEdition,
    updatePolicy: engine === 'managedInstance' ? updatePolicy(facts) : null,
  };
}

function engineOf(engineEdition: number | null, names: readonly string[]): Engine {
  switch (engineEdition) {
    case 1:
    case 2:
    case 3:
    case 4:
      return 'box';
    case 5:
      return 'azureSqlDatabase';
    case 6:
      return 'synapseDedicated';
    // 10 is a Managed Instance enabled by Azure Arc.
    case 8:
    case 10:
      return 'managedInstance';
    case 9:
      return 'edge';
    case 11:
      return serverlessEngine(names);
    case 12:
      return 'fabricSqlDatabase';
    default:
      return 'unknown';
  }
}

function serverlessEngine(names: readonly string[]): Engine {
  if (names.some((name) => /-ondemand(?:\.|$)/iu.test(name))) return 'synapseServerless';
  return names.some((name) => /\.fabric\.microsoft\.com$/iu.test(name)) ? 'fabricWarehouse' : 'serverlessOrFabric';
}

interface BoxNameParts {
  readonly engine: Engine;
  readonly edition: string;
  readonly majorVersion: number;
  readonly minorVersion: number;
  readonly level: string | null;
  readonly version: string;
  readonly update: string | null;
}

function boxName(parts: BoxNameParts): string {
  const { engine, edition, majorVersion, minorVersion, version, update } = parts;
  if (engine === 'edge') return edition === '' ? 'Azure SQL Edge' : edition;
  const year = majorVersion === 10 && minorVersion >= 50 ? '2008 R2' : releaseYears[majorVersion];
  if (year === undefined) return version === '' ? 'an unknown product' : `SQL Server (version ${version})`;
  const level = parts.level ?? '';
  // The list of builds names service packs itself.
  const named = update === null ? level : level === '' || update.startsWith('SP') || level === 'RTM' ? update : `${level} ${update}`;
  // A build that nobody names is called by its number: the level alone would make an updated server look like a new one.
  const build = update === null && updateOfBuild(version) === undefined ? ` (build ${version})` : '';
  return `SQL Server ${year}${named === '' || (named === 'RTM' && build !== '') ? '' : ` ${named}`}${build}`;
}

/**
 * The server's own word comes first; the list knows older servers that say nothing, and security updates. An Azure Connect Pack has no number,
 * whatever level the server gives it. A security update that is newer than the list tells its kind: ProductBuildType GDR.
 */
function updateName(version: string, { ProductUpdateLevel: level, ProductBuildType: type }: ServerFacts['texts']): string | null {
  const listed = updateOfBuild(version);
  if (listed === undefined) return type === 'GDR' ? [level, type].filter((part) => part !== null).join(' ') : level;
  if (/^(?:RTM|SP\d+)$/u.test(listed)) return level;
  return level === null || listed.includes(level) || listed.includes('Azure Connect Pack') ? listed : level;
}

/** 2 is Standard, Web and Business Intelligence; 3 is Enterprise, Developer and Evaluation; 4 is Express in all its forms. */
function editionFamily(edition: string, engineEdition: number | null): EditionFamily {
  if (engineEdition === 4) return 'express';
  if (engineEdition === 3) return 'enterprise';
  return /^Web\b/iu.test(edition) ? 'web' : 'standard';
}

/** CU: the instance is held at a release of SQL Server, which the types of SQL Server 2025 tell; CONTINUOUS: it gets everything at once. */
function updatePolicy(facts: ServerFacts): string | null {
  switch (facts.texts.ProductUpdateType?.toUpperCase()) {
    case 'CONTINUOUS':
      return 'always up to date';
    case 'CU':
      return facts.probed ? (facts.types.has('vector') ? 'SQL Server 2025' : 'SQL Server 2022') : null;
    default:
      return null;
  }
}

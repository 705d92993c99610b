import type { ServerProfile } from '../engine/model';

const serverCollation = 'SQL_Latin1_General_CP1_CI_AS';

interface BoxRelease {
  readonly year: string;
  readonly version: string;
  readonly level: string;
  readonly update: string | null;
  readonly built: string;
  readonly compatibilityLevel: number;
}

const releases = {
  '2016': { year: '2016', version: '13.0.5026.0', level: 'SP2', update: null, built: 'Mar 18 2018 09:11:49', compatibilityLevel: 130 },
  '2017': { year: '2017', version: '14.0.3456.2', level: 'RTM', update: 'CU31', built: 'Sep  2 2022 11:01:50', compatibilityLevel: 140 },
  '2019': { year: '2019', version: '15.0.4375.4', level: 'RTM', update: 'CU27', built: 'Jun 10 2024 18:00:07', compatibilityLevel: 150 },
  '2022': { year: '2022', version: '16.0.4175.1', level: 'RTM', update: 'CU17', built: 'Dec 13 2024 09:08:53', compatibilityLevel: 160 },
  '2025': { year: '2025', version: '17.0.1000.7', level: 'RTM', update: null, built: 'Oct 21 2025 12:05:57', compatibilityLevel: 170 },
} satisfies Record<string, BoxRelease>;

interface BoxVariant {
  readonly edition: string;
  readonly engineEdition: number;
  readonly platform: 'Windows' | 'Linux';
  /** What the operating system calls itself in @@VERSION, behind `Windows` or in brackets behind `Linux`. */
  readonly operatingSystem?: string;
  readonly container?: string;
  readonly hostingDatabases?: readonly string[];
}

const defaultSystems = { Windows: 'Windows Server 2022 Standard', Linux: 'Ubuntu 22.04.5 LTS' } as const;

const developer: BoxVariant = { edition: 'Developer Edition (64-bit)', engineEdition: 3, platform: 'Linux' };
const windowsExpress: BoxVariant = { edition: 'Express Edition (64-bit)', engineEdition: 4, platform: 'Windows' };
const windowsDeveloper: BoxVariant = { edition: 'Developer Edition (64-bit)', engineEdition: 3, platform: 'Windows' };

function box(name: string, release: BoxRelease, variant: BoxVariant): ServerProfile {
  const distribution = variant.operatingSystem ?? defaultSystems[variant.platform];
  const system = variant.platform === 'Linux' ? `Linux (${distribution}) <X64>` : `${distribution} 10.0 <X64> (Build 20348: ) (Hypervisor)`;
  const level = release.update === null ? release.level : `${release.level}-${release.update}`;
  return {
    name,
    serverName: 'SPROCKET-SANDBOX',
    productVersion: release.version,
    productLevel: release.level,
    productUpdateLevel: release.update,
    edition: variant.edition,
    engineEdition: variant.engineEdition,
    compatibilityLevel: release.compatibilityLevel,
    collation: serverCollation,
    hostPlatform: variant.platform,
    hostDistribution: variant.platform === 'Linux' ? 'Ubuntu' : distribution,
    container: variant.container ?? 'NONE',
    productUpdateType: null,
    heldAt: null,
    hostingDatabases: variant.hostingDatabases ?? [],
    versionText:
      `Microsoft SQL Server ${release.year} (${level}) - ${release.version} (X64) \n\t${release.built} \n` +
      `\tCopyright (C) ${release.built.slice(7, 11)} Microsoft Corporation\n\t${variant.edition} on ${system}`,
  };
}

interface CloudVariant {
  readonly serverName?: string;
  readonly updatePolicy?: { readonly type: 'CU' | 'CONTINUOUS'; readonly heldAt: number | null };
}

function cloud(name: string, engineEdition: number, compatibilityLevel: number, variant: CloudVariant = {}): ServerProfile {
  const version = '12.0.2000.8';
  return {
    name,
    serverName: variant.serverName ?? 'sprocket',
    productVersion: version,
    productLevel: 'RTM',
    productUpdateLevel: null,
    edition: 'SQL Azure',
    engineEdition,
    compatibilityLevel,
    collation: serverCollation,
    hostPlatform: 'Windows',
    hostDistribution: 'Windows Server 2022 Datacenter',
    container: 'NONE',
    productUpdateType: variant.updatePolicy?.type ?? null,
    heldAt: variant.updatePolicy?.heldAt ?? null,
    hostingDatabases: [],
    versionText: `Microsoft SQL Azure (RTM) - ${version} \n\tSep 18 2025 16:49:14 \n\tCopyright (C) 2025 Microsoft Corporation\n`,
  };
}

const managedInstanceName = 'sprocket.0123456789ab.database.windows.net';

/** The name of the profile that is played when none is asked for. */
export const defaultProfileName = '2022';

const profileList: readonly ServerProfile[] = [
  box('2016', releases['2016'], windowsDeveloper),
  // Edition limits of 2016 were lifted by its first service pack.
  box('2016-rtm', { ...releases['2016'], version: '13.0.1601.5', level: 'RTM', built: 'Apr 29 2016 23:23:58' }, windowsDeveloper),
  box(
    '2016-rtm-standard',
    { ...releases['2016'], version: '13.0.1601.5', level: 'RTM', built: 'Apr 29 2016 23:23:58' },
    {
      ...windowsDeveloper,
      edition: 'Standard Edition (64-bit)',
      engineEdition: 2,
    },
  ),
  box('2016-standard', releases['2016'], { ...windowsDeveloper, edition: 'Standard Edition (64-bit)', engineEdition: 2 }),
  box('2016-sp1-express', { ...releases['2016'], version: '13.0.4001.0', level: 'SP1', built: 'Oct 28 2016 18:17:30' }, windowsExpress),
  box('2017', releases['2017'], developer),
  box('2017-express', releases['2017'], windowsExpress),
  box('2019', releases['2019'], developer),
  box('2019-standard', releases['2019'], { ...developer, edition: 'Standard Edition (64-bit)', engineEdition: 2 }),
  box('2022', releases['2022'], developer),
  box('2022-standard', releases['2022'], { ...windowsDeveloper, edition: 'Standard Edition (64-bit)', engineEdition: 2 }),
  box('2022-enterprise', releases['2022'], { ...windowsDeveloper, edition: 'Enterprise Edition: Core-based Licensing (64-bit)' }),
  box('2022-container', releases['2022'], { ...developer, container: 'LINUX CONTAINER' }),
  box('2022-express', releases['2022'], windowsExpress),
  box('2022-azure-vm', releases['2022'], {
    ...windowsDeveloper,
    edition: 'Enterprise Edition: Core-based Licensing (64-bit)',
    operatingSystem: 'Windows Server 2022 Datacenter: Azure Edition',
  }),
  box('2019-rds', releases['2019'], {
    ...windowsDeveloper,
    edition: 'Standard Edition (64-bit)',
    engineEdition: 2,
    operatingSystem: 'Windows Server 2019 Datacenter',
    hostingDatabases: ['rdsadmin'],
  }),
  box('2025', releases['2025'], { ...developer, edition: 'Enterprise Developer Edition (64-bit)' }),
  box('2025-standard', releases['2025'], { ...developer, edition: 'Standard Edition (64-bit)', engineEdition: 2 }),
  box('2025-express', releases['2025'], windowsExpress),
  cloud('azure-sql-database', 5, 170),
  cloud('managed-instance', 8, 160, { serverName: managedInstanceName, updatePolicy: { type: 'CU', heldAt: 16 } }),
  cloud('managed-instance-2025', 8, 170, { serverName: managedInstanceName, updatePolicy: { type: 'CU', heldAt: 17 } }),
  cloud('managed-instance-always-up-to-date', 8, 170, {
    serverName: managedInstanceName,
    updatePolicy: { type: 'CONTINUOUS', heldAt: null },
  }),
  cloud('synapse-serverless', 11, 160, { serverName: 'sprocket-ondemand' }),
  cloud('fabric-warehouse', 11, 160),
  cloud('fabric-sql-database', 12, 170),
];

/** Every server that the sandbox can play, by name. */
export const profiles: ReadonlyMap<string, ServerProfile> = new Map(profileList.map((profile) => [profile.name, profile]));

/** A profile by name. Throws Error naming the known ones when there is no such profile. */
export function profileNamed(name: string): ServerProfile {
  const profile = profiles.get(name);
  if (profile === undefined) throw new Error(`There is no profile "${name}". Known: ${[...profiles.keys()].join(', ')}.`);
  return profile;
}

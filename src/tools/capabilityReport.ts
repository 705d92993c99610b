import { featureGroups } from '../core/capabilities/capabilities';
import type { Feature, ServerCapabilities } from '../core/capabilities/capabilities';
import { counted, duration, grouped, markdownTable, onOneLine } from './markdown';

const MOST_DATABASES = 50;

/** What a server can do, as a report that stands by itself: for a ticket, a wiki, a chat. */
export function capabilityReport(capabilities: ServerCapabilities, ageMilliseconds: number): string {
  const { product, deployment, features } = capabilities;
  const count = (supported: Feature['supported']): number => features.filter((feature) => feature.supported === supported).length;
  return [
    `# ${onOneLine(capabilities.server)}: ${product.name}`,
    '',
    markdownTable(
      ['fact', 'value'],
      [...capabilityFacts(capabilities), ['asked', `${new Date(capabilities.detectedAt).toISOString()}, ${ageText(ageMilliseconds)}`]],
    ),
    '',
    `## Deployment: ${deployment.name}`,
    '',
    `Confidence: ${deployment.confidence}. Evidence: ${deployment.evidence.map(onOneLine).join('; ')}.`,
    '',
    `## Features: ${count(true)} supported, ${count(false)} not supported, ${count('unknown')} unknown`,
    ...featureGroups.flatMap((group) => groupSection(group, features)),
    '',
    '## Permissions',
    '',
    markdownTable(
      ['permission', 'scope', 'granted', 'decides'],
      capabilities.permissions.map(({ name, scope, granted, decides }) => [name, scope, yesNo(granted), decides]),
    ),
    '',
    ...databaseSection(capabilities),
    ...(capabilities.notes.length === 0 ? [] : ['', '## Notes', '', ...capabilities.notes.map((note) => `- ${onOneLine(note)}`)]),
  ].join('\n');
}

/** What there is to say of server, hardware and database: names and values, without what is not there. */
export function capabilityFacts(capabilities: ServerCapabilities): [string, string][] {
  const { product, deployment, database, hardware } = capabilities;
  const update = [product.update, product.updateReference].filter((part) => part !== null).join(', ');
  const rows: (readonly [string, string | null])[] = [
    ['product', product.name],
    ['version', product.version],
    ['level', product.level],
    ['update', update === '' ? null : update],
    ['update policy', product.updatePolicy],
    ['edition', product.engineEdition === null ? product.edition : `${product.edition}, engine edition ${product.engineEdition}`],
    ['deployment', `${deployment.name} (${deployment.confidence})`],
    ['server collation', capabilities.collation],
    ['cores', hardware.cores === null ? 'unknown' : grouped(hardware.cores)],
    ['memory', hardware.memoryMegabytes === null ? 'unknown' : `${grouped(hardware.memoryMegabytes)} MB`],
    ['uptime', hardware.uptimeSeconds === null ? 'unknown' : uptime(hardware.uptimeSeconds)],
    ['database', database.name],
    ['compatibility level', database.compatibilityLevel === null ? 'unknown' : String(database.compatibilityLevel)],
    ['database collation', database.collation],
    ['service tier', database.serviceTier],
    ['service objective', database.serviceObjective],
    ['login', `${capabilities.login} as user ${capabilities.user}`],
  ];
  return rows.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
}

/** `just now`, `12 min 3 s ago`. */
function ageText(ageMilliseconds: number): string {
  return ageMilliseconds < 1000 ? 'just now' : `${duration(ageMilliseconds)} ago`;
}

/** 93784 → `1 d 2 h 3 min`. */
function uptime(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return [...(days > 0 ? [`${grouped(days)} d`] : []), ...(days > 0 || hours > 0 ? [`${hours} h`] : []), `${minutes} min`].join(' ');
}

function groupSection(group: Feature['group'], features: readonly Feature[]): string[] {
  const rows = features
    .filter((feature) => feature.group === group)
    .map((feature) => [feature.name, yesNo(feature.supported), yesNo(feature.enabled), feature.since, feature.source, feature.needs ?? '']);
  const heading = `### ${group.charAt(0).toUpperCase()}${group.slice(1)}`;
  return [
    '',
    heading,
    '',
    markdownTable(['feature', 'supported', 'enabled here', 'since (SQL Server) or when', 'source', 'what it needs'], rows),
  ];
}

function yesNo(value: boolean | 'unknown' | 'not applicable'): string {
  return value === true ? 'yes' : value === false ? 'no' : value === 'unknown' ? 'unknown' : '–';
}

function databaseSection({ databases }: ServerCapabilities): string[] {
  const rows = databases
    .slice(0, MOST_DATABASES)
    .map(({ name, state, compatibilityLevel, accessible }) => [
      name,
      state,
      compatibilityLevel,
      accessible === null ? 'unknown' : yesNo(accessible),
    ]);
  const more = databases.length - rows.length;
  return [
    `## ${counted(databases.length, 'visible database')}`,
    '',
    markdownTable(['name', 'state', 'compatibility level', 'accessible'], rows),
    ...(more > 0 ? ['', `${grouped(more)} more: see list_databases.`] : []),
  ];
}

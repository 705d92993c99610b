import { z } from 'zod';
import { featureGroups } from '../core/capabilities/capabilities';
import type { Feature, ServerCapabilities } from '../core/capabilities/capabilities';
import { capabilityReport } from './capabilityReport';
import { boundedTable, tableOutput } from './boundedTable';
import { cellOutput } from './cells';
import { connectionParameters } from './parameters';
import { defineTool } from './tool';

/** Of the databases, which have a tool of their own. */
const DATABASE_BYTES = 2_000;

const featureColumns = ['feature', 'since', 'source', 'enabled', 'needs'];

/** Feature rows by group; `since` is null where there is no condition, `enabled` where the question makes no sense, `needs` is left out where nothing is missing. */
const featureRows = z.record(z.string(), z.array(z.array(cellOutput)));

const output = z.object({
  connection: z.string(),
  server: z.string(),
  product: z.string(),
  version: z.string(),
  level: z.string().optional(),
  update: z.string().optional(),
  update_policy: z.string().optional(),
  edition: z.string(),
  engine_edition: z.int().nullable(),
  deployment: z.object({
    type: z.string(),
    kind: z.enum(['azure_sql_database', 'azure_vm', 'on_premises', 'other', 'unknown']),
    confidence: z.enum(['certain', 'strong', 'medium', 'none']),
    evidence: z.array(z.string()),
  }),
  collation: z.string().nullable(),
  cores: z.int().nullable(),
  memory_mb: z.int().nullable(),
  uptime_seconds: z.int().nullable(),
  login: z.string(),
  user: z.string(),
  database: z.object({
    name: z.string(),
    compatibility_level: z.int().nullable(),
    collation: z.string().nullable(),
    service_tier: z.string().optional(),
    service_objective: z.string().optional(),
  }),
  features: z.object({ columns: z.array(z.string()), supported: featureRows, unsupported: featureRows, unknown: featureRows }),
  permissions: z.object({ granted: z.array(z.string()), missing: z.record(z.string(), z.string()) }),
  databases: z.object(tableOutput),
  notes: z.array(z.string()).optional(),
  age_seconds: z.number(),
});

export const getServerCapabilities = defineTool({
  name: 'get_server_capabilities',
  title: 'Get Server Capabilities',
  description:
    'Gets product, edition, deployment, supported and enabled features, permissions and databases of a server. Kept for an hour; refresh asks again.',
  effect: 'read',
  input: z.strictObject({ ...connectionParameters, refresh: z.boolean().optional() }),
  output,
  handle: async (context, input, call) => {
    const { target } = context.connections.resolve(input.connection, input.database);
    const { capabilities, ageMilliseconds } = await context.capabilities.capabilities(target, {
      refresh: input.refresh,
      signal: call.signal,
    });
    return {
      structured: { connection: target.connection, ...structured(capabilities), age_seconds: Math.round(ageMilliseconds / 1000) },
      text: capabilityReport(capabilities, ageMilliseconds),
    };
  },
});

type Structured = Omit<z.input<typeof output>, 'connection' | 'age_seconds'>;

function structured(capabilities: ServerCapabilities): Structured {
  const { product, deployment, database, hardware } = capabilities;
  return {
    server: capabilities.server,
    product: product.name,
    version: product.version,
    ...(product.level === null ? {} : { level: product.level }),
    ...(product.update === null ? {} : { update: product.update }),
    ...(product.updatePolicy === null ? {} : { update_policy: product.updatePolicy }),
    edition: product.edition,
    engine_edition: product.engineEdition,
    deployment: {
      type: deployment.type,
      kind: deployment.kind,
      confidence: deployment.confidence,
      evidence: [...deployment.evidence],
    },
    collation: capabilities.collation,
    cores: hardware.cores,
    memory_mb: hardware.memoryMegabytes,
    uptime_seconds: hardware.uptimeSeconds,
    login: capabilities.login,
    user: capabilities.user,
    database: {
      name: database.name,
      compatibility_level: database.compatibilityLevel,
      collation: database.collation,
      ...(database.serviceTier === null ? {} : { service_tier: database.serviceTier }),
      ...(database.serviceObjective === null ? {} : { service_objective: database.serviceObjective }),
    },
    features: {
      columns: featureColumns,
      supported: rowsByGroup(capabilities.features, true),
      unsupported: rowsByGroup(capabilities.features, false),
      unknown: rowsByGroup(capabilities.features, 'unknown'),
    },
    permissions: {
      granted: capabilities.permissions.filter(({ granted }) => granted).map(({ name }) => name),
      missing: Object.fromEntries(capabilities.permissions.filter(({ granted }) => !granted).map(({ name, decides }) => [name, decides])),
    },
    databases: databaseTable(capabilities),
    ...(capabilities.notes.length === 0 ? {} : { notes: [...capabilities.notes] }),
  };
}

function rowsByGroup(features: readonly Feature[], supported: Feature['supported']): z.input<typeof featureRows> {
  const chosen = features.filter((feature) => feature.supported === supported);
  const rows: z.input<typeof featureRows> = {};
  for (const group of featureGroups) {
    const ofGroup = chosen.filter((feature) => feature.group === group).map(featureRow);
    if (ofGroup.length > 0) rows[group] = ofGroup;
  }
  return rows;
}

function featureRow({ name, since, source, enabled, needs }: Feature): z.input<typeof cellOutput>[] {
  const row = [name, since === '' ? null : since, source, enabled === 'not applicable' ? null : enabled];
  return needs === undefined ? row : [...row, needs];
}

function databaseTable({ databases }: ServerCapabilities): z.input<typeof output>['databases'] {
  const rows = databases.map(({ name, state, compatibilityLevel, accessible }) => [name, state, compatibilityLevel, accessible]);
  return boundedTable(['name', 'state', 'compatibility_level', 'accessible'], rows, DATABASE_BYTES, [], 'Call list_databases.');
}

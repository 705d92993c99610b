import type { CapabilitiesAnswer } from '../../core/capabilities/capabilityDetector';
import type { PageCapabilities } from '../../shared/capabilitiesPage';
import { capabilityFacts } from '../../tools/capabilityReport';

/** Enough to look through; list_databases and a query have the rest. */
const mostDatabases = 200;

/** What a page is told of a server. */
export function capabilitiesSnapshot(connection: string, { capabilities, ageMilliseconds }: CapabilitiesAnswer): PageCapabilities {
  const { product, deployment, features, permissions, databases } = capabilities;
  return {
    connection,
    server: capabilities.server,
    product: product.name,
    edition: product.edition,
    facts: capabilityFacts(capabilities),
    deployment: { name: deployment.name, confidence: deployment.confidence, evidence: [...deployment.evidence] },
    features: features.map((feature) => ({
      name: feature.name,
      group: feature.group,
      supported: word(feature.supported),
      enabled: feature.enabled === 'not applicable' ? 'none' : word(feature.enabled),
      since: feature.since,
      source: feature.source,
      needs: feature.needs ?? '',
    })),
    permissions: permissions.map(({ name, scope, granted, decides }) => ({ name, scope, granted, decides })),
    databases: databases.slice(0, mostDatabases).map(({ name, state, compatibilityLevel, accessible }) => ({
      name,
      state,
      compatibilityLevel,
      accessible: word(accessible ?? 'unknown'),
    })),
    databaseCount: databases.length,
    notes: [...capabilities.notes],
    ageMilliseconds,
  };
}

function word(value: boolean | 'unknown'): 'yes' | 'no' | 'unknown' {
  return value === 'unknown' ? value : value ? 'yes' : 'no';
}

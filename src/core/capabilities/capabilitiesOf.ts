import type { ServerCapabilities } from './capabilities';
import { detectDeployment } from './deployment';
import { evaluateFeature } from './evaluateFeature';
import { compatibilityLevel } from './featureEnabled';
import { allFeatures } from './features/allFeatures';
import { permissionAnswers } from './permissionMeanings';
import type { ServerFacts } from './serverFacts';
import { serverProduct } from './serverProduct';

/** What follows from what the server said. `host` is the name that the connection was opened to. */
export function capabilitiesOf(facts: ServerFacts, host: string, detectedAt: number): ServerCapabilities {
  const product = serverProduct(facts, host);
  const { system, coreLimit, databaseRow } = facts.state;
  const collation = databaseRow?.collation_name;
  return {
    server: facts.texts.ServerName ?? host,
    product,
    deployment: detectDeployment(facts, product, host),
    collation: facts.texts.Collation,
    login: facts.login,
    user: facts.user,
    database: {
      name: facts.database.name,
      compatibilityLevel: compatibilityLevel(facts),
      collation: typeof collation === 'string' ? collation : null,
      serviceTier: facts.database.texts.Edition,
      serviceObjective: facts.database.texts.ServiceObjective,
    },
    hardware: {
      // The services share machines: cores and memory of a machine say nothing of what a database may use, of which the DTU model says nothing.
      cores: isShared(product.engine) ? (coreLimit ?? null) : (system?.cores ?? null),
      memoryMegabytes: system === undefined || isShared(product.engine) ? null : Math.round(system.memoryKilobytes / 1024),
      uptimeSeconds: system?.uptimeSeconds ?? null,
    },
    features: allFeatures.map((rule) => evaluateFeature(rule, facts, product)),
    databases: facts.databases,
    permissions: permissionAnswers(facts),
    notes: facts.notes,
    detectedAt,
  };
}

function isShared(engine: ReturnType<typeof serverProduct>['engine']): boolean {
  return engine === 'azureSqlDatabase' || engine === 'fabricSqlDatabase';
}

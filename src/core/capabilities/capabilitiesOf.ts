import type { ServerCapabilities } from './capabilities';
import { detectDeployment } from './deployment';
import { evaluateFeature } from './evaluateFeature';
import { compatibilityLevel } from './featureEnabled';
import { allFeatures } from './features/allFeatures';
import { permissionAnswers } from './permissionMeanings';
import type { ServerFacts } from './serverFacts';
import { serverProduct } from './serverProduct';
import type { Engine } from './serverProduct';

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
      // The services share machines: their cores and memory say nothing of what a database may use, of which the DTU model says nothing.
      cores: isShared(product.engine) ? (coreLimit ?? null) : (system?.cores ?? null),
      memoryMegabytes: memoryMegabytes(facts, product.engine),
      uptimeSeconds: system?.uptimeSeconds ?? null,
    },
    features: allFeatures.map((rule) => evaluateFeature(rule, facts, product)),
    databases: facts.databases,
    permissions: permissionAnswers(facts),
    notes: facts.notes,
    detectedAt,
  };
}

/** Of the machine, or what a service gives the server of it. */
function memoryMegabytes({ state }: ServerFacts, engine: Engine): number | null {
  if (isShared(engine) || engine === 'managedInstance') return state.memoryLimitMegabytes ?? null;
  return state.system === undefined ? null : Math.round(state.system.memoryKilobytes / 1024);
}

function isShared(engine: Engine): boolean {
  return engine === 'azureSqlDatabase' || engine === 'fabricSqlDatabase';
}

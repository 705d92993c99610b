import type { Feature } from '../../../src/core/capabilities/capabilities';
import { evaluateFeature } from '../../../src/core/capabilities/evaluateFeature';
import { everyEdition } from '../../../src/core/capabilities/featureRule';
import type { FeatureRule } from '../../../src/core/capabilities/featureRule';
import { serverProduct } from '../../../src/core/capabilities/serverProduct';
import { serverFacts } from './serverFacts';
import type { FactOverrides } from './serverFacts';

/** What a rule makes of a server: SQL Server 2022 Enterprise, with other answers where they are given. */
export function evaluate(rule: Partial<FeatureRule>, overrides: FactOverrides = {}): Feature {
  const facts = serverFacts(overrides);
  const complete = { name: 'a feature', group: 'language', box: everyEdition('2016'), services: {}, ...rule } as const;
  return evaluateFeature(complete, facts, serverProduct(facts, 'db.example'));
}

/** SQL Server 2016 Standard: RTM, SP1, … */
export const sql2016 = (level: string): FactOverrides => ({
  texts: { ProductVersion: '13.0.1601.5', ProductLevel: level, Edition: 'Standard Edition (64-bit)' },
  numbers: { EngineEdition: 2 },
});

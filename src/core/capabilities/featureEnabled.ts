import type { Feature } from './capabilities';
import type { EnabledRule, FeatureRule } from './featureRule';
import { serviceRuleOf } from './featureRule';
import type { ServerFacts } from './serverFacts';
import type { ServerProduct } from './serverProduct';

type Enabled = Feature['enabled'];

/** Whether a supported feature works, or is in use, in the current database, and what is missing. All rules must say yes. */
export function enabledHere(
  rule: FeatureRule,
  facts: ServerFacts,
  product: ServerProduct,
): { readonly enabled: Enabled; readonly needs: string | undefined } {
  if (serviceRuleOf(rule, product.engine)?.isAlwaysOn === true) return { enabled: true, needs: undefined };
  const rules = rule.enabled ?? [];
  const answers = rules.map((each) => enabledBy(each, facts, product));
  const off = rules.find((_, index) => answers[index] === false);
  if (off !== undefined) return { enabled: false, needs: whatIsMissing(off, rule, facts) };
  if (answers.includes('unknown')) return { enabled: 'unknown', needs: undefined };
  return { enabled: answers.includes(true) ? true : 'not applicable', needs: undefined };
}

function enabledBy(rule: EnabledRule, facts: ServerFacts, product: ServerProduct): Enabled {
  const { state } = facts;
  if (rule === 'previewFeatures') {
    return product.engine === 'box' ? enabledBy({ scopedConfiguration: 'PREVIEW_FEATURES' }, facts, product) : 'not applicable';
  }
  if (rule === 'delayedDurability') {
    const setting = state.databaseRow?.delayed_durability_desc;
    return typeof setting === 'string' ? setting !== 'DISABLED' : 'unknown';
  }
  if ('compatibility' in rule) {
    const level = compatibilityLevel(facts);
    return level === null ? 'unknown' : level >= rule.compatibility;
  }
  if ('databaseFlag' in rule) {
    if (state.databaseRow === undefined) return 'unknown';
    const flag = state.databaseRow[rule.databaseFlag];
    return flag === undefined ? 'not applicable' : flag === null ? 'unknown' : flag === true || flag === 1;
  }
  // These services have no options of the server.
  if ('configuration' in rule && (product.engine === 'azureSqlDatabase' || product.engine === 'fabricSqlDatabase')) return 'not applicable';
  if ('configuration' in rule) return option(state.configurations?.get(rule.configuration), state.configurations, (value) => value > 0);
  if ('scopedConfiguration' in rule) {
    const { isObstacle = false } = rule;
    return option(
      state.scopedConfigurations?.get(rule.scopedConfiguration),
      state.scopedConfigurations,
      (value) => /^(?:1|ON)$/iu.test(value) !== isObstacle,
    );
  }
  if ('property' in rule) return ofNumber(facts.numbers[rule.property]);
  if ('databaseProperty' in rule) return ofNumber(facts.database.numbers[rule.databaseProperty]);
  const used = state.usage?.get(rule.used);
  // A login that may not see all objects does not know that there is none.
  return used === undefined || (!used && facts.databasePermissions['VIEW DEFINITION'] !== true) ? 'unknown' : used;
}

/** An option that the server does not have is no obstacle. */
function option<T>(value: T | undefined, all: unknown, isOn: (value: T) => boolean): Enabled {
  if (all === undefined) return 'unknown';
  return value === undefined ? 'not applicable' : isOn(value);
}

function ofNumber(value: number | null): Enabled {
  return value === null ? 'unknown' : value > 0;
}

function whatIsMissing(off: EnabledRule, rule: FeatureRule, facts: ServerFacts): string | undefined {
  if (typeof off === 'object' && 'compatibility' in off) {
    return `compatibility level ${off.compatibility} (now ${String(compatibilityLevel(facts))})`;
  }
  if (typeof off === 'object' && 'scopedConfiguration' in off) {
    return `ALTER DATABASE SCOPED CONFIGURATION SET ${off.scopedConfiguration} = ${off.isObstacle === true ? 'OFF' : 'ON'}`;
  }
  if (off === 'previewFeatures') return 'ALTER DATABASE SCOPED CONFIGURATION SET PREVIEW_FEATURES = ON';
  return rule.enable;
}

/** Of the current database. null: not known. */
export function compatibilityLevel(facts: ServerFacts): number | null {
  const level = facts.state.databaseRow?.compatibility_level;
  if (typeof level === 'number') return level;
  return facts.databases.find(({ name }) => name === facts.database.name)?.compatibilityLevel ?? null;
}

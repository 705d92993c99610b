import type { Feature, FeatureSource, Ternary } from './capabilities';
import type { BoxRule, FeatureRule, ServiceRule } from './featureRule';
import { serviceRuleOf } from './featureRule';
import { enabledHere } from './featureEnabled';
import type { ServerFacts } from './serverFacts';
import type { EditionFamily, ServerProduct } from './serverProduct';

interface Support {
  readonly supported: Ternary;
  readonly source: FeatureSource;
  readonly since: string;
  readonly needs?: string;
}

/**
 * Judges one feature. A property of the server decides; then what its edition or service does not offer is not there, whatever names its
 * catalog has; then a look into the catalog decides over versions; then the rule. What no rule covers is unknown.
 */
export function evaluateFeature(rule: FeatureRule, facts: ServerFacts, product: ServerProduct): Feature {
  const support = supportOf(rule, facts, product);
  const { enabled, needs } =
    support.supported === true
      ? enabledHere(rule, facts, product)
      : { enabled: support.supported === false ? ('not applicable' as const) : ('unknown' as const), needs: undefined };
  const missing = support.needs ?? needs;
  return {
    name: rule.name,
    group: rule.group,
    supported: support.supported,
    since: support.since,
    source: support.source,
    enabled,
    ...(missing === undefined ? {} : { needs: missing }),
  };
}

function supportOf(rule: FeatureRule, facts: ServerFacts, product: ServerProduct): Support {
  const byRule = product.engine === 'box' ? boxSupport(rule, facts, product) : serviceSupport(rule, facts, product);
  const property = propertyOf(rule, facts, product);
  if (property !== null && hasOneCatalog(product)) {
    return property ? { supported: true, source: 'property', since: byRule.since } : notInstalled(byRule, product);
  }
  const probe = probeOf(rule, facts);
  if (probe === false) return { ...byRule, supported: false, source: 'probe', needs: byRule.needs ?? 'a newer release of the engine' };
  if (byRule.supported !== true && !byRule.isOpen) return byRule;
  if (probe === true && hasOneCatalog(product)) return { supported: true, source: 'probe', since: byRule.since };
  return byRule;
}

/** The pools of Synapse and the Fabric warehouse carry names of the engine that they do not offer: there a name proves nothing. */
function hasOneCatalog({ engine }: ServerProduct): boolean {
  return engine === 'box' || engine === 'azureSqlDatabase' || engine === 'managedInstance' || engine === 'fabricSqlDatabase';
}

function notInstalled(byRule: Support, product: ServerProduct): Support {
  const needs = byRule.needs ?? (product.engine === 'box' ? 'installing the component' : byRule.since || 'not offered by the service');
  return { supported: false, source: 'property', since: byRule.since, needs };
}

/** What the server says of itself; null: nothing. The tiers of Azure SQL Database differ by database. */
function propertyOf(rule: FeatureRule, facts: ServerFacts, product: ServerProduct): boolean | null {
  const value = (): number | null => {
    if (product.engine === 'azureSqlDatabase' && rule.databaseProperty !== undefined) return facts.database.numbers[rule.databaseProperty];
    const property = rule.property ?? (product.engine === 'box' ? rule.boxProperty : undefined);
    return property === undefined ? null : facts.numbers[property];
  };
  const answer = value();
  return answer === null ? null : answer === 1;
}

/** undefined: there is nothing to look for, or nobody looked. */
function probeOf(rule: FeatureRule, facts: ServerFacts): boolean | undefined {
  const { probe } = rule;
  if (probe === undefined || !facts.probed) return undefined;
  if (probe === 'utf8Collation') return facts.utf8Collations;
  if ('object' in probe) return facts.objects.has(probe.object);
  return 'type' in probe ? facts.types.has(probe.type) : facts.columns.has(probe.column);
}

/** `isOpen`: where the rule does not say yes, a name in the catalog may: only the version stands against it, or nobody documents it. */
type RuleSupport = Support & { readonly isOpen: boolean };

function boxSupport(rule: FeatureRule, facts: ServerFacts, product: ServerProduct): RuleSupport {
  const family = product.editionFamily ?? 'standard';
  const box = (isLinux(facts) ? rule.linuxBox : undefined) ?? rule.box;
  const since = box[family];
  const hasIt = (release: string | null): boolean => release !== null && reached(release, product);
  const source = 'version' as const;
  const platform = rule.windowsOnly === true ? 'on Windows' : undefined;
  const text = [since ?? editionsWith(box), platform, rule.boxWhen].filter((part) => part !== undefined).join(', ');
  if (platform !== undefined && isLinux(facts)) {
    const release = since === null || hasIt(since) ? '' : ` ${since}`;
    return { supported: false, source, since: text, needs: `SQL Server${release} ${platform}`, isOpen: false };
  }
  if (hasIt(since)) return lackedByInstance(rule, facts, product, text) ?? { supported: true, source, since: text, isOpen: false };
  const elsewhere = families.filter((each) => isSold(each, product.majorVersion) && hasIt(box[each])).map((each) => editionNames[each]);
  const options = [
    ...(since === null ? [] : [`SQL Server ${since}`]),
    ...(elsewhere.length > 0 ? [`${elsewhere.join(' or ')} edition`] : since === null ? [releasesWith(box)] : []),
  ];
  return { supported: false, source, since: text, needs: options.join(', or '), isOpen: since !== null && elsewhere.length === 0 };
}

/** What the release has, and this edition of Express or this update on Linux has not. undefined: nothing is lacking. */
function lackedByInstance(rule: FeatureRule, facts: ServerFacts, product: ServerProduct, since: string): RuleSupport | undefined {
  const { linuxSince } = rule;
  const lacks = (condition: string, needs: string): RuleSupport => ({
    supported: false,
    source: 'version',
    since: `${since}, ${condition}`,
    needs,
    isOpen: false,
  });
  const container = facts.state.system?.container ?? 'NONE';
  if (rule.notInContainers === true && container !== 'NONE') return lacks('not in containers', 'SQL Server outside a container');
  if (isLinux(facts)) {
    if (linuxSince === undefined || !isOlder(product.version, linuxSince.version)) return undefined;
    return lacks(`on Linux ${linuxSince.release}`, `SQL Server ${linuxSince.release}`);
  }
  const isPlainExpress = product.editionFamily === 'express' && product.majorVersion <= 16 && !/Advanced Services/iu.test(product.edition);
  if (rule.advancedServices === true && isPlainExpress) {
    return lacks('Express with Advanced Services', 'Express edition with Advanced Services, or Enterprise or Standard or Web edition');
  }
  return undefined;
}

/** By major version and build; the minor version is always 0. */
function isOlder(version: string, than: string): boolean {
  const [major = 0, , build = 0] = version.split('.').map(Number);
  const [otherMajor = 0, , otherBuild = 0] = than.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && build < otherBuild);
}

/** SQL Server 2022 is the last with a Web edition. */
function isSold(family: EditionFamily, majorVersion: number): boolean {
  return family !== 'web' || majorVersion <= 16;
}

const families: readonly EditionFamily[] = ['enterprise', 'standard', 'web', 'express'];

const editionNames: Readonly<Record<EditionFamily, string>> = {
  enterprise: 'Enterprise',
  standard: 'Standard',
  web: 'Web',
  express: 'Express',
};

/** `Enterprise 2019`, `Enterprise 2008, Standard 2025`. */
function editionsWith(box: BoxRule): string {
  return families.flatMap((family) => (box[family] === null ? [] : [`${editionNames[family]} ${box[family]}`])).join(', ');
}

/** `SQL Server 2019 Enterprise edition`; `SQL Server 2022 Enterprise or Standard edition`. */
function releasesWith(box: BoxRule): string {
  const byRelease = new Map<string, string[]>();
  for (const family of families) {
    const release = box[family];
    if (release !== null && isSold(family, majorVersionOf(release)))
      byRelease.set(release, [...(byRelease.get(release) ?? []), editionNames[family]]);
  }
  return [...byRelease].map(([release, names]) => `SQL Server ${release} ${names.join(' or ')} edition`).join(', or ');
}

const majorVersions: Readonly<Record<string, number>> = {
  '2005': 9,
  '2008': 10,
  '2012': 11,
  '2014': 12,
  '2016': 13,
  '2017': 14,
  '2019': 15,
  '2022': 16,
  '2025': 17,
};

function majorVersionOf(release: string): number {
  return majorVersions[release.slice(0, 4)] ?? Number.POSITIVE_INFINITY;
}

function reached(release: string, product: ServerProduct): boolean {
  const [, servicePack = 'SP0'] = release.split(' ');
  const major = majorVersionOf(release);
  return product.majorVersion > major || (product.majorVersion === major && product.servicePack >= Number(servicePack.slice(2)));
}

function isLinux(facts: ServerFacts): boolean {
  return facts.state.host === undefined ? /\bon Linux\b/u.test(facts.versionText) : facts.state.host.platform === 'Linux';
}

function serviceSupport(rule: FeatureRule, facts: ServerFacts, product: ServerProduct): RuleSupport {
  const service = serviceRuleOf(rule, product.engine);
  const source = 'property' as const;
  if (service === undefined) return { supported: 'unknown', source, since: '', isOpen: true };
  switch (service.supported) {
    case true:
      return { supported: true, source, since: service.when ?? '', isOpen: false };
    case false:
      return { supported: false, source, since: '', needs: service.when ?? 'not offered by the service', isOpen: false };
    case 'asPropertySays':
      return { supported: 'unknown', source, since: service.when ?? '', isOpen: false };
    case 'fromStandardS3':
    case 'notInHyperscale':
      return byTier(service.supported, service.when ?? '', facts);
    default:
      return byUpdatePolicy(service, product.updatePolicy);
  }
}

/** Azure SQL Database: by `Edition` and `ServiceObjective` of DATABASEPROPERTYEX. A Standard pool does not say how large it is. */
function byTier(rule: 'fromStandardS3' | 'notInHyperscale', since: string, { database }: ServerFacts): RuleSupport {
  const { Edition: tier, ServiceObjective: objective } = database.texts;
  const source = 'property' as const;
  if (tier === null || objective === null) return { supported: 'unknown', source, since, isOpen: false };
  const isTooSmall = tier === 'Basic' || /^S[0-2]$/iu.test(objective);
  const isIn = rule === 'notInHyperscale' ? tier !== 'Hyperscale' : !isTooSmall;
  if (!isIn) return { supported: false, source, since, needs: since, isOpen: false };
  const isPool = rule === 'fromStandardS3' && tier === 'Standard' && objective === 'ElasticPool';
  return { supported: isPool ? 'unknown' : true, source, since, isOpen: false };
}

function byUpdatePolicy(service: ServiceRule, policy: string | null): RuleSupport {
  const wanted = service.supported === 'alwaysUpToDateOnly' ? ['always up to date'] : ['SQL Server 2025', 'always up to date'];
  const [first = ''] = wanted;
  const since = [`update policy ${first}`, service.when].filter((part) => part !== undefined).join(', ');
  if (policy === null) return { supported: 'unknown', source: 'property', since, isOpen: true };
  return wanted.includes(policy)
    ? { supported: true, source: 'property', since, isOpen: false }
    : { supported: false, source: 'property', since, needs: `update policy ${first} (now ${policy})`, isOpen: false };
}

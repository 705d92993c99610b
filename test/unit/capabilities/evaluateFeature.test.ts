import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Feature } from '../../../src/core/capabilities/capabilities';
import { evaluateFeature } from '../../../src/core/capabilities/evaluateFeature';
import { allFeatures } from '../../../src/core/capabilities/features/allFeatures';
import { enterpriseFirst, enterpriseOnly, everyEdition, newestEngines, no, yes } from '../../../src/core/capabilities/featureRule';
import type { FeatureRule } from '../../../src/core/capabilities/featureRule';
import { serverProduct } from '../../../src/core/capabilities/serverProduct';
import { serverFacts } from '../support/serverFacts';
import type { FactOverrides } from '../support/serverFacts';

function evaluate(rule: Partial<FeatureRule>, overrides: FactOverrides = {}): Feature {
  const facts = serverFacts(overrides);
  const complete = { name: 'a feature', group: 'language', box: everyEdition('2016'), services: {}, ...rule } as const;
  return evaluateFeature(complete, facts, serverProduct(facts, 'db.example'));
}

const standard = { EngineEdition: 2 } as const;
const sql2016 = (level: string): FactOverrides => ({
  texts: { ProductVersion: '13.0.1601.5', ProductLevel: level, Edition: 'Standard Edition (64-bit)' },
  numbers: standard,
});

describe('rules of features', () => {
  it('compare versions and service packs of SQL Server', () => {
    assert.equal(evaluate({ box: everyEdition('2022') }).supported, true);
    assert.equal(evaluate({ box: everyEdition('2025') }).supported, false);
    assert.equal(evaluate({ box: everyEdition('2016 SP1') }, sql2016('RTM')).supported, false);
    assert.equal(evaluate({ box: everyEdition('2016 SP1') }, sql2016('SP1')).supported, true);
    assert.equal(evaluate({ box: everyEdition('2016 SP1') }, sql2016('SP3')).supported, true);
  });

  it('say what it takes: a release, an edition, or either', () => {
    assert.equal(
      evaluate({ box: enterpriseFirst('2008', '2016 SP1') }, sql2016('RTM')).needs,
      'SQL Server 2016 SP1, or Enterprise edition',
    );
    assert.equal(evaluate({ box: enterpriseOnly('2012') }, sql2016('RTM')).needs, 'Enterprise edition');
    assert.equal(evaluate({ box: enterpriseOnly('2019') }, sql2016('RTM')).needs, 'Enterprise 2019');
    assert.equal(evaluate({ box: everyEdition('2025') }).needs, 'SQL Server 2025');
  });

  it('a name in the catalog wins over a version, in both directions', () => {
    const rule = { box: everyEdition('2025'), probe: { type: 'json' } } as const;
    const there = evaluate(rule, { probed: true, types: new Set(['json']) });
    assert.deepEqual([there.supported, there.source], [true, 'probe']);
    const gone = evaluate({ ...rule, box: everyEdition('2016') }, { probed: true });
    assert.deepEqual([gone.supported, gone.source], [false, 'probe']);
    assert.equal(evaluate(rule).source, 'version');
  });

  it('a name in the catalog does not give an edition or a service what it lacks', () => {
    const rule = { box: enterpriseOnly('2019'), services: { fabricSqlDatabase: no }, probe: { column: 'tables.is_node' } } as const;
    const seen = { probed: true, columns: new Set(['tables.is_node'] as const) };
    assert.equal(evaluate(rule, { ...seen, numbers: standard, texts: { Edition: 'Standard Edition' } }).supported, false);
    assert.equal(evaluate(rule, { ...seen, numbers: { EngineEdition: 12 } }).supported, false);
  });

  it('a name in the catalog of a Synapse pool proves nothing', () => {
    const pool = { numbers: { EngineEdition: 11 }, texts: { ServerName: 'ws-ondemand' }, probed: true } as const;
    const rule = { box: everyEdition('2025'), probe: { type: 'json' } } as const;
    assert.equal(evaluate(rule, { ...pool, types: new Set(['json']) }).supported, 'unknown');
    assert.equal(evaluate(rule, pool).supported, false);
  });

  it('a property decides before all', () => {
    const rule = { property: 'IsXTPSupported' } as const;
    assert.deepEqual(
      [0, 1, null].map((IsXTPSupported) => {
        const { supported, source } = evaluate(rule, { numbers: { IsXTPSupported } });
        return [supported, source];
      }),
      [
        [false, 'property'],
        [true, 'property'],
        [true, 'version'],
      ],
    );
  });

  it('a service is not asked for its version, and what its documentation leaves open stays unknown', () => {
    const azure = { numbers: { EngineEdition: 5 }, texts: { ProductVersion: '12.0.2000.8' } };
    assert.equal(evaluate({ box: everyEdition('2022'), services: newestEngines }, azure).supported, true);
    assert.equal(evaluate({ box: everyEdition('2005'), services: {} }, azure).supported, 'unknown');
    assert.equal(evaluate({ services: { azureSqlDatabase: no } }, azure).supported, false);
    assert.equal(evaluate({ services: { azureSqlDatabase: yes } }, { numbers: { EngineEdition: 99 } }).supported, 'unknown');
  });

  it('an update policy that cannot be read leaves the answer open', () => {
    const rule = { services: { managedInstance: { supported: 'sameAsSqlServer2025' } } } as const;
    assert.equal(evaluate(rule, { numbers: { EngineEdition: 8 } }).supported, 'unknown');
    const policy = (ProductUpdateType: string, types: ('vector' | 'json')[] = []): Feature =>
      evaluate(rule, { numbers: { EngineEdition: 8 }, texts: { ProductUpdateType }, probed: true, types: new Set(types) });
    assert.equal(policy('CU').supported, false);
    assert.equal(policy('CU', ['vector']).supported, true);
    assert.equal(policy('CONTINUOUS').supported, true);
  });
});

describe('whether a feature is enabled', () => {
  it('is unknown where the login cannot see it, and not asked where there is nothing to enable', () => {
    assert.equal(evaluate({}).enabled, 'not applicable');
    assert.equal(evaluate({ enabled: [{ databaseFlag: 'is_cdc_enabled' }] }).enabled, 'unknown');
    assert.equal(evaluate({ box: everyEdition('2025'), enabled: [{ databaseFlag: 'is_cdc_enabled' }] }).enabled, 'not applicable');
  });

  it('follows the compatibility level, also of the list of databases', () => {
    const rule = { enabled: [{ compatibility: 160 }] } as const;
    assert.equal(evaluate(rule).enabled, true);
    const old = evaluate(rule, { state: { databaseRow: { compatibility_level: 150 } } });
    assert.deepEqual([old.enabled, old.needs], [false, 'compatibility level 160 (now 150)']);
  });

  it('one no is a no, whatever else is unknown', () => {
    const rule = { enabled: [{ compatibility: 170 }, { scopedConfiguration: 'CE_FEEDBACK' }] } as const;
    assert.equal(evaluate(rule).enabled, false);
    assert.equal(evaluate({ enabled: [{ compatibility: 160 }, { scopedConfiguration: 'CE_FEEDBACK' }] }).enabled, 'unknown');
  });

  it('an option that the server does not have is no obstacle', () => {
    const rule = { enabled: [{ compatibility: 160 }, { scopedConfiguration: 'PREVIEW_FEATURES' }] } as const;
    assert.equal(evaluate(rule, { state: { scopedConfigurations: new Map() } }).enabled, true);
    assert.equal(evaluate(rule, { state: { scopedConfigurations: new Map([['PREVIEW_FEATURES', '0']]) } }).enabled, false);
  });

  it('not finding a use proves nothing to a login that does not see all objects', () => {
    const rule = { enabled: [{ used: 'temporal tables' }] } as const;
    const state = { usage: new Map([['temporal tables', false]]) };
    assert.equal(evaluate(rule, { state }).enabled, false);
    const databasePermissions = { ...serverFacts().databasePermissions, 'VIEW DEFINITION': false };
    assert.equal(evaluate(rule, { state, databasePermissions }).enabled, 'unknown');
    assert.equal(evaluate(rule, { state: { usage: new Map([['temporal tables', true]]) }, databasePermissions }).enabled, true);
  });
});

describe('the list of features', () => {
  it('names each feature once', () => {
    const names = allFeatures.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.length >= 45);
  });
});

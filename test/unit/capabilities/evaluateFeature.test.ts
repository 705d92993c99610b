import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Feature } from '../../../src/core/capabilities/capabilities';
import { evaluateFeature } from '../../../src/core/capabilities/evaluateFeature';
import { capabilitiesOf } from '../../../src/core/capabilities/capabilitiesOf';
import { allFeatures } from '../../../src/core/capabilities/features/allFeatures';
import {
  enterpriseFirst,
  enterpriseOnly,
  everyEdition,
  fromStandardS3,
  newestEngines,
  no,
  notExpress,
  yes,
} from '../../../src/core/capabilities/featureRule';
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
    assert.equal(evaluate({ box: enterpriseOnly('2019') }, sql2016('RTM')).needs, 'SQL Server 2019 Enterprise edition');
    assert.equal(
      evaluate({ box: notExpress('2008', '2022') }, { texts: { ProductVersion: '15.0.2000.5' }, numbers: { EngineEdition: 4 } }).needs,
      'Enterprise edition',
    );
    assert.equal(
      evaluate({ box: notExpress('2025') }, { numbers: { EngineEdition: 4 } }).needs,
      'SQL Server 2025 Enterprise or Standard edition',
    );
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

/** A database of Azure SQL Database; the tier as DATABASEPROPERTYEX names it. */
function azureDatabase(tier: string | null, objective: string | null): FactOverrides {
  const { database } = serverFacts();
  return { numbers: { EngineEdition: 5 }, database: { ...database, texts: { Edition: tier, ServiceObjective: objective } } };
}

describe('what a platform lacks', () => {
  function named(name: string): FeatureRule {
    const rule = allFeatures.find((each) => each.name === name);
    assert.ok(rule);
    return rule;
  }

  // "Features comparison: Azure SQL Database and Azure SQL Managed Instance": Basic, S0, S1 and S2 are not supported.
  it('follows the tier of a database, and a tier that says too little leaves it open', () => {
    const rule = { services: { azureSqlDatabase: fromStandardS3 } } as const;
    const states = (
      [
        ['Basic', 'Basic'],
        ['Standard', 'S2'],
        ['Basic', 'ElasticPool'],
        ['Standard', 'S3'],
        ['Standard', 'S12'],
        ['Premium', 'P1'],
        ['GeneralPurpose', 'GP_S_Gen5_1'],
        ['Premium', 'ElasticPool'],
        ['Standard', 'ElasticPool'],
        [null, null],
      ] as const
    ).map(([tier, objective]) => evaluate(rule, azureDatabase(tier, objective)).supported);
    assert.deepEqual(states, [false, false, false, true, true, true, true, true, 'unknown', 'unknown']);
    const inStandard = (objective: string): Feature =>
      evaluate(named('ordered columnstore index'), {
        ...azureDatabase('Standard', objective),
        probed: true,
        columns: new Set(['index_columns.column_store_order_ordinal']),
      });
    const small = inStandard('S0');
    assert.deepEqual([small.supported, small.needs], [false, 'Standard S3 and above, Premium and vCore tiers']);
    // The catalog has the column in every tier.
    assert.equal(inStandard('ElasticPool').supported, 'unknown');
  });

  // "Query Store for secondary replicas": Azure SQL Database without Hyperscale, Fabric, Managed Instance always up to date, SQL Server 2025.
  it('Query Store on secondary replicas is not in Hyperscale', () => {
    const rule = named('Query Store on secondary replicas');
    assert.equal(evaluate(rule, azureDatabase('BusinessCritical', 'BC_Gen5_4')).supported, true);
    assert.equal(evaluate(rule, azureDatabase('Hyperscale', 'HS_Gen5_2')).supported, false);
    assert.equal(evaluate(rule).supported, false);
    assert.equal(evaluate(rule, { numbers: { EngineEdition: 12 } }).supported, true);
  });

  // "Always Encrypted with secure enclaves" applies to SQL Server 2019 and later on Windows only.
  it('is said of Linux together with the release', () => {
    const rule = named('Always Encrypted with secure enclaves');
    assert.equal(evaluate(rule).supported, true);
    const linux = (release: string): FactOverrides => ({
      texts: { ProductVersion: release },
      state: { host: { platform: 'Linux', distribution: 'Ubuntu', release: '22.04' } },
    });
    const recent = evaluate(rule, linux('16.0.1000.6'));
    assert.deepEqual([recent.supported, recent.since, recent.needs], [false, '2019, on Windows', 'SQL Server on Windows']);
    assert.equal(evaluate(rule, linux('14.0.3456.2')).needs, 'SQL Server 2019 on Windows');
  });

  // "Editions and supported features of SQL Server 2025" has no Web edition.
  it('asks nobody to buy a Web edition of SQL Server 2025', () => {
    const express = (ProductVersion: string): FactOverrides => ({ texts: { ProductVersion }, numbers: { EngineEdition: 4 } });
    assert.equal(evaluate({ box: notExpress('2019') }, express('16.0.1000.6')).needs, 'Enterprise or Standard or Web edition');
    assert.equal(evaluate({ box: notExpress('2019') }, express('17.0.1000.7')).needs, 'Enterprise or Standard edition');
  });

  // "Editions and supported features of SQL Server 2016": PolyBase compute node, Web and Express with SP1.
  it('PolyBase came to the small editions with a service pack', () => {
    const express = (ProductLevel: string): Feature =>
      evaluate(named('PolyBase'), {
        texts: { ProductVersion: '13.0.4001.0', ProductLevel, Edition: 'Express Edition (64-bit)' },
        numbers: { EngineEdition: 4 },
      });
    assert.deepEqual([express('RTM').supported, express('RTM').needs], [false, 'SQL Server 2016 SP1, or Enterprise or Standard edition']);
    assert.equal(express('SP1').supported, true);
    assert.equal(evaluate(named('PolyBase'), sql2016('RTM')).supported, true);
  });

  // "Editions and supported features of SQL Server" 2016 to 2022: full-text search and basic R integration are not in Express, but in Express
  // with Advanced Services; "What's new in SQL Server 2025": Express includes Advanced Services.
  it('is in Express with Advanced Services only, until SQL Server 2025 has one Express for all', () => {
    const needs = 'Express edition with Advanced Services, or Enterprise or Standard or Web edition';
    for (const [name, property] of [
      ['full-text search', 'IsFullTextInstalled'],
      ['Machine Learning Services', 'IsAdvancedAnalyticsInstalled'],
    ] as const) {
      const express = (ProductVersion: string, Edition: string, installed: 0 | 1 | null): unknown[] => {
        const answer = evaluate(named(name), { texts: { ProductVersion, Edition }, numbers: { EngineEdition: 4, [property]: installed } });
        return [answer.supported, answer.needs];
      };
      const advanced = 'Express Edition with Advanced Services (64-bit)';
      assert.deepEqual(express('16.0.1000.6', 'Express Edition (64-bit)', 0), [false, needs], name);
      assert.deepEqual(express('16.0.1000.6', 'Express Edition (64-bit)', null), [false, needs], name);
      assert.deepEqual(express('16.0.1000.6', advanced, 0), [false, 'installing the component'], name);
      assert.equal(express('16.0.1000.6', advanced, 1)[0], true, name);
      assert.deepEqual(express('17.0.1000.7', 'Express Edition (64-bit)', 0), [false, 'installing the component'], name);
    }
    // "Editions and supported features of SQL Server 2019 on Linux": full-text search is in every edition, Express as well.
    const linux = evaluate(named('full-text search'), {
      texts: { ProductVersion: '15.0.4430.1', Edition: 'Express Edition (64-bit)' },
      numbers: { EngineEdition: 4, IsFullTextInstalled: 0 },
      state: { host: { platform: 'Linux', distribution: '', release: '' } },
    });
    assert.deepEqual([linux.supported, linux.needs], [false, 'installing the component']);
  });

  // "Latest updates and version history for SQL Server on Linux": both are supported with SQL Server 2017 on Linux starting with CU18.
  it('came to Linux with an update', () => {
    for (const name of ['change data capture', 'transactional replication as publisher']) {
      const on = (platform: string, ProductVersion: string): unknown[] => {
        const { supported, needs } = evaluate(named(name), {
          texts: { ProductVersion },
          state: { host: { platform, distribution: '', release: '' } },
        });
        return [supported, supported === true ? undefined : needs];
      };
      assert.deepEqual(on('Linux', '14.0.3238.1'), [false, 'SQL Server 2017 CU18'], name);
      assert.deepEqual(on('Linux', '14.0.2120.1'), [false, 'SQL Server 2017 CU18'], name);
      assert.deepEqual(on('Linux', '14.0.3257.3'), [true, undefined], name);
      assert.deepEqual(on('Linux', '15.0.2000.5'), [true, undefined], name);
      assert.deepEqual(on('Windows', '14.0.1000.169'), [true, undefined], name);
    }
    // "Editions and supported features of SQL Server 2017 on Linux": PolyBase and R services are unsupported there.
    for (const [name, property] of [
      ['PolyBase', 'IsPolyBaseInstalled'],
      ['Machine Learning Services', 'IsAdvancedAnalyticsInstalled'],
    ] as const) {
      const needsOn = (ProductVersion: string): unknown =>
        evaluate(named(name), {
          texts: { ProductVersion },
          numbers: { [property]: 0 },
          state: { host: { platform: 'Linux', distribution: '', release: '' } },
        }).needs;
      assert.deepEqual([needsOn('14.0.3456.2'), needsOn('15.0.2000.5')], ['SQL Server 2019', 'installing the component'], name);
    }
  });

  // IsXTPSupported of SERVERPROPERTY and DATABASEPROPERTYEX tells it; the tier alone decides in the services.
  it('In-Memory OLTP of a service is open where no property tells it', () => {
    const rule = named('In-Memory OLTP');
    for (const EngineEdition of [5, 8]) assert.equal(evaluate(rule, { numbers: { EngineEdition } }).supported, 'unknown');
    assert.equal(evaluate(rule, { numbers: { EngineEdition: 8, IsXTPSupported: 1 } }).supported, true);
    const generalPurpose = evaluate(rule, { numbers: { EngineEdition: 8, IsXTPSupported: 0 } });
    assert.deepEqual([generalPurpose.supported, generalPurpose.needs], [false, 'Business Critical tier']);
  });

  // "Row-level security in Fabric data warehousing", "Dynamic data masking in Fabric data warehousing", "Data types in Fabric Data Warehouse";
  // "Transact-SQL features supported in Azure Synapse SQL".
  it('follows the pages of the warehouses', () => {
    const states = (host: string, EngineEdition: number): unknown[] =>
      ['row-level security', 'dynamic data masking', 'xml type', 'spatial types', 'json type', 'hierarchyid type', 'database audit'].map(
        (name) => {
          const facts = serverFacts({ numbers: { EngineEdition } });
          return evaluateFeature(named(name), facts, serverProduct(facts, host)).supported;
        },
      );
    assert.deepEqual(states('x.datawarehouse.fabric.microsoft.com', 11), [true, true, false, false, false, 'unknown', 'unknown']);
    assert.deepEqual(states('ws-ondemand.sql.azuresynapse.net', 11), [false, false, false, false, 'unknown', false, false]);
    assert.deepEqual(states('ws.sql.azuresynapse.net', 6), [true, true, false, false, 'unknown', false, false]);
  });

  // SERVERPROPERTY documents IsPolyBaseInstalled of the setup of SQL Server.
  it('what a setup installed says nothing of a service', () => {
    const rule = { boxProperty: 'IsPolyBaseInstalled', services: { managedInstance: yes } } as const;
    assert.equal(evaluate(rule, { numbers: { IsPolyBaseInstalled: 0 } }).supported, false);
    assert.equal(evaluate(rule, { numbers: { EngineEdition: 8, IsPolyBaseInstalled: 0 } }).supported, true);
  });

  // sys.dm_user_db_resource_governance: cpu_limit is NULL for databases in the DTU model.
  it('gives no cores of a machine that databases share', () => {
    const system = { cores: 80, memoryKilobytes: 1_048_576, uptimeSeconds: 60, virtualMachine: 'HYPERVISOR', container: null };
    const cores = (engine: number, coreLimit?: number | null): number | null =>
      capabilitiesOf(
        serverFacts({ numbers: { EngineEdition: engine }, state: { system, ...(coreLimit === undefined ? {} : { coreLimit }) } }),
        'db.example',
        0,
      ).hardware.cores;
    assert.deepEqual([cores(5, 2), cores(5, null), cores(5), cores(12, null), cores(8), cores(3)], [2, null, null, null, 80, 80]);
    // sys.dm_os_job_object: what the process may use; the view is empty where it is not limited.
    const memory = (engine: number, memoryLimitMegabytes?: number | null): number | null =>
      capabilitiesOf(
        serverFacts({
          numbers: { EngineEdition: engine },
          state: { system, ...(memoryLimitMegabytes === undefined ? {} : { memoryLimitMegabytes }) },
        }),
        'db.example',
        0,
      ).hardware.memoryMegabytes;
    assert.deepEqual([memory(5, 9_216), memory(8, 40_960), memory(8, null), memory(12), memory(3)], [9_216, 40_960, null, null, 1_024]);
  });
});

describe('whether a feature is enabled', () => {
  // "Fuzzy string matching", "Configure change event streaming": PREVIEW_FEATURES is for SQL Server 2025; Azure does not require it.
  it('asks SQL Server alone for PREVIEW_FEATURES', () => {
    const rule = { services: newestEngines, enabled: ['previewFeatures'] } as const;
    const state = { scopedConfigurations: new Map([['PREVIEW_FEATURES', '0']]) };
    const box = evaluate(rule, { state });
    assert.deepEqual([box.enabled, box.needs], [false, 'ALTER DATABASE SCOPED CONFIGURATION SET PREVIEW_FEATURES = ON']);
    for (const EngineEdition of [5, 8, 12]) assert.equal(evaluate(rule, { numbers: { EngineEdition }, state }).enabled, 'not applicable');
  });

  // "Limitations in SQL database in Microsoft Fabric": neither it nor Azure SQL Database has server configuration settings.
  it('asks no database service for an option of the server', () => {
    const rule = { services: newestEngines, enabled: [{ configuration: 'external rest endpoint enabled' }] } as const;
    assert.equal(evaluate(rule).enabled, 'unknown');
    assert.equal(evaluate(rule, { numbers: { EngineEdition: 5 } }).enabled, 'not applicable');
    assert.equal(evaluate(rule, { numbers: { EngineEdition: 8 } }).enabled, 'unknown');
  });

  // ALTER DATABASE SCOPED CONFIGURATION: SQL Server 2017 has DISABLE_BATCH_MODE_ADAPTIVE_JOINS instead of BATCH_MODE_ADAPTIVE_JOINS.
  it('sees adaptive joins switched off, under both names of the option', () => {
    const rule = allFeatures.find(({ name }) => name === 'adaptive joins in batch mode');
    assert.ok(rule);
    const answer = (option: string, value: string): unknown[] => {
      const { enabled, needs } = evaluate(rule, { state: { scopedConfigurations: new Map([[option, value]]) } });
      return [enabled, needs];
    };
    assert.deepEqual(answer('BATCH_MODE_ADAPTIVE_JOINS', '1'), [true, undefined]);
    assert.deepEqual(answer('BATCH_MODE_ADAPTIVE_JOINS', '0'), [
      false,
      'ALTER DATABASE SCOPED CONFIGURATION SET BATCH_MODE_ADAPTIVE_JOINS = ON',
    ]);
    assert.deepEqual(answer('DISABLE_BATCH_MODE_ADAPTIVE_JOINS', '0'), [true, undefined]);
    assert.deepEqual(answer('DISABLE_BATCH_MODE_ADAPTIVE_JOINS', '1'), [
      false,
      'ALTER DATABASE SCOPED CONFIGURATION SET DISABLE_BATCH_MODE_ADAPTIVE_JOINS = OFF',
    ]);
  });

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

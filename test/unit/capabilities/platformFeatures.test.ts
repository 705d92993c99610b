import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Feature } from '../../../src/core/capabilities/capabilities';
import { capabilitiesOf } from '../../../src/core/capabilities/capabilitiesOf';
import { evaluateFeature } from '../../../src/core/capabilities/evaluateFeature';
import { fromStandardS3, notExpress, yes } from '../../../src/core/capabilities/featureRule';
import type { FeatureRule } from '../../../src/core/capabilities/featureRule';
import { allFeatures } from '../../../src/core/capabilities/features/allFeatures';
import { serverProduct } from '../../../src/core/capabilities/serverProduct';
import { evaluate, sql2016 } from '../support/evaluatedFeature';
import { serverFacts } from '../support/serverFacts';
import type { FactOverrides } from '../support/serverFacts';

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

  // "Editions and supported features of SQL Server … on Linux" 2017, 2019, 2022 and 2025: database snapshot and TDE, by edition.
  it('follows the editions of Linux where they differ', () => {
    const on = (name: string, platform: string, ProductVersion: string, Edition: string): unknown[] => {
      const { supported, needs } = evaluate(named(name), {
        texts: { ProductVersion, Edition: `${Edition} Edition (64-bit)` },
        numbers: { EngineEdition: Edition === 'Express' ? 4 : Edition === 'Enterprise' ? 3 : 2 },
        state: { host: { platform, distribution: '', release: '' } },
      });
      return [supported, supported === true ? undefined : needs];
    };
    const [sql2017, sql2019, sql2025] = ['14.0.3456.2', '15.0.4430.1', '17.0.4075.5'] as const;
    assert.deepEqual(on('database snapshots', 'Linux', sql2017, 'Enterprise'), [true, undefined]);
    assert.deepEqual(on('database snapshots', 'Linux', sql2017, 'Standard'), [false, 'SQL Server 2019, or Enterprise edition']);
    assert.deepEqual(on('database snapshots', 'Linux', sql2019, 'Standard'), [true, undefined]);
    assert.deepEqual(on('database snapshots', 'Linux', sql2025, 'Express'), [false, 'Enterprise or Standard edition']);
    assert.deepEqual(on('database snapshots', 'Windows', sql2025, 'Express'), [true, undefined]);
    assert.deepEqual(on('transparent data encryption', 'Linux', sql2019, 'Standard'), [true, undefined]);
    assert.deepEqual(on('transparent data encryption', 'Linux', sql2019, 'Web'), [false, 'Enterprise or Standard edition']);
    assert.deepEqual(on('transparent data encryption', 'Windows', sql2019, 'Web'), [true, undefined]);
  });

  // The same pages: what depends on the agent of Azure Arc is not supported in containers.
  it('Microsoft Entra authentication is not in containers', () => {
    const inside = (container: string): unknown[] => {
      const system = { cores: 4, memoryKilobytes: 1_048_576, uptimeSeconds: 60, virtualMachine: 'HYPERVISOR', container };
      const { supported, needs } = evaluate(named('Microsoft Entra authentication'), { state: { system } });
      return [supported, needs];
    };
    assert.deepEqual(inside('NONE'), [true, undefined]);
    assert.deepEqual(inside('LINUX CONTAINER'), [false, 'SQL Server outside a container']);
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

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { serverProduct } from '../../../src/core/capabilities/serverProduct';
import { serverFacts } from '../support/serverFacts';

function nameOf(version: string, level: string, update: string | null = null): string {
  const facts = serverFacts({ texts: { ProductVersion: version, ProductLevel: level, ProductUpdateLevel: update } });
  return serverProduct(facts, 'db.example').name;
}

describe('the name of a product', () => {
  // Microsoft's build version articles: KB3177312, KB4047329, KB4518398, KB5023451, KB5005684, and of all versions KB321185.
  for (const [version, level, update, name] of [
    ['13.0.1601.5', 'RTM', null, 'SQL Server 2016 RTM'],
    ['13.0.4001.0', 'SP1', null, 'SQL Server 2016 SP1'],
    ['13.0.4457.0', 'SP1', 'CU6', 'SQL Server 2016 SP1 CU6'],
    ['13.0.6460.7', 'SP3', null, 'SQL Server 2016 SP3 GDR'],
    ['13.0.1708.0', 'RTM', null, 'SQL Server 2016 GDR'],
    ['13.0.1742.0', 'RTM', null, 'SQL Server 2016 GDR'],
    ['13.0.5161.0', 'SP2', 'CU2', 'SQL Server 2016 SP2 CU2 GDR'],
    ['13.0.6465.1', 'SP3', null, 'SQL Server 2016 SP3 GDR'],
    ['13.0.6500.1', 'SP3', null, 'SQL Server 2016 SP3 GDR'],
    ['13.0.7095.1', 'SP3', null, 'SQL Server 2016 SP3 Azure Connect Pack GDR'],
    ['14.0.1000.169', 'RTM', null, 'SQL Server 2017 RTM'],
    ['14.0.2080.1', 'RTM', null, 'SQL Server 2017 GDR'],
    ['14.0.2110.2', 'RTM', null, 'SQL Server 2017 GDR'],
    ['14.0.3500.1', 'RTM', 'CU31', 'SQL Server 2017 CU31 GDR'],
    ['14.0.3530.2', 'RTM', 'CU31', 'SQL Server 2017 CU31 GDR'],
    ['14.0.3456.2', 'RTM', 'CU31', 'SQL Server 2017 CU31'],
    ['15.0.4375.4', 'RTM', 'CU27', 'SQL Server 2019 CU27'],
    ['15.0.4083.2', 'RTM', 'CU8', 'SQL Server 2019 CU8 GDR'],
    ['15.0.4381.1', 'RTM', 'CU27', 'SQL Server 2019 CU27 GDR'],
    ['15.0.2115.5', 'RTM', null, 'SQL Server 2019 GDR'],
    ['16.0.4145.4', 'RTM', 'CU15', 'SQL Server 2022 CU15'],
    ['16.0.4150.1', 'RTM', 'CU15', 'SQL Server 2022 CU15 GDR'],
    ['16.0.1050.5', 'RTM', null, 'SQL Server 2022 GDR'],
    ['17.0.1000.7', 'RTM', null, 'SQL Server 2025 RTM'],
    ['17.0.4015.4', 'RTM', 'CU2', 'SQL Server 2025 CU2'],
  ] as const) {
    it(`is ${name} for ${version}`, () => {
      assert.equal(nameOf(version, level, update), name);
    });
  }

  it('is taken from the list where the server says nothing, and from the server where the list has nothing', () => {
    assert.equal(nameOf('16.0.4145.4', 'RTM', null), 'SQL Server 2022 CU15');
    assert.equal(nameOf('16.0.4999.9', 'RTM', 'CU40'), 'SQL Server 2022 CU40');
    assert.equal(nameOf('13.0.5999.9', 'SP2', 'CU18'), 'SQL Server 2016 SP2 CU18');
  });

  it('is never guessed', () => {
    assert.equal(nameOf('16.0.4999.9', 'RTM', null), 'SQL Server 2022 (build 16.0.4999.9)');
    assert.equal(nameOf('13.0.5999.9', 'SP2', null), 'SQL Server 2016 SP2 (build 13.0.5999.9)');
    assert.equal(nameOf('18.0.700.1', 'CTP2.0'), 'SQL Server (version 18.0.700.1)');
    assert.equal(nameOf('', ''), 'an unknown product');
  });

  it('is what the server says when list and server differ', () => {
    assert.equal(nameOf('16.0.4145.4', 'RTM', 'CU16'), 'SQL Server 2022 CU16');
  });

  // "Azure Connect Pack + GDR" in KB3177312, for which Service Pack 3 has no cumulative updates: such a server calls itself SP3 CU1.
  it('is that of an Azure Connect Pack, whatever level the server gives it', () => {
    assert.equal(nameOf('13.0.7085.1', 'SP3', 'CU1'), 'SQL Server 2016 SP3 Azure Connect Pack GDR');
    assert.equal(nameOf('14.0.3490.10', 'RTM', 'CU31'), 'SQL Server 2017 CU31 Azure Connect Pack');
  });

  // SERVERPROPERTY: ProductBuildType is GDR for a General Distribution Release, OD for one to a specific customer, else NULL.
  it('says that a build newer than the list is a security update', () => {
    const newer = (ProductUpdateLevel: string | null, ProductBuildType: string | null): string => {
      const texts = { ProductVersion: '15.0.4999.9', ProductLevel: 'RTM', ProductUpdateLevel, ProductBuildType };
      return serverProduct(serverFacts({ texts }), 'db.example').name;
    };
    assert.equal(newer('CU32', 'GDR'), 'SQL Server 2019 CU32 GDR');
    assert.equal(newer(null, 'GDR'), 'SQL Server 2019 GDR');
    assert.equal(newer('CU32', 'OD'), 'SQL Server 2019 CU32');
    assert.equal(newer('CU32', null), 'SQL Server 2019 CU32');
  });

  it('knows SQL Server 2008 R2 by its minor version', () => {
    assert.equal(nameOf('10.50.6000.34', 'SP3'), 'SQL Server 2008 R2 SP3 (build 10.50.6000.34)');
  });
});

describe('editions and engines', () => {
  const engine = (EngineEdition: number | null, host = 'db.example', serverName = 'DB1'): string =>
    serverProduct(serverFacts({ numbers: { EngineEdition }, texts: { ServerName: serverName } }), host).engine;

  it('are told by EngineEdition', () => {
    assert.deepEqual(
      [2, 3, 4, 5, 6, 8, 9, 12, null, 7].map((number) => engine(number)),
      ['box', 'box', 'box', 'azureSqlDatabase', 'synapseDedicated', 'managedInstance', 'edge', 'fabricSqlDatabase', 'unknown', 'unknown'],
    );
  });

  it('11 is Synapse or Fabric, which the host name tells', () => {
    assert.equal(engine(11, 'ws-ondemand.sql.azuresynapse.net'), 'synapseServerless');
    assert.equal(engine(11, 'abc.datawarehouse.fabric.microsoft.com'), 'fabricWarehouse');
    assert.equal(engine(11, 'localhost', 'ws-ondemand'), 'synapseServerless');
    assert.equal(engine(11), 'serverlessOrFabric');
  });

  it('Web is not Standard, though its number is the same', () => {
    const family = (Edition: string, EngineEdition: number): unknown =>
      serverProduct(serverFacts({ texts: { Edition }, numbers: { EngineEdition } }), '').editionFamily;
    assert.equal(family('Web Edition (64-bit)', 2), 'web');
    assert.equal(family('Standard Edition (64-bit)', 2), 'standard');
    assert.equal(family('Standard Developer Edition (64-bit)', 2), 'standard');
    assert.equal(family('Enterprise Evaluation Edition (64-bit)', 3), 'enterprise');
    assert.equal(family('Express Edition with Advanced Services (64-bit)', 4), 'express');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { detectDeployment } from '../../../src/core/capabilities/deployment';
import type { Deployment } from '../../../src/core/capabilities/deployment';
import { serverProduct } from '../../../src/core/capabilities/serverProduct';
import { serverFacts } from '../support/serverFacts';
import type { FactOverrides } from '../support/serverFacts';

function deployment(overrides: FactOverrides, host = 'db.example'): Deployment {
  const facts = serverFacts(overrides);
  return detectDeployment(facts, serverProduct(facts, host), host);
}

const system = { cores: 4, memoryKilobytes: 1, uptimeSeconds: 1, virtualMachine: 'HYPERVISOR', container: 'NONE' } as const;
const linuxHost = { platform: 'Linux', distribution: 'Ubuntu', release: '22.04' } as const;

describe('where a server runs', () => {
  it('the word Azure in @@VERSION decides nothing', () => {
    const azure = { versionText: 'Microsoft SQL Azure (RTM) - 12.0.2000.8', texts: { ProductVersion: '12.0.2000.8' } };
    assert.equal(deployment({ ...azure, numbers: { EngineEdition: 8 } }).type, 'azure_sql_managed_instance');
    assert.equal(deployment({ ...azure, numbers: { EngineEdition: 5 } }).type, 'azure_sql_database');
    assert.equal(deployment({ ...azure, numbers: { EngineEdition: 12 } }).type, 'fabric_sql_database');
    assert.deepEqual(
      [deployment({ ...azure, numbers: { EngineEdition: 3 } })].map(({ type, confidence }) => [type, confidence]),
      [['unknown', 'none']],
    );
  });

  it('a machine that may be anybody is unknown, and none of a cloud is on premises', () => {
    const virtual = deployment({ state: { host: linuxHost, system } });
    assert.deepEqual([virtual.type, virtual.kind], ['sql_server_linux', 'unknown']);
    const physical = deployment({ state: { host: linuxHost, system: { ...system, virtualMachine: 'NONE' } } });
    assert.deepEqual([physical.type, physical.kind], ['sql_server_linux', 'on_premises']);
    assert.match(physical.evidence.join(), /no virtual machine/u);
  });

  it('an Azure virtual machine is known by a login, less surely by its system or its name', () => {
    const strong = deployment({ state: { azureVmLogins: ['NT SERVICE\\SQLIaaSExtensionQuery'] } });
    assert.deepEqual([strong.type, strong.kind, strong.confidence], ['azure_vm', 'azure_vm', 'strong']);
    const named = deployment({}, 'sql1.westeurope.cloudapp.azure.com');
    assert.deepEqual([named.type, named.confidence], ['azure_vm', 'medium']);
    const edition = deployment({ versionText: 'Enterprise on Windows Server 2022 Datacenter: Azure Edition 10.0' });
    assert.deepEqual([edition.type, edition.confidence], ['azure_vm', 'medium']);
  });

  it('logins that are hidden prove nothing, and that is said', () => {
    const { serverPermissions } = serverFacts();
    const none = { ...serverPermissions, 'VIEW ANY DEFINITION': false, 'VIEW ANY SECURITY DEFINITION': null };
    assert.match(deployment({ serverPermissions: none }).evidence.join('; '), /hidden \(VIEW ANY DEFINITION\)/u);
    assert.doesNotMatch(deployment({}).evidence.join('; '), /hidden/u);
    const security = { ...none, 'VIEW ANY SECURITY DEFINITION': true };
    assert.doesNotMatch(deployment({ serverPermissions: security }).evidence.join('; '), /hidden/u);
  });

  it('other clouds are named and no on-premises', () => {
    assert.deepEqual(
      [deployment({ hostingDatabases: ['rdsadmin'] })].map(({ type, kind }) => [type, kind]),
      [['amazon_rds', 'other']],
    );
    const google = deployment({ hostingDatabases: ['gcloud_cloudsqladmin'] });
    assert.deepEqual([google.type, google.kind], ['google_cloud_sql', 'other']);
  });

  it('a container and SQL Edge are seen', () => {
    const container = deployment({ state: { host: linuxHost, system: { ...system, container: 'LINUX CONTAINER' } } });
    assert.equal(container.type, 'sql_server_container');
    assert.equal(deployment({ numbers: { EngineEdition: 9 }, texts: { Edition: 'Azure SQL Edge' } }).type, 'azure_sql_edge');
  });

  it('EngineEdition 11 without a telling name stays open', () => {
    const open = deployment({ numbers: { EngineEdition: 11 } });
    assert.deepEqual([open.type, open.confidence], ['unknown', 'none']);
    assert.equal(deployment({ numbers: { EngineEdition: 11 } }, 'ws-ondemand.sql.azuresynapse.net').type, 'synapse_serverless');
    assert.equal(deployment({ numbers: { EngineEdition: 11 } }, 'x.datawarehouse.fabric.microsoft.com').type, 'fabric_warehouse');
    assert.equal(deployment({ numbers: { EngineEdition: 6 } }).type, 'synapse_dedicated');
  });

  it('an unknown engine is unknown', () => {
    assert.equal(deployment({ numbers: { EngineEdition: 99 } }).type, 'unknown');
  });
});

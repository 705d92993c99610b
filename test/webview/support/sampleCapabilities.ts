import { capabilitiesOf } from '../../../src/core/capabilities/capabilitiesOf';
import { capabilitiesSnapshot } from '../../../src/host/panels/capabilitiesSnapshot';
import type { PageCapabilities } from '../../../src/shared/capabilitiesPage';
import { serverFacts } from '../../unit/support/serverFacts';
import type { FactOverrides } from '../../unit/support/serverFacts';

const shop: FactOverrides = {
  texts: {
    ServerName: 'DB1\\SALES',
    ProductVersion: '15.0.4375.4',
    ProductLevel: 'RTM',
    ProductUpdateLevel: 'CU27',
    Edition: 'Standard Edition (64-bit)',
    Collation: 'SQL_Latin1_General_CP1_CI_AS',
  },
  numbers: { EngineEdition: 2, IsXTPSupported: 1, IsFullTextInstalled: 1, IsHadrEnabled: 0 },
  databases: [
    { name: 'shop', state: 'ONLINE', compatibilityLevel: 140, accessible: true },
    { name: 'archive', state: 'OFFLINE', compatibilityLevel: 150, accessible: null },
  ],
  state: {
    system: { cores: 8, memoryKilobytes: 33_554_432, uptimeSeconds: 987_654, virtualMachine: 'HYPERVISOR', container: 'NONE' },
    host: { platform: 'Windows', distribution: 'Windows Server 2019 Datacenter', release: '10.0' },
    databaseRow: { compatibility_level: 140, is_query_store_on: false, is_cdc_enabled: false, is_broker_enabled: true },
  },
  notes: ["Unknown: whether automatic plan correction is on. VIEW DATABASE STATE permission denied in database 'shop'."],
};

/** What a page gets of a Standard edition of SQL Server 2019, with other answers where they are given. */
export function sampleCapabilities(overrides: FactOverrides = {}, ageMilliseconds = 0): PageCapabilities {
  const capabilities = capabilitiesOf(serverFacts({ ...shop, ...overrides }), 'db1.example', 0);
  return capabilitiesSnapshot('Shop', { capabilities, ageMilliseconds });
}

import type { FeatureRule } from '../featureRule';
import {
  enterpriseFirst,
  everyEdition,
  newestEngines,
  no,
  noTables,
  notExpress,
  notWebOrExpress,
  standardAtRelease,
  yes,
} from '../featureRule';

const analytics = { synapseDedicated: yes, synapseServerless: { supported: false, when: 'use views' }, fabricWarehouse: yes } as const;

/** Who sees what, and what is encrypted. */
export const securityFeatures: readonly FeatureRule[] = [
  {
    name: 'row-level security',
    group: 'security',
    box: standardAtRelease,
    services: { ...newestEngines, ...analytics },
    enabled: [{ used: 'security policies' }],
  },
  {
    name: 'dynamic data masking',
    group: 'security',
    box: standardAtRelease,
    services: { ...newestEngines, ...analytics },
    enabled: [{ used: 'masked columns' }],
  },
  { name: 'UNMASK on schema, table and column', group: 'security', box: everyEdition('2022'), services: newestEngines },
  {
    name: 'Always Encrypted',
    group: 'security',
    box: enterpriseFirst('2016', '2016 SP1'),
    services: { azureSqlDatabase: yes, managedInstance: yes, fabricSqlDatabase: no, synapseServerless: noTables },
    enabled: [{ used: 'column encryption keys' }],
  },
  {
    name: 'Always Encrypted with secure enclaves',
    group: 'security',
    box: everyEdition('2019'),
    services: { azureSqlDatabase: yes, fabricSqlDatabase: no, synapseServerless: noTables },
    windowsOnly: true,
  },
  {
    name: 'transparent data encryption',
    group: 'security',
    box: notExpress('2008', '2019'),
    linuxBox: notWebOrExpress('2017', '2019'),
    services: {
      azureSqlDatabase: yes,
      managedInstance: yes,
      fabricSqlDatabase: { supported: false, when: 'the storage is encrypted by the service' },
      synapseDedicated: yes,
      synapseServerless: no,
    },
    enabled: [{ databaseFlag: 'is_encrypted' }],
    enable: 'a database encryption key, then ALTER DATABASE … SET ENCRYPTION ON',
  },
  {
    name: 'ledger tables',
    group: 'security',
    box: everyEdition('2022'),
    services: { azureSqlDatabase: yes, managedInstance: yes, fabricSqlDatabase: no, synapseServerless: noTables },
    probe: { object: 'sp_generate_database_ledger_digest' },
    enabled: [{ used: 'ledger tables' }],
  },
  {
    name: 'database audit',
    group: 'security',
    box: enterpriseFirst('2008', '2016 SP1'),
    services: {
      azureSqlDatabase: { supported: false, when: 'auditing of Azure instead' },
      managedInstance: yes,
      fabricSqlDatabase: no,
      synapseDedicated: { supported: false, when: 'auditing of Azure instead' },
      synapseServerless: { supported: false, when: 'auditing of Azure instead' },
    },
  },
  {
    name: 'Microsoft Entra authentication',
    group: 'security',
    box: everyEdition('2022'),
    boxWhen: 'where enabled by Azure Arc or on an Azure virtual machine',
    notInContainers: true,
    services: { ...newestEngines, synapseDedicated: yes, synapseServerless: yes, fabricWarehouse: yes },
  },
  { name: 'TDS 8 (Encrypt=strict)', group: 'security', box: everyEdition('2022'), services: newestEngines },
];

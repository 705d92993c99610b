import type { FeatureRule } from '../featureRule';
import {
  everyEdition,
  fromStandardS3,
  newestEngines,
  no,
  noTables,
  notExpress,
  notWebOrExpress,
  standardAtRelease,
  yes,
} from '../featureRule';

/** "Latest updates and version history for SQL Server on Linux" (KB5122767). */
const linuxSince2017CU18 = { linuxSince: { release: '2017 CU18', version: '14.0.3257.3' } } as const;

/** "Editions and supported features of SQL Server 2017 on Linux" lists it as unsupported, the same of 2019 does not. */
const linuxSince2019 = { linuxSince: { release: '2019', version: '15.0.2000.5' } } as const;

/** What the server does with other programs and places. */
export const integrationFeatures: readonly FeatureRule[] = [
  {
    name: 'SQL Server Agent',
    group: 'integration',
    box: notExpress('2005'),
    services: {
      azureSqlDatabase: { supported: false, when: 'elastic jobs instead' },
      managedInstance: { supported: true, isAlwaysOn: true },
      fabricSqlDatabase: { supported: false, when: 'Data Factory pipelines instead' },
      synapseServerless: no,
    },
    enabled: [{ configuration: 'Agent XPs' }],
    enable: 'start the service SQL Server Agent',
  },
  {
    name: 'linked servers',
    group: 'integration',
    box: everyEdition('2005'),
    services: {
      azureSqlDatabase: { supported: false, when: 'only as a target' },
      managedInstance: { supported: true, when: 'to SQL Server, Azure SQL and Synapse' },
      fabricSqlDatabase: { supported: false, when: 'only as a target' },
      synapseServerless: no,
    },
  },
  {
    name: 'CLR integration',
    group: 'integration',
    box: everyEdition('2005'),
    services: {
      azureSqlDatabase: no,
      managedInstance: { supported: true, when: 'assemblies from binary, not from files' },
      synapseServerless: no,
    },
    enabled: [{ configuration: 'clr enabled' }],
    enable: "sp_configure 'clr enabled', 1",
  },
  {
    name: 'Service Broker',
    group: 'integration',
    box: notWebOrExpress('2005'),
    services: {
      azureSqlDatabase: no,
      managedInstance: { supported: true, when: 'within the instance; between instances in preview', isAlwaysOn: true },
      fabricSqlDatabase: no,
      synapseServerless: no,
    },
    enabled: [{ databaseFlag: 'is_broker_enabled' }],
    enable: 'ALTER DATABASE … SET ENABLE_BROKER',
  },
  {
    name: 'Database Mail',
    group: 'integration',
    box: notExpress('2005'),
    services: { azureSqlDatabase: no, managedInstance: yes, fabricSqlDatabase: no, synapseServerless: no },
    enabled: [{ configuration: 'Database Mail XPs' }],
    enable: "sp_configure 'Database Mail XPs', 1",
  },
  {
    name: 'change data capture',
    group: 'integration',
    box: notWebOrExpress('2008', '2016 SP1'),
    ...linuxSince2017CU18,
    services: {
      azureSqlDatabase: fromStandardS3,
      managedInstance: yes,
      fabricSqlDatabase: no,
      synapseServerless: noTables,
    },
    enabled: [{ databaseFlag: 'is_cdc_enabled' }],
    enable: 'EXEC sys.sp_cdc_enable_db',
  },
  {
    name: 'change tracking',
    group: 'integration',
    box: everyEdition('2008'),
    services: { azureSqlDatabase: yes, managedInstance: yes, synapseServerless: noTables },
    enabled: [{ used: 'change tracking' }],
    enable: 'ALTER DATABASE … SET CHANGE_TRACKING = ON',
  },
  {
    name: 'change event streaming',
    group: 'integration',
    box: everyEdition('2025'),
    boxWhen: 'preview',
    services: {
      azureSqlDatabase: { supported: true, when: 'preview' },
      managedInstance: { supported: 'sameAsSqlServer2025', when: 'preview' },
      synapseServerless: noTables,
    },
    enabled: ['previewFeatures', { databaseFlag: 'is_event_stream_enabled' }],
    enable: 'EXEC sys.sp_enable_event_stream',
  },
  {
    name: 'transactional replication as publisher',
    group: 'integration',
    box: notWebOrExpress('2005'),
    ...linuxSince2017CU18,
    services: {
      azureSqlDatabase: { supported: false, when: 'subscriber only' },
      managedInstance: yes,
      fabricSqlDatabase: { supported: false, when: 'subscriber only' },
      synapseServerless: no,
    },
    enabled: [{ databaseFlag: 'is_published' }],
    enable: 'EXEC sp_replicationdboption for publish',
  },
  {
    name: 'PolyBase',
    group: 'integration',
    box: standardAtRelease,
    ...linuxSince2019,
    services: {
      azureSqlDatabase: { supported: true, when: 'data virtualization of files in Azure storage, preview' },
      managedInstance: { supported: true, when: 'data virtualization of files in Azure storage' },
    },
    boxProperty: 'IsPolyBaseInstalled',
    enabled: [{ configuration: 'polybase enabled' }],
    enable: "sp_configure 'polybase enabled', 1",
  },
  {
    name: 'Machine Learning Services',
    group: 'integration',
    box: everyEdition('2016'),
    services: { azureSqlDatabase: no, managedInstance: yes },
    ...linuxSince2019,
    advancedServices: true,
    boxProperty: 'IsAdvancedAnalyticsInstalled',
    enabled: [{ configuration: 'external scripts enabled' }],
    enable: "sp_configure 'external scripts enabled', 1",
  },
  {
    name: 'sp_invoke_external_rest_endpoint',
    group: 'integration',
    box: everyEdition('2025'),
    services: { ...newestEngines, managedInstance: { supported: 'sameAsSqlServer2025' } },
    probe: { object: 'sp_invoke_external_rest_endpoint' },
    enabled: [{ configuration: 'external rest endpoint enabled' }],
    enable: "sp_configure 'external rest endpoint enabled', 1",
  },
  {
    name: 'external models (CREATE EXTERNAL MODEL)',
    group: 'integration',
    box: everyEdition('2025'),
    services: { azureSqlDatabase: yes, fabricSqlDatabase: yes },
    probe: { object: 'external_models' },
  },
];

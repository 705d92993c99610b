import type { FeatureRule } from '../featureRule';
import { enterpriseFirst, enterpriseOnly, everyEdition, no, notExpress, notWebOrExpress, yes } from '../featureRule';

const builtIn = { supported: false, when: 'high availability is part of the service' } as const;
const managed = { azureSqlDatabase: builtIn, managedInstance: builtIn, fabricSqlDatabase: builtIn, synapseServerless: builtIn } as const;
const automaticBackups = { supported: false, when: 'backups are made by the service' } as const;

/** IsHadrEnabled of SERVERPROPERTY. */
const alwaysOn = {
  enabled: [{ property: 'IsHadrEnabled' }],
  enable: 'the setting Always On Availability Groups of the instance, then a restart',
} as const;

/** Recovery, replicas and backups. */
export const availabilityFeatures: readonly FeatureRule[] = [
  {
    name: 'accelerated database recovery',
    group: 'availability',
    box: notExpress('2019'),
    services: { azureSqlDatabase: yes, managedInstance: yes, fabricSqlDatabase: yes },
    enabled: [{ databaseFlag: 'is_accelerated_database_recovery_on' }],
    enable: 'ALTER DATABASE … SET ACCELERATED_DATABASE_RECOVERY = ON',
  },
  {
    name: 'Always On availability groups',
    group: 'availability',
    box: enterpriseOnly('2012'),
    services: managed,
    ...alwaysOn,
  },
  {
    name: 'basic availability groups',
    group: 'availability',
    box: { enterprise: null, standard: '2016', web: null, express: null },
    services: managed,
    ...alwaysOn,
  },
  {
    name: 'distributed availability groups',
    group: 'availability',
    box: enterpriseOnly('2016'),
    services: managed,
    ...alwaysOn,
  },
  {
    name: 'contained availability groups',
    group: 'availability',
    box: enterpriseOnly('2022'),
    services: managed,
    ...alwaysOn,
  },
  {
    name: 'failover cluster instance',
    group: 'availability',
    box: notWebOrExpress('2005'),
    services: managed,
    enabled: [{ property: 'IsClustered' }],
    enable: 'an instance installed as a failover cluster',
  },
  {
    name: 'database snapshots',
    group: 'availability',
    box: enterpriseFirst('2005', '2016 SP1'),
    linuxBox: notWebOrExpress('2017', '2019'),
    services: { azureSqlDatabase: no, managedInstance: no, synapseServerless: no },
  },
  {
    name: 'log shipping',
    group: 'availability',
    box: notExpress('2005'),
    services: managed,
  },
  {
    name: 'BACKUP command',
    group: 'availability',
    box: everyEdition('2005'),
    services: {
      azureSqlDatabase: automaticBackups,
      managedInstance: { supported: true, when: 'copy-only, to Azure Blob Storage' },
      fabricSqlDatabase: automaticBackups,
      synapseServerless: no,
    },
  },
  {
    name: 'backup compression',
    group: 'availability',
    box: notWebOrExpress('2008'),
    services: { azureSqlDatabase: automaticBackups, managedInstance: yes, fabricSqlDatabase: automaticBackups, synapseServerless: no },
  },
  {
    name: 'backup to S3-compatible storage',
    group: 'availability',
    box: notExpress('2022'),
    services: {
      azureSqlDatabase: automaticBackups,
      managedInstance: { supported: false, when: 'backups go to Azure Blob Storage only' },
      fabricSqlDatabase: automaticBackups,
      synapseServerless: no,
    },
  },
];

import type { FeatureRule } from '../featureRule';
import { everyEdition, newestEngines, newestEnginesSince2025, no, yes } from '../featureRule';

const notInTables = { fabricWarehouse: { supported: false, when: 'in variables only, not in tables' } } as const;
const notInSynapse = { synapseDedicated: no, synapseServerless: no } as const;

/** Types of columns and variables. */
export const dataTypeFeatures: readonly FeatureRule[] = [
  {
    name: 'json type',
    group: 'data types',
    box: everyEdition('2025'),
    services: { ...newestEnginesSince2025, ...notInTables },
    probe: { type: 'json' },
  },
  {
    name: 'vector type and VECTOR_DISTANCE',
    group: 'data types',
    box: everyEdition('2025'),
    services: newestEnginesSince2025,
    probe: { type: 'vector' },
  },
  {
    name: 'xml type',
    group: 'data types',
    box: everyEdition('2005'),
    services: { ...newestEngines, ...notInSynapse, ...notInTables },
    probe: { type: 'xml' },
  },
  {
    name: 'spatial types',
    group: 'data types',
    box: everyEdition('2008'),
    services: { ...newestEngines, ...notInSynapse, ...notInTables },
    probe: { type: 'geography' },
  },
  {
    name: 'hierarchyid type',
    group: 'data types',
    box: everyEdition('2008'),
    services: { ...newestEngines, ...notInSynapse },
    probe: { type: 'hierarchyid' },
  },
  {
    name: 'UTF-8 collations',
    group: 'data types',
    box: everyEdition('2019'),
    services: { ...newestEngines, synapseServerless: yes, fabricWarehouse: yes },
    probe: 'utf8Collation',
  },
  {
    name: 'FILESTREAM and FileTable',
    group: 'data types',
    box: everyEdition('2012'),
    services: { azureSqlDatabase: no, managedInstance: no, synapseServerless: no },
    windowsOnly: true,
    enabled: [{ property: 'FilestreamEffectiveLevel' }],
    enable: 'FILESTREAM for the instance, then sp_configure filestream access level',
  },
];

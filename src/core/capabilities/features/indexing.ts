import type { FeatureRule } from '../featureRule';
import { enterpriseFirst, enterpriseOnly, everyEdition, fromStandardS3, newestEngines, noTables, yes } from '../featureRule';

const preview = { supported: true, when: 'preview' } as const;

/** Indexes, partitions and how rows are stored. */
export const indexingFeatures: readonly FeatureRule[] = [
  {
    name: 'table and index partitioning',
    group: 'indexing',
    box: enterpriseFirst('2005', '2016 SP1'),
    services: {
      ...newestEngines,
      fabricSqlDatabase: { supported: true, when: 'without switching partitions' },
      synapseDedicated: yes,
      synapseServerless: noTables,
    },
    enabled: [{ used: 'partition schemes' }],
  },
  {
    name: 'row and page compression',
    group: 'indexing',
    box: enterpriseFirst('2008', '2016 SP1'),
    services: {
      azureSqlDatabase: yes,
      managedInstance: yes,
      fabricSqlDatabase: { supported: true, when: 'not of single partitions' },
      synapseServerless: noTables,
    },
  },
  {
    name: 'XML compression',
    group: 'indexing',
    box: everyEdition('2022'),
    services: { azureSqlDatabase: yes, managedInstance: yes, synapseServerless: noTables },
    probe: { column: 'partitions.xml_compression' },
  },
  {
    name: 'clustered columnstore index',
    group: 'indexing',
    box: enterpriseFirst('2014', '2016 SP1'),
    services: {
      azureSqlDatabase: fromStandardS3,
      managedInstance: yes,
      fabricSqlDatabase: { supported: true, when: 'created together with the table' },
      synapseDedicated: yes,
      synapseServerless: noTables,
    },
    enabled: [{ used: 'clustered columnstore indexes' }],
  },
  {
    name: 'updatable nonclustered columnstore index',
    group: 'indexing',
    box: enterpriseFirst('2016', '2016 SP1'),
    services: { azureSqlDatabase: fromStandardS3, managedInstance: yes, fabricSqlDatabase: yes, synapseServerless: noTables },
    enabled: [{ used: 'nonclustered columnstore indexes' }],
  },
  {
    name: 'ordered columnstore index',
    group: 'indexing',
    box: everyEdition('2022'),
    services: { azureSqlDatabase: fromStandardS3, synapseDedicated: yes, synapseServerless: noTables },
    probe: { column: 'index_columns.column_store_order_ordinal' },
  },
  {
    name: 'online index create and rebuild',
    group: 'indexing',
    box: enterpriseOnly('2005'),
    services: { ...newestEngines, synapseServerless: noTables },
  },
  {
    name: 'resumable online index rebuild',
    group: 'indexing',
    box: enterpriseOnly('2017'),
    services: { ...newestEngines, synapseServerless: noTables },
  },
  {
    name: 'resumable online index create',
    group: 'indexing',
    box: enterpriseOnly('2019'),
    services: { ...newestEngines, synapseServerless: noTables },
  },
  {
    name: 'resumable ADD CONSTRAINT',
    group: 'indexing',
    box: enterpriseOnly('2022'),
    services: { ...newestEngines, synapseServerless: noTables },
  },
  {
    name: 'OPTIMIZE_FOR_SEQUENTIAL_KEY',
    group: 'indexing',
    box: everyEdition('2019'),
    services: { azureSqlDatabase: yes, managedInstance: yes, synapseServerless: noTables },
    probe: { column: 'indexes.optimize_for_sequential_key' },
  },
  {
    name: 'JSON index',
    group: 'indexing',
    box: everyEdition('2025'),
    services: { synapseServerless: noTables },
    probe: { object: 'json_indexes' },
  },
  {
    name: 'vector index and VECTOR_SEARCH',
    group: 'indexing',
    box: everyEdition('2025'),
    services: { azureSqlDatabase: preview, fabricSqlDatabase: preview, synapseServerless: noTables },
    boxWhen: 'preview',
    probe: { object: 'vector_indexes' },
    enabled: ['previewFeatures'],
  },
  {
    name: 'full-text search',
    group: 'indexing',
    box: everyEdition('2005'),
    services: {
      azureSqlDatabase: yes,
      managedInstance: yes,
      fabricSqlDatabase: { supported: true, when: 'preview' },
      synapseServerless: noTables,
    },
    advancedServices: true,
    property: 'IsFullTextInstalled',
    enabled: [{ used: 'full-text indexes' }],
  },
];

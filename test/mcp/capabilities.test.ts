import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { ask, feature, statesOf } from './support/capabilityAnswer';
import type { Capabilities } from './support/capabilityAnswer';
import { expectedFeatures, profileColumns } from './support/expectedFeatures';
import type { Answer } from './support/mcpHost';
import { ProfileHost } from './support/profileHost';

async function withProfile<T>(profile: string, work: (host: ProfileHost) => Promise<T>): Promise<T> {
  const host = await ProfileHost.start({ profile, sample: false });
  try {
    return await work(host);
  } finally {
    await host.stop();
  }
}

/** Whether each feature is expected, by profile and name. */
function expectation(profile: (typeof profileColumns)[number]): Map<string, string> {
  const column = profileColumns.indexOf(profile);
  const lines = expectedFeatures.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line) => {
      const { name, states } = /^(?<name>.*?)\s+(?<states>[yn?]{8} [yn?]{5})$/u.exec(line)?.groups ?? {};
      return [name ?? line, (states ?? '').replace(' ', '').charAt(column)];
    }),
  );
}

interface Expected {
  readonly product: string;
  readonly version: string;
  readonly update?: string;
  readonly policy?: string;
  readonly edition: string;
  readonly engine: number;
  readonly deployment: string;
  readonly kind: string;
  readonly confidence: string;
  readonly evidence: RegExp;
}

const developer = 'Developer Edition (64-bit)';
const core = 'Enterprise Edition: Core-based Licensing (64-bit)';
const service = { version: '12.0.2000.8', edition: 'SQL Azure', kind: 'azure_sql_database', confidence: 'certain' } as const;
const linux = { deployment: 'sql_server_linux', kind: 'unknown', confidence: 'certain', evidence: /host_platform Linux/u } as const;
const windows = { deployment: 'sql_server_windows', kind: 'unknown', confidence: 'certain', evidence: /host_platform Windows/u } as const;
/** SQL Server 2016 has no sys.dm_os_host_info. */
const windows2016 = { ...windows, confidence: 'strong', evidence: /@@VERSION on Windows Server 2022 Standard/u } as const;
const managed = {
  ...service,
  engine: 8,
  product: 'Azure SQL Managed Instance',
  deployment: 'azure_sql_managed_instance',
  evidence: /EngineEdition 8/u,
};

/** Names of builds: Microsoft's build version articles. EngineEdition: SERVERPROPERTY. Deployment: what each place alone has. */
const servers: Readonly<Record<string, Expected>> = {
  '2016-rtm': { product: 'SQL Server 2016 RTM', version: '13.0.1601.5', edition: developer, engine: 3, ...windows2016 },
  '2016-rtm-standard': {
    product: 'SQL Server 2016 RTM',
    version: '13.0.1601.5',
    edition: 'Standard Edition (64-bit)',
    engine: 2,
    ...windows2016,
  },
  '2016-sp1-express': {
    product: 'SQL Server 2016 SP1',
    version: '13.0.4001.0',
    edition: 'Express Edition (64-bit)',
    engine: 4,
    ...windows2016,
  },
  '2017': { product: 'SQL Server 2017 CU31', version: '14.0.3456.2', update: 'CU31', edition: developer, engine: 3, ...linux },
  '2019-standard': {
    product: 'SQL Server 2019 CU27',
    version: '15.0.4375.4',
    update: 'CU27',
    edition: 'Standard Edition (64-bit)',
    engine: 2,
    ...linux,
  },
  '2022-enterprise': { product: 'SQL Server 2022 CU17', version: '16.0.4175.1', update: 'CU17', edition: core, engine: 3, ...windows },
  '2022-express': {
    product: 'SQL Server 2022 CU17',
    version: '16.0.4175.1',
    update: 'CU17',
    edition: 'Express Edition (64-bit)',
    engine: 4,
    ...windows,
  },
  '2025': {
    product: 'SQL Server 2025 RTM',
    version: '17.0.1000.7',
    edition: 'Enterprise Developer Edition (64-bit)',
    engine: 3,
    ...linux,
  },
  '2022-azure-vm': {
    product: 'SQL Server 2022 CU17',
    version: '16.0.4175.1',
    update: 'CU17',
    edition: core,
    engine: 3,
    deployment: 'azure_vm',
    kind: 'azure_vm',
    confidence: 'strong',
    evidence: /login NT SERVICE\\SQLIaaSExtensionQuery.*Azure Edition/u,
  },
  '2022-container': {
    product: 'SQL Server 2022 CU17',
    version: '16.0.4175.1',
    update: 'CU17',
    edition: developer,
    engine: 3,
    deployment: 'sql_server_container',
    kind: 'unknown',
    confidence: 'certain',
    evidence: /container_type_desc/u,
  },
  '2019-rds': {
    product: 'SQL Server 2019 CU27',
    version: '15.0.4375.4',
    update: 'CU27',
    edition: 'Standard Edition (64-bit)',
    engine: 2,
    deployment: 'amazon_rds',
    kind: 'other',
    confidence: 'strong',
    evidence: /database rdsadmin/u,
  },
  'azure-sql-database': {
    ...service,
    engine: 5,
    product: 'Azure SQL Database',
    deployment: 'azure_sql_database',
    evidence: /EngineEdition 5/u,
  },
  'managed-instance': { ...managed, policy: 'SQL Server 2022' },
  'managed-instance-2025': { ...managed, policy: 'SQL Server 2025' },
  'managed-instance-always-up-to-date': { ...managed, policy: 'always up to date' },
  'fabric-sql-database': {
    ...service,
    engine: 12,
    product: 'SQL database in Microsoft Fabric',
    deployment: 'fabric_sql_database',
    evidence: /EngineEdition 12/u,
  },
  'synapse-serverless': {
    ...service,
    engine: 11,
    confidence: 'strong',
    product: 'Azure Synapse serverless SQL pool',
    deployment: 'synapse_serverless',
    evidence: /EngineEdition 11.*server name sprocket-ondemand/u,
  },
};

describe('get_server_capabilities, by server', () => {
  const answers = new Map<string, { answer: Answer; capabilities: Capabilities }>();
  before(async function () {
    this.timeout(120_000);
    for (const profile of Object.keys(servers)) answers.set(profile, await withProfile(profile, (host) => ask(host)));
  });

  function of(profile: string): Capabilities {
    const found = answers.get(profile);
    assert.ok(found);
    return found.capabilities;
  }

  for (const [profile, expected] of Object.entries(servers)) {
    it(`names product and deployment of ${profile}`, () => {
      const { deployment, ...found } = of(profile);
      assert.equal(found.product, expected.product);
      assert.equal(found.version, expected.version);
      assert.equal(found.update, expected.update);
      assert.equal(found.update_policy, expected.policy);
      assert.equal(found.edition, expected.edition);
      assert.equal(found.engine_edition, expected.engine);
      assert.deepEqual(
        [deployment.type, deployment.kind, deployment.confidence],
        [expected.deployment, expected.kind, expected.confidence],
      );
      assert.match(deployment.evidence.join('; '), expected.evidence);
    });
  }

  for (const profile of profileColumns) {
    it(`knows each feature of ${profile}`, () => {
      assert.deepEqual(Object.fromEntries(statesOf(of(profile))), Object.fromEntries(expectation(profile)));
    });
  }

  it('judges 45 features and more, in seven groups', () => {
    const { supported, unsupported } = of('2022-enterprise').features;
    assert.ok(statesOf(of('2022-enterprise')).size >= 45);
    assert.deepEqual(
      [...new Set([...Object.keys(supported), ...Object.keys(unsupported)])].sort(),
      ['availability', 'data types', 'indexing', 'integration', 'language', 'performance', 'security'].sort(),
    );
  });

  it('says whether a feature works here, and asks a service for nothing that it does not have', () => {
    const enabled = (profile: string, name: string): unknown[] => feature(of(profile), name).slice(3);
    // sys.databases: is_event_stream_enabled. SQL Server 2025 asks for PREVIEW_FEATURES first.
    assert.deepEqual(enabled('2025', 'change event streaming'), [false, 'ALTER DATABASE SCOPED CONFIGURATION SET PREVIEW_FEATURES = ON']);
    assert.deepEqual(enabled('azure-sql-database', 'change event streaming'), [false, 'EXEC sys.sp_enable_event_stream']);
    for (const profile of ['azure-sql-database', 'managed-instance-always-up-to-date', 'fabric-sql-database']) {
      assert.deepEqual(enabled(profile, 'fuzzy string matching'), [null], profile);
    }
    assert.deepEqual(enabled('azure-sql-database', 'sp_invoke_external_rest_endpoint'), [null]);
    // "T-SQL differences between SQL Server and Azure SQL Managed Instance": the Agent always runs, ENABLE_BROKER cannot be changed.
    assert.deepEqual(enabled('managed-instance', 'SQL Server Agent'), [true]);
    assert.deepEqual(enabled('managed-instance', 'Service Broker'), [true]);
  });

  it('says since when, from where, and what it would take', () => {
    assert.deepEqual(feature(of('2016-rtm-standard'), 'row and page compression'), [
      'row and page compression',
      '2016 SP1',
      'version',
      null,
      'SQL Server 2016 SP1, or Enterprise edition',
    ]);
    assert.deepEqual(feature(of('2022-express'), 'online index create and rebuild'), [
      'online index create and rebuild',
      'Enterprise 2005',
      'version',
      null,
      'Enterprise edition',
    ]);
    assert.deepEqual(feature(of('2019-standard'), 'tempdb space resource governance').slice(1, 5), [
      '2025',
      'version',
      null,
      'SQL Server 2025',
    ]);
    assert.deepEqual(feature(of('2016-rtm'), 'json type').slice(1, 5), ['2025', 'probe', null, 'SQL Server 2025']);
    assert.deepEqual(feature(of('2016-rtm-standard'), 'In-Memory OLTP')[2], 'property');
    assert.deepEqual(feature(of('2025'), 'json type').slice(1, 3), ['2025', 'probe']);
    assert.deepEqual(feature(of('azure-sql-database'), 'SQL Server Agent').slice(1, 5), [null, 'property', null, 'elastic jobs instead']);
    assert.deepEqual(feature(of('managed-instance'), 'optimized locking').slice(2, 5), [
      'property',
      null,
      'update policy SQL Server 2025 (now SQL Server 2022)',
    ]);
    assert.equal(feature(of('2025'), 'FILESTREAM and FileTable')[4], 'SQL Server on Windows');
  });

  it('never compares the version of a service: JSON, temporal tables, Query Store and graph are there on version 12', () => {
    for (const profile of ['azure-sql-database', 'managed-instance', 'fabric-sql-database']) {
      assert.match(of(profile).version, /^12\./u);
      const states = statesOf(of(profile));
      for (const name of ['JSON functions', 'temporal tables', 'row-level security', 'Query Store', 'graph tables and MATCH']) {
        assert.equal(states.get(name), 'y', `${name} on ${profile}`);
      }
    }
  });

  it('tells a Managed Instance, which prints Azure in @@VERSION, from a virtual machine, which does not', () => {
    assert.equal(of('managed-instance').deployment.type, 'azure_sql_managed_instance');
    assert.equal(of('2022-azure-vm').deployment.type, 'azure_vm');
    assert.equal(of('2022-enterprise').deployment.kind, 'unknown');
  });

  it('gives cores and memory of the service and not of its machines', () => {
    // sys.dm_os_job_object: process_memory_limit_mb is what the server's process may use; physical_memory_kb of sys.dm_os_sys_info is the machine's.
    assert.deepEqual([of('azure-sql-database').cores, of('azure-sql-database').memory_mb], [2, 9_216]);
    assert.equal(of('managed-instance').memory_mb, 9_216);
    assert.deepEqual(
      [of('azure-sql-database').database['service_tier'], of('azure-sql-database').database['service_objective']],
      ['GeneralPurpose', 'GP_Gen5_2'],
    );
    assert.deepEqual([of('2022-enterprise').cores, of('2022-enterprise').memory_mb], [4, 16_384]);
  });

  it('asks for no column and no view that the server lacks: an administrator gets no note', () => {
    for (const profile of Object.keys(servers)) assert.deepEqual(of(profile).notes, undefined, profile);
  });

  it('stays small for a model, and is a report for a person', () => {
    for (const [profile, { answer }] of answers) {
      assert.ok(Buffer.byteLength(JSON.stringify(answer.structured)) < 10_000, profile);
      for (const heading of ['## Deployment: ', '## Features: ', '### Language', '### Data types', '## Permissions', 'visible database']) {
        assert.ok(answer.text.includes(heading), `${heading} on ${profile}`);
      }
    }
    const report = answers.get('2019-standard')?.answer.text ?? '';
    assert.match(report, /^# SPROCKET-SANDBOX: SQL Server 2019 CU27\n/u);
    assert.match(report, /\| edition \| Standard Edition \(64-bit\), engine edition 2 \|/u);
    assert.match(report, /\| resumable online index create \| no \| – \| Enterprise 2019 \| version \| Enterprise edition \|/u);
  });
});

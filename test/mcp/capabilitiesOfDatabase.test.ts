import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { ask, feature, statesOf } from './support/capabilityAnswer';
import type { Capabilities } from './support/capabilityAnswer';
import { call } from './support/mcpHost';
import { ProfileHost } from './support/profileHost';

describe('get_server_capabilities, in one database', () => {
  let host: ProfileHost;
  let now = 1_000_000;
  let questions = 0;
  before(async function () {
    this.timeout(120_000);
    host = await ProfileHost.start({
      profile: '2022',
      clock: { now: () => now },
      wrap: (port) => ({
        serverFacts: (target, signal) => {
          questions += 1;
          return port.serverFacts(target, signal);
        },
      }),
    });
  });
  after(() => host.stop());

  it('says what is enabled and in use here', async () => {
    const { capabilities } = await ask(host, { refresh: true });
    assert.equal(capabilities.database.name, 'SprocketShop');
    assert.equal(capabilities.database.compatibility_level, 160);
    const enabled = (name: string): unknown => feature(capabilities, name)[3];
    // Query Store is on by default from SQL Server 2022 on; accelerated database recovery is not.
    assert.deepEqual([enabled('Query Store'), enabled('accelerated database recovery')], [true, false]);
    assert.deepEqual([enabled('GENERATE_SERIES'), enabled('DATE_BUCKET and DATETRUNC')], [true, null]);
    assert.equal(feature(capabilities, 'degree of parallelism feedback')[4], 'ALTER DATABASE SCOPED CONFIGURATION SET DOP_FEEDBACK = ON');
    assert.equal(enabled('Always On availability groups'), false);
    assert.equal(enabled('transparent data encryption'), false);
  });

  it('keeps an answer for an hour, says its age, and asks again when it is told to', async () => {
    await ask(host, { refresh: true });
    const asked = questions;
    now += 90_000;
    const second = await ask(host);
    assert.equal(questions, asked);
    assert.equal(second.answer.structured['age_seconds'], 90);
    assert.match(second.answer.text, /\| asked \| .*, 1 min 30 s ago \|/u);
    const third = await ask(host, { refresh: true });
    assert.equal(questions, asked + 1);
    assert.equal(third.answer.structured['age_seconds'], 0);
    now += 3_600_000;
    assert.equal((await ask(host)).answer.structured['age_seconds'], 0);
    assert.equal(questions, asked + 2);
  });

  it('keeps one answer for each database', async () => {
    await ask(host, { refresh: true });
    const asked = questions;
    const { capabilities } = await ask(host, { database: 'master' });
    assert.equal(capabilities.database.name, 'master');
    assert.equal(questions, asked + 1);
    await ask(host, { database: 'master' });
    await ask(host);
    assert.equal(questions, asked + 1);
  });

  it('answers many calls at once with one question, and forgets with the connection', async () => {
    host.detector.forget('server');
    const asked = questions;
    const all = await Promise.all(Array.from({ length: 5 }, () => ask(host)));
    assert.equal(questions, asked + 1);
    assert.equal(new Set(all.map(({ answer }) => JSON.stringify(answer.structured))).size, 1);
    host.detector.forget('server');
    await ask(host);
    assert.equal(questions, asked + 2);
  });

  it('follows a change of the compatibility level', async () => {
    const database = host.sandbox.engine.model.databases.get('sprocketshop');
    assert.ok(database);
    database.compatibilityLevel = 120;
    try {
      const { capabilities } = await ask(host, { refresh: true });
      assert.deepEqual(feature(capabilities, 'OPENJSON'), ['OPENJSON', '2016', 'version', false, 'compatibility level 130 (now 120)']);
      assert.equal(feature(capabilities, 'JSON functions')[3], null);
    } finally {
      database.compatibilityLevel = 160;
    }
  });

  it('refuses what it does not know', async () => {
    const wrong = await call(host.client, 'get_server_capabilities', { table_name: 'x' });
    assert.equal(wrong.isError, true);
    assert.match(wrong.text, /refresh/u);
    const missing = await call(host.client, 'get_server_capabilities', { database: 'NoSuchDatabase' });
    assert.equal(missing.isError, true);
  });
});

describe('get_server_capabilities, with hardly a permission', () => {
  const reader = { user: 'reader', password: 'Reader-123' };

  async function asReader(profile: string, grants: readonly string[]): Promise<Capabilities> {
    const host = await ProfileHost.start({
      profile,
      logins: [{ name: reader.user, password: reader.password, grants: ['CONNECT@sprocketshop', ...grants] }],
      login: reader,
    });
    try {
      return (await ask(host)).capabilities;
    } finally {
      await host.stop();
    }
  }

  it('answers with what the login may see, and notes on the rest', async function () {
    this.timeout(60_000);
    const capabilities = await asReader('2022', ['SELECT@sprocketshop/sales/salesorder']);
    assert.equal(capabilities.product, 'SQL Server 2022 CU17');
    assert.equal(statesOf(capabilities).get('json type'), 'n');
    assert.equal(feature(capabilities, 'Query Store')[3], true);
    assert.deepEqual([capabilities.cores, capabilities.memory_mb, capabilities.uptime_seconds], [null, null, null]);
    assert.match(
      capabilities.notes?.join('\n') ?? '',
      /Unknown: cores, memory and uptime\. VIEW SERVER PERFORMANCE STATE permission was denied/u,
    );
    // Objects that the login cannot see may be there: no answer is better than a wrong one.
    assert.equal(feature(capabilities, 'temporal tables')[3], 'unknown');
    assert.equal(feature(capabilities, 'automatic plan correction')[3], 'unknown');
    assert.ok('VIEW DATABASE STATE' in capabilities.permissions.missing);
    assert.ok('VIEW DEFINITION' in capabilities.permissions.missing);
    assert.deepEqual(capabilities.permissions.granted, ['VIEW ANY DATABASE']);
  });

  it('says of a service what is hidden there, once', async function () {
    this.timeout(60_000);
    const hidden = async (profile: string): Promise<string[]> =>
      ((await asReader(profile, [])).notes ?? []).map((note) => note.slice(0, note.indexOf('.')));
    assert.deepEqual(await hidden('azure-sql-database'), [
      'Unknown: uptime',
      'Unknown: the number of vCores',
      'Unknown: the memory of the server',
      'Unknown: whether automatic plan correction is on',
    ]);
    assert.deepEqual(await hidden('managed-instance'), [
      'Unknown: cores and uptime',
      'Unknown: the memory of the server',
      'Unknown: whether automatic plan correction is on',
    ]);
  });

  it('finds no login of Azure without VIEW ANY DEFINITION, and is less sure', async function () {
    this.timeout(60_000);
    const { deployment } = await asReader('2022-azure-vm', []);
    assert.deepEqual([deployment.type, deployment.confidence], ['azure_vm', 'medium']);
  });

  it('knows the names of permissions that a version has', async function () {
    this.timeout(60_000);
    const names = ({ permissions }: Capabilities): string[] => [...permissions.granted, ...Object.keys(permissions.missing)];
    const old = names(await asReader('2019', []));
    assert.ok(old.includes('VIEW SERVER STATE') && !old.includes('VIEW SERVER PERFORMANCE STATE'));
    assert.ok(!old.includes('VIEW DATABASE PERFORMANCE STATE'));
  });
});

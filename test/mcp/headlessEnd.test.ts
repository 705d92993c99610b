import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { startSandbox } from '../sandbox/startSandbox';
import type { Sandbox } from '../sandbox/startSandbox';
import { Headless } from './support/headless';
import { until } from './support/until';

/** Rows enough to spill, then a wait. */
const manyRows = "EXEC bench.usp_GenerateRows @rows = 40000; WAITFOR DELAY '00:01:00'";

describe('the end of the headless server while a query runs', () => {
  let sandbox: Sandbox;
  let directory: string;
  let started: Headless[];
  beforeEach(async () => {
    sandbox = await startSandbox();
    directory = await mkdtemp(join(tmpdir(), 'sprocket-test-'));
    started = [];
  });
  afterEach(async () => {
    for (const headless of started) {
      headless.terminate('SIGKILL');
      await headless.exitCode();
    }
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(built = false): Promise<Headless> {
    const environment = {
      MSSQL_CONNECTIONSTRING: sandbox.connectionString(),
      SPROCKET_ACCESS: 'readWrite',
      TMPDIR: directory,
      TEMP: directory,
      TMP: directory,
    };
    const headless = new Headless(environment, built);
    started.push(headless);
    await headless.initialize();
    return headless;
  }

  /** Directories for the rows of sessions; what runs TypeScript keeps its own cache beside them. */
  async function rowDirectories(): Promise<string[]> {
    return (await readdir(directory)).filter((name) => name.startsWith('sprocket-'));
  }

  /** A server that works: on one query in the background, which has spilled rows, and on one that a client waits for. */
  async function busy(query = manyRows, built = false): Promise<Headless> {
    const headless = await start(built);
    assert.match(await headless.call('start_query', { query }), /"status":"running"/u);
    void headless.call('execute_query', { query: "RAISERROR('now', 0, 1) WITH NOWAIT; WAITFOR DELAY '00:01:00'" });
    await until(async () => (await rowDirectories()).length === 1 && sandbox.server.statistics.rowsSent >= 40_000);
    const [id] = /[0-9a-f-]{36}/u.exec(await headless.call('list_sessions', {})) ?? [];
    await until(async () => (await headless.call('get_session_status', { session_id: id })).includes('"text":"now"'));
    return headless;
  }

  it('its input ends: the work is cancelled on the server, no connection and no file is left', async () => {
    const headless = await busy();
    headless.endInput();
    assert.equal(await headless.exitCode(), 0);
    await until(() => sandbox.server.statistics.openConnections === 0);
    assert.equal(sandbox.server.statistics.attentions, 2);
    assert.deepEqual(await rowDirectories(), []);
    assert.ok(!(headless.stdout + headless.stderr).includes(sandbox.password));
  });

  it('it is told to end: the same', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const headless = await busy();
    headless.terminate();
    assert.equal(await headless.exitCode(), 0);
    await until(() => sandbox.server.statistics.openConnections === 0);
    assert.equal(sandbox.server.statistics.attentions, 2);
    assert.deepEqual(await rowDirectories(), []);
  });

  it('it is killed in the middle of a spilling session: the server notices, and the next run leaves no file', async function () {
    this.timeout(30_000);
    const headless = await busy('EXEC bench.usp_GenerateRows @rows = 100000000', true);
    const [spilled] = await rowDirectories();
    // A run beside it removes what is abandoned, and nothing of a process that lives.
    const abandoned = ['sprocket-rows-999999999-1-a', 'sprocket-rows-999999999-1-z'];
    await Promise.all(abandoned.map((name) => mkdir(join(directory, name))));
    const beside = await start(true);
    await until(async () => (await rowDirectories()).length === 1);
    assert.match(await beside.call('list_sessions', {}), /"running":0/u);
    assert.deepEqual(await rowDirectories(), [spilled]);
    assert.equal((await readdir(join(directory, String(spilled)))).length, 1);
    headless.terminate('SIGKILL');
    await headless.exitCode();
    await until(() => sandbox.server.statistics.openConnections === 0);
    assert.deepEqual(await rowDirectories(), [spilled]);
    await start(true);
    await until(async () => (await rowDirectories()).length === 0);
  });

  it('a server that does not acknowledge does not keep it from ending', async function () {
    this.timeout(30_000);
    sandbox.server.faults.set({ ignoreAttention: true });
    const headless = await busy();
    headless.endInput();
    assert.equal(await headless.exitCode(), 0);
    await until(() => sandbox.server.statistics.openConnections === 0);
    assert.deepEqual(await rowDirectories(), []);
  });
});

import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Faults } from '../../sandbox/tds/faults';
import type { TdsStatistics } from '../../sandbox/tds/statistics';
import type { Sandbox } from '../../sandbox/startSandbox';
import { brokenInvariants, StateWatch } from '../../support/sessionInvariants';
import { call, errorOf } from './mcpHost';
import type { Answer } from './mcpHost';
import { SandboxHost } from './sandboxHost';
import { until } from './until';

/** Of work, and of questions about it: two connections are kept warm for each. */
const mostIdle = 4;

/** A product over a sandbox that gets into trouble; what must hold after every trouble. */
export class FaultBench {
  readonly #timers: number;
  readonly #watch: StateWatch;

  private constructor(
    readonly host: SandboxHost,
    readonly client: Client,
    timers: number,
  ) {
    this.#timers = timers;
    this.#watch = new StateWatch(host.sessions);
  }

  static async start(more?: (sandbox: Sandbox) => Readonly<Record<string, string>>, beforeRows?: () => Promise<void>): Promise<FaultBench> {
    // The timer of the hook that calls this is set by now.
    await new Promise(setImmediate);
    const timers = countTimers();
    const host = await SandboxHost.start(more, beforeRows);
    return new FaultBench(host, await host.client(), timers);
  }

  get statistics(): TdsStatistics {
    return this.host.sandbox.server.statistics;
  }

  set(faults: Partial<Faults>): void {
    this.host.sandbox.server.faults.set(faults);
  }

  async execute(query: string, more: Record<string, unknown> = {}): Promise<Answer> {
    const answer = await call(this.client, 'execute_query', { query, ...more });
    assert.ok(!JSON.stringify(answer.raw).includes(this.host.sandbox.password), 'the answer has the password');
    return answer;
  }

  /** The error with which a query fails; its text says what its structured content does. */
  async failure(query: string, more: Record<string, unknown> = {}): Promise<Failure> {
    const answer = await this.execute(query, more);
    const error = errorOf(answer);
    assert.ok(answer.text.includes(String(error['message'])) && answer.text.includes(String(error['next_step'])), answer.text);
    return {
      answer,
      kind: error['kind'],
      message: String(error['message']),
      nextStep: String(error['next_step']),
      sqlErrors: error['sql_errors'],
    };
  }

  /** The rows of the first result set that are stored, read as an agent reads them. */
  async storedRows(answer: Answer): Promise<unknown[]> {
    const page = await call(this.client, 'get_session_result', { session_id: answer.structured['session_id'], limit: 1000 });
    assert.equal(page.isError, false, page.text);
    const rows: unknown = page.structured['rows'];
    return Array.isArray(rows) ? rows.map((row: unknown) => row) : [];
  }

  /** Starts a query that is known to work on the server when the promise settles. */
  async start(query: string): Promise<string> {
    const { structured } = await call(this.client, 'start_query', { query: `RAISERROR('now', 0, 1) WITH NOWAIT; ${query}` });
    const id = String(structured['session_id']);
    await until(() => (this.host.sessions.find(id)?.messages.total ?? 0) > 0);
    return id;
  }

  async statusOf(id: string): Promise<Answer> {
    return await call(this.client, 'get_session_status', { session_id: id });
  }

  async cancel(id: string): Promise<Answer> {
    return await call(this.client, 'cancel_session', { session_id: id });
  }

  /** How much the counters of the sandbox grew while something was done. */
  async counted(work: () => Promise<unknown>): Promise<TdsStatistics> {
    const before = { ...this.statistics };
    await work();
    const growth = { ...this.statistics };
    for (const name of counters(growth)) {
      growth[name] -= before[name];
    }
    return growth;
  }

  /** After every trouble: nothing works on the server, no session is in a state that cannot be, and the next good call works. */
  async check(): Promise<void> {
    const { host } = this;
    const { server } = host.sandbox;
    server.faults.clear();
    assert.equal(host.sessions.runningCount, 0);
    await until(() => server.runningRequests() === 0 && server.statistics.openConnections <= mostIdle);
    await until(() => brokenInvariants(host.sessions.list(), server.processIds()).length === 0);
    assert.deepEqual(this.#watch.endedTwice, []);
    server.dropConnections();
    await this.warmUp();
    await host.untilConnections(1);
  }

  /** Afterwards a connection is kept that the next query uses: a fault that is set now meets that query and nothing before it. */
  async warmUp(): Promise<void> {
    const { server } = this.host.sandbox;
    const { resets } = server.statistics;
    const good = await this.execute('SELECT 1 AS a');
    assert.equal(good.isError, false, good.text);
    await until(() => server.statistics.resets > resets && server.runningRequests() === 0);
  }

  /** The end: no connection, no file, no timer. */
  async stop(): Promise<void> {
    this.#watch.dispose();
    await this.host.closeProduct();
    await this.host.untilConnections(0);
    assert.deepEqual(await this.host.leftovers(), []);
    await this.host.stop();
    await until(() => countTimers() <= this.#timers);
  }
}

interface Failure {
  readonly answer: Answer;
  readonly kind: unknown;
  readonly message: string;
  readonly nextStep: string;
  readonly sqlErrors: unknown;
}

function counters(statistics: TdsStatistics): (keyof TdsStatistics)[] {
  const names: Record<keyof TdsStatistics, true> = {
    connections: true,
    openConnections: true,
    encryptedConnections: true,
    logins: true,
    failedLogins: true,
    batches: true,
    calls: true,
    transactionRequests: true,
    attentions: true,
    ignoredMessages: true,
    resets: true,
    rowsSent: true,
    protocolErrors: true,
  };
  return Object.keys(names).filter((name): name is keyof TdsStatistics => name in statistics);
}

/** Timers that keep the process alive. */
function countTimers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

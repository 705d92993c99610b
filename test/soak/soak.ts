import { setTimeout as pause } from 'node:timers/promises';
import { ProductHost } from '../mcp/support/productHost';
import { Agent } from './agent';
import { FaultWindows } from './faultWindows';
import { kindNames } from './kinds';
import { Random } from './random';
import { RemoteSandbox } from './remoteSandbox';
import { Tally } from './tally';

export interface SoakOptions {
  readonly sessions: number;
  readonly seconds: number;
  readonly seed: number;
  /** Bytes that the memory may be above the start. */
  readonly allowedGrowth: number;
}

export interface SoakReport {
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

const agents = 8;
/** Warm connections of one target: those for work, and those for questions about it. */
const warmConnections = 4;
const megabyte = 1024 ** 2;

/** Heap and what lies outside of it (buffers), after everything that nobody holds is gone. */
async function memoryInUse(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 8; turn += 1) {
    globalThis.gc?.();
    await pause(50);
    const { heapUsed, external } = process.memoryUsage();
    least = Math.min(least, heapUsed + external);
  }
  return least;
}

function openTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout' || name === 'Immediate').length;
}

/** Runs many sessions of all kinds, with cancels, trouble and pages at random, and looks at what they left behind. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const tally = new Tally();
  const sandbox = await RemoteSandbox.start();
  const timersBefore = openTimers();
  const product = await ProductHost.start({ shop: sandbox.connectionString });
  const faults = new FaultWindows(sandbox, new Random(options.seed + 1));
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const clients = await Promise.all(Array.from({ length: agents }, () => product.client()));

  const run = async (count: number, seed: number): Promise<number> => {
    let left = count;
    await Promise.all(
      clients.map(async (client, index) => {
        const agent = new Agent(client, new Random(seed + index), faults, tally);
        while (left > 0 && elapsed() < options.seconds) {
          left -= 1;
          await agent.runOne().catch((error: unknown) => {
            tally.expect(false, `an agent failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
          });
        }
      }),
    );
    return count - left;
  };
  const forgetAll = async (): Promise<void> => {
    const before = product.settings.current;
    product.settings.update({ ...before, sessionRetentionMinutes: 0, cleanupIntervalMinutes: 0.001 });
    await until(() => product.sessions.list().length === 0, 10);
    product.settings.update(before);
  };

  // Code that runs for the first time, connections and caches are no growth.
  await run(Math.min(200, Math.ceil(options.sessions / 4)), options.seed * 1_000);
  await forgetAll();
  const memoryBefore = await memoryInUse();

  faults.start();
  const sessions = await run(options.sessions, options.seed * 1_000 + 100);
  await faults.stop();
  const seconds = elapsed();

  await until(() => product.sessions.runningCount === 0, 30);
  const states = product.sessions.list().map((session) => session.state);
  const running = states.filter((state) => state === 'running').length;
  await forgetAll();
  await until(async () => (await product.spilledFiles()).length === 0, 10);
  const files = (await product.spilledFiles()).length;
  await until(async () => (await sandbox.statistics()).openConnections <= warmConnections, 10);
  const warm = (await sandbox.statistics()).openConnections;
  const memoryAfter = await memoryInUse();
  await product.close();
  await until(async () => (await sandbox.statistics()).openConnections === 0, 10);
  const open = (await sandbox.statistics()).openConnections;
  const { attentions } = await sandbox.statistics();
  await until(() => openTimers() <= timersBefore, 10);
  const timers = openTimers() - timersBefore;
  const leftovers = (await product.leftovers()).length;
  await product.removeDirectory();
  await sandbox.stop();

  const growth = memoryAfter - memoryBefore;
  tally.expect(
    sessions === options.sessions,
    `only ${String(sessions)} of ${String(options.sessions)} sessions in ${String(options.seconds)} s`,
  );
  tally.expect(running === 0, `${String(running)} sessions still run`);
  tally.expect(files === 0 && leftovers === 0, `${String(files)} spill files, ${String(leftovers)} directories are left`);
  tally.expect(warm <= warmConnections && open === 0, `${String(warm)} connections while idle, ${String(open)} after the end`);
  tally.expect(timers <= 0, `${String(timers)} timers are left`);
  tally.expect(growth <= options.allowedGrowth, `the memory has grown by ${inMegabytes(growth)}`);
  tally.expect(globalThis.gc !== undefined, 'the memory cannot be measured without --expose-gc');
  // A short run need not meet every kind.
  const missed = options.sessions < 1_000 ? [] : kindNames.filter((kind) => tally.count(`kind ${kind}`) === 0);
  tally.expect(missed.length === 0, `no session was ${missed.join(', ')}`);

  return {
    problems: tally.problems,
    lines: [
      `${String(sessions)} sessions by ${String(agents)} clients in ${String(Math.round(seconds))} s, seed ${String(options.seed)}`,
      `  kinds, warm-up included: ${tally.list('kind ')}`,
      `  ended: ${['completed', 'failed', 'cancelled'].map((state) => `${state} ${String(tally.count(state))}`).join(', ')}; ${String(tally.count('calls that the client cancelled'))} calls cancelled by the client; ${String(attentions)} attentions`,
      `  trouble: ${String(faults.count)} times, ${String(tally.count('failed for the trouble'))} sessions failed for it`,
      `  pages read: ${String(tally.count('pages'))}, refused ${String(tally.count('pages refused'))}, parts of cells ${String(tally.count('parts of cells'))}`,
      `  sessions in a wrong state: ${String(running)}; spill files: ${String(files)}; timers: ${String(Math.max(0, timers))}`,
      `  connections: ${String(warm)} while idle (${String(warmConnections)} may be warm), ${String(open)} after the end`,
      `  memory (heap used and external, after gc): ${inMegabytes(memoryBefore)} before, ${inMegabytes(memoryAfter)} after, ${inMegabytes(growth)} more (${inMegabytes(options.allowedGrowth)} allowed)`,
    ],
  };
}

function inMegabytes(bytes: number): string {
  return `${(bytes / megabyte).toFixed(1)} MB`;
}

/** Waits until something is so, or the time is over. */
async function until(isSo: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end && !(await isSo())) {
    await pause(20);
  }
}

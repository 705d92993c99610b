import { openDriverReader } from './driverReader';
import { openMssqlReader } from './mssqlReader';
import { readTask } from './readerProtocol';
import type { Reader, ReaderKind, ReaderReport, ServerAddress } from './readerProtocol';
import { openSessionReader } from './sessionReader';
import { openSocketReader } from './socketReader';
import { MemoryWatch } from './memoryWatch';

const readers: Readonly<Record<ReaderKind, (server: ServerAddress) => Promise<Reader>>> = {
  socket: openSocketReader,
  driver: openDriverReader,
  mssql: openMssqlReader,
  session: openSessionReader,
};

/** Rows that are read before the measured ones: code that never ran is slow on every side. */
const warmUpRows = 30_000;

/** Reads rows in a process of its own, so that the memory of one side is not the other's, and prints a report in one line of JSON. */
async function main(): Promise<void> {
  const task = readTask(process.argv[2] ?? '{}');
  const reader = await readers[task.kind](task.server);
  await reader.read(Math.min(warmUpRows, task.rows));
  globalThis.gc?.();
  const memory = new MemoryWatch();
  const cpu = process.cpuUsage();
  const started = performance.now();
  await Promise.all(Array.from({ length: task.atOnce }, () => reader.read(task.rows)));
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const report: ReaderReport = { milliseconds, cpuMilliseconds: (user + system) / 1000, memoryGrowth: memory.stop() };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  await reader.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});

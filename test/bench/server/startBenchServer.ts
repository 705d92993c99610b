import { endScript, startScript } from '../childProcess';
import { readAddress } from '../reader/readerProtocol';
import type { ServerAddress } from '../reader/readerProtocol';

/** The server with prepared rows in a process of its own, while `work` goes on. */
export async function withBenchServer<T>(work: (server: ServerAddress) => Promise<T>): Promise<T> {
  const { line, child } = await startScript('server/main.ts');
  try {
    return await work(readAddress(line));
  } finally {
    await endScript(child);
  }
}

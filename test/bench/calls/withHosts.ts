import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { Connection } from 'tedious';
import { endScript, startScript } from '../childProcess';
import { openDriver } from '../reader/driverReader';
import type { ServerAddress } from '../reader/readerProtocol';
import { connectionStringOf } from '../reader/sessionReader';
import { withBenchServer } from '../server/startBenchServer';
import { connectClient } from './benchClient';
import { readHostAddress } from './hostAddress';

export interface Hosts {
  /** Of the product, in a process of its own. */
  readonly product: Client;
  /** Of the bare SDK with an empty tool, in a process of its own. */
  readonly bare: Client;
  /** A warm connection of the bare driver to the same server. */
  readonly driver: Connection;
  readonly server: ServerAddress;
}

/** Clients of the product and of the bare SDK while `work` goes on. */
export async function withHosts<T>(work: (hosts: Hosts) => Promise<T>): Promise<T> {
  return withBenchServer(async (server) => {
    const product = await startScript('calls/productMain.ts', [connectionStringOf(server)]);
    const bare = await startScript('calls/bareMain.ts');
    const clients = await Promise.all([product, bare].map(({ line }) => connectClient(readHostAddress(line))));
    const [first, second] = clients;
    if (first === undefined || second === undefined) throw new Error('No client.');
    const driver = await openDriver(server);
    try {
      return await work({ product: first, bare: second, driver, server });
    } finally {
      driver.close();
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all([product, bare].map(({ child }) => endScript(child)));
    }
  });
}

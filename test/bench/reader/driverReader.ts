import { Connection, Request } from 'tedious';
import { packetSize, preparedQuery } from './readerProtocol';
import type { Reader, ServerAddress } from './readerProtocol';

/** A connection of the bare driver. */
export function openDriver(server: ServerAddress): Promise<Connection> {
  const connection = new Connection({
    server: server.host,
    authentication: { type: 'default', options: { userName: server.user, password: server.password } },
    options: { port: server.port, database: server.database, encrypt: false, packetSize, requestTimeout: 0 },
  });
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error === undefined) resolve(connection);
      else reject(error);
    });
  });
}

/** Runs a batch and drops its rows as they come. */
export function runOnDriver(connection: Connection, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    const request = new Request(text, (error) => {
      if (error === null || error === undefined) resolve(rows);
      else reject(error);
    });
    request.on('row', () => {
      rows++;
    });
    connection.execSqlBatch(request);
  });
}

export async function openDriverReader(server: ServerAddress): Promise<Reader> {
  const connection = await openDriver(server);
  return {
    read: async (rows) => {
      const count = await runOnDriver(connection, preparedQuery(rows));
      if (count !== rows) throw new Error(`${count} rows came instead of ${rows}.`);
    },
    close: () => {
      connection.close();
      return Promise.resolve();
    },
  };
}

import { ConnectionPool } from 'mssql';
import { packetSize, preparedQuery } from './readerProtocol';
import type { Reader, ServerAddress } from './readerProtocol';

/** `mssql` as its manual shows it: the whole result as an array of objects. */
export async function openMssqlReader(server: ServerAddress): Promise<Reader> {
  const { host, port, user, password, database } = server;
  const options = { encrypt: false, packetSize };
  const pool = new ConnectionPool({ server: host, port, user, password, database, requestTimeout: 0, options });
  await pool.connect();
  return {
    read: async (rows) => {
      const { recordset } = await pool.request().query(preparedQuery(rows));
      if (recordset.length !== rows) throw new Error(`${recordset.length} rows came instead of ${rows}.`);
    },
    close: () => pool.close(),
  };
}

import type { Connection } from 'tedious';
import { cancelledError } from './cancelledError';
import { SprocketError } from '../core/errors';
import type { ServerIdentity } from '../core/ports';
import type { CellRow } from '../core/values/cellEncoding';
import { readRows } from './rowReading';

const IDENTITY = `SELECT
  CONVERT(nvarchar(256), SERVERPROPERTY('ServerName')),
  CONVERT(nvarchar(128), SERVERPROPERTY('ProductVersion')),
  CONVERT(nvarchar(128), SERVERPROPERTY('Edition')),
  CONVERT(int, SERVERPROPERTY('EngineEdition')),
  DB_NAME(),
  SUSER_SNAME()`;

/** Asks the server who it is. */
export async function readIdentity(connection: Connection, signal: AbortSignal | undefined): Promise<ServerIdentity> {
  const row = await firstRow(connection, IDENTITY, signal);
  return {
    serverName: text(row[0]),
    productVersion: text(row[1]),
    edition: text(row[2]),
    engineEdition: typeof row[3] === 'number' ? row[3] : undefined,
    database: text(row[4]),
    login: text(row[5]),
  };
}

/** `@@SPID`, which stays the same as long as the connection lives. */
export async function readServerProcessId(connection: Connection, signal: AbortSignal | undefined): Promise<number> {
  try {
    const [id] = await firstRow(connection, 'SELECT @@SPID', signal);
    return typeof id === 'number' ? id : 0;
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function firstRow(connection: Connection, question: string, signal: AbortSignal | undefined): Promise<CellRow> {
  const { rows, error, cancelled } = await readRows(connection, question, [], signal);
  if (cancelled !== undefined) {
    throw cancelledError();
  }
  if (error !== undefined) {
    throw error;
  }
  const [row] = rows;
  if (row === undefined) {
    throw new SprocketError('internal', 'The server gave no answer about itself.');
  }
  return row;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

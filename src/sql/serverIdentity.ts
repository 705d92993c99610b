import type { Connection } from 'tedious';
import { cancelledError, isAborted } from './cancelledError';
import { SprocketError } from '../core/errors';
import type { ServerIdentity } from '../core/ports';
import type { CellRow } from '../core/values/cellEncoding';
import { ConnectFailure } from './openConnection';
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

/**
 * `@@SPID`, which stays the same as long as the connection lives. The question belongs to the login: nothing of the caller's has been sent, so
 * that a failure is a ConnectFailure; so is no answer within `milliseconds`. Throws SprocketError('cancelled'), too.
 */
export async function readServerProcessId(connection: Connection, milliseconds: number, signal: AbortSignal | undefined): Promise<number> {
  const late = new AbortController();
  const close = (): void => {
    connection.close();
  };
  const patience = setTimeout(() => {
    late.abort();
    close();
  }, milliseconds);
  signal?.addEventListener('abort', close, { once: true });
  try {
    const { rows, error } = await readRows(connection, 'SELECT @@SPID', [], undefined);
    if (isAborted(signal)) {
      throw cancelledError();
    }
    if (error !== undefined) {
      const cause = late.signal.aborted ? 'ETIMEOUT' : error.kind === 'connection_lost' ? 'ECONNRESET' : 'EREQUEST';
      throw new ConnectFailure({ error: Object.assign(new Error(cause), { code: cause }), serverErrors: error.sqlErrors });
    }
    const id = rows[0]?.[0];
    return typeof id === 'number' ? id : 0;
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', close);
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

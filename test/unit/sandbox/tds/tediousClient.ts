import { Connection, Request, type ConnectionConfiguration } from 'tedious';
import type { TdsServer } from '../../../sandbox/tds/server';

export interface Reply {
  readonly error: (Error & { readonly number?: number; readonly code?: string }) | undefined;
  readonly rows: readonly (readonly unknown[])[];
  /** One entry per result set: the metadata as the driver read it. */
  readonly columns: readonly (readonly { readonly name: string; readonly type: string; readonly flags: number }[])[];
  readonly messages: readonly { readonly number: number; readonly message: string; readonly severity: number }[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly returnStatus: number | undefined;
  readonly rowCount: number | undefined;
}

/** Options of a login that the stub engine accepts. */
export function configuration(
  server: TdsServer,
  options: ConnectionConfiguration['options'] = {},
  password = 'right',
): ConnectionConfiguration {
  return {
    server: 'localhost',
    authentication: { type: 'default', options: { userName: 'sa', password } },
    options: {
      port: server.port,
      encrypt: false,
      trustServerCertificate: true,
      connectTimeout: 5000,
      cancelTimeout: 2000,
      requestTimeout: 0,
      ...options,
    },
  };
}

/** Connects; rejects with the driver's error. */
export function connect(settings: ConnectionConfiguration): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = new Connection(settings);
    connection.on('error', () => {
      connection.close();
    });
    connection.connect((error) => {
      if (error === undefined) {
        resolve(connection);
        return;
      }
      connection.close();
      reject(error);
    });
  });
}

/** Closes and waits until the socket is gone. */
export function close(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    connection.once('end', () => {
      resolve();
    });
    connection.close();
  });
}

export interface ExecuteOptions {
  readonly how?: 'batch' | 'rpc' | 'procedure';
  readonly prepare?: (request: Request) => void;
  readonly onRow?: (request: Request, connection: Connection) => void;
  /** Called when the request has been handed to the connection. */
  readonly started?: (connection: Connection) => void;
}

/** Runs a request and gathers what the driver reports. Never rejects. */
export function execute(connection: Connection, sql: string, options: ExecuteOptions = {}): Promise<Reply> {
  return new Promise((resolve) => {
    const rows: unknown[][] = [];
    const columns: { name: string; type: string; flags: number }[][] = [];
    const messages: { number: number; message: string; severity: number }[] = [];
    const outputs: Record<string, unknown> = {};
    let returnStatus: number | undefined;
    const listen = (message: { number: number; message: string; class: number }): void => {
      messages.push({ number: message.number, message: message.message, severity: message.class });
    };
    connection.on('infoMessage', listen);
    connection.on('errorMessage', listen);
    const request = new Request(sql, (error, rowCount) => {
      connection.off('infoMessage', listen);
      connection.off('errorMessage', listen);
      resolve({ error: error ?? undefined, rows, columns, messages, outputs, returnStatus, rowCount });
    });
    request.on('columnMetadata', (metadata) => {
      const list = Array.isArray(metadata) ? metadata : Object.values(metadata);
      columns.push(list.map((column) => ({ name: column.colName, type: column.type.name, flags: column.flags })));
    });
    request.on('row', (row: { value: unknown }[]) => {
      rows.push(row.map((cell) => cell.value));
      options.onRow?.(request, connection);
    });
    request.on('returnValue', (name, value: unknown) => {
      outputs[name] = value;
    });
    const onDone = (_count: number | undefined, _more: boolean, status: number): void => {
      returnStatus = status;
    };
    request.on('doneProc', onDone);
    options.prepare?.(request);
    if (options.how === 'rpc') connection.execSql(request);
    else if (options.how === 'procedure') connection.callProcedure(request);
    else connection.execSqlBatch(request);
    options.started?.(connection);
  });
}

/** Gives the event loop turns until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { defaultProfileName, profileNamed } from './catalog/profiles';
import { createEngine, type Engine, type LoginOptions } from './engine/engine';
import type { Faults } from './tds/faults';
import type { EncryptionMode } from './tds/prelogin';
import { startTdsServer, type TdsServer } from './tds/server';

/** The database that the sample scripts make. */
export const sampleDatabase = 'SprocketShop';

const sampleScripts = [
  '01_database.sql',
  '02_tables.sql',
  '03_data.sql',
  '04_indexes.sql',
  '05_modules.sql',
  '06_procedures.sql',
  '07_bench.sql',
  '08_descriptions.sql',
  '09_shapes.sql',
];

export interface SandboxOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** A name of catalog/profiles.ts; 2022 by default. */
  readonly profile?: string;
  readonly encryption?: EncryptionMode;
  readonly faults?: Partial<Faults>;
  /** Logins beside `sa`, for permission tests. */
  readonly logins?: readonly LoginOptions[];
  /** Whether the sample database is loaded: yes, unless said otherwise. */
  readonly sample?: boolean;
}

export interface ConnectionStringOptions {
  /** Empty: no database is named. SprocketShop by default, or master when the sample is not loaded. */
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  /** As the connection string spells it: `true` by default, `false`, `strict`. */
  readonly encrypt?: 'true' | 'false' | 'strict';
  /** True by default: the certificate is self-signed. */
  readonly trustServerCertificate?: boolean;
  /** More pairs, appended as they are. */
  readonly more?: string;
}

/** A running sandbox: an engine with the sample database behind a TDS server on loopback. */
export interface Sandbox {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The administrator of this sandbox; the password is made for it alone. */
  readonly user: string;
  readonly password: string;
  readonly engine: Engine;
  readonly server: TdsServer;
  connectionString(options?: ConnectionStringOptions): string;
  /** Ends every connection. Nothing is left behind. */
  close(): Promise<void>;
}

/** Starts a sandbox. Throws Error for an unknown profile or a sample script that does not load. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const profile = profileNamed(options.profile ?? defaultProfileName);
  const password = `Sandbox-${randomBytes(12).toString('hex')}`;
  const engine = createEngine({ profile, password, logins: options.logins ?? [] });
  const withSample = options.sample ?? true;
  if (withSample) await engine.loadScripts(sampleScripts.map((name) => path.join(__dirname, 'sample', name)));
  const server = await startTdsServer({
    engine,
    port: options.port ?? 0,
    version: profile.productVersion,
    ...(options.encryption === undefined ? {} : { encryption: options.encryption }),
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  const database = withSample ? sampleDatabase : 'master';
  const user = 'sa';
  return {
    host: server.host,
    port: server.port,
    database,
    user,
    password,
    engine,
    server,
    connectionString: (wanted = {}) => connectionString({ database, user, password, ...wanted }, server),
    close: async () => {
      await server.close();
      engine.close();
    },
  };
}

function connectionString(
  options: ConnectionStringOptions & Required<Pick<ConnectionStringOptions, 'database' | 'user' | 'password'>>,
  server: TdsServer,
): string {
  const pairs = [
    `Server=${server.host},${server.port}`,
    ...(options.database === '' ? [] : [`Database=${options.database}`]),
    `User ID=${options.user}`,
    `Password=${options.password}`,
    `Encrypt=${options.encrypt ?? 'true'}`,
    `TrustServerCertificate=${options.trustServerCertificate ?? true}`,
    ...(options.more === undefined ? [] : [options.more]),
  ];
  return pairs.join(';');
}

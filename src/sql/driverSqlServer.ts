import type { CapabilityPort } from '../core/capabilities/capabilityPort';
import type { ServerFacts } from '../core/capabilities/serverFacts';
import { ConnectionFingerprints } from '../core/connections/connectionFingerprints';
import type { ConnectionSettings } from '../core/connections/connectionSettings';
import type {
  ActivityPort,
  Answer,
  CatalogPort,
  ConnectionTarget,
  DatabaseInfo,
  QualifiedName,
  RequestActivity,
  RunObserver,
  RunOutcome,
  RunRequest,
  ServerIdentity,
  SqlServerPort,
} from '../core/ports';
import type { KnownProcedure, ProcedureFilter, ProcedureFinding, ProcedurePage, ProcedurePort } from '../core/procedures/procedurePort';
import { readServerFacts } from './catalog/capabilities';
import { CatalogQuestion } from './catalog/catalogQuestion';
import { readDatabases } from './catalog/databases';
import { readProcedures } from './catalog/procedureList';
import { readProcedure, readProcedureDefinition, readProcedureNames } from './catalog/procedures';
import { readRequestActivity } from './catalog/requestActivity';
import { tableMetadata } from './catalog/tableMetadata';
import { connectError } from './connectError';
import type { PooledConnection } from './connectionPool';
import { ConnectionPool } from './connectionPool';
import { connectMilliseconds, driverConfiguration } from './driverConfiguration';
import { executeRequest } from './executeRequest';
import { ConnectFailure, openConnection } from './openConnection';
import { openOnceMore } from './openOnceMore';
import { rollBackOpenTransactions } from './openTransactions';
import { encodeParameters } from './parameters/encodeParameters';
import { readIdentity, readServerProcessId } from './serverIdentity';
import type { SqlServerOptions } from './sqlServerOptions';

/** Connections that catalog questions may use at once, per connection and database. */
const CONTROL_CONNECTIONS = 2;

interface Pools {
  readonly connection: string;
  readonly runs: ConnectionPool;
  readonly control: ConnectionPool;
}

/** The way to SQL Server over the driver. Nothing connects before the first call. */
export class DriverSqlServer implements CatalogPort, Pick<SqlServerPort, 'test' | 'run'>, ActivityPort, ProcedurePort, CapabilityPort {
  /** What tables are made of. */
  readonly metadata = tableMetadata((target, signal, read) => this.#ask(target, signal, read));
  readonly #options: SqlServerOptions;
  readonly #fingerprints = new ConnectionFingerprints();
  readonly #pools = new Map<string, Pools>();
  /** Aborted at the end: what is being opened then is given up. */
  readonly #lifetime = new AbortController();

  constructor(options: SqlServerOptions) {
    this.#options = options;
  }

  async test(target: ConnectionTarget, signal?: AbortSignal): Promise<ServerIdentity> {
    const { connection } = await this.#open(target, signal);
    try {
      return await readIdentity(connection, signal);
    } finally {
      connection.close();
    }
  }

  async run(request: RunRequest, observer: RunObserver, signal: AbortSignal): Promise<RunOutcome> {
    const parameters = encodeParameters(request.parameters);
    const pool = this.#poolsOf(request.target).runs;
    let pooled: PooledConnection;
    try {
      pooled = await pool.acquire(signal);
    } catch (error) {
      if (signal.aborted) {
        return { cancelled: { acknowledged: true }, openTransactions: 0 };
      }
      throw error;
    }
    let reusable = false;
    try {
      observer.connected(pooled.serverProcessId);
      const { cancelled, error } = await executeRequest(pooled.connection, request.text, parameters, observer, signal);
      const openTransactions = await rollBackOpenTransactions(pooled.connection, cancelled !== undefined, signal);
      reusable = cancelled === undefined && error === undefined && openTransactions === 0;
      return { openTransactions, ...(cancelled === undefined ? {} : { cancelled }), ...(error === undefined ? {} : { error }) };
    } finally {
      pool.release(pooled, reusable);
    }
  }

  async databases(target: ConnectionTarget, signal?: AbortSignal): Promise<Answer<DatabaseInfo>> {
    return await this.#ask(target, signal, readDatabases);
  }

  async requestActivity(target: ConnectionTarget, serverProcessId: number, signal?: AbortSignal): Promise<RequestActivity | undefined> {
    return await this.#ask(target, signal, (question) => readRequestActivity(question, serverProcessId));
  }

  async describeProcedure(
    target: ConnectionTarget,
    name: QualifiedName,
    known: KnownProcedure | undefined,
    signal?: AbortSignal,
  ): Promise<ProcedureFinding> {
    return await this.#ask(target, signal, (question) => readProcedure(question, name, known));
  }

  async procedureDefinition(target: ConnectionTarget, name: QualifiedName, signal?: AbortSignal): Promise<ProcedureFinding> {
    return await this.#ask(target, signal, (question) => readProcedureDefinition(question, name));
  }

  async listProcedures(target: ConnectionTarget, filter: ProcedureFilter, signal?: AbortSignal): Promise<ProcedurePage> {
    return await this.#ask(target, signal, (question) => readProcedures(question, filter));
  }

  async procedureNames(target: ConnectionTarget, system: boolean, signal?: AbortSignal): Promise<readonly QualifiedName[]> {
    return await this.#ask(target, signal, (question) => readProcedureNames(question, system));
  }

  async serverFacts(target: ConnectionTarget, signal?: AbortSignal): Promise<ServerFacts> {
    return await this.#ask(target, signal, readServerFacts);
  }

  async #ask<T>(target: ConnectionTarget, signal: AbortSignal | undefined, read: (question: CatalogQuestion) => Promise<T>): Promise<T> {
    const pool = this.#poolsOf(target).control;
    const pooled = await pool.acquire(signal);
    const question = new CatalogQuestion(pooled, signal);
    try {
      return await read(question);
    } finally {
      pool.release(pooled, !question.failed);
    }
  }

  /** Closes what is idle of a connection now, and what runs when it is done. */
  forget(connection: string): void {
    for (const [key, pools] of this.#pools) {
      if (pools.connection === connection) {
        pools.runs.retire();
        pools.control.retire();
        this.#pools.delete(key);
      }
    }
  }

  close(): void {
    this.#lifetime.abort();
    for (const pools of this.#pools.values()) {
      pools.runs.close();
      pools.control.close();
    }
    this.#pools.clear();
  }

  #poolsOf(target: ConnectionTarget): Pools {
    // Connections are shared only between targets that agree in everything, the secrets included.
    const key = this.#fingerprints.of(target);
    const known = this.#pools.get(key);
    if (known !== undefined) {
      return known;
    }
    const common = {
      idleMilliseconds: (this.#options.idleSeconds ?? 60) * 1000,
      resetMilliseconds: this.#options.resetMilliseconds ?? 5_000,
      open: (signal: AbortSignal | undefined) => this.#open(target, signal),
    };
    const pools: Pools = {
      connection: target.connection,
      runs: new ConnectionPool({ ...common, warm: this.#options.warmConnections ?? 2, limit: undefined }),
      control: new ConnectionPool({ ...common, warm: CONTROL_CONNECTIONS, limit: CONTROL_CONNECTIONS }),
    };
    this.#pools.set(key, pools);
    return pools;
  }

  async #open(target: ConnectionTarget, given: AbortSignal | undefined): Promise<PooledConnection> {
    const { settings } = target;
    const database = target.database ?? settings.database;
    const end = this.#lifetime.signal;
    const signal = given === undefined ? end : AbortSignal.any([given, end]);
    const open = async (): Promise<PooledConnection> => {
      const connection = await this.#connect(settings, database, signal);
      return { connection, serverProcessId: await readServerProcessId(connection, connectMilliseconds(settings), signal) };
    };
    try {
      return await openOnceMore(open, this.#options.retryMilliseconds, signal);
    } catch (error) {
      throw error instanceof ConnectFailure ? connectError(error.failure, settings, database) : error;
    }
  }

  async #connect(
    settings: ConnectionSettings,
    database: string | undefined,
    signal: AbortSignal | undefined,
  ): ReturnType<typeof openConnection> {
    const options = {
      database,
      applicationName: this.#options.applicationName ?? 'Sprocket',
      tokenProvider: this.#options.tokenProvider,
      cancelMilliseconds: this.#options.cancelMilliseconds ?? 5_000,
    };
    try {
      return await openConnection(driverConfiguration(settings, options), signal);
    } catch (error) {
      if (settings.encrypt === 'optional' && error instanceof ConnectFailure && isEncryptionRequired(error.failure.error)) {
        // Encrypt=false means that encryption is not asked for; a server that insists on it still gets it, as in ADO.NET.
        return await openConnection(driverConfiguration({ ...settings, encrypt: 'mandatory' }, options), signal);
      }
      throw error;
    }
  }
}

function isEncryptionRequired(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EENCRYPT';
}

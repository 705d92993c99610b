import { createServer, type Socket } from 'node:net';
import type { SqlEngine } from '../engine/session';
import { createCertificate, type CertificateKind, type ServerCertificate } from './certificate';
import { TdsConnection } from './connection';
import { FaultControl, type Faults } from './faults';
import type { EncryptionMode } from './prelogin';
import { createStatistics, type TdsStatistics } from './statistics';

export interface TdsServerOptions {
  readonly engine: SqlEngine;
  /** 0 takes a free port. */
  readonly port?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
  /** `off`, as the product: all of the connection when the client asks for it, else the login only. */
  readonly encryption?: EncryptionMode;
  /** Classic servers take TDS 8 clients too, unless this is false. */
  readonly acceptStrict?: boolean;
  /** A key and certificate of the caller's; else a new self-signed one. */
  readonly certificate?: ServerCertificate;
  /** The first positions of the switches, or switches that others hold too. */
  readonly faults?: Partial<Faults> | FaultControl;
  /** Shared with the engine when it wants to show them. */
  readonly statistics?: TdsStatistics;
  /** Product version in PRELOGIN. */
  readonly version?: string;
}

export interface TdsServer {
  readonly port: number;
  readonly host: string;
  /** The certificate in force, for clients that are to trust it. */
  readonly certificatePem: string;
  readonly statistics: TdsStatistics;
  readonly faults: FaultControl;
  /** The numbers of the sessions that are logged in. */
  processIds(): number[];
  /** Requests that are being worked on. */
  runningRequests(): number;
  /** Tears every connection down, as a failover does; new ones are taken. */
  dropConnections(): void;
  /** Ends every connection and timer. The engine is the caller's to close. */
  close(): Promise<void>;
}

/** Starts a TDS server over an engine. Rejects when the port cannot be had. */
export async function startTdsServer(options: TdsServerOptions): Promise<TdsServer> {
  const statistics = options.statistics ?? createStatistics();
  const faults = options.faults instanceof FaultControl ? options.faults : new FaultControl(options.faults);
  const certificates = new Map<CertificateKind, ServerCertificate>();
  const encryption = options.encryption ?? 'off';
  const certificate = (): ServerCertificate => {
    const kind = faults.current.certificate;
    if (kind === 'valid' && options.certificate !== undefined) return options.certificate;
    const ready = certificates.get(kind) ?? createCertificate(kind);
    certificates.set(kind, ready);
    return ready;
  };
  const connections = new Set<TdsConnection>();
  const context = {
    engine: options.engine,
    encryption,
    acceptStrict: options.acceptStrict ?? true,
    version: options.version ?? '16.0.4175.1',
    faults,
    statistics,
    certificate,
  };
  const listener = createServer((socket: Socket) => {
    statistics.connections++;
    const refusedByCount = faults.current.refuseNextConnections > 0;
    if (refusedByCount) faults.current.refuseNextConnections--;
    if (refusedByCount || faults.current.refuseConnections) {
      socket.on('error', () => socket.destroy());
      socket.destroy();
      return;
    }
    statistics.openConnections++;
    connections.add(
      new TdsConnection(socket, context, (connection) => {
        statistics.openConnections--;
        connections.delete(connection);
      }),
    );
  });
  const host = options.host ?? '127.0.0.1';
  const port = await listen(listener, options.port ?? 0, host);
  return {
    port,
    host,
    get certificatePem() {
      return certificate().certificate;
    },
    statistics,
    faults,
    processIds: () => [...connections].flatMap((connection) => connection.processId ?? []),
    runningRequests: () => [...connections].filter((connection) => connection.isWorking).length,
    dropConnections: () => {
      for (const connection of [...connections]) connection.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => {
          resolve();
        });
        for (const connection of [...connections]) connection.destroy();
      }),
  };
}

function listen(listener: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, host, () => {
      listener.off('error', reject);
      const address = listener.address();
      if (address === null || typeof address === 'string') reject(new Error('The server listens on no port.'));
      else resolve(address.port);
    });
  });
}

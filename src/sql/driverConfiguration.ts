import { readFileSync } from 'node:fs';
import type { ConnectionAuthentication, ConnectionConfiguration } from 'tedious';
import type { Authentication, ConnectionSettings } from '../core/connections/connectionSettings';
import { SprocketError } from '../core/errors';
import type { TokenProvider } from './entraCredential';
import { entraCredential } from './entraCredential';

/** The driver needs a positive number of milliseconds; this is the longest that a timer can wait. */
const NO_LIMIT = 2_147_483_647;
const DEFAULT_CONNECT_SECONDS = 15;
/** Larger packets mean fewer turns per result; encrypted connections allow at most 16,383 bytes ("Configure the network packet size"). */
const DEFAULT_PACKET_BYTES = 16_000;

export interface DriverOptions {
  readonly database: string | undefined;
  readonly applicationName: string;
  readonly tokenProvider: TokenProvider | undefined;
  /** How long the server may take to acknowledge an attention before the socket is closed. */
  readonly cancelMilliseconds: number;
}

/** How long a login may take. */
export function connectMilliseconds(settings: ConnectionSettings): number {
  const seconds = settings.connectTimeoutSeconds ?? DEFAULT_CONNECT_SECONDS;
  return seconds === 0 ? NO_LIMIT : Math.min(seconds * 1000, NO_LIMIT);
}

/** What the driver is told to connect. Throws SprocketError('invalid_input') for a certificate file that cannot be read. */
export function driverConfiguration(settings: ConnectionSettings, options: DriverOptions): ConnectionConfiguration {
  return {
    server: settings.server,
    authentication: driverAuthentication(settings.authentication, options.tokenProvider),
    options: {
      ...(settings.port !== undefined
        ? { port: settings.port }
        : settings.instance !== undefined
          ? { instanceName: settings.instance }
          : {}),
      ...(options.database === undefined ? {} : { database: options.database }),
      encrypt: settings.encrypt === 'strict' ? 'strict' : settings.encrypt === 'mandatory',
      // Strict encryption always checks the certificate, as in the other drivers (TDS 8.0).
      trustServerCertificate: settings.encrypt !== 'strict' && settings.trustServerCertificate,
      ...(settings.hostNameInCertificate === undefined ? {} : { serverName: settings.hostNameInCertificate }),
      ...(settings.serverCertificate === undefined
        ? {}
        : { cryptoCredentialsDetails: { ca: readCertificate(settings.serverCertificate) } }),
      appName: settings.applicationName ?? options.applicationName,
      ...(settings.workstationId === undefined ? {} : { workstationId: settings.workstationId }),
      readOnlyIntent: settings.applicationIntent === 'readOnly',
      multiSubnetFailover: settings.multiSubnetFailover,
      packetSize: settings.packetSize ?? DEFAULT_PACKET_BYTES,
      connectTimeout: connectMilliseconds(settings),
      // Timeouts are kept by whoever runs the request: the driver's own stops counting at the first packet.
      requestTimeout: 0,
      cancelTimeout: options.cancelMilliseconds,
      maxRetriesOnTransientErrors: 0,
      useUTC: true,
    },
  };
}

function driverAuthentication(authentication: Authentication, tokenProvider: TokenProvider | undefined): ConnectionAuthentication {
  switch (authentication.kind) {
    case 'sql':
      return { type: 'default', options: { userName: authentication.user, password: authentication.password.reveal() } };
    case 'ntlm':
      return {
        type: 'ntlm',
        options: { domain: authentication.domain, userName: authentication.user, password: authentication.password.reveal() },
      };
    case 'accessToken':
      return { type: 'azure-active-directory-access-token', options: { token: authentication.token.reveal() } };
    default:
      return { type: 'token-credential', options: { credential: entraCredential(authentication, tokenProvider) } };
  }
}

function readCertificate(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new SprocketError('invalid_input', 'The file of Server Certificate cannot be read.', {
      expected: 'the path of a certificate file in PEM form',
      nextStep: 'Correct Server Certificate in the connection string.',
    });
  }
}

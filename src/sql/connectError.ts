import type { ConnectionSettings } from '../core/connections/connectionSettings';
import { describeLogin, formatServer } from '../core/connections/connectionStringFormat';
import type { SqlErrorDetail } from '../core/errors';
import { SprocketError } from '../core/errors';
import { isTransient, pauseBeforeRetry, transientNextStep } from './transientErrors';

/** What is known of a failed login. */
export interface LoginFailure {
  readonly error: unknown;
  readonly serverErrors: readonly Pick<SqlErrorDetail, 'number' | 'state' | 'class' | 'message'>[];
}

/** How long to wait before the login is tried once more, in milliseconds; undefined: trying again does not help. */
export function retryPause(failure: LoginFailure): number | undefined {
  return pauseBeforeRetry(failure.serverErrors, errorsOf(failure.error).map(codeOf));
}

/** Translates a failed login. The text has the server, the database and the login, and no secret. */
export function connectError(failure: LoginFailure, settings: ConnectionSettings, database: string | undefined): SprocketError {
  const { serverErrors } = failure;
  const sqlErrors = serverErrors.map((error): SqlErrorDetail => ({ ...error, line: 0, procedure: '' }));
  const own = errorsOf(failure.error).find((error) => error instanceof SprocketError);
  if (own instanceof SprocketError) {
    return own;
  }
  const first = serverErrors.find((error) => isKnownLoginError(error.number)) ?? serverErrors[0];
  if (first !== undefined) {
    return fromServer(first, sqlErrors, settings, database);
  }
  return fromNetwork(failure.error, settings);
}

function isKnownLoginError(number: number): boolean {
  return number === 18_456 || number === 4_060 || isTransient(number);
}

function fromServer(
  first: LoginFailure['serverErrors'][number],
  sqlErrors: readonly SqlErrorDetail[],
  settings: ConnectionSettings,
  database: string | undefined,
): SprocketError {
  const server = formatServer(settings);
  const login = describeLogin(settings.authentication);
  const numbers = new Set(sqlErrors.map((error) => error.number));
  if (numbers.has(4_060) || numbers.has(911)) {
    return new SprocketError('unknown_database', `The database ${database ?? '(default)'} cannot be opened on ${server} as ${login}.`, {
      nextStep: 'Call list_databases for the names, and check that the login may use the database.',
      sqlErrors,
    });
  }
  const transient = transientNextStep(first.number);
  if (transient !== undefined) {
    return new SprocketError('unreachable', `${server} is busy or not ready (error ${first.number}): ${first.message}`, {
      nextStep: transient,
      sqlErrors,
    });
  }
  if (first.number === 40_615 || first.number === 40_914) {
    return new SprocketError('unreachable', `The firewall of ${server} does not let this machine in: ${first.message}`, {
      nextStep: 'Add the address of this machine to the firewall rules of the server.',
      sqlErrors,
    });
  }
  return new SprocketError(
    'login_failed',
    `${server} refused the login ${login} (error ${first.number}, state ${first.state}): ${first.message}`,
    {
      nextStep: 'Check the login and its password, that it is enabled, and that the server allows this kind of login.',
      sqlErrors,
    },
  );
}

function fromNetwork(error: unknown, settings: ConnectionSettings): SprocketError {
  const server = formatServer(settings);
  const codes = errorsOf(error).map(codeOf);
  const text = errorsOf(error)
    .map((each) => (each instanceof Error ? each.message : ''))
    .join(' ');
  const certificate = certificateProblem(codes, text);
  if (certificate !== undefined) {
    return new SprocketError('untrusted_certificate', `The certificate of ${server} is not trusted: ${certificate}.`, {
      ...trustAdvice(settings, certificate === anotherName),
    });
  }
  if (codes.includes('EFEDAUTH')) {
    return new SprocketError(
      'login_failed',
      `Microsoft Entra gave no access token for ${server} (${describeLogin(settings.authentication)}).`,
      {
        nextStep: 'Sign in again, or check the identity, tenant and secret of the connection string.',
      },
    );
  }
  if (codes.includes('ELOGIN')) {
    return new SprocketError('login_failed', `${server} refused the login ${describeLogin(settings.authentication)}.`, {
      nextStep: 'Check the login and its password.',
    });
  }
  if (codes.includes('EENCRYPT')) {
    return new SprocketError('unreachable', `${server} does not offer the encryption that the connection string asks for.`, {
      nextStep: 'For a server under development add Encrypt=false to the connection string.',
    });
  }
  const [reason, nextStep] = networkReason(codes, settings);
  return new SprocketError('unreachable', `${server} cannot be reached: ${reason}.`, { nextStep });
}

const anotherName = 'it is made out to another name';

function trustAdvice(settings: ConnectionSettings, isNameWrong: boolean): { readonly expected: string; readonly nextStep: string } {
  if (settings.serverCertificate !== undefined && isNameWrong) {
    return {
      expected: 'a certificate whose name is the name of the server',
      nextStep:
        'Its signature is right. When the server is known by another name, add HostNameInCertificate=<that name>; otherwise correct Server or HostNameInCertificate.',
    };
  }
  if (settings.serverCertificate !== undefined) {
    return {
      expected: 'the certificate of ServerCertificate, or one that it has signed',
      nextStep:
        'Ask whoever runs the server whether its certificate was changed. If it was, replace the file of ServerCertificate; if not, somebody else may be answering: do not connect.',
    };
  }
  return {
    expected: 'a certificate of a trusted authority whose name is the name of the server',
    nextStep:
      'For a server under development add TrustServerCertificate=true to the connection string; otherwise give ServerCertificate=<path of its certificate>, or HostNameInCertificate=<name> when only the name differs.',
  };
}

function networkReason(codes: readonly string[], settings: ConnectionSettings): readonly [string, string] {
  const port = settings.port ?? (settings.instance === undefined ? 1433 : undefined);
  const place = port === undefined ? settings.server : `${settings.server}, port ${port}`;
  if (codes.includes('ENOTFOUND') || codes.includes('EAI_AGAIN')) {
    return [`the name ${settings.server} is not known`, 'Check the host name and the network or VPN.'];
  }
  if (codes.includes('EINSTLOOKUP')) {
    return [
      `SQL Server Browser on ${settings.server} gave no port for the instance ${settings.instance ?? ''}`,
      'Start SQL Server Browser and open UDP port 1434, or give the port as host,port.',
    ];
  }
  if (codes.includes('ECONNREFUSED')) {
    return [`nothing listens on ${place}`, 'Check that SQL Server runs, that TCP/IP is enabled, and the port.'];
  }
  if (codes.includes('ETIMEDOUT') || codes.includes('ETIMEOUT')) {
    return [`no answer from ${place} in time`, 'Check the address and the firewall, or raise Connect Timeout.'];
  }
  if (codes.includes('EHOSTUNREACH') || codes.includes('ENETUNREACH')) {
    return [`there is no route to ${place}`, 'Check the network or VPN.'];
  }
  if (codes.includes('ECONNRESET') || codes.includes('EPIPE')) {
    return [
      `${place} closed the connection during the login`,
      'Check that the port is one of SQL Server and that Encrypt fits the server.',
    ];
  }
  return [`the connection to ${place} failed`, 'Check the server, the port, and that Encrypt fits the server.'];
}

function certificateProblem(codes: readonly string[], text: string): string | undefined {
  if (codes.includes('CERT_HAS_EXPIRED') || /certificate has expired/i.test(text)) {
    return 'it has expired';
  }
  if (codes.includes('ERR_TLS_CERT_ALTNAME_INVALID') || /does not match certificate/i.test(text)) {
    return anotherName;
  }
  if (codes.includes('DEPTH_ZERO_SELF_SIGNED_CERT') || codes.includes('SELF_SIGNED_CERT_IN_CHAIN') || /self[- ]signed/i.test(text)) {
    return 'it is self-signed';
  }
  if (codes.some((code) => code.startsWith('UNABLE_TO_') || code.startsWith('CERT_')) || /unable to (verify|get)/i.test(text)) {
    return 'it comes from an authority that this machine does not know';
  }
  return undefined;
}

/** The error, its causes and the parts of an aggregate, flat. */
function errorsOf(error: unknown, depth = 0): unknown[] {
  if (error === undefined || depth > 5) {
    return [];
  }
  const inner = error instanceof AggregateError ? error.errors.flatMap((each: unknown) => errorsOf(each, depth + 1)) : [];
  const cause = error instanceof Error ? errorsOf(error.cause, depth + 1) : [];
  return [error, ...inner, ...cause];
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

import { SprocketError } from '../errors';

/** Where a server listens. */
export interface ServerAddress {
  readonly server: string;
  readonly port?: number;
  readonly instance?: string;
}

const EXPECTED = 'host, host,port, host\\instance, tcp:host,port or [::1],port';

/**
 * Reads the value of `Server`: `host`, `host,port`, `host\instance`, `host\instance,port`, each with `tcp:` before it;
 * `.` and `(local)` are this machine; IPv6 addresses may stand in brackets. A port wins over an instance.
 * Throws SprocketError('invalid_input') for protocols that need Windows itself.
 */
export function parseServer(text: string): ServerAddress {
  let rest = text.trim();
  const protocol = /^([a-z]+):(?!:|\d+$)/i.exec(rest)?.[1]?.toLowerCase();
  if (protocol !== undefined && !/^[0-9a-f]+$/.test(protocol)) {
    refuseProtocol(protocol);
    rest = rest.slice(protocol.length + 1).trim();
  }
  if (rest.startsWith('\\\\')) {
    refuseProtocol('np');
  }
  if (/^\(localdb\)/i.test(rest)) {
    throw new SprocketError('invalid_input', 'LocalDB cannot be reached: it listens on a named pipe only, and this connects over TCP.', {
      expected: EXPECTED,
      nextStep: 'Use SQL Server Express or a container with TCP enabled, and give its host and port.',
    });
  }
  let port: number | undefined;
  const comma = rest.lastIndexOf(',');
  if (comma !== -1) {
    port = parsePort(rest.slice(comma + 1));
    rest = rest.slice(0, comma).trim();
  }
  let instance: string | undefined;
  const backslash = rest.indexOf('\\');
  if (backslash !== -1) {
    instance = rest.slice(backslash + 1).trim();
    rest = rest.slice(0, backslash).trim();
    if (instance === '') {
      throw serverError('The server has a backslash without an instance name behind it.');
    }
  }
  const host = parseHost(rest);
  // The default instance listens on the default port; SQL Server Browser does not know it by name.
  const named = instance !== undefined && instance.toUpperCase() !== 'MSSQLSERVER' ? instance : undefined;
  return {
    server: host.server,
    ...optional('port', port ?? host.port),
    ...optional('instance', named),
  };
}

/** Reads a port number of 1 to 65535. */
export function parsePort(text: string): number {
  const port = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    throw serverError('The port is not a number from 1 to 65535.');
  }
  return port;
}

function parseHost(text: string): { server: string; port?: number } {
  const lower = text.toLowerCase();
  if (lower === '.' || lower === '(local)') {
    return { server: 'localhost' };
  }
  const bracketed = /^\[([0-9a-f:.%\w]+)\](?::(\d+))?$/i.exec(text);
  if (bracketed?.[1] !== undefined) {
    return { server: bracketed[1], ...(bracketed[2] === undefined ? {} : { port: parsePort(bracketed[2]) }) };
  }
  if (text === '') {
    throw serverError('The server is empty.');
  }
  // host:1433 is what people write who come from other databases; two colons or more are an IPv6 address.
  const colon = /^([^:]+):(\d+)$/.exec(text);
  if (colon?.[1] !== undefined && colon[2] !== undefined) {
    return { server: colon[1], port: parsePort(colon[2]) };
  }
  if (/[\s/;=\\()[\]]/.test(text) || (text.includes(':') && !/^[0-9a-f:.%\w]+$/i.test(text))) {
    throw serverError('The server is not a host name or address.');
  }
  return { server: text };
}

function refuseProtocol(protocol: string): void {
  if (protocol === 'tcp') {
    return;
  }
  const names: Readonly<Record<string, string>> = {
    np: 'Named pipes (np:)',
    lpc: 'Shared memory (lpc:)',
    admin: 'The dedicated administrator connection (admin:)',
  };
  const name = names[protocol];
  throw new SprocketError(
    'invalid_input',
    name === undefined ? 'The server has an unknown protocol before its name.' : `${name} cannot be used here: this connects over TCP.`,
    {
      expected: EXPECTED,
      nextStep:
        protocol === 'admin'
          ? 'Give the TCP port of the administrator connection as host,port (1434 by default), or connect without admin:.'
          : 'Enable TCP/IP in SQL Server Configuration Manager and give host,port.',
    },
  );
}

function serverError(message: string): SprocketError {
  return new SprocketError('invalid_input', message, { expected: EXPECTED, nextStep: 'Correct the value of Server.' });
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  const object: Partial<Record<Key, Value>> = {};
  if (value !== undefined) {
    object[key] = value;
  }
  return object;
}

import { SprocketError } from '../errors';
import type { ConnectionStringPair } from './connectionStringPairs';
import { splitPairs } from './connectionStringPairs';

const URL_FORM = 'mssql://user:password@host:1433/database?encrypt=true, with special characters written as %40 and the like';

/**
 * Turns `mssql://user:p%40ss@host:port/database?keyword=value` into pairs. `sqlserver://` is the same; there, as in the Go driver, the
 * path is an instance when the query names the database. Throws SprocketError('invalid_input').
 */
export function splitUrl(text: string): ConnectionStringPair[] {
  const parts = /^([a-z]+):\/\/(?:([^/?#]*)@)?(\[[^\]]*\]|[^/?#:@]*)(?::(\d+))?(?:\/([^?#]*))?(?:\?([^#]*))?$/i.exec(text);
  if (parts === null) {
    throw urlError('The URL cannot be read. A password with /, ?, #, @ or : in it must be percent-encoded.');
  }
  const [, scheme = '', credentials, host = '', port, path = '', query = ''] = parts;
  // `user:12/3@host`: a password that begins with digits would be taken for a port, and the rest of it for a database.
  if (credentials === undefined && (path.includes('@') || query.includes('@'))) {
    throw urlError('The URL cannot be read. A password with /, ?, #, @ or : in it must be percent-encoded.');
  }
  const pairs: ConnectionStringPair[] = [];
  const add = (keyword: string, value: string): void => {
    pairs.push({ keyword, value, quoted: true });
  };
  const parameters = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals === -1) {
        throw urlError('A part of the query of the URL has no =.');
      }
      return { keyword: decode(part.slice(0, equals).replaceAll('+', ' ')), value: decode(part.slice(equals + 1).replaceAll('+', ' ')) };
    });
  const databaseInQuery = parameters.some(({ keyword }) => /^(database|initial[ _]?catalog)$/i.test(keyword));
  const pathIsInstance = scheme.toLowerCase() === 'sqlserver' && databaseInQuery;
  const server = decode(host);
  const pathText = decode(path.replace(/\/$/, ''));
  add('Server', pathIsInstance && pathText !== '' ? `${server}\\${pathText}` : server);
  if (port !== undefined) {
    add('Port', port);
  }
  if (credentials !== undefined) {
    const colon = credentials.indexOf(':');
    add('User ID', decode(colon === -1 ? credentials : credentials.slice(0, colon)));
    if (colon !== -1) {
      add('Password', decode(credentials.slice(colon + 1)));
    }
  }
  if (!pathIsInstance && pathText !== '') {
    add('Database', pathText);
  }
  for (const { keyword, value } of parameters) {
    add(keyword, value);
  }
  return pairs;
}

/** Turns `jdbc:sqlserver://host\instance:1433;property=value` into pairs. */
export function splitJdbc(text: string): ConnectionStringPair[] {
  const rest = text.replace(/^jdbc:sqlserver:\/\//i, '');
  const semicolon = rest.indexOf(';');
  const address = (semicolon === -1 ? rest : rest.slice(0, semicolon)).trim();
  const pairs = semicolon === -1 ? [] : splitPairs(rest.slice(semicolon + 1));
  if (address === '') {
    return pairs;
  }
  const parts = /^(\[[^\]]*\]|[^:\\]*)(?:\\([^:]*))?(?::(\d+))?$/.exec(address);
  if (parts === null) {
    throw new SprocketError('invalid_input', 'The server of the JDBC URL cannot be read.', {
      expected: 'jdbc:sqlserver://host\\instance:1433;databaseName=name;user=login;password={…}',
      nextStep: 'Correct what stands between // and the first semicolon.',
    });
  }
  const [, host = '', instance, port] = parts;
  const fromAddress: ConnectionStringPair[] = [{ keyword: 'Server', value: host, quoted: true }];
  if (instance !== undefined) {
    fromAddress.push({ keyword: 'Instance Name', value: instance, quoted: true });
  }
  if (port !== undefined) {
    fromAddress.push({ keyword: 'Port', value: port, quoted: true });
  }
  return [...fromAddress, ...pairs];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw urlError('The URL has a % that is not followed by two hexadecimal digits. Write a percent sign as %25.');
  }
}

function urlError(message: string): SprocketError {
  return new SprocketError('invalid_input', message, { expected: URL_FORM, nextStep: 'Percent-encode the user and the password.' });
}

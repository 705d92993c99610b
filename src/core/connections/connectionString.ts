import { SprocketError } from '../errors';
import type { ConnectionSettings } from './connectionSettings';
import { readAuthentication } from './connectionStringAuthentication';
import type { Keyword } from './connectionStringKeywords';
import type { ConnectionStringPair } from './connectionStringPairs';
import { splitPairs } from './connectionStringPairs';
import type { ServerAddress } from './connectionStringServer';
import { parsePort, parseServer } from './connectionStringServer';
import { splitJdbc, splitUrl } from './connectionStringUrl';
import { ConnectionStringValues, wrongValue } from './connectionStringValues';

/**
 * Reads a connection string of ADO.NET, ODBC, JDBC (`jdbc:sqlserver://…`) or URL form (`mssql://…`, `sqlserver://…`).
 * Throws SprocketError('invalid_input') whose text holds neither a secret nor the string itself.
 */
export function parseConnectionString(text: string): ConnectionSettings {
  const trimmed = text.trim();
  const values = new ConnectionStringValues(split(trimmed));
  const notes: string[] = [];
  refuseDataSourceName(values);
  const authentication = readAuthentication(values, notes);
  const address = readAddress(values, notes);
  readWithoutEffect(values, notes);
  return {
    ...address,
    ...optionalText(values, 'database'),
    authentication,
    encrypt: readEncrypt(values),
    trustServerCertificate: values.flag('trustServerCertificate') ?? false,
    ...optionalText(values, 'hostNameInCertificate'),
    ...optionalText(values, 'serverCertificate'),
    applicationIntent: readIntent(values),
    ...optionalText(values, 'applicationName'),
    ...optionalText(values, 'workstationId'),
    ...optionalNumber('connectTimeoutSeconds', values.integer('connectTimeout', 0, 65_535)),
    ...optionalNumber('commandTimeoutSeconds', values.integer('commandTimeout', 0, 999_999_999)),
    ...optionalNumber('packetSize', values.integer('packetSize', 512, 32_767)),
    multiSubnetFailover: values.flag('multiSubnetFailover') ?? false,
    notes,
  };
}

function split(text: string): ConnectionStringPair[] {
  if (/^jdbc:sqlserver:\/\//i.test(text)) {
    return splitJdbc(text);
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'mssql' || scheme === 'sqlserver') {
    return splitUrl(text);
  }
  if (scheme !== undefined) {
    throw new SprocketError('invalid_input', 'This URL is not one of SQL Server.', {
      expected: 'mssql://…, sqlserver://…, jdbc:sqlserver://…, or keyword=value pairs',
      nextStep: 'Paste the connection string of a SQL Server, Azure SQL or Fabric database.',
    });
  }
  return splitPairs(text);
}

function readAddress(values: ConnectionStringValues, notes: string[]): ServerAddress {
  const server = values.text('server');
  if (server === undefined) {
    throw new SprocketError('invalid_input', 'The connection string names no server.', {
      expected: 'Server=host,1433',
      nextStep: 'Add Server.',
    });
  }
  const address = parseServer(server);
  const portText = values.text('port');
  const port = address.port ?? (portText === undefined ? undefined : parsePort(portText));
  const instance = address.instance ?? values.text('instance');
  if (port !== undefined && instance !== undefined) {
    notes.push('The instance name has no effect: a port is given, and it wins.');
  }
  return {
    server: address.server,
    ...(port === undefined ? {} : { port }),
    ...(instance === undefined ? {} : { instance }),
  };
}

function readEncrypt(values: ConnectionStringValues): ConnectionSettings['encrypt'] {
  const value = values.text('encrypt')?.toLowerCase();
  switch (value) {
    case undefined:
    case 'true':
    case 'yes':
    case '1':
    case 'mandatory':
      return 'mandatory';
    case 'false':
    case 'no':
    case '0':
    case 'optional':
      return 'optional';
    case 'strict':
      return 'strict';
    default:
      throw wrongValue('encrypt', 'true (mandatory), false (optional) or strict');
  }
}

function readIntent(values: ConnectionStringValues): ConnectionSettings['applicationIntent'] {
  switch (values.text('applicationIntent')?.toLowerCase()) {
    case undefined:
    case 'readwrite':
      return 'readWrite';
    case 'readonly':
      return 'readOnly';
    default:
      throw wrongValue('applicationIntent', 'ReadOnly or ReadWrite');
  }
}

function refuseDataSourceName(values: ConnectionStringValues): void {
  if (values.text('dataSourceName') !== undefined) {
    throw new SprocketError('invalid_input', 'A data source name (DSN) cannot be used: the ODBC driver manager is not involved.', {
      expected: 'Server=host,port and a login',
      nextStep: 'Replace DSN by the Server, Database and login that the data source holds.',
    });
  }
}

/** Keywords whose silence would mislead become notes. */
function readWithoutEffect(values: ConnectionStringValues, notes: string[]): void {
  if (values.text('userInstance') !== undefined && values.flag('userInstance') === true) {
    throw new SprocketError('invalid_input', 'User Instance=true cannot be used: user instances listen on named pipes only.', {
      nextStep: 'Attach the database to a server with TCP enabled, and remove User Instance.',
    });
  }
  if (values.text('attachDbFilename') !== undefined) {
    notes.push('AttachDbFilename has no effect: attach the file with CREATE DATABASE … FOR ATTACH and name the database.');
  }
  if (values.text('failoverPartner') !== undefined) {
    notes.push(
      'Failover Partner has no effect: connect to the partner by its own connection string, or to an availability group listener.',
    );
  }
  if (values.flag('multipleActiveResultSets') === true) {
    notes.push('MultipleActiveResultSets has no effect: every running query has a connection of its own.');
  }
  if (values.text('networkLibrary') !== undefined && !/^(dbmssocn|tcp)$/i.test(values.text('networkLibrary') ?? '')) {
    notes.push('Network Library has no effect: connections use TCP.');
  }
  if (/^(enabled|true|yes)$/i.test(values.text('columnEncryption') ?? '')) {
    notes.push('Column Encryption Setting has no effect: columns under Always Encrypted are read as their encrypted bytes.');
  }
  for (const keyword of values.withoutEffect) {
    notes.push(`${keyword} has no effect here.`);
  }
}

function optionalText<Key extends Keyword>(values: ConnectionStringValues, keyword: Key): Partial<Record<Key, string>> {
  const object: Partial<Record<Key, string>> = {};
  const value = values.text(keyword);
  if (value !== undefined) {
    object[keyword] = value;
  }
  return object;
}

function optionalNumber<Key extends string>(key: Key, value: number | undefined): Partial<Record<Key, number>> {
  const object: Partial<Record<Key, number>> = {};
  if (value !== undefined) {
    object[key] = value;
  }
  return object;
}

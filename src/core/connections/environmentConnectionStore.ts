import { SprocketError } from '../errors';
import { accessLevels } from './connectionProfile';
import type { AccessLevel } from './connectionProfile';
import type { ConnectionStore, StoredConnection } from './connectionStore';
import { Secret } from './secret';

/** How to give the stdio server its connection. */
export const howToConfigure =
  'Set the environment variable MSSQL_CONNECTIONSTRING, for example to Server=localhost;Database=shop;User Id=…;Password=…, in the configuration of the MCP server.';

/**
 * The one connection that the environment of the stdio server gives: MSSQL_CONNECTIONSTRING, its name MSSQL_CONNECTION_NAME, its access
 * SPROCKET_ACCESS. It cannot be changed.
 */
export class EnvironmentConnectionStore implements ConnectionStore {
  readonly #connection: StoredConnection;

  /** Throws no_connection or invalid_input. */
  constructor(environment: Readonly<Record<string, string | undefined>>) {
    const connectionString = environment['MSSQL_CONNECTIONSTRING']?.trim();
    if (connectionString === undefined || connectionString === '') {
      throw new SprocketError('no_connection', 'The environment variable MSSQL_CONNECTIONSTRING is missing.', { nextStep: howToConfigure });
    }
    const name = environment['MSSQL_CONNECTION_NAME']?.trim();
    this.#connection = {
      name: name === undefined || name === '' ? 'default' : name,
      access: readAccess(environment['SPROCKET_ACCESS']),
      connectionString: new Secret(connectionString),
    };
  }

  load(): Promise<{ connections: readonly StoredConnection[]; active: string }> {
    return Promise.resolve({ connections: [this.#connection], active: this.#connection.name });
  }

  save(): Promise<void> {
    return Promise.reject(fixed());
  }

  remove(): Promise<void> {
    return Promise.reject(fixed());
  }

  saveActive(): Promise<void> {
    return Promise.reject(fixed());
  }
}

function fixed(): SprocketError {
  return new SprocketError('unsupported', 'The connection comes from the environment and cannot be changed here.', {
    nextStep: howToConfigure,
  });
}

/** Nothing enforces less than full access yet: a server told to hold back must not start and let everything through. */
function readAccess(text: string | undefined): AccessLevel {
  const wanted = text?.trim().toLowerCase() ?? '';
  if (wanted === '' || wanted === 'readwrite') {
    return 'readWrite';
  }
  const known = accessLevels.some((level) => level.toLowerCase() === wanted);
  throw new SprocketError(
    known ? 'unsupported' : 'invalid_input',
    known
      ? `SPROCKET_ACCESS=${wanted} is not possible in this version: nothing would hold the connection back.`
      : `The environment variable SPROCKET_ACCESS is ${JSON.stringify(text?.slice(0, 100))}.`,
    { expected: 'readWrite', nextStep: 'Use a login that may do what agents should and no more, and remove SPROCKET_ACCESS.' },
  );
}

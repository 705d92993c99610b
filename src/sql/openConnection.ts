import { Connection } from 'tedious';
import type { ConnectionConfiguration } from 'tedious';
import { cancelledError, isAborted } from './cancelledError';
import type { LoginFailure } from './connectError';

/** A failed login throws this shape to whoever knows the target's name: nothing of the driver's configuration is in it. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure';

  constructor(readonly failure: LoginFailure) {
    super('connecting failed');
  }
}

/** Opens a connection. Throws ConnectFailure, or SprocketError('cancelled') when the signal is aborted meanwhile. */
export async function openConnection(configuration: ConnectionConfiguration, signal: AbortSignal | undefined): Promise<Connection> {
  if (isAborted(signal)) {
    throw cancelledError();
  }
  const connection = new Connection(configuration);
  const serverErrors: LoginFailure['serverErrors'][number][] = [];
  const onServerError = (token: LoginFailure['serverErrors'][number]): void => {
    serverErrors.push({ number: token.number, state: token.state, class: token.class, message: token.message });
  };
  connection.on('errorMessage', onServerError);
  // The driver throws into the event loop what nobody listens to; a lost connection is noticed through `closed`.
  connection.on('error', () => undefined);
  const abort = (): void => {
    connection.close();
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.on('connect', (error) => {
        if (error === undefined) {
          resolve();
        } else {
          reject(new ConnectFailure({ error, serverErrors }));
        }
      });
      connection.connect();
    });
    if (isAborted(signal)) {
      throw cancelledError();
    }
    return connection;
  } catch (error) {
    connection.close();
    throw isAborted(signal) ? cancelledError() : error;
  } finally {
    signal?.removeEventListener('abort', abort);
    connection.off('errorMessage', onServerError);
  }
}

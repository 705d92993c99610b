import type { LoginRequest, ServerMessage, SqlEngine, SqlSession } from '../engine/session';
import { SqlError } from '../engine/sqlError';
import type { ByteWriter } from './byteWriter';
import { writeFeatureAcknowledgement } from './featureExtensions';
import { loginFailed } from './faultErrors';
import type { Login7 } from './login';
import { defaultPacketSize } from './packets';
import {
  doneStatus,
  doneToken,
  writeCollationChange,
  writeDone,
  writeEnvironmentChange,
  writeLoginAcknowledgement,
  writeMessage,
  writePacketSizeChange,
} from './tokens';

/** Versions of LOGIN7: 7.2, 7.4 and 8.0. */
export const tdsVersion = { oldest: 0x72090002, classic: 0x74000004, strict: 0x08000000 } as const;

export type LoginOutcome =
  { readonly kind: 'accepted'; readonly session: SqlSession } | { readonly kind: 'refused'; readonly messages: readonly ServerMessage[] };

/** Lets the engine judge a login. `token` is the federated authentication token, when there is one. */
export function openSession(engine: SqlEngine, login: Login7, token: string | undefined, isEncrypted: boolean): LoginOutcome {
  const refusal = unsupported(login, token);
  if (refusal !== undefined) return { kind: 'refused', messages: [refusal] };
  const credentials: LoginRequest['credentials'] =
    token === undefined ? { kind: 'sql', userName: login.userName, password: login.password } : { kind: 'token', token };
  try {
    const session = engine.login({
      credentials,
      database: login.database,
      applicationName: login.applicationName,
      hostName: login.hostName,
      clientInterface: login.clientInterface,
      readOnlyIntent: login.readOnlyIntent,
      isEncrypted,
    });
    return { kind: 'accepted', session };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const message = { number: error.number, state: error.state, severity: error.severity, message: error.message, procedure: '', line: 1 };
    return { kind: 'refused', messages: error.number === 4060 ? [message, loginFailed(login.userName)] : [message] };
  }
}

function unsupported(login: Login7, token: string | undefined): ServerMessage | undefined {
  const common = { state: 1, severity: 14, procedure: '', line: 1 };
  if (login.integratedSecurity && token === undefined) {
    return {
      ...common,
      number: 18452,
      message: 'Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication.',
    };
  }
  if (login.changesPassword) return { ...common, number: 18456, message: 'The sandbox does not change passwords at login.' };
  return undefined;
}

/** The answer to an accepted login, in the product's order. */
export function writeLoginAccepted(
  writer: ByteWriter,
  session: SqlSession,
  login: Login7,
  answer: { readonly tdsVersion: number; readonly packetSize: number },
): void {
  const { server } = session;
  const information = (number: number, state: number, message: string): void => {
    writeMessage(writer, { number, state, severity: 0, message, procedure: '', line: 1 }, server.serverName);
  };
  writeEnvironmentChange(writer, { kind: 'database', from: 'master', to: session.database });
  information(5701, 2, `Changed database context to '${session.database}'.`);
  writeCollationChange(writer, server.collation);
  writeEnvironmentChange(writer, { kind: 'language', from: '', to: session.language });
  information(5703, 1, `Changed language setting to ${session.language}.`);
  writeLoginAcknowledgement(writer, answer.tdsVersion, server.programName, server.version);
  writePacketSizeChange(writer, answer.packetSize, defaultPacketSize);
  writeFeatureAcknowledgement(writer, login.features);
  writeDone(writer, doneToken.done, 0, 0, 0);
}

/** Errors, then DONE; the connection closes after it. */
export function writeLoginRefused(writer: ByteWriter, messages: readonly ServerMessage[], serverName: string): void {
  for (const message of messages) writeMessage(writer, message, serverName);
  writeDone(writer, doneToken.done, doneStatus.error, 0, 0);
}

import type { Socket } from 'node:net';
import type { ServerMessage, SqlSession } from '../engine/session';
import { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { faultMessage, loginFailed } from './faultErrors';
import { brokenPacket, cancelledByUser, failWith, garbage, pause, troubleAtRow, type RunningRequest } from './requestTrouble';
import { featureId, grantFeatures } from './featureExtensions';
import { readLogin7, type Login7 } from './login';
import { openSession, tdsVersion, writeLoginAccepted, writeLoginRefused } from './loginHandler';
import { defaultPacketSize, MessageAssembler, negotiatePacketSize, packetStatus, packetType, type ClientMessage } from './packets';
import { encryption, negotiateEncryption, readPrelogin, writePrelogin, type EncryptionScope } from './prelogin';
import { ProtocolError } from './protocolError';
import { errorMessage, prepareRequest, type PreparedRequest } from './requestRunner';
import { Response } from './response';
import type { ServerContext } from './serverContext';
import {
  doneStatus,
  doneToken,
  writeDone,
  writeFederatedAuthenticationInformation,
  writeMessage,
  writeResetAcknowledgement,
} from './tokens';
import { TokenSink } from './tokenSink';
import { Transport } from './transport';

type Phase = 'begin' | 'prelogin' | 'login' | 'loggingIn' | 'token' | 'ready' | 'closed';

const tlsHandshakeRecord = 0x16;
/** One client, from the first byte to the last. Nothing that a client sends gets further than this object. */
export class TdsConnection {
  private readonly transport: Transport;
  private readonly assembler = new MessageAssembler();
  private readonly lifetime = new AbortController();
  private readonly tokens = new ByteWriter();
  private phase: Phase = 'begin';
  private scope: EncryptionScope = 'none';
  private isStrict = false;
  private packetSize = defaultPacketSize;
  private login: Login7 | undefined;
  private session: SqlSession | undefined;
  private running: RunningRequest | undefined;
  /** Messages that came while a request ran: a client without MARS sends none, but they must not be lost. */
  private readonly queue: ClientMessage[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly server: ServerContext,
    private readonly closed: (connection: TdsConnection) => void,
  ) {
    socket.setNoDelay(true);
    socket.on('error', () => {
      socket.destroy();
    });
    socket.on('close', () => {
      this.release();
    });
    this.transport = new Transport(socket, {
      data: (chunk) => {
        this.receive(chunk);
      },
      failed: () => {
        socket.destroy();
      },
    });
  }

  /** The number of the session; undefined before it has logged in. */
  get processId(): number | undefined {
    return this.session?.id;
  }

  get isWorking(): boolean {
    return this.running !== undefined;
  }

  /** Tears the connection down at once. */
  destroy(): void {
    this.transport.destroy();
    this.release();
  }

  private release(): void {
    if (this.phase === 'closed') return;
    this.phase = 'closed';
    this.lifetime.abort(new Error('The connection was closed.'));
    this.running?.abort.abort(new Error('The connection was closed.'));
    this.running?.response.interrupt();
    // A request that still runs closes the session when it has ended.
    if (this.running === undefined) this.session?.close();
    this.closed(this);
  }

  private receive(chunk: Buffer): void {
    try {
      if (this.phase === 'begin' && this.beginStrict(chunk)) return;
      for (const message of this.assembler.push(chunk)) this.handle(message);
    } catch (error) {
      this.fail(error);
    }
  }

  /** TDS 8: a TLS record stands where PRELOGIN would. */
  private beginStrict(chunk: Buffer): boolean {
    this.phase = 'prelogin';
    if (chunk[0] !== tlsHandshakeRecord) return false;
    if (!this.server.acceptStrict) throw new ProtocolError('TDS 8 is off.');
    this.isStrict = true;
    this.server.statistics.encryptedConnections++;
    this.transport.startTls(this.server.certificate(), false);
    this.transport.resume(chunk);
    return true;
  }

  private fail(error: unknown): void {
    if (this.phase === 'closed') return;
    if (error instanceof ProtocolError) this.server.statistics.protocolErrors++;
    this.destroy();
  }

  private handle(message: ClientMessage): void {
    switch (this.phase) {
      case 'prelogin':
        this.prelogin(message);
        return;
      case 'login':
        this.acceptLogin(message);
        return;
      case 'token':
        this.acceptToken(message);
        return;
      case 'ready':
        this.accept(message);
        return;
      case 'loggingIn':
        throw new ProtocolError('A message came before the login was answered.');
      default:
        return;
    }
  }

  private prelogin(message: ClientMessage): void {
    if (message.type !== packetType.prelogin) throw new ProtocolError('The first message must be PRELOGIN.');
    if (this.server.faults.current.garbageAtLogin) {
      this.socket.end(garbage);
      return;
    }
    if (this.server.encryption === 'strict' && !this.isStrict) throw new ProtocolError('Only TDS 8 is served here.');
    const request = readPrelogin(message.payload);
    const { answer, scope } = this.isStrict
      ? { answer: encryption.notSupported, scope: 'none' as const }
      : negotiateEncryption(this.server.encryption, request.encryption);
    this.scope = scope;
    const response = this.respond();
    response.tokens.bytes(writePrelogin(this.server.version, answer, request));
    response.end();
    if (scope === 'refused') {
      this.transport.end();
      return;
    }
    this.phase = 'login';
    if (scope === 'none') return;
    this.server.statistics.encryptedConnections++;
    this.transport.startTls(this.server.certificate(), true);
    const early = this.assembler.takeRemainder();
    if (early.length > 0) this.transport.resume(early);
  }

  private acceptLogin(message: ClientMessage): void {
    if (message.type !== packetType.login7) throw new ProtocolError('LOGIN7 was expected.');
    const login = readLogin7(message.payload);
    if (this.scope === 'login') this.transport.stopTls();
    this.login = login;
    const { federatedAuthentication } = login.features;
    if (federatedAuthentication?.workflow === 'activeDirectory') {
      const response = this.respond();
      writeFederatedAuthenticationInformation(response.tokens, 'https://login.microsoftonline.com/common', 'https://database.windows.net/');
      response.end();
      this.phase = 'token';
      return;
    }
    this.phase = 'loggingIn';
    this.settle(this.logIn(login, federatedAuthentication?.token));
  }

  private acceptToken(message: ClientMessage): void {
    if (message.type !== packetType.federatedAuthenticationToken || this.login === undefined)
      throw new ProtocolError('A token was expected.');
    const reader = new ByteReader(message.payload);
    reader.uint32();
    const token = reader.bytes(reader.uint32()).toString('utf16le');
    this.phase = 'loggingIn';
    this.settle(this.logIn(this.login, token));
  }

  private async logIn(login: Login7, token: string | undefined): Promise<void> {
    const { faults, statistics, engine } = this.server;
    await pause(faults.current.loginDelayMilliseconds, this.lifetime.signal);
    await faults.whileTrue((current) => current.stallBeforeLogin, this.lifetime.signal);
    if (this.lifetime.signal.aborted) return;
    const loginError = faults.current.loginError ?? faults.take('nextLoginError');
    if (loginError !== undefined) {
      this.refuseLogin([faultMessage(loginError, { processId: 0, userName: login.userName, database: login.database })]);
      return;
    }
    if (!this.isStrict && login.tdsVersion < tdsVersion.oldest) {
      this.refuseLogin([{ ...loginFailed(login.userName), message: 'The sandbox speaks TDS 7.2 and newer.' }]);
      return;
    }
    const outcome = openSession(engine, login, token, this.transport.isEncrypted);
    if (outcome.kind === 'refused') {
      this.refuseLogin(outcome.messages);
      return;
    }
    statistics.logins++;
    this.session = outcome.session;
    const packetSize = negotiatePacketSize(login.packetSize);
    const response = this.respond();
    const version = this.isStrict ? tdsVersion.strict : Math.min(login.tdsVersion, tdsVersion.classic);
    writeLoginAccepted(response.tokens, outcome.session, login, { tdsVersion: version, packetSize });
    response.end();
    this.packetSize = packetSize;
    this.assembler.allowLargeMessages();
    this.phase = 'ready';
  }

  private refuseLogin(messages: readonly ServerMessage[]): void {
    this.server.statistics.failedLogins++;
    const response = this.respond();
    writeLoginRefused(response.tokens, messages, 'sandbox');
    response.end();
    this.transport.end();
  }

  private accept(message: ClientMessage): void {
    if (message.type === packetType.attention) {
      this.attention();
      return;
    }
    if (this.running !== undefined) {
      if (this.queue.length >= 16) throw new ProtocolError('Too many requests came at once.');
      this.queue.push(message);
      return;
    }
    if (message.ignored) {
      this.server.statistics.ignoredMessages++;
      const response = this.respond();
      writeDone(response.tokens, doneToken.done, 0, 0, 0);
      response.end();
      return;
    }
    const request = prepareRequest(message, this.server.statistics);
    if (request === undefined || this.session === undefined)
      throw new ProtocolError(`A message of type ${String(message.type)} has no place here.`);
    const resets = (message.status & (packetStatus.resetConnection | packetStatus.resetConnectionSkipTransaction)) !== 0;
    if (!resets && this.server.faults.take('dropNextRequest')) {
      this.destroy();
      return;
    }
    this.settle(this.run(request, message.status, this.session));
  }

  private attention(): void {
    this.server.statistics.attentions++;
    if (this.server.faults.current.ignoreAttention) return;
    const { running } = this;
    if (running === undefined) {
      this.acknowledgeAttention();
      return;
    }
    running.attention = true;
    running.sink.discard();
    running.abort.abort(new Error('The client cancelled the request.'));
    running.response.interrupt();
  }

  private acknowledgeAttention(): void {
    const response = this.respond();
    if (this.server.faults.current.errorWithAcknowledgement) writeMessage(response.tokens, cancelledByUser, 'sandbox');
    writeDone(response.tokens, doneToken.done, doneStatus.attention, 0, 0);
    response.end();
  }

  private async run(request: PreparedRequest, status: number, session: SqlSession): Promise<void> {
    const response = this.respond();
    const sink = this.sink(response, session);
    const running: RunningRequest = { abort: new AbortController(), response, sink, attention: false, failure: undefined };
    this.running = running;
    this.reset(status, session, response);
    const failed = await this.execute(request, session, running);
    this.running = undefined;
    if (this.isClosed()) {
      session.close();
      return;
    }
    if (running.attention && this.server.faults.current.errorBeforeAttention) {
      writeMessage(response.tokens, cancelledByUser, session.server.serverName);
    }
    sink.finish({ call: request.isCall, failed: failed || running.attention });
    response.end();
    if (running.attention) this.acknowledgeAttention();
    if (sink.isFatal) {
      this.transport.end();
      return;
    }
    const next = this.queue.shift();
    if (next !== undefined) this.accept(next);
  }

  /** True when the request ended with an error that the engine did not report itself. */
  private async execute(request: PreparedRequest, session: SqlSession, running: RunningRequest): Promise<boolean> {
    const { faults } = this.server;
    const fault = faults.take('nextRequestError');
    if (fault !== undefined) {
      await failWith(fault, session, running.sink);
      return true;
    }
    try {
      await request.run(session, running.sink, running.abort.signal);
    } catch (error) {
      if (running.failure === undefined) {
        if (!running.abort.signal.aborted) running.sink.message(errorMessage(error));
        return true;
      }
    }
    if (running.failure !== undefined) {
      running.sink.listen();
      await failWith(running.failure, session, running.sink);
      return true;
    }
    if (faults.current.garbageInResponse) this.breakOff(garbage);
    if (faults.current.brokenPacket) await this.breakPacket(running);
    return false;
  }

  private reset(status: number, session: SqlSession, response: Response): void {
    const keepTransaction = (status & packetStatus.resetConnectionSkipTransaction) !== 0;
    if (!keepTransaction && (status & packetStatus.resetConnection) === 0) return;
    this.server.statistics.resets++;
    session.reset(keepTransaction);
    writeResetAcknowledgement(response.tokens);
  }

  private sink(response: Response, session: SqlSession): TokenSink {
    const requests = this.login?.features;
    const granted = requests === undefined ? { json: false, vector: false } : grantFeatures(requests);
    const utf8 = requests?.requested.has(featureId.utf8Support) ?? false;
    return new TokenSink({
      response,
      serverName: session.server.serverName,
      capabilities: () => ({ ...granted, utf8, database: session.database, collation: session.server.collation }),
      inTransaction: () => session.transactionCount > 0,
      rowSent: (rows) => this.rowSent(rows),
    });
  }

  private rowSent(rows: number): Promise<void> | undefined {
    const { faults, statistics } = this.server;
    statistics.rowsSent++;
    return this.running === undefined ? undefined : troubleAtRow(faults, rows, this.running, () => this.hangUp());
  }

  private hangUp(): Promise<void> {
    this.running?.response.flush();
    this.running?.sink.discard();
    this.transport.end();
    return Promise.resolve();
  }

  private breakOff(bytes: Buffer): void {
    this.running?.response.flush();
    this.transport.send(bytes);
    this.transport.end();
  }

  /** The connection stays open, and nothing else comes. */
  private async breakPacket(running: RunningRequest): Promise<void> {
    running.response.flush();
    this.transport.send(brokenPacket);
    await this.server.faults.whileTrue((current) => current.brokenPacket, running.abort.signal);
    this.destroy();
  }

  private respond(): Response {
    const settings = { packetSize: this.packetSize, processId: this.session?.id ?? 0 };
    return new Response(this.transport, settings, this.tokens);
  }

  private isClosed(): boolean {
    return this.phase === 'closed';
  }

  private settle(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.fail(error);
    });
  }
}

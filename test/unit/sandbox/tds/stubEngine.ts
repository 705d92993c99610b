import type {
  LoginRequest,
  RemoteCall,
  ResultSink,
  ServerDescription,
  SqlEngine,
  SqlSession,
  TransactionRequest,
} from '../../../sandbox/engine/session';
import { SqlError } from '../../../sandbox/engine/sqlError';

type BatchHandler = (text: string, sink: ResultSink, signal: AbortSignal, session: StubSession) => Promise<void> | void;
type CallHandler = (call: RemoteCall, sink: ResultSink, signal: AbortSignal, session: StubSession) => Promise<void> | void;

/** Plays back what a test says; records what the protocol server asked. */
export class StubEngine implements SqlEngine {
  readonly logins: LoginRequest[] = [];
  readonly sessions: StubSession[] = [];
  onBatch: BatchHandler = (_text, sink) => {
    sink.statementDone({ rowCount: undefined, command: 0, inProcedure: false, failed: false });
  };
  onCall: CallHandler = (_call, sink) => {
    sink.returnStatus(0);
    sink.procedureDone({ failed: false, returnedRows: false });
  };

  login(request: LoginRequest): StubSession {
    this.logins.push(request);
    const { credentials } = request;
    if (credentials.kind === 'sql' && credentials.password !== 'right') {
      throw new SqlError(18456, 14, 1, `Login failed for user '${credentials.userName}'.`);
    }
    if (request.database === 'missing') {
      throw new SqlError(4060, 11, 1, 'Cannot open database "missing" requested by the login. The login failed.');
    }
    const session = new StubSession(this, 51 + this.sessions.length, request.database === '' ? 'master' : request.database);
    this.sessions.push(session);
    return session;
  }

  close(): void {
    for (const session of this.sessions) session.close();
  }
}

export class StubSession implements SqlSession {
  readonly language = 'us_english';
  readonly packetSize = 4096;
  readonly server: ServerDescription = {
    serverName: 'SANDBOX',
    version: '16.0.4175.1',
    programName: 'Microsoft SQL Server',
    collation: 'SQL_Latin1_General_CP1_CI_AS',
  };
  transactionCount = 0;
  readonly batches: string[] = [];
  readonly calls: RemoteCall[] = [];
  readonly transactions: TransactionRequest[] = [];
  readonly resets: boolean[] = [];
  isClosed = false;

  constructor(
    private readonly engine: StubEngine,
    readonly id: number,
    readonly database: string,
  ) {}

  async batch(text: string, sink: ResultSink, signal: AbortSignal): Promise<void> {
    this.batches.push(text);
    // The driver's own settings after a login and a reset.
    if (text.startsWith('set ')) return;
    await this.engine.onBatch(text, sink, signal, this);
  }

  async call(call: RemoteCall, sink: ResultSink, signal: AbortSignal): Promise<void> {
    this.calls.push(call);
    await this.engine.onCall(call, sink, signal, this);
  }

  transaction(request: TransactionRequest, sink: ResultSink): Promise<void> {
    this.transactions.push(request);
    const descriptor = 0x0123_4567_89abn;
    if (request.kind === 'begin') {
      this.transactionCount++;
      sink.environmentChange({ kind: 'beginTransaction', descriptor });
    }
    if (request.kind === 'commit' || request.kind === 'rollback') {
      this.transactionCount = 0;
      sink.environmentChange({ kind: request.kind === 'commit' ? 'commitTransaction' : 'rollbackTransaction', descriptor });
    }
    sink.statementDone({ rowCount: undefined, command: 0, inProcedure: false, failed: false });
    return Promise.resolve();
  }

  reset(keepTransaction: boolean): void {
    this.resets.push(keepTransaction);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A promise that rejects with the reason when the signal aborts, as a WAITFOR of the engine does. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

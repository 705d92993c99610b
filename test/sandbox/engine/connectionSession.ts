import { parsedBatch } from '../syntax/parsedBatches';
import type { Batch } from '../syntax/statementAst';
import { prepareFrame, refuseReturnValue } from './declarations';
import { SqlError } from './sqlError';
import { emitError, handleError } from './errors/raise';
import type { Frame } from './frame';
import { createFrame } from './frames';
import { precompile } from './precompile';
import { callRemotely } from './remoteCall';
import { guarded } from './requestGuard';
import type { RemoteCall, ResultSink, ServerDescription, SqlSession, TransactionRequest } from './session';
import type { SessionState } from './sessionState';
import { defaultSettings } from './settings';
import { drive, type Step, toError } from './steps';
import { beginTransaction, commitTransaction, rollbackTransaction, saveTransaction } from './transactions';

/** One connection to the sandbox. */
export class ConnectionSession implements SqlSession {
  readonly packetSize = 4096;
  readonly server: ServerDescription;
  readonly #state: SessionState;
  readonly #ended: () => void;

  /** `ended` is called once when the session closes. */
  constructor(state: SessionState, ended: () => void) {
    this.#state = state;
    this.#ended = ended;
    const { profile } = state.host.model;
    this.server = {
      serverName: profile.serverName,
      version: profile.productVersion,
      programName: 'Microsoft SQL Server',
      collation: profile.collation,
    };
  }

  get id(): number {
    return this.#state.id;
  }

  get database(): string {
    return this.#state.database.name;
  }

  get language(): string {
    return this.#state.settings.language;
  }

  get transactionCount(): number {
    return this.#state.transaction?.count ?? 0;
  }

  async batch(text: string, sink: ResultSink, signal: AbortSignal): Promise<void> {
    const frame = createFrame(this.#state, 'batch', { sink, text });
    await this.#request(frame, text, runBatch(frame, text), signal);
  }

  async call(call: RemoteCall, sink: ResultSink, signal: AbortSignal): Promise<void> {
    const frame = createFrame(this.#state, 'batch', { sink, text: call.procedure });
    await this.#request(frame, call.procedure, callRemotely(frame, call), signal);
  }

  transaction(request: TransactionRequest, sink: ResultSink): Promise<void> {
    const state = this.#state;
    const frame = createFrame(state, 'batch', { sink, text: '' });
    try {
      this.#changeTransaction(request, sink);
    } catch (error) {
      if (!(error instanceof SqlError)) return Promise.reject(toError(error));
      emitError(frame, error);
      sink.statementDone({ rowCount: undefined, command: 0, inProcedure: false, failed: true });
    }
    return Promise.resolve();
  }

  reset(keepTransaction: boolean): void {
    const state = this.#state;
    if (state.transaction && !keepTransaction) rollbackTransaction(state, '', undefined);
    state.settings = defaultSettings();
    state.database = state.originalDatabase;
    state.temporaryTables.clear();
    state.cursors.clear();
    state.prepared.clear();
    state.sessionContext.clear();
    state.contextInfo = null;
    state.lastError = 0;
    state.rowCount = 0;
    state.lastIdentity = null;
  }

  close(): void {
    this.reset(false);
    this.#ended();
  }

  async #request(frame: Frame, text: string, step: Step<void>, signal: AbortSignal): Promise<void> {
    const state = this.#state;
    if (signal.aborted) throw toError(signal.reason);
    const startTime = new Date();
    const request = {
      signal,
      startTime,
      startClock: performance.now(),
      text,
      command: 'SELECT',
      frame,
      statement: undefined,
      waitType: null as string | null,
      waitStart: 0,
      rows: 0,
    };
    state.request = request;
    state.lastRequestStart = startTime;
    const observer = {
      waiting: (type: string) => {
        request.waitType = type;
        request.waitStart = performance.now();
      },
      running: () => {
        request.waitType = null;
      },
    };
    try {
      await drive(step, signal, observer);
    } catch (error) {
      this.#attention();
      throw error;
    } finally {
      state.request = undefined;
      state.lastRequestEnd = new Date();
      state.cpuTime += Math.trunc(performance.now() - request.startClock);
      if (!state.transaction) state.host.locks.releaseAll(state);
    }
  }

  /** The running statement is undone already; with XACT_ABORT, and when it cannot be committed, so is the transaction. */
  #attention(): void {
    const state = this.#state;
    const { transaction } = state;
    if (transaction && (transaction.ofStatement || transaction.doomed || state.settings.xactAbort))
      rollbackTransaction(state, '', undefined);
    state.tryDepth = 0;
    state.nestLevel = 0;
    state.triggerDepth = 0;
    state.functionDepth = 0;
    state.dataDepth = 0;
    state.insertExecDepth = 0;
    state.resultIsOpen = false;
  }

  #changeTransaction(request: TransactionRequest, sink: ResultSink): void {
    const state = this.#state;
    switch (request.kind) {
      case 'begin':
        // Level 0 keeps the session's isolation level.
        if (request.isolationLevel > 0) state.settings.isolationLevel = request.isolationLevel;
        beginTransaction(state, request.name, sink);
        break;
      case 'commit':
        commitTransaction(state, sink);
        if (request.beginNew) beginTransaction(state, '', sink);
        break;
      case 'rollback':
        rollbackTransaction(state, request.name, sink);
        if (request.beginNew) beginTransaction(state, '', sink);
        break;
      case 'save':
        saveTransaction(state, request.name);
        break;
    }
  }
}

/** Compiles the whole batch, then runs it. */
function* runBatch(frame: Frame, text: string): Step<void> {
  yield* guarded(frame, function* () {
    const batch = compile(frame, text);
    if (batch) yield* frame.session.host.interpreter.statements(frame, batch.statements);
  });
}

function compile(frame: Frame, text: string): Batch | undefined {
  try {
    const batch = parsedBatch(text, { quotedIdentifier: frame.session.settings.quotedIdentifier });
    refuseReturnValue(batch.statements);
    prepareFrame(frame, batch.statements);
    precompile(frame, batch.statements);
    return batch;
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    try {
      handleError(frame, error, 1);
    } finally {
      frame.sink.statementDone({ rowCount: undefined, command: 0, inProcedure: false, failed: true });
    }
    return undefined;
  }
}

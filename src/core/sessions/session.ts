import type { Clock } from '../clock';
import type { Disposable } from '../disposables';
import { SprocketError } from '../errors';
import { Emitter } from '../events';
import type { RowBlock, RunObserver, RunOutcome, ServerMessage, SqlServerPort } from '../ports';
import type { ProcedureResult } from '../procedures/procedureTypes';
import { ProcedureReply } from './procedureReply';
import { RecentList } from './recentList';
import { ResultSet } from './resultSet';
import type { RowStorage } from './rowStorage';
import { endingOf } from './sessionEnding';
import type { StopReason } from './sessionEnding';
import type { SessionLimits, SessionSpec, SessionState, Truncation } from './sessionTypes';
import { trimBlock } from './trimBlock';

/** The port closes the socket 5 seconds after an attention that nobody acknowledges; a session waits a little longer, then ends alone. */
const cancelPatienceMilliseconds = 8_000;
const keptMessages = 1_000;
/** Of the texts of all kept messages together. */
const keptMessageChars = 256 * 1024;
const keptCounts = 1_000;

export interface SessionServices {
  readonly server: SqlServerPort;
  readonly clock: Clock;
  readonly storage: RowStorage;
  readonly limits: SessionLimits;
  /** 0: none. */
  readonly timeoutSeconds: number;
}

/** One piece of work on the server: from its start to its end, with what it brought. */
export class Session {
  readonly startedAt: Date;
  readonly messages = new RecentList<ServerMessage>(keptMessages, (message) => message.text.length, keptMessageChars);
  /** Rows affected, statement by statement; null: the statement had no count. */
  readonly rowsAffected = new RecentList<number | null>(keptCounts);
  readonly notes: string[] = [];
  readonly #services: SessionServices;
  readonly #reply: ProcedureReply;
  readonly #resultSets: ResultSet[] = [];
  readonly #changed = new Emitter<undefined>();
  readonly #ended = new Emitter<undefined>();
  readonly #abort = new AbortController();
  readonly #timers: Disposable[] = [];
  #state: SessionState = 'running';
  #stopReason: StopReason | undefined;
  #endedAt: Date | undefined;
  #lastReadAt: Date;
  #error: SprocketError | undefined;
  #truncated: Truncation | undefined;
  #serverProcessId: number | undefined;
  #rows = 0;
  #bytes = 0;

  constructor(
    readonly id: string,
    readonly spec: SessionSpec,
    services: SessionServices,
  ) {
    this.#services = services;
    this.#reply = new ProcedureReply(spec.reply, services.storage);
    this.notes.push(...(spec.notes ?? []));
    this.startedAt = new Date(services.clock.now());
    this.#lastReadAt = this.startedAt;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** A cancel was asked for; the state says whether it has happened. */
  get cancelRequested(): boolean {
    return this.#stopReason === 'cancel';
  }

  get endedAt(): Date | undefined {
    return this.#endedAt;
  }

  get lastReadAt(): Date {
    return this.#lastReadAt;
  }

  get elapsedMilliseconds(): number {
    return (this.#endedAt?.getTime() ?? this.#services.clock.now()) - this.startedAt.getTime();
  }

  get timeoutSeconds(): number {
    return this.#services.timeoutSeconds;
  }

  get error(): SprocketError | undefined {
    return this.#error;
  }

  get truncated(): Truncation | undefined {
    return this.#truncated;
  }

  /** `@@SPID`; undefined before the connection is open. */
  get serverProcessId(): number | undefined {
    return this.#serverProcessId;
  }

  /** It runs, and has no connection yet: nothing has been sent. */
  get waitsForConnection(): boolean {
    return this.#state === 'running' && this.#serverProcessId === undefined;
  }

  get resultSets(): readonly ResultSet[] {
    return this.#resultSets;
  }

  /** The RETURN and OUTPUT values of a procedure that ran to its end. */
  get procedureResult(): ProcedureResult | undefined {
    return this.#reply.result;
  }

  /** One row with columns `RETURN` and `@name`: the whole of values that `procedureResult` has only the beginning of. */
  get procedureReply(): ResultSet | undefined {
    return this.#reply.row;
  }

  /** Rows stored, over all result sets. */
  get rows(): number {
    return this.#rows;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Called after everything that a view might show has changed. */
  onDidChange(listener: () => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Somebody looked at the session: it is kept for another while. */
  touch(): void {
    this.#lastReadAt = new Date(this.#services.clock.now());
  }

  /** Begins the work. Settles when it has ended; never rejects. */
  async run(): Promise<void> {
    const { clock, timeoutSeconds, server } = this.#services;
    if (timeoutSeconds > 0) {
      this.#timers.push(
        clock.after(timeoutSeconds * 1000, () => {
          this.#stop('timeout');
        }),
      );
    }
    const { target, text, parameters } = this.spec;
    try {
      const outcome = await server.run({ target, text, parameters }, this.#observer(), this.#abort.signal);
      await this.#finishRows();
      this.#settle(outcome, outcome.error);
    } catch (error) {
      await this.#finishRows().catch(() => undefined);
      this.#settle(undefined, asSprocketError(error));
    }
  }

  /** Stops the work on the server. Settles when the session has ended, or the time is over; one that had ended already stays as it is. */
  async cancel(milliseconds?: number): Promise<void> {
    this.#stop('cancel');
    await this.waitForEnd(milliseconds);
  }

  /** Settles when the session has ended, the time is over or the signal is aborted, whichever comes first. Never rejects. */
  waitForEnd(milliseconds?: number, signal?: AbortSignal): Promise<void> {
    if (this.#state !== 'running' || signal?.aborted === true) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const held: Disposable[] = [];
      const done = (): void => {
        for (const item of held) {
          item.dispose();
        }
        signal?.removeEventListener('abort', done);
        resolve();
      };
      held.push(this.#ended.on(done));
      if (milliseconds !== undefined) {
        held.push(this.#services.clock.after(milliseconds, done));
      }
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  /** Removes the rows. For a session that has ended. */
  async dispose(): Promise<void> {
    await this.#services.storage.close();
    this.#changed.dispose();
    this.#ended.dispose();
  }

  #observer(): RunObserver {
    return {
      connected: (serverProcessId) => {
        if (this.#state !== 'running') {
          return;
        }
        this.#serverProcessId = serverProcessId;
        this.#notify();
      },
      columns: (columns, incoming) => {
        if (!this.#keepsRows()) {
          return;
        }
        if (this.#reply.begins(columns)) {
          void this.#afterStoring(this.#resultSets.at(-1)?.finish());
          return;
        }
        if (this.#resultSets.length >= this.#services.limits.resultSets) {
          this.#truncate('max_result_sets', this.#services.limits.resultSets);
          return;
        }
        void this.#afterStoring(this.#resultSets.at(-1)?.finish());
        this.#resultSets.push(new ResultSet(columns, this.#services.storage, incoming?.asSent()));
        this.#notify();
      },
      rows: (block) => this.#store(block),
      message: (message) => {
        if (this.#state !== 'running') {
          return;
        }
        this.messages.add(message);
        this.#notify();
      },
      statementDone: (rowsAffected) => {
        if (this.#state !== 'running') {
          return;
        }
        if (this.#reply.isOpen) {
          this.#reply.close();
          return;
        }
        this.rowsAffected.add(rowsAffected ?? null);
        this.#notify();
      },
    };
  }

  /** What the server sent before a cancel reached it is kept: it may have been done by then. Beyond a limit nothing is. */
  #keepsRows(): boolean {
    return this.#state === 'running' && this.#stopReason !== 'limit' && this.#stopReason !== 'storage';
  }

  #store(block: RowBlock): void | Promise<void> {
    const { limits } = this.#services;
    const resultSet = this.#resultSets.at(-1);
    if (this.#reply.isOpen && this.#keepsRows()) {
      return this.#afterStoring(this.#reply.append(block));
    }
    if (resultSet === undefined || !this.#keepsRows()) {
      return;
    }
    const bytesBefore = resultSet.byteCount;
    const { kept, reason } = trimBlock(block, limits.rows - this.#rows, limits.bytes - this.#bytes - resultSet.unfinishedBytes);
    const stored = resultSet.append(kept);
    this.#rows += kept.ends.length;
    this.#bytes += resultSet.byteCount - bytesBefore;
    if (reason !== undefined) {
      this.#truncate(reason, reason === 'max_rows' ? limits.rows : limits.bytes);
    }
    this.#notify();
    return this.#afterStoring(stored);
  }

  /** Never rejects. */
  #afterStoring(stored: void | Promise<void>): void | Promise<void> {
    return stored?.then(
      () => {
        const { diskFull } = this.#services.storage;
        if (diskFull !== undefined && this.#state === 'running') {
          this.#truncate('max_disk_bytes', diskFull.limit);
        }
      },
      (error: unknown) => {
        this.#storageFailed(error);
      },
    );
  }

  #storageFailed(error: unknown): void {
    // How a session ended is final, and so is what it tells of it.
    if (this.#state !== 'running') {
      return;
    }
    this.#error ??= asSprocketError(error);
    this.#stop('storage');
  }

  #truncate(reason: Truncation['reason'], limit: number): void {
    this.#truncated ??= { reason, limit };
    this.#stop('limit');
  }

  #stop(reason: StopReason): void {
    if (this.#state !== 'running' || this.#stopReason !== undefined) {
      return;
    }
    this.#stopReason = reason;
    this.#timers.push(
      this.#services.clock.after(cancelPatienceMilliseconds, () => {
        this.#settle({ openTransactions: 0, cancelled: { acknowledged: false } }, undefined);
      }),
    );
    this.#abort.abort();
    this.#notify();
  }

  async #finishRows(): Promise<void> {
    await this.#resultSets.at(-1)?.finish();
    await this.#reply.finish();
    await this.#services.storage.flush();
  }

  #settle(outcome: RunOutcome | undefined, error: SprocketError | undefined): void {
    if (this.#state !== 'running') {
      return;
    }
    const ending = endingOf({
      stopReason: this.#stopReason,
      outcome,
      error: this.#error ?? error,
      timeoutSeconds: this.timeoutSeconds,
      connected: !this.waitsForConnection,
    });
    this.notes.push(...ending.notes, ...this.#reply.notes);
    this.#error = ending.error;
    this.#end(ending.state);
  }

  #end(state: SessionState): void {
    this.#state = state;
    void this.#afterStoring(this.#resultSets.at(-1)?.finish());
    this.#endedAt = new Date(this.#services.clock.now());
    this.#lastReadAt = this.#endedAt;
    for (const timer of this.#timers) {
      timer.dispose();
    }
    this.#ended.emit(undefined);
    this.#notify();
  }

  #notify(): void {
    this.#changed.emit(undefined);
  }
}

function asSprocketError(error: unknown): SprocketError {
  return error instanceof SprocketError
    ? error
    : new SprocketError('internal', 'The work failed for a reason that is not known.', { cause: error });
}

import { randomUUID } from 'node:crypto';
import { systemClock } from '../clock';
import type { Clock } from '../clock';
import type { Disposable } from '../disposables';
import { SprocketError } from '../errors';
import { Emitter } from '../events';
import type { SqlServerPort } from '../ports';
import type { SettingsSource } from '../settings';
import { ByteBudget } from './byteBudget';
import { GoneSessions } from './goneSessions';
import type { RemovalReason } from './goneSessions';
import { RowStorage } from './rowStorage';
import { Session } from './session';
import { refuseStart, unknownSession } from './sessionRefusals';
import type { SessionsChange, SessionSpec } from './sessionTypes';
import { SpillDirectory } from './spillDirectory';
import type { OpenSpillHandle } from './spillFile';

/** Rows that a session keeps in memory before it spills. */
const memoryBytesPerSession = 1024 * 1024;
/** Rows that all sessions together keep in memory. */
const memoryBytesTogether = 32 * 1024 * 1024;
/** Sessions that ended and are kept; beyond it those that were read longest ago go early. */
const mostEndedSessions = 1_000;
const maxResultSets = 1_000;
/** Views hear of progress at most this often. */
const progressMilliseconds = 200;

/** VS Code ends an extension host 5 seconds after it was asked to end; what remains of them is for the rest. */
const endPatienceMilliseconds = 2_000;

export interface SessionManagerOptions {
  readonly server: SqlServerPort;
  readonly settings: SettingsSource;
  /** Directory in which this process makes its own for temporary files. */
  readonly temporaryDirectory: string;
  readonly clock?: Clock;
  /** How the temporary files are made. */
  readonly openSpillHandle?: OpenSpillHandle;
}

/** All sessions of this process: the tools, the views and the forms share them. */
export class SessionManager {
  readonly #server: SqlServerPort;
  readonly #settings: SettingsSource;
  readonly #clock: Clock;
  readonly #directory: SpillDirectory;
  readonly #sessions = new Map<string, Session>();
  readonly #gone = new GoneSessions();
  readonly #memory = new ByteBudget(memoryBytesTogether);
  readonly #disk: ByteBudget;
  readonly #openSpillHandle: OpenSpillHandle | undefined;
  readonly #runningSessions = new Set<Session>();
  readonly #work = new Set<Promise<void>>();
  readonly #changed = new Emitter<SessionsChange>();
  readonly #settingsSubscription: Disposable;
  #pending = { added: new Set<string>(), changed: new Set<string>(), removed: new Set<string>() };
  #progressTimer: Disposable | undefined;
  #sweepTimer: Disposable | undefined;
  #disposed = false;

  constructor(options: SessionManagerOptions) {
    this.#server = options.server;
    this.#settings = options.settings;
    this.#clock = options.clock ?? systemClock;
    this.#directory = new SpillDirectory(options.temporaryDirectory);
    this.#disk = new ByteBudget(() => options.settings.current.maxDiskBytes);
    this.#openSpillHandle = options.openSpillHandle;
    this.#settingsSubscription = options.settings.onDidChange(() => {
      this.#sweepTimer?.dispose();
      this.#sweepTimer = undefined;
      this.#scheduleSweep();
    });
    this.#track(this.#directory.removeAbandoned());
  }

  onDidChange(listener: (change: SessionsChange) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** All sessions, newest first. */
  list(): Session[] {
    return [...this.#sessions.values()].reverse();
  }

  get runningCount(): number {
    return this.#runningSessions.size;
  }

  /** Begins work and returns at once: the connection is opened behind the answer. Throws session_limit, invalid_input. */
  start(spec: SessionSpec): Session {
    if (this.#disposed) {
      throw new SprocketError('cancelled', 'Sprocket is shutting down.');
    }
    const settings = this.#settings.current;
    refuseStart(spec, [...this.#runningSessions], settings);
    const id = randomUUID();
    const session = new Session(id, spec, {
      server: this.#server,
      clock: this.#clock,
      storage: new RowStorage({
        path: () => this.#directory.fileFor(`${id}.rows`),
        memoryLimit: memoryBytesPerSession,
        memory: this.#memory,
        disk: this.#disk,
        ...(this.#openSpillHandle === undefined ? {} : { open: this.#openSpillHandle }),
      }),
      limits: { rows: spec.maxRows ?? settings.maxRows, bytes: settings.maxBytes, resultSets: maxResultSets },
      timeoutSeconds:
        spec.timeoutSeconds ?? spec.target.settings.commandTimeoutSeconds ?? (spec.background ? 0 : settings.defaultTimeoutSeconds),
    });
    this.#sessions.set(id, session);
    this.#runningSessions.add(session);
    session.onDidChange(() => {
      this.#sessionChanged(session);
    });
    this.#pending.added.add(id);
    this.#announce();
    this.#track(session.run());
    return session;
  }

  /** Looks a session up and keeps it for another while. Throws unknown_session. */
  get(id: string): Session {
    const key = id.trim().toLowerCase();
    const session = this.#sessions.get(key);
    if (session === undefined) {
      throw unknownSession(id, this.#gone.find(key), this.list(), this.#settings.current);
    }
    session.touch();
    return session;
  }

  find(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Forgets a session and its rows; one that runs is cancelled first. */
  async remove(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    if (session === undefined) {
      return;
    }
    await session.cancel();
    this.#drop(session, 'removed');
  }

  /** Cancels all work, forgets all sessions, removes all files. Settles when that is done. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    // A server that does not acknowledge has lost its chance when the connections are closed; the files must be gone in time.
    await Promise.all(this.list().map((session) => session.cancel(endPatienceMilliseconds)));
    for (const session of this.list()) {
      this.#drop(session, 'removed');
    }
    this.#settingsSubscription.dispose();
    this.#sweepTimer?.dispose();
    this.#progressTimer?.dispose();
    // Work that never ended is not waited for: its session gave up on it.
    await Promise.race([
      this.#allWork(),
      new Promise<void>((resolve) => {
        this.#clock.after(1000, resolve);
      }),
    ]);
    await this.#directory.dispose();
    this.#changed.dispose();
  }

  async #allWork(): Promise<void> {
    while (this.#work.size > 0) {
      await Promise.all(this.#work);
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => {
      this.#work.delete(tracked);
    });
    this.#work.add(tracked);
  }

  #drop(session: Session, reason: RemovalReason): void {
    if (!this.#sessions.delete(session.id)) {
      return;
    }
    this.#gone.add(session.id, { reason, at: new Date(this.#clock.now()) });
    this.#track(session.dispose());
    this.#pending.removed.add(session.id);
    this.#announce();
  }

  #sessionChanged(session: Session): void {
    this.#pending.changed.add(session.id);
    if (session.state !== 'running') {
      this.#runningSessions.delete(session);
      this.#announce();
      this.#dropSurplus();
      this.#scheduleSweep();
    } else {
      this.#progressTimer ??= this.#clock.after(progressMilliseconds, () => {
        this.#announce();
      });
    }
  }

  #dropSurplus(): void {
    if (this.#sessions.size - this.#runningSessions.size > mostEndedSessions) {
      const ended = [...this.#sessions.values()].filter((session) => session.state !== 'running');
      ended.sort((left, right) => left.lastReadAt.getTime() - right.lastReadAt.getTime());
      // Some at once: looking at all of them for each would make every session slower.
      ended.slice(0, mostEndedSessions / 10).forEach((session) => {
        this.#drop(session, 'surplus');
      });
    }
  }

  #announce(): void {
    this.#progressTimer?.dispose();
    this.#progressTimer = undefined;
    const { added, changed, removed } = this.#pending;
    this.#pending = { added: new Set(), changed: new Set(), removed: new Set() };
    this.#changed.emit({ added: [...added], changed: [...changed], removed: [...removed] });
  }

  /** While there are sessions that have ended, they are looked at in the interval of the settings. */
  #scheduleSweep(): void {
    if (this.#sweepTimer === undefined && this.#sessions.size > this.#runningSessions.size && !this.#disposed) {
      this.#sweepTimer = this.#clock.after(this.#settings.current.cleanupIntervalMinutes * 60_000, () => {
        this.#sweepTimer = undefined;
        this.#sweep();
      });
    }
  }

  #sweep(): void {
    const kept = this.#settings.current.sessionRetentionMinutes * 60_000;
    for (const session of this.list()) {
      if (session.state !== 'running' && session.lastReadAt.getTime() + kept <= this.#clock.now()) {
        this.#drop(session, 'expired');
      }
    }
    this.#scheduleSweep();
  }
}

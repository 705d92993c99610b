import type { Disposable } from './disposables';
import { Emitter } from './events';

/** What a user can set. The extension fills it from VS Code's configuration, the stdio server from the environment. */
export interface Settings {
  /** Sessions that may run at once. */
  readonly maxConcurrentSessions: number;
  /** How long a session is kept after it ended or was last read. */
  readonly sessionRetentionMinutes: number;
  /** How often sessions are looked for that have been kept for long enough. */
  readonly cleanupIntervalMinutes: number;
  /** For work that somebody waits for, where neither the caller nor the connection string names a limit; 0: none. */
  readonly defaultTimeoutSeconds: number;
  readonly connectionTimeoutSeconds: number;
  /** Rows that one session may store, over all its result sets. */
  readonly maxRows: number;
  /** Bytes of rows that one session may store. */
  readonly maxBytes: number;
  /** Bytes that the temporary files of all sessions may have together. */
  readonly maxDiskBytes: number;
  /** How long a call that waits for its work waits, before it answers with what there is and the work goes on in the background. */
  readonly patienceSeconds: number;
  /** About how many bytes of rows one answer of a tool may hold. */
  readonly pageBytes: number;
  /** Tools that are switched off. */
  readonly disabledTools: ReadonlySet<string>;
}

export const defaultSettings: Settings = {
  maxConcurrentSessions: 10,
  sessionRetentionMinutes: 15,
  cleanupIntervalMinutes: 1,
  defaultTimeoutSeconds: 300,
  connectionTimeoutSeconds: 15,
  maxRows: 10_000_000,
  maxBytes: 4 * 1024 * 1024 * 1024,
  maxDiskBytes: 16 * 1024 * 1024 * 1024,
  patienceSeconds: 30,
  pageBytes: 48 * 1024,
  disabledTools: new Set(),
};

/** Settings that may change while the program runs. */
export interface SettingsSource {
  readonly current: Settings;
  onDidChange(listener: (settings: Settings) => void): Disposable;
}

/** The one holder of the settings; a composition root updates it. */
export class SettingsHolder implements SettingsSource, Disposable {
  readonly #changed = new Emitter<Settings>();
  #current: Settings;

  constructor(settings: Settings = defaultSettings) {
    this.#current = settings;
  }

  get current(): Settings {
    return this.#current;
  }

  update(settings: Settings): void {
    this.#current = settings;
    this.#changed.emit(settings);
  }

  onDidChange(listener: (settings: Settings) => void): Disposable {
    return this.#changed.on(listener);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

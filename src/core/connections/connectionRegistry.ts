import type { Disposable } from '../disposables';
import { SprocketError } from '../errors';
import { Emitter } from '../events';
import { closestNames } from '../names/closestNames';
import type { ConnectionTarget } from '../ports';
import type { AccessLevel, ConnectionProfile } from './connectionProfile';
import type { ConnectionSettings } from './connectionSettings';
import { describeLogin, formatServer } from './connectionStringFormat';
import type { ConnectionStore, StoredConnection } from './connectionStore';
import { Secret } from './secret';

export interface ConnectionRegistryOptions {
  readonly store: ConnectionStore;
  /** Reads a connection string; throws SprocketError. */
  readonly parse: (connectionString: string) => ConnectionSettings;
  /** For connection strings that set no time for connecting. */
  readonly connectTimeoutSeconds?: () => number;
  /** How a user adds a connection here: a sentence in the imperative. */
  readonly howToAdd: string;
}

/** What happened to the connections; `stale` names those whose pools are of no use any more. */
export interface ConnectionsChange {
  readonly stale: readonly string[];
}

interface Entry {
  readonly stored: StoredConnection;
  readonly profile: ConnectionProfile;
  readonly settings: ConnectionSettings | SprocketError;
  /** The settings with the time for connecting that they leave open: the same object as long as that is the same. */
  completed?: ConnectionSettings;
}

/** The configured connections by name, without regard to case, and which of them is active. */
export class ConnectionRegistry implements Disposable {
  readonly #options: ConnectionRegistryOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new Emitter<ConnectionsChange>();
  #active: string | undefined;
  /** Counts what was changed here. */
  #changes = 0;

  constructor(options: ConnectionRegistryOptions) {
    this.#options = options;
  }

  /** Reads the store. A connection whose string cannot be read is listed with its problem. */
  async load(): Promise<void> {
    const { connections, active } = await this.#readStore();
    const before = [...this.#entries.values()];
    this.#entries.clear();
    for (const stored of connections) {
      this.#entries.set(key(stored.name), this.#entry(stored));
    }
    this.#active = active;
    const changed = before.filter(({ stored }) => {
      const now = this.#entries.get(key(stored.name))?.stored;
      return now?.name !== stored.name || now.connectionString.reveal() !== stored.connectionString.reveal();
    });
    this.#changed.emit({ stale: changed.map(({ stored }) => stored.name) });
  }

  onDidChange(listener: (change: ConnectionsChange) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** All connections, sorted by name. */
  list(): ConnectionProfile[] {
    return [...this.#entries.values()].map((entry) => entry.profile).sort((left, right) => left.name.localeCompare(right.name, 'en'));
  }

  get(name: string): ConnectionProfile | undefined {
    return this.#entries.get(key(name))?.profile;
  }

  /** The connection that is used when none is named: the chosen one, or the only one. */
  get active(): ConnectionProfile | undefined {
    const chosen = this.#active === undefined ? undefined : this.get(this.#active);
    return chosen ?? (this.#entries.size === 1 ? this.list()[0] : undefined);
  }

  async setActive(name: string | undefined): Promise<void> {
    const profile = name === undefined ? undefined : this.#find(name).profile;
    await this.#options.store.saveActive(profile?.name);
    this.#active = profile?.name;
    this.#announce({ stale: [] });
  }

  /** Adds a connection, or replaces the one of that name. Throws invalid_input for a bad name, and what the parser throws. */
  async save(name: string, connectionString: string, access: AccessLevel): Promise<ConnectionProfile> {
    const trimmed = checkedName(name);
    this.#options.parse(connectionString);
    const stored: StoredConnection = { name: trimmed, access, connectionString: new Secret(connectionString) };
    const before = this.#entries.get(key(trimmed));
    if (before !== undefined && before.stored.name !== trimmed) {
      await this.#options.store.remove(before.stored.name);
    }
    await this.#options.store.save(stored);
    const entry = this.#entry(stored);
    this.#entries.set(key(trimmed), entry);
    this.#announce({ stale: before === undefined ? [] : [before.stored.name] });
    return entry.profile;
  }

  async setAccess(name: string, access: AccessLevel): Promise<void> {
    const { stored } = this.#find(name);
    const changed = { ...stored, access };
    await this.#options.store.save(changed);
    this.#entries.set(key(stored.name), this.#entry(changed));
    this.#announce({ stale: [] });
  }

  async rename(name: string, newName: string): Promise<void> {
    const { stored } = this.#find(name);
    const trimmed = checkedName(newName);
    if (key(trimmed) !== key(name) && this.#entries.has(key(trimmed))) {
      throw new SprocketError('invalid_input', `There is a connection ${JSON.stringify(trimmed)} already.`, {
        nextStep: 'Choose another name.',
      });
    }
    const renamed = { ...stored, name: trimmed };
    if (trimmed !== stored.name) {
      await this.#options.store.save(renamed);
      await this.#options.store.remove(stored.name);
    }
    this.#entries.delete(key(stored.name));
    this.#entries.set(key(trimmed), this.#entry(renamed));
    if (this.#active !== undefined && key(this.#active) === key(name)) {
      await this.#options.store.saveActive(trimmed);
      this.#active = trimmed;
    }
    this.#announce({ stale: [stored.name] });
  }

  async remove(name: string): Promise<void> {
    const { stored } = this.#find(name);
    await this.#options.store.remove(stored.name);
    this.#entries.delete(key(stored.name));
    if (this.#active !== undefined && key(this.#active) === key(stored.name)) {
      await this.#options.store.saveActive(undefined);
      this.#active = undefined;
    }
    this.#announce({ stale: [stored.name] });
  }

  /**
   * The target of a tool call, and the profile it belongs to. Without a name: the active connection.
   * Throws no_connection, unknown_connection with the closest names, or what is wrong with the connection string.
   */
  resolve(name?: string, database?: string): { target: ConnectionTarget; profile: ConnectionProfile } {
    const entry = this.#find(name);
    const { stored, profile, settings } = entry;
    if (settings instanceof SprocketError) {
      throw settings;
    }
    const seconds = settings.connectTimeoutSeconds ?? this.#options.connectTimeoutSeconds?.();
    if (entry.completed === undefined || entry.completed.connectTimeoutSeconds !== seconds) {
      entry.completed = seconds === undefined ? settings : { ...settings, connectTimeoutSeconds: seconds };
    }
    return {
      profile,
      target: {
        connection: stored.name,
        settings: entry.completed,
        ...(database === undefined ? {} : { database }),
      },
    };
  }

  /** The connection string itself, to edit it. */
  connectionString(name: string): Secret {
    return this.#find(name).stored.connectionString;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** What the store holds now: read again when something was changed here meanwhile. */
  async #readStore(): ReturnType<ConnectionStore['load']> {
    for (;;) {
      const before = this.#changes;
      const read = await this.#options.store.load();
      if (this.#changes === before) return read;
    }
  }

  #announce(change: ConnectionsChange): void {
    this.#changes++;
    this.#changed.emit(change);
  }

  #find(name: string | undefined): Entry {
    const entry = this.#entries.get(key(name ?? this.active?.name ?? ''));
    if (entry !== undefined) {
      return entry;
    }
    const names = this.list().map((profile) => profile.name);
    if (names.length === 0) {
      throw new SprocketError('no_connection', 'No SQL Server connection is configured.', { nextStep: this.#options.howToAdd });
    }
    if (name === undefined) {
      throw new SprocketError('no_connection', 'Several connections are configured and none of them is active.', {
        expected: 'the parameter connection',
        nextStep: 'Pass connection with one of these names.',
        suggestions: names,
      });
    }
    const closest = closestNames(name, names);
    // Whoever passes a connection string instead of a name must not find its password in the answer.
    const shown = /[=;@]|:\/\//u.test(name) || name.length > 100 ? 'of that name' : JSON.stringify(name);
    throw new SprocketError('unknown_connection', `There is no connection ${shown}.`, {
      expected: 'the name of a configured connection',
      nextStep: 'Use one of these names, or call list_connections.',
      suggestions: closest.length > 0 ? closest : names.slice(0, 10),
    });
  }

  #entry(stored: StoredConnection): Entry {
    const settings = this.#parse(stored);
    const readable = settings instanceof SprocketError ? undefined : settings;
    return {
      stored,
      settings,
      profile: {
        name: stored.name,
        access: stored.access,
        server: readable && formatServer(readable),
        database: readable?.database,
        login: readable && describeLogin(readable.authentication),
        notes: readable?.notes ?? [],
        problem: settings instanceof SprocketError ? settings.message : undefined,
      },
    };
  }

  #parse(stored: StoredConnection): ConnectionSettings | SprocketError {
    try {
      return this.#options.parse(stored.connectionString.reveal());
    } catch (error) {
      // Only our own errors are known to hold nothing of the string.
      return error instanceof SprocketError ? error : new SprocketError('invalid_input', 'The connection string cannot be read.');
    }
  }
}

function key(name: string): string {
  return name.trim().toLowerCase();
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 100) {
    throw new SprocketError('invalid_input', 'A connection needs a name.', { expected: '1 to 100 characters' });
  }
  return trimmed;
}

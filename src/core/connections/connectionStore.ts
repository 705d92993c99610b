import type { AccessLevel } from './connectionProfile';
import type { Secret } from './secret';

/** A connection as it is kept. */
export interface StoredConnection {
  readonly name: string;
  readonly access: AccessLevel;
  readonly connectionString: Secret;
}

/** Where connections are kept: VS Code's SecretStorage, or the environment of the stdio server. */
export interface ConnectionStore {
  load(): Promise<{ readonly connections: readonly StoredConnection[]; readonly active: string | undefined }>;
  /** Adds, or replaces the one of the same name. */
  save(connection: StoredConnection): Promise<void>;
  remove(name: string): Promise<void>;
  saveActive(name: string | undefined): Promise<void>;
}

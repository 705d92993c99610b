import type * as vscode from 'vscode';
import { accessLevels } from '../core/connections/connectionProfile';
import type { AccessLevel } from '../core/connections/connectionProfile';
import type { ConnectionStore, StoredConnection } from '../core/connections/connectionStore';
import { Secret } from '../core/connections/secret';

const activeKey = 'sprocket.activeConnection';
const namesKey = 'sprocket.connections';
const secretPrefix = 'sprocket.connection.';

/** What is kept outside the secret storage: nothing that is secret. */
interface Entry {
  readonly name: string;
  readonly access: AccessLevel;
}

/** Connection strings in VS Code's SecretStorage; names, access levels and the active one in its global state. */
export class SecretConnectionStore implements ConnectionStore {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly state: vscode.Memento,
  ) {}

  async load(): Promise<{ connections: StoredConnection[]; active: string | undefined }> {
    const connections: StoredConnection[] = [];
    for (const { name, access } of this.entries()) {
      const connectionString = await this.secrets.get(secretPrefix + name);
      // A missing secret was removed by the user or the system's key store: the connection is gone.
      if (connectionString !== undefined) connections.push({ name, access, connectionString: new Secret(connectionString) });
    }
    return { connections, active: this.state.get<string>(activeKey) };
  }

  async save({ name, access, connectionString }: StoredConnection): Promise<void> {
    // The name first: whoever hears of the changed secret and reads everything anew must find it listed.
    await this.state.update(namesKey, [...this.entries().filter((entry) => entry.name !== name), { name, access }]);
    await this.secrets.store(secretPrefix + name, connectionString.reveal());
  }

  async remove(name: string): Promise<void> {
    await this.secrets.delete(secretPrefix + name);
    await this.state.update(
      namesKey,
      this.entries().filter((entry) => entry.name !== name),
    );
  }

  async saveActive(name: string | undefined): Promise<void> {
    await this.state.update(activeKey, name);
  }

  /** Tells when another window changed a connection string. */
  onDidChange(listener: () => void): vscode.Disposable {
    return this.secrets.onDidChange((event) => {
      if (event.key.startsWith(secretPrefix)) listener();
    });
  }

  /** The state could have been written by another version: only what has the right shape counts. */
  private entries(): Entry[] {
    const stored = this.state.get<unknown>(namesKey, []);
    return Array.isArray(stored) ? stored.map(toEntry).filter((entry) => entry !== undefined) : [];
  }
}

function toEntry(value: unknown): Entry | undefined {
  if (typeof value !== 'object' || value === null || !('name' in value) || typeof value.name !== 'string') return undefined;
  const level = 'access' in value ? accessLevels.find((known) => known === value.access) : undefined;
  return { name: value.name, access: level ?? 'ask' };
}

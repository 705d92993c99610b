import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { beforeEach, describe, it } from 'mocha';
import { ConnectionRegistry } from '../../../src/core/connections/connectionRegistry';
import type { ConnectionSettings } from '../../../src/core/connections/connectionSettings';
import type { ConnectionStore, StoredConnection } from '../../../src/core/connections/connectionStore';
import { EnvironmentConnectionStore } from '../../../src/core/connections/environmentConnectionStore';
import { Secret } from '../../../src/core/connections/secret';
import { SprocketError } from '../../../src/core/errors';
import { testSettings } from '../support/testTarget';

class MemoryStore implements ConnectionStore {
  readonly saved = new Map<string, StoredConnection>();
  active: string | undefined;

  load(): ReturnType<ConnectionStore['load']> {
    return Promise.resolve({ connections: [...this.saved.values()], active: this.active });
  }

  save(connection: StoredConnection): Promise<void> {
    this.saved.set(connection.name, connection);
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.saved.delete(name);
    return Promise.resolve();
  }

  saveActive(name: string | undefined): Promise<void> {
    this.active = name;
    return Promise.resolve();
  }
}

const serverMode = withoutDatabase();

/** The settings of a string that names no database. */
function withoutDatabase(): ConnectionSettings {
  const settings: { database?: string } & ConnectionSettings = { ...testSettings };
  delete settings.database;
  return settings;
}

describe('connection registry', () => {
  let store = new MemoryStore();
  let registry = create();

  function create(): ConnectionRegistry {
    return new ConnectionRegistry({
      store,
      howToAdd: 'Add one.',
      connectTimeoutSeconds: () => 7,
      parse: (text) => {
        if (text === 'bad') {
          throw new SprocketError('invalid_input', 'No server.');
        }
        return text.includes('Database') ? testSettings : serverMode;
      },
    });
  }

  beforeEach(() => {
    store = new MemoryStore();
    registry = create();
  });

  const problem = (kind: string, suggestions: readonly string[]) => (error: unknown) =>
    error instanceof SprocketError && error.kind === kind && inspect(error.suggestions) === inspect(suggestions);

  it('tells how to add a connection when there is none', () => {
    assert.throws(
      () => registry.resolve(),
      (error: unknown) => error instanceof SprocketError && error.kind === 'no_connection' && error.nextStep === 'Add one.',
    );
  });

  it('uses the only connection, and asks when there are several', async () => {
    await registry.save('One', 'Server=a;Database=shop', 'ask');
    assert.equal(registry.resolve().target.connection, 'One');
    await registry.save('Two', 'Server=b', 'readOnly');
    assert.throws(() => registry.resolve(), problem('no_connection', ['One', 'Two']));
    await registry.setActive('two');
    assert.equal(registry.resolve().target.connection, 'Two');
    assert.equal(store.active, 'Two');
  });

  it('finds names without regard to case, and suggests the closest', async () => {
    await registry.save('Sales', 'Server=a', 'ask');
    await registry.save('Archive', 'Server=a', 'ask');
    assert.equal(registry.resolve('SALES').target.connection, 'Sales');
    assert.throws(() => registry.resolve('slaes'), problem('unknown_connection', ['Sales']));
    assert.throws(() => registry.resolve('zzzzzzzz'), problem('unknown_connection', ['Archive', 'Sales']));
  });

  it('does not repeat what may be a connection string', async () => {
    await registry.save('Sales', 'Server=a', 'ask');
    for (const name of ['Server=a;Password=hunter2', 'mssql://sa:hunter2@h/db', `hunter2${'x'.repeat(200)}`]) {
      assert.throws(
        () => registry.resolve(name),
        (error: unknown) =>
          error instanceof SprocketError && error.kind === 'unknown_connection' && !inspect(error, { depth: 9 }).includes('hunter2'),
      );
    }
  });

  it('overrides the database, and fills in the time for connecting', async () => {
    await registry.save('a', 'Server=a', 'ask');
    assert.equal(registry.get('a')?.database, undefined);
    const { target } = registry.resolve('a', 'other');
    assert.equal(target.database, 'other');
    assert.equal(target.settings.connectTimeoutSeconds, 7);
    assert.equal(registry.resolve('a').target.settings, target.settings, 'caches know settings by their object');
  });

  it('lists a connection that cannot be read with its problem', async () => {
    await registry.save('good', 'Server=a', 'ask');
    const [stored] = store.saved.values();
    assert.ok(stored);
    store.saved.set('broken', { ...stored, name: 'broken', connectionString: new Secret('bad') });
    await registry.load();
    assert.equal(registry.get('broken')?.problem, 'No server.');
    assert.throws(() => registry.resolve('broken'), { message: 'No server.' });
    await assert.rejects(registry.save('x', 'bad', 'ask'), { message: 'No server.' });
  });

  it('renames and removes, keeps the active one, and names stale pools', async () => {
    const stale: (readonly string[])[] = [];
    registry.onDidChange((change) => stale.push(change.stale));
    await registry.save('old', 'Server=a', 'readWrite');
    await registry.setActive('old');
    await registry.rename('old', ' new ');
    assert.deepEqual([...store.saved.keys()], ['new']);
    assert.equal(registry.active?.name, 'new');
    assert.equal(registry.active.access, 'readWrite');
    await registry.setAccess('new', 'readOnly');
    assert.equal(registry.get('new')?.access, 'readOnly');
    await registry.remove('new');
    assert.equal(store.active, undefined);
    assert.deepEqual(registry.list(), []);
    assert.deepEqual(stale, [[], [], ['old'], [], ['new']]);
    await assert.rejects(registry.save('  ', 'Server=a', 'ask'), { kind: 'invalid_input' });
  });

  it('names the pools that are stale after it was read again', async () => {
    for (const name of ['kept', 'changed', 'gone']) {
      await registry.save(name, 'Server=a', 'ask');
    }
    const seen: (readonly string[])[] = [];
    registry.onDidChange((change) => seen.push(change.stale));
    store.saved.set('changed', { name: 'changed', access: 'ask', connectionString: new Secret('Server=b') });
    store.saved.delete('gone');
    await registry.load();
    assert.deepEqual(seen, [['changed', 'gone']]);
  });

  it('shows no secret to whoever inspects it', async () => {
    await registry.save('a', 'Server=a;Password=hunter2', 'ask');
    assert.doesNotMatch(inspect(registry, { depth: 10, showHidden: true }) + JSON.stringify(registry.list()), /hunter2/u);
    assert.doesNotMatch(inspect(registry.resolve('a'), { depth: 10 }), /hunter2/u);
  });
});

describe('connections that change while the store is read', () => {
  it('are not lost', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    class SlowStore extends MemoryStore {
      override async load(): ReturnType<ConnectionStore['load']> {
        const read = await super.load();
        await held;
        return read;
      }
    }
    const registry = new ConnectionRegistry({ store: new SlowStore(), parse: () => testSettings, howToAdd: 'Add one.' });
    const loading = registry.load();
    await registry.save('new', 'Server=a', 'ask');
    await registry.setActive('new');
    release();
    await loading;
    assert.deepEqual([registry.list().map(({ name }) => name), registry.active?.name], [['new'], 'new']);
  });
});

describe('connection of the environment', () => {
  it('is one, with a name and an access level', async () => {
    const store = new EnvironmentConnectionStore({ MSSQL_CONNECTIONSTRING: 'Server=a', SPROCKET_ACCESS: 'READWRITE' });
    const { connections, active } = await store.load();
    assert.deepEqual([connections[0]?.name, connections[0]?.access, active], ['default', 'readWrite', 'default']);
  });

  it('says what is missing or wrong', () => {
    assert.throws(() => new EnvironmentConnectionStore({}), { kind: 'no_connection' });
    assert.throws(() => new EnvironmentConnectionStore({ MSSQL_CONNECTIONSTRING: 'x', SPROCKET_ACCESS: 'all' }), { kind: 'invalid_input' });
    for (const SPROCKET_ACCESS of ['readOnly', 'ask']) {
      assert.throws(() => new EnvironmentConnectionStore({ MSSQL_CONNECTIONSTRING: 'x', SPROCKET_ACCESS }), { kind: 'unsupported' });
    }
  });
});

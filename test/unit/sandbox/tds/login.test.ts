import assert from 'node:assert/strict';
import { startTdsServer, type TdsServer, type TdsServerOptions } from '../../../sandbox/tds/server';
import { StubEngine } from './stubEngine';
import { close, configuration, connect, execute, until } from './tediousClient';

describe('TDS login', () => {
  const servers: TdsServer[] = [];
  const start = async (options: Partial<TdsServerOptions> = {}): Promise<{ server: TdsServer; engine: StubEngine }> => {
    const engine = new StubEngine();
    const server = await startTdsServer({ engine, ...options });
    servers.push(server);
    return { server, engine };
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  it('hands the engine what LOGIN7 said', async () => {
    const { server, engine } = await start();
    const connection = await connect(
      configuration(server, { database: 'shop', appName: 'the app', readOnlyIntent: true, packetSize: 8192 }),
    );
    await close(connection);
    const [login] = engine.logins;
    assert.deepEqual(login?.credentials, { kind: 'sql', userName: 'sa', password: 'right' });
    assert.equal(login.database, 'shop');
    assert.equal(login.applicationName, 'the app');
    assert.equal(login.readOnlyIntent, true);
    assert.equal(server.statistics.logins, 1);
  });

  it('takes passwords with any characters', async () => {
    const { server, engine } = await start();
    await assert.rejects(connect(configuration(server, {}, 'ß€𝄞;"]}')), /Login failed for user 'sa'\./);
    assert.deepEqual(engine.logins[0]?.credentials, { kind: 'sql', userName: 'sa', password: 'ß€𝄞;"]}' });
    assert.equal(server.statistics.failedLogins, 1);
  });

  it('sends 4060 and then 18456 for a database that is not there', async () => {
    const { server } = await start();
    await assert.rejects(connect(configuration(server, { database: 'missing' })), /Cannot open database "missing"|Login failed/);
  });

  for (const encryption of ['on', 'off', 'required'] as const) {
    it(`encrypts a client that asks, server ${encryption}`, async () => {
      const { server } = await start({ encryption });
      const connection = await connect(
        configuration(server, { encrypt: true, trustServerCertificate: false, cryptoCredentialsDetails: { ca: server.certificatePem } }),
      );
      assert.equal((await execute(connection, 'select 1')).error, undefined);
      assert.equal(server.statistics.encryptedConnections, 1);
      await close(connection);
    });
  }

  it('speaks TDS 8 to a strict client, on the same port as the others', async () => {
    const { server } = await start();
    const connection = await connect(
      configuration(server, { encrypt: 'strict', trustServerCertificate: false, cryptoCredentialsDetails: { ca: server.certificatePem } }),
    );
    assert.equal((await execute(connection, 'select 1')).error, undefined);
    await close(connection);
    const plain = await connect(configuration(server));
    await close(plain);
    assert.equal(server.statistics.logins, 2);
    assert.equal(server.statistics.encryptedConnections, 1);
  });

  it('turns away classic clients when strict, and plain ones when encryption is required', async () => {
    const strict = await start({ encryption: 'strict' });
    await assert.rejects(connect(configuration(strict.server)));
    const required = await start({ encryption: 'required' });
    await assert.rejects(connect(configuration(required.server)));
    const none = await start({ encryption: 'notSupported' });
    await assert.rejects(connect(configuration(none.server, { encrypt: true })));
    assert.equal(strict.engine.logins.length + required.engine.logins.length + none.engine.logins.length, 0);
  });

  it('shows an untrusted, an expired and a wrong certificate to a client that checks', async () => {
    const { server } = await start();
    await assert.rejects(connect(configuration(server, { encrypt: true, trustServerCertificate: false })), /self-signed/);
    for (const [certificate, expected] of [
      ['expired', /expired/],
      ['wrongHost', /altnames|does not match/],
    ] as const) {
      server.faults.set({ certificate });
      const trusting = { encrypt: true, trustServerCertificate: false, cryptoCredentialsDetails: { ca: server.certificatePem } };
      await assert.rejects(connect(configuration(server, trusting)), expected);
    }
  });

  it('accepts a federated authentication token', async () => {
    const { server, engine } = await start();
    const settings = configuration(server, { encrypt: true });
    const connection = await connect({
      ...settings,
      authentication: { type: 'azure-active-directory-access-token', options: { token: 'a token €' } },
    });
    await close(connection);
    assert.deepEqual(engine.logins[0]?.credentials, { kind: 'token', token: 'a token €' });
  });

  it('resets a connection and says so', async () => {
    const { server, engine } = await start();
    const connection = await connect(configuration(server));
    await new Promise<void>((resolve, reject) => {
      connection.reset((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    assert.deepEqual(engine.sessions[0]?.resets, [false]);
    assert.equal(server.statistics.resets, 1);
    await close(connection);
  });

  it('closes the session and forgets the connection when the client goes', async () => {
    const { server, engine } = await start();
    const connection = await connect(configuration(server));
    assert.equal(server.statistics.openConnections, 1);
    await close(connection);
    await until(() => server.statistics.openConnections === 0);
    assert.equal(engine.sessions[0]?.isClosed, true);
  });
});

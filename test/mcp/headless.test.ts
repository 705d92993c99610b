import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { describe, it } from 'mocha';
import { Headless } from './support/headless';

/** A server that takes connections and says nothing. */
async function silentServer(): Promise<{ server: Server; port: number; closed: Promise<unknown> }> {
  let gone: (value?: unknown) => void = () => undefined;
  const closed = new Promise((resolve) => (gone = resolve));
  const server = createServer((socket) => {
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', gone);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, closed, port: isAddress(address) ? address.port : 0 };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

const secret = 'hunter2';

describe('headless server', () => {
  it('says what is missing and ends', async () => {
    const headless = new Headless({});
    assert.equal(await headless.exitCode(), 1);
    assert.match(headless.stderr, /MSSQL_CONNECTIONSTRING is missing/u);
    assert.equal(headless.stdout, '');
  });

  it('says what is wrong with the connection string, without the string', async () => {
    const headless = new Headless({ MSSQL_CONNECTIONSTRING: `Server=x;Pasword=${secret}` });
    assert.equal(await headless.exitCode(), 1);
    assert.match(headless.stderr, /Pasword/u);
    assert.doesNotMatch(headless.stderr, new RegExp(secret, 'u'));
  });

  it('serves a client until its input ends', async () => {
    const { server, port } = await silentServer();
    server.close();
    const headless = new Headless({
      MSSQL_CONNECTIONSTRING: `Server=127.0.0.1,${String(port)};User ID=me;Password=${secret}`,
      MSSQL_CONNECTION_NAME: 'nowhere',
      SPROCKET_ACCESS: 'readWrite',
      ENABLE_START_QUERY: 'false',
    });
    assert.match(JSON.stringify(await headless.initialize()), /"name":"sprocket"/u);
    const tools = JSON.stringify(await headless.request('tools/list', {}));
    assert.match(tools, /"execute_query"/u);
    assert.doesNotMatch(tools, /"start_query"/u);
    assert.match(await headless.call('list_connections', {}), /"name":"nowhere","active":true/u);
    assert.match(await headless.call('execute_query', { query: 'SELECT 1' }), /"kind":"unreachable"/u);
    headless.endInput();
    assert.equal(await headless.exitCode(), 0);
    assert.doesNotMatch(headless.stdout + headless.stderr, new RegExp(secret, 'u'));
  });

  it('ends in order when its client has closed every stream', async () => {
    const { server, port } = await silentServer();
    const headless = new Headless({
      MSSQL_CONNECTIONSTRING: `Server=127.0.0.1,${String(port)};User ID=me;Password=${secret};Connect Timeout=60`,
    });
    await headless.initialize();
    const connected = once(server, 'connection');
    await headless.call('start_query', { query: 'SELECT 1' });
    await connected;
    headless.abandon();
    assert.equal(await headless.exitCode(), 0);
    server.close();
  });

  it('gives its connections back when it is told to end', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const { server, port, closed } = await silentServer();
    const headless = new Headless({
      MSSQL_CONNECTIONSTRING: `Server=127.0.0.1,${String(port)};User ID=me;Password=${secret};Connect Timeout=60`,
    });
    await headless.initialize();
    const connected = once(server, 'connection');
    await headless.call('start_query', { query: 'SELECT 1' });
    await connected;
    headless.terminate();
    assert.equal(await headless.exitCode(), 0);
    await closed;
    server.close();
  });
});

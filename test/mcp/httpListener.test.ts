import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { after, before, describe, it } from 'mocha';
import { silentLog } from '../../src/core/log';
import { startHttpListener } from '../../src/mcp/httpListener';
import { call } from './support/mcpHost';
import { StubHost } from './support/stubHost';
import { until } from './support/until';

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});

describe('HTTP listener', () => {
  let host: StubHost;
  before(async () => {
    host = await StubHost.start({ maxSessions: 3, maxBodyBytes: 10_000 });
  });
  after(() => host.stop());

  interface Reply {
    readonly status: number;
    readonly headers: NodeJS.Dict<string | string[]>;
    readonly body: string;
  }

  /** A request with the right headers, but for those given; undefined leaves one out. */
  function send(
    headers: Record<string, string | undefined> = {},
    body: string | undefined = initialize,
    method = 'POST',
    path = '/mcp',
  ): Promise<Reply> {
    const all: OutgoingHttpHeaders = {
      authorization: `Bearer ${host.listener.token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    };
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port: host.listener.port, path, method, headers: given }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(method === 'GET' || method === 'DELETE' ? undefined : body);
    });
  }

  /** Begins an MCP session and ends it again, so that the limit is not used up. */
  async function accepted(headers: Record<string, string | undefined>): Promise<number> {
    const reply = await send(headers);
    const id = reply.headers['mcp-session-id'];
    if (typeof id === 'string') {
      assert.equal((await send({ 'mcp-session-id': id }, undefined, 'DELETE')).status, 200);
    }
    return reply.status;
  }

  it('listens on loopback, with a token of 32 bytes', () => {
    assert.match(host.listener.url, /^http:\/\/127\.0\.0\.1:\d+\/mcp$/u);
    assert.equal(Buffer.from(host.listener.token, 'base64url').length, 32);
  });

  it('wants the token', async () => {
    for (const authorization of [
      undefined,
      'Bearer',
      'Bearer x',
      `Basic ${host.listener.token}`,
      `Bearer ${host.listener.token}x`,
      host.listener.token,
    ]) {
      const reply = await send({ authorization });
      assert.equal(reply.status, 401, String(authorization));
      assert.equal(reply.headers['www-authenticate'], 'Bearer');
    }
    assert.equal(await accepted({}), 200);
    assert.equal(await accepted({ authorization: `bearer ${host.listener.token}` }), 200);
  });

  it('serves its own host names only', async () => {
    const port = String(host.listener.port);
    for (const name of ['evil.example', `evil.example:${port}`, '127.0.0.1', `127.0.0.1.evil.example:${port}`, `localhost:${port}0`]) {
      assert.equal((await send({ host: name })).status, 403, name);
    }
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      assert.equal(await accepted({ host: name }), 200, name);
    }
  });

  it('takes the host of a request target before that of the header', async () => {
    const port = String(host.listener.port);
    assert.equal((await send({}, initialize, 'POST', 'http://evil.example/mcp')).status, 403);
    assert.equal((await send({}, initialize, 'POST', `http://evil.example:${port}/mcp`)).status, 403);
    assert.equal((await send({}, initialize, 'POST', `https://127.0.0.1:${port}/mcp`)).status, 404);
    assert.equal((await send({ host: 'evil.example' }, undefined, 'GET', `http://127.0.0.1:${port}/mcp`)).status, 405);
  });

  it('serves no host that is not exactly one of its names', async () => {
    const port = String(host.listener.port);
    for (const name of [`localhost.:${port}`, `[::1%25lo]:${port}`, `user@127.0.0.1:${port}`, `127.1:${port}`, `0.0.0.0:${port}`]) {
      assert.notEqual((await send({ host: name })).status, 200, name);
    }
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(host.listener.port, '127.0.0.1', () => {
        socket.write(`POST /mcp HTTP/1.0\r\nAuthorization: Bearer ${host.listener.token}\r\nContent-Length: 0\r\n\r\n`);
      });
      socket.once('data', (bytes) => {
        resolve(bytes.toString('latin1'));
        socket.destroy();
      });
    });
    assert.match(reply, /^HTTP\/1\.1 403 /u);
  });

  it('refuses foreign origins', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1', 'vscode-webview://x', '']) {
      assert.equal((await send({ origin })).status, 403, origin);
    }
    assert.equal(await accepted({ origin: `http://127.0.0.1:${String(host.listener.port)}` }), 200);
  });

  it('has nothing elsewhere', async () => {
    assert.equal((await send({}, undefined, 'GET', '/')).status, 404);
    assert.equal((await send({}, undefined, 'GET', '/.well-known/oauth-protected-resource')).status, 404);
    assert.equal((await send({}, initialize, 'PUT')).status, 405);
    assert.equal((await send({}, undefined, 'GET')).status, 405);
    assert.equal((await send({ 'mcp-session-id': 'unknown' })).status, 404);
    assert.equal((await send({ 'mcp-session-id': 'unknown' }, undefined, 'DELETE')).status, 404);
  });

  it('limits the body', async () => {
    const large = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x', params: { text: 'x'.repeat(20_000) } });
    assert.equal((await send({}, large)).status, 413);
    assert.equal((await send({ 'transfer-encoding': 'chunked' }, large)).status, 413);
  });

  it('survives garbage', async () => {
    assert.equal((await send({}, '{"jsonrpc"')).status, 400);
    assert.equal((await send({}, '[]')).status, 400);
    assert.equal((await send({}, 'null')).status, 400);
    assert.equal((await send({}, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}')).status, 400);
    assert.equal((await send({ 'content-type': 'text/plain' })).status, 415);
    for (const bytes of [
      '\x16\x03\x01\x02\x00\x01',
      'GET\r\n\r\n',
      'POST /mcp HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
      `GET / HTTP/1.1\r\n${'a'.repeat(100_000)}`,
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(host.listener.port, '127.0.0.1', () => socket.end(bytes, 'latin1'));
        socket.on('error', () => undefined);
        socket.on('close', () => {
          resolve();
        });
        socket.resume();
      });
    }
    assert.equal(await accepted({}), 200);
  });

  it('forgets the client that was silent longest when there are too many', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const reply = await send();
      assert.equal(reply.status, 200);
      ids.push(String(reply.headers['mcp-session-id']));
    }
    const ping = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'ping' });
    const states = [];
    for (const id of ids) {
      states.push((await send({ 'mcp-session-id': id }, ping)).status);
    }
    assert.deepEqual(states, [404, 200, 200, 200]);
  });

  it('forgets a client that says nothing, but not one that listens', async () => {
    const own = await StubHost.start({ idleMilliseconds: 1 });
    const listening = await own.client();
    // Only POST reaches the other side's idle time: this client opens no stream.
    const post = (headers: Record<string, string>, body: string): Promise<Response> =>
      fetch(own.listener.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${own.listener.token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
        body,
      });
    const first = await post({}, initialize);
    await first.text();
    const id = first.headers.get('mcp-session-id') ?? '';
    const ping = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'ping' });
    let status = 200;
    while (status === 200) {
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const reply = await post({ 'mcp-session-id': id }, ping);
      await reply.text();
      status = reply.status;
    }
    assert.equal(status, 404);
    await listening.ping();
    await own.stop();
  });

  it('gives the place of a client back when its beginning failed', async () => {
    let fail = true;
    const plain = new McpServer({ name: 'plain', version: '1' });
    const connect = plain.connect.bind(plain);
    plain.connect = (transport) => (fail ? Promise.reject(new Error('no')) : connect(transport));
    const own = await startHttpListener({ createServer: () => plain, log: silentLog, maxSessions: 1 });
    const post = (): Promise<Response> =>
      fetch(own.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${own.token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: initialize,
      });
    assert.equal((await post()).status, 500);
    assert.equal((await post()).status, 500);
    fail = false;
    const reply = await post();
    await reply.text();
    assert.equal(reply.status, 200);
    await own.close();
  });

  it('ends running calls when it closes', async () => {
    const own = await StubHost.start();
    const client = await own.client();
    const pending = call(client, 'execute_query', { query: 'forever' }).catch(() => 'ended');
    while (own.server.running === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await own.listener.close();
    await client.close();
    assert.equal(await pending, 'ended');
    await own.stop();
    assert.equal(own.server.running, 0);
  });

  it('ends the response to a call that its client has cancelled', async () => {
    const begun = await send();
    const session = { 'mcp-session-id': String(begun.headers['mcp-session-id']) };
    const before = host.server.running;
    const body = { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: 'execute_query', arguments: { query: 'forever' } } };
    const response = send(session, JSON.stringify(body));
    await until(() => host.server.running > before);
    const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } };
    assert.equal((await send(session, JSON.stringify(cancel))).status, 202);
    assert.deepEqual([(await response).status, (await response).body.includes('"result"')], [200, false]);
    await until(() => host.server.running === before);
    await send(session, undefined, 'DELETE');
  });
});

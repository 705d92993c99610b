import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { describe, it } from 'mocha';

/** The stdio server as a process of its own. */
class Headless {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (message: Record<string, unknown>) => void>();
  #next = 1;
  stderr = '';
  stdout = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, ['--import', 'tsx', 'src/headless.ts'], {
      env: { PATH: process.env['PATH'] ?? '', SystemRoot: process.env['SystemRoot'] ?? '', ...environment },
    });
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    let rest = '';
    this.#process.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const message: unknown = JSON.parse(line);
        if (typeof message === 'object' && message !== null && 'id' in message && typeof message.id === 'number') {
          this.#waiting.get(message.id)?.({ ...message });
        }
      }
    });
  }

  request(method: string, params: object): Promise<Record<string, unknown>> {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  }

  async initialize(): Promise<Record<string, unknown>> {
    const answer = await this.request('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    this.#process.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    return answer;
  }

  async call(name: string, input: object): Promise<string> {
    return JSON.stringify(await this.request('tools/call', { name, arguments: input }));
  }

  endInput(): void {
    this.#process.stdin.end();
  }

  terminate(): void {
    this.#process.kill('SIGTERM');
  }

  async exitCode(): Promise<number | null> {
    if (this.#process.exitCode === null) {
      await once(this.#process, 'close');
    }
    return this.#process.exitCode;
  }
}

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

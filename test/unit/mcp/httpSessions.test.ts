import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { silentLog } from '../../../src/core/log';
import { HttpSessions } from '../../../src/mcp/httpSessions';

describe('HTTP sessions', () => {
  let http: Server;
  let sessions: HttpSessions;
  let created = 0;
  beforeEach(async () => {
    created = 0;
    sessions = new HttpSessions({
      createServer: () => {
        created += 1;
        return new McpServer({ name: 'plain', version: '1' });
      },
      log: silentLog,
      maxSessions: 2,
      maxBodyBytes: 100,
      idleMilliseconds: 60_000,
    });
    http = createServer((request, response) => {
      void sessions.handle(request, response);
    });
    await new Promise<void>((resolve) => {
      http.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    await sessions.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });

  function post(body: string): Promise<Response> {
    const address = http.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return fetch(`http://127.0.0.1:${String(port)}`, { method: 'POST', body });
  }

  it('begin no client while they end', async () => {
    await sessions.close();
    assert.equal((await post('{}')).status, 503);
    assert.equal(created, 0);
  });

  it('close the connection of a request that is too large, rather than read it', async () => {
    const reply = await post('x'.repeat(101));
    assert.equal(reply.status, 413);
    assert.equal(reply.headers.get('connection'), 'close');
    assert.equal(created, 0);
  });
});

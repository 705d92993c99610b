import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Log } from '../core/log';
import { HttpSessions } from './httpSessions';
import { RequestGuard } from './requestGuard';
import type { Refusal } from './requestGuard';

const path = '/mcp';

export interface HttpListenerOptions {
  /** A server for one more client. */
  readonly createServer: () => McpServer;
  readonly log: Log;
  /** 0 or absent: a free port. */
  readonly port?: number;
  /** Absent: 32 random bytes, new for this listener. */
  readonly token?: string;
  readonly maxSessions?: number;
  readonly maxBodyBytes?: number;
  /** A client that has said nothing for so long, and listens to nothing, is forgotten. */
  readonly idleMilliseconds?: number;
}

export interface HttpListener {
  readonly url: string;
  readonly port: number;
  /** For the header `Authorization: Bearer …`; a secret. */
  readonly token: string;
  /** Ends all clients and connections, and frees the port. */
  close(): Promise<void>;
}

/** Serves MCP (Streamable HTTP) on loopback. Rejects when the port cannot be had. */
export async function startHttpListener(options: HttpListenerOptions): Promise<HttpListener> {
  const { log } = options;
  const token = options.token ?? randomBytes(32).toString('base64url');
  const sessions = new HttpSessions({
    createServer: options.createServer,
    log,
    maxSessions: options.maxSessions ?? 64,
    maxBodyBytes: options.maxBodyBytes ?? 4 * 1024 * 1024,
    idleMilliseconds: options.idleMilliseconds ?? 60 * 60_000,
  });
  const http = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 30_000 });
  http.maxConnections = 512;
  http.on('clientError', (_error, socket) => {
    if (socket.writable) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    } else {
      socket.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', () => {
      http.off('error', reject);
      resolve();
    });
  });
  http.on('error', (error) => {
    log.error(`HTTP listener: ${error.message}`);
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const guard = new RequestGuard(port, token);
  http.on('request', (request, response) => {
    const refusal = guard.check(request, path);
    if (refusal !== undefined) {
      refuse(request, response, refusal);
      return;
    }
    sessions.handle(request, response).catch((error: unknown) => {
      log.error(`HTTP request failed: ${error instanceof Error ? error.name : typeof error}`);
      refuse(request, response, { status: 500, message: 'The request failed.' });
    });
  });
  return {
    url: `http://127.0.0.1:${String(port)}${path}`,
    port,
    token,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        http.close(() => {
          resolve();
        });
      });
      await sessions.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  request.resume();
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message: refusal.message }, id: null });
  response.writeHead(refusal.status, { 'content-type': 'application/json', connection: 'close', ...refusal.headers });
  response.end(body);
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Log } from '../core/log';
import { asTransport } from './asTransport';

export interface HttpSessionsOptions {
  readonly createServer: () => McpServer;
  readonly log: Log;
  readonly maxSessions: number;
  readonly maxBodyBytes: number;
  readonly idleMilliseconds: number;
}

interface Client {
  readonly transport: StreamableHTTPServerTransport;
  readonly server: McpServer;
  /** Responses that are not finished: calls that run, and the stream a client listens to. */
  open: number;
  lastSeen: number;
}

/** The MCP clients of the listener, each with a server and a transport of its own. */
export class HttpSessions {
  readonly #options: HttpSessionsOptions;
  readonly #clients = new Map<string, Client>();
  /** Clients that have not been given their id yet. */
  readonly #starting = new Set<Client>();
  readonly #sweep: NodeJS.Timeout;
  #closed = false;

  constructor(options: HttpSessionsOptions) {
    this.#options = options;
    this.#sweep = setInterval(
      () => {
        this.#removeIdle();
      },
      Math.max(1_000, Math.min(60_000, options.idleMilliseconds)),
    );
    this.#sweep.unref();
  }

  /** Answers a request that the guard let pass. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' && request.method !== 'GET' && request.method !== 'DELETE') {
      respond(request, response, 405, 'Use POST, GET or DELETE.', { allow: 'POST, GET, DELETE' });
      return;
    }
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > this.#options.maxBodyBytes) {
      // Closed: the body is not worth reading to its end.
      respond(request, response, 413, `A request may have ${String(this.#options.maxBodyBytes)} bytes.`, { connection: 'close' });
      return;
    }
    const id = request.headers['mcp-session-id'];
    if (id !== undefined) {
      const client = typeof id === 'string' ? this.#clients.get(id) : undefined;
      if (client === undefined) {
        respond(request, response, 404, 'This MCP session has ended; initialize again.');
        return;
      }
      await this.#pass(client, request, response);
      return;
    }
    if (request.method !== 'POST') {
      respond(request, response, request.method === 'GET' ? 405 : 400, 'The header Mcp-Session-Id is missing.', { allow: 'POST' });
      return;
    }
    await this.#begin(request, response);
  }

  /** Ends all clients; who comes later is turned away. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#sweep);
    const clients = [...this.#clients.values(), ...this.#starting];
    this.#clients.clear();
    this.#starting.clear();
    await Promise.all(clients.map((client) => client.server.close().catch(() => undefined)));
  }

  /** The first request of a client: `initialize`, or the transport refuses it. */
  async #begin(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#closed) {
      respond(request, response, 503, 'The server is shutting down.', { connection: 'close' });
      return;
    }
    if (!this.#makeRoom()) {
      respond(request, response, 503, 'Too many MCP clients are connected.', { 'retry-after': '30' });
      return;
    }
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      maxRequestBodySize: this.#options.maxBodyBytes,
      onsessioninitialized: (id) => {
        this.#starting.delete(client);
        this.#clients.set(id, client);
      },
    });
    const client: Client = { transport, server: this.#options.createServer(), open: 0, lastSeen: Date.now() };
    this.#starting.add(client);
    try {
      await client.server.connect(
        asTransport(transport, () => {
          this.#forget(client);
        }),
      );
      await this.#pass(client, request, response);
    } finally {
      // Not initialized, or it failed on the way: nobody can come back to it.
      if (this.#starting.delete(client)) {
        await client.server.close();
      }
    }
  }

  async #pass(client: Client, request: IncomingMessage, response: ServerResponse): Promise<void> {
    client.open += 1;
    client.lastSeen = Date.now();
    response.once('close', () => {
      client.open -= 1;
      client.lastSeen = Date.now();
    });
    await client.transport.handleRequest(request, response);
  }

  /** False when all places are taken by clients that are busy; else the one that was silent longest makes room. */
  #makeRoom(): boolean {
    if (this.#clients.size + this.#starting.size < this.#options.maxSessions) {
      return true;
    }
    const silent = [...this.#clients.values()]
      .filter((client) => client.open === 0)
      .sort((left, right) => left.lastSeen - right.lastSeen)[0];
    if (silent === undefined) {
      return false;
    }
    this.#end(silent);
    return true;
  }

  #removeIdle(): void {
    const limit = Date.now() - this.#options.idleMilliseconds;
    for (const client of this.#clients.values()) {
      if (client.open === 0 && client.lastSeen < limit) {
        this.#end(client);
      }
    }
  }

  #end(client: Client): void {
    this.#forget(client);
    client.server.close().catch((error: unknown) => {
      this.#options.log.debug(`MCP client: ${error instanceof Error ? error.name : typeof error}`);
    });
  }

  #forget(client: Client): void {
    this.#starting.delete(client);
    const id = client.transport.sessionId;
    if (id !== undefined && this.#clients.get(id) === client) {
      this.#clients.delete(id);
    }
  }
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  request.resume();
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ jsonrpc: '2.0', error: { code: -32000, message }, id: null }));
}

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { silentLog } from '../../../src/core/log';
import { startHttpListener } from '../../../src/mcp/httpListener';
import type { HttpListener, HttpListenerOptions } from '../../../src/mcp/httpListener';
import { createMcpServer } from '../../../src/mcp/mcpServer';
import { allTools } from '../../../src/tools/allTools';
import type { ToolContext } from '../../../src/tools/tool';
import { ToolRunner } from '../../../src/tools/toolRunner';

/** The tools on a loopback port of their own, and clients of the SDK that talk to them. */
export class McpHost {
  readonly #clients = new Map<Client, StreamableHTTPClientTransport>();

  private constructor(readonly listener: HttpListener) {}

  static async start(context: ToolContext, options: Partial<HttpListenerOptions> = {}): Promise<McpHost> {
    const runner = new ToolRunner(allTools, context);
    return new McpHost(
      await startHttpListener({
        createServer: () => createMcpServer({ runner, version: '1.2.3', log: silentLog }),
        log: silentLog,
        ...options,
      }),
    );
  }

  /** A client, connected, that knows the tools. */
  async client(): Promise<Client> {
    const { url, token } = this.listener;
    const http = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${token}` } } });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(exactTransport(http));
    await client.listTools();
    this.#clients.set(client, http);
    return client;
  }

  /** Tells the server that the client is gone for good (DELETE), as clients do when a user stops the server. */
  async deleteSession(client: Client): Promise<void> {
    await this.#clients.get(client)?.terminateSession();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#clients.keys()].map((client) => client.close()));
    await this.listener.close();
  }
}

/** The SDK's HTTP client as the interface wants it under exact optional properties. */
export function exactTransport(http: StreamableHTTPClientTransport): Transport {
  const transport: Transport = {
    start: async () => {
      http.onmessage = (message) => transport.onmessage?.(message);
      http.onerror = (error) => transport.onerror?.(error);
      http.onclose = () => transport.onclose?.();
      await http.start();
    },
    send: (message) => http.send(message),
    close: () => http.close(),
    setProtocolVersion: (version) => {
      http.setProtocolVersion(version);
    },
  };
  return transport;
}

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Record<string, unknown>;
  readonly raw: CallToolResult;
}

/** Calls a tool; the SDK checks the structured content against the output schema. */
export async function call(
  client: Client,
  name: string,
  input: Record<string, unknown> = {},
  options: Parameters<Client['callTool']>[2] = {},
): Promise<Answer> {
  const raw = CallToolResultSchema.parse(await client.callTool({ name, arguments: input }, undefined, options));
  const [first] = raw.content;
  return { raw, isError: raw.isError === true, text: first?.type === 'text' ? first.text : '', structured: raw.structuredContent ?? {} };
}

/** The `error` of an answer that must be one. */
export function errorOf(answer: Answer): Record<string, unknown> {
  const error = answer.structured['error'];
  if (!answer.isError || typeof error !== 'object' || error === null) {
    throw new Error(`not an error: ${answer.text}`);
  }
  return { ...error };
}

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { exactTransport } from '../../mcp/support/mcpHost';
import type { HostAddress } from './hostAddress';

/** A client of the SDK. It has not listed the tools, so that it does not check answers, which is work of its own. */
export async function connectClient({ url, token }: HostAddress): Promise<Client> {
  const http = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { authorization: `Bearer ${token}` } } });
  const client = new Client({ name: 'bench', version: '1' });
  await client.connect(exactTransport(http));
  return client;
}

/** Calls a tool; throws when it answers with an error. */
export async function callTool(
  client: Client,
  name: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const result = await client.callTool({ name, arguments: { ...input } });
  if (result.isError === true) throw new Error(`${name}: ${JSON.stringify(result.content)}`);
  return typeof result.structuredContent === 'object' && result.structuredContent !== null ? { ...result.structuredContent } : {};
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { asTransport } from '../../../src/mcp/asTransport';
import { serveUntilAskedToEnd } from './hostAddress';

/** The least that a server of the SDK can be: one tool that does nothing, over HTTP, with no check of who calls. */
async function main(): Promise<void> {
  const transports = new Map<string, StreamableHTTPServerTransport>();
  const http = createServer((request, response) => {
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? transports.get(id) : undefined;
    const answered =
      known === undefined ? begin().then((begun) => begun.handleRequest(request, response)) : known.handleRequest(request, response);
    answered.catch(() => response.destroy());
  });
  async function begin(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        transports.set(id, transport);
      },
    });
    const server = new McpServer({ name: 'bare', version: '1' });
    server.registerTool('empty', { description: 'Does nothing.' }, () => ({ content: [{ type: 'text', text: '' }] }));
    await server.connect(asTransport(transport, () => undefined));
    return transport;
  }
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await serveUntilAskedToEnd({ url: `http://127.0.0.1:${port}/mcp`, token: 'none' });
  http.closeAllConnections();
  http.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});

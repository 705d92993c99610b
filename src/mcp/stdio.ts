import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

/** Serves one client over a pair of streams. `ended` settles when the client has closed its side or the output is broken. */
export async function serveStdio(
  server: McpServer,
  input: Readable,
  output: Writable,
): Promise<{ readonly ended: Promise<void>; close(): Promise<void> }> {
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) {
      input.once(event, () => {
        resolve();
      });
    }
    // Standard output reports every write to a client that is gone, not only the first.
    output.on('error', () => {
      resolve();
    });
  });
  await server.connect(new StdioServerTransport(input, output));
  return { ended, close: () => server.close() };
}

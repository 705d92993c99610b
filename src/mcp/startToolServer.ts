import type { Log } from '../core/log';
import { allTools } from '../tools/allTools';
import type { ToolContext } from '../tools/tool';
import { ToolRunner } from '../tools/toolRunner';
import { startHttpListener } from './httpListener';
import type { HttpListener } from './httpListener';
import { createMcpServer } from './mcpServer';

/**
 * Serves every tool over loopback HTTP. The extension loads this module when an agent first asks for it: schemas and protocol take
 * longer to load than everything else together. Rejects when no port can be had.
 */
export async function startToolServer(context: ToolContext, version: string, log: Log): Promise<HttpListener> {
  const runner = new ToolRunner(allTools, context);
  return startHttpListener({ createServer: () => createMcpServer({ runner, version, log }), log });
}

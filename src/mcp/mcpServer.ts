import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult, ProgressToken, Tool as McpTool } from '@modelcontextprotocol/sdk/types.js';
import type { Log } from '../core/log';
import type { Tool } from '../tools/tool';
import type { ToolRunner } from '../tools/toolRunner';
import { annotationsFor } from './annotations';
import { instructions } from './instructions';

export interface McpServerOptions {
  readonly runner: ToolRunner;
  readonly version: string;
  readonly log: Log;
}

/** Becomes an error of the protocol, as the specification has it for tools that do not exist. The SDK's own error would repeat its code in the text. */
class UnknownTool extends Error {
  override readonly name = 'UnknownTool';
  readonly code = ErrorCode.InvalidParams;
}

/** One MCP server for one client. It holds no state of its own: sessions belong to the SessionManager and outlive the client. */
export function createMcpServer(options: McpServerOptions): McpServer {
  const { runner, version, log } = options;
  const mcp = new McpServer(
    { name: 'sprocket', title: 'Sprocket', version },
    { capabilities: { tools: { listChanged: true } }, instructions },
  );
  // Set on the server below McpServer: its own tool handling would reword our errors and re-validate every answer.
  const { server } = mcp;
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: runner.list().map(describeTool) }));
  server.setRequestHandler(CallToolRequestSchema, async (request, extra): Promise<CallToolResult> => {
    const { name, arguments: input, _meta: meta } = request.params;
    const tool = runner.find(name);
    if (tool === undefined) {
      const { message, suggestions } = runner.unknown(name);
      throw new UnknownTool(suggestions.length === 0 ? message : `${message} Closest: ${suggestions.join(', ')}.`);
    }
    const report = progressReporter(
      meta?.progressToken,
      (params) => extra.sendNotification({ method: 'notifications/progress', params }),
      log,
    );
    const answer = await runner.run(tool, input, { signal: extra.signal, progress: report });
    return {
      content: [{ type: 'text', text: answer.text }],
      structuredContent: { ...answer.structured },
      ...(answer.isError === true ? { isError: true } : {}),
    };
  });
  const subscription = runner.onDidChangeList(() => {
    // A client that is gone by now does not matter.
    server.sendToolListChanged().catch(() => undefined);
  });
  server.onclose = () => {
    subscription.dispose();
  };
  server.onerror = (error) => {
    // The message may quote the request, and with it a value that is secret.
    log.debug(`MCP: ${error.name}`);
  };
  return mcp;
}

function describeTool(tool: Tool): McpTool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: asMutable(tool.inputSchema),
    outputSchema: asMutable(tool.outputSchema),
    annotations: annotationsFor(tool.title, tool.effect),
  };
}

function asMutable({ required, ...schema }: Tool['inputSchema']): McpTool['inputSchema'] {
  return { ...schema, properties: { ...schema.properties }, ...(required === undefined ? {} : { required: [...required] }) };
}

interface Progress {
  readonly progressToken: ProgressToken;
  readonly progress: number;
  readonly message: string;
}

function progressReporter(
  token: ProgressToken | undefined,
  send: (params: Progress) => Promise<void>,
  log: Log,
): (progress: number, message: string) => void {
  if (token === undefined) {
    return () => undefined;
  }
  return (progress, message) => {
    send({ progressToken: token, progress, message }).catch(() => {
      log.debug('MCP: a progress notification found no client.');
    });
  };
}

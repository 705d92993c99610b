import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { sleep } from '../vscode/waitFor';

/** A tool's name as VS Code makes it from the server's. */
export function toolName(tool: string): string {
  return `mcp_sprocket_${tool}`;
}

/** Names of Sprocket's tools that VS Code knows now, sorted. */
export function knownTools(): string[] {
  return vscode.lm.tools
    .map((tool) => tool.name)
    .filter((name) => name.startsWith(toolName('')))
    .sort();
}

/** Has VS Code start the MCP server and waits until `expected` holds of its tools: right after activation VS Code does not know the server yet. */
export async function startMcpServer(expected: (tools: readonly string[]) => boolean = (tools) => tools.length > 0): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    if (expected(knownTools())) return;
    await vscode.commands.executeCommand('workbench.mcp.startServer', '*', { waitForLiveTools: true });
    await sleep(250);
  }
  assert.fail(`VS Code knows the tools ${knownTools().join(', ') || 'none'}.`);
}

/** Calls a tool the way VS Code does for an agent; gives the text that a model would see. */
export async function callTool(tool: string, input: object): Promise<string> {
  const result = await vscode.lm.invokeTool(toolName(tool), { input, toolInvocationToken: undefined });
  return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

/** As callTool, for an answer with structured content. */
export async function callToolForJson(tool: string, input: object): Promise<Record<string, unknown>> {
  const text = await callTool(tool, input);
  const value: unknown = JSON.parse(text);
  assert.ok(typeof value === 'object' && value !== null, text);
  return { ...value };
}

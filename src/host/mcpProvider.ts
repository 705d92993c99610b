import * as vscode from 'vscode';
import type { Disposable } from '../core/disposables';
import type { Log } from '../core/log';
import { mcpProviderId } from './ids';

/** Where the MCP server listens, and what it asks of a caller. */
export interface McpEndpoint {
  readonly url: string;
  readonly token: string;
}

export interface McpProviderOptions {
  readonly label: string;
  /** Starts the listener when it does not run yet. */
  readonly listen: () => Promise<McpEndpoint>;
  /** Changes whenever the tools change: VS Code keeps the tools of a version. */
  readonly version: () => string;
  readonly log: Log;
}

/** Tells VS Code of the MCP server. Nothing is started before VS Code resolves the definition. */
export class McpProvider implements vscode.McpServerDefinitionProvider<vscode.McpHttpServerDefinition>, Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeMcpServerDefinitions = this.changed.event;

  constructor(private readonly options: McpProviderOptions) {}

  /** False in an editor that has no MCP servers of extensions: then there is nothing to register. */
  static isSupported(): boolean {
    const api: Partial<typeof vscode.lm> = vscode.lm;
    return typeof api.registerMcpServerDefinitionProvider === 'function';
  }

  register(): Disposable {
    return vscode.lm.registerMcpServerDefinitionProvider(mcpProviderId, this);
  }

  provideMcpServerDefinitions(): vscode.McpHttpServerDefinition[] {
    // The port is known once the definition is resolved: until then the address only has to be one.
    const uri = vscode.Uri.parse('http://127.0.0.1/mcp');
    return [new vscode.McpHttpServerDefinition(this.options.label, uri, {}, this.options.version())];
  }

  async resolveMcpServerDefinition(definition: vscode.McpHttpServerDefinition): Promise<vscode.McpHttpServerDefinition> {
    const { url, token } = await this.options.listen();
    definition.uri = vscode.Uri.parse(url);
    definition.headers = { Authorization: `Bearer ${token}` };
    this.options.log.info(`The MCP server listens on ${url}.`);
    return definition;
  }

  /** The tools changed: VS Code asks again, with the new version. */
  refresh(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}

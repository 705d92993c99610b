import * as vscode from 'vscode';
import type { CapabilityDetector } from '../../core/capabilities/capabilityDetector';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import type { Disposable } from '../../core/disposables';
import type { ConnectionTarget } from '../../core/ports';
import { capabilitiesProtocol } from '../../shared/capabilitiesPage';
import type { PageCapabilities } from '../../shared/capabilitiesPage';
import { capabilityReport } from '../../tools/capabilityReport';
import { capabilitiesSnapshot } from './capabilitiesSnapshot';
import { PagePanel } from './pagePanel';
import { panelIcon } from './panelIcon';
import type { PanelServices } from './pagePanel';

export interface CapabilitiesPanelServices extends PanelServices {
  readonly connections: ConnectionRegistry;
  readonly capabilities: CapabilityDetector;
  /** Lets the user choose the active connection, and shows what its server can do. */
  readonly selectConnection: () => Promise<void>;
}

/** What the server of one connection can do. The page asks when it is shown; nothing is asked before. */
export class CapabilitiesPanel implements Disposable {
  private readonly page: PagePanel<typeof capabilitiesProtocol>;

  constructor(
    panel: vscode.WebviewPanel,
    private readonly connection: string,
    private readonly services: CapabilitiesPanelServices,
  ) {
    panel.iconPath = panelIcon(services.extensionUri);
    const handlers = {
      open: (_params: null, signal: AbortSignal) => this.ask(false, signal),
      refresh: (_params: null, signal: AbortSignal) => this.ask(true, signal),
      copyMarkdown: async (_params: null, signal: AbortSignal) => {
        const { capabilities, ageMilliseconds } = await services.capabilities.capabilities(this.target(), { signal });
        await vscode.env.clipboard.writeText(capabilityReport(capabilities, ageMilliseconds));
        return null;
      },
      selectConnection: async () => {
        await services.selectConnection();
        return null;
      },
    };
    this.page = new PagePanel(panel, { page: 'capabilities', protocol: capabilitiesProtocol, handlers }, services);
    this.page.hold(
      services.capabilities.onDidChange((changed) => {
        if (changed === connection) this.showKnown();
      }),
    );
    this.page.hold(
      services.connections.onDidChange(({ stale }) => {
        if (stale.includes(connection)) this.page.post('outdated', { reason: this.whyOutdated() });
      }),
    );
  }

  reveal(): void {
    this.page.panel.reveal();
  }

  onDidDispose(listener: () => void): Disposable {
    return this.page.onDidDispose(listener);
  }

  dispose(): void {
    this.page.dispose();
  }

  private target(): ConnectionTarget {
    return this.services.connections.resolve(this.connection).target;
  }

  private async ask(refresh: boolean, signal: AbortSignal): Promise<PageCapabilities> {
    const answer = await this.services.capabilities.capabilities(this.target(), { refresh, signal });
    return capabilitiesSnapshot(this.connection, answer);
  }

  private whyOutdated(): string {
    return this.services.connections.get(this.connection) === undefined
      ? `The connection ${JSON.stringify(this.connection)} was removed or renamed: this is what its server said before.`
      : `The connection ${JSON.stringify(this.connection)} was changed: this is what its server said before. Refresh asks the server that it names now.`;
  }

  /** Somebody else asked: an agent, or another database of the connection, of which this panel knows nothing new. */
  private showKnown(): void {
    const profile = this.services.connections.get(this.connection);
    if (profile === undefined || profile.problem !== undefined) return;
    const known = this.services.capabilities.known(this.target());
    if (known !== undefined) {
      this.page.post(
        'changed',
        capabilitiesSnapshot(this.connection, { capabilities: known, ageMilliseconds: Date.now() - known.detectedAt }),
      );
    }
  }
}

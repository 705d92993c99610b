import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables';
import { viewTypes } from '../ids';
import { CapabilitiesPanel } from './capabilitiesPanel';
import type { CapabilitiesPanelServices } from './capabilitiesPanel';
import { createPanel } from './pagePanel';

/** The capability panels: one per connection at most. They are not restored, because a page that begins asks its server. */
export class CapabilitiesPanels implements Disposable {
  private readonly panels = new Map<string, CapabilitiesPanel>();

  constructor(private readonly services: CapabilitiesPanelServices) {}

  /** Shows what the server of a connection can do, where it is shown already or in a new tab. */
  show(connection: string): void {
    const open = this.panels.get(connection);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const { extensionUri } = this.services;
    const panel = new CapabilitiesPanel(
      createPanel(viewTypes.capabilities, `Capabilities: ${connection}`, vscode.ViewColumn.Active, extensionUri),
      connection,
      this.services,
    );
    this.panels.set(connection, panel);
    panel.onDidDispose(() => {
      if (this.panels.get(connection) === panel) this.panels.delete(connection);
    });
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
  }
}

import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Disposable } from '../../core/disposables';
import type { Session } from '../../core/sessions/session';
import type { SessionManager } from '../../core/sessions/sessionManager';
import { resultsStateSchema } from '../../shared/resultsPage';
import { viewTypes } from '../ids';
import { sessionTitle } from '../views/sessionTitle';
import { createPanel } from './pagePanel';
import type { PanelServices } from './pagePanel';
import { ResultsPanel } from './resultsPanel';

const titleCharacters = 30;

/** The Results panels: one per session at most. Restores those that were open when VS Code was closed. */
export class ResultsPanels implements Disposable {
  private readonly panels = new Map<string, ResultsPanel>();
  private readonly held: Disposable[] = [];

  constructor(
    private readonly sessions: SessionManager,
    private readonly services: PanelServices,
  ) {
    this.held.push(
      vscode.window.registerWebviewPanelSerializer(viewTypes.results, {
        deserializeWebviewPanel: (panel, state) => {
          const parsed = z.safeParse(resultsStateSchema, state);
          this.adopt(panel, parsed.success ? parsed.data.session : '');
          return Promise.resolve();
        },
      }),
      sessions.onDidChange(({ changed, removed }) => {
        for (const id of [...changed, ...removed]) this.panels.get(id)?.sessionChanged();
      }),
    );
  }

  /** Shows the panel of a session, where it is already, or in a new tab. */
  show(session: Session): void {
    const open = this.panels.get(session.id);
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const title = `Results: ${sessionTitle(session, titleCharacters)}`;
    this.adopt(createPanel(viewTypes.results, title, vscode.ViewColumn.Active, this.services.extensionUri), session.id);
  }

  /** The panel that is in front in its editor group and has the focus, or had it last. */
  get active(): ResultsPanel | undefined {
    return [...this.panels.values()].find((panel) => panel.isActive);
  }

  dispose(): void {
    for (const item of this.held) item.dispose();
    for (const panel of [...this.panels.values()]) panel.dispose();
  }

  private adopt(panel: vscode.WebviewPanel, id: string): void {
    const results = new ResultsPanel(panel, id, this.sessions, this.services);
    this.panels.set(id, results);
    results.onDidDispose(() => {
      if (this.panels.get(id) === results) this.panels.delete(id);
    });
  }
}

import type * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables';
import type { SessionManager } from '../../core/sessions/sessionManager';
import type { EventPayload } from '../../shared/protocol';
import { resultsProtocol } from '../../shared/resultsPage';
import { describeError } from '../describeError';
import { keepWhileVisible } from './keepWhileVisible';
import { PagePanel } from './pagePanel';
import { panelIcon } from './panelIcon';
import type { PanelServices } from './pagePanel';
import { sessionRequestHandlers } from './sessionRequests';
import { sessionSnapshot } from './sessionSnapshot';

/** The panel of one session: tells its page how the session stands, and keeps the session while the page is seen. */
export class ResultsPanel implements Disposable {
  private readonly page: PagePanel<typeof resultsProtocol>;

  constructor(
    panel: vscode.WebviewPanel,
    private readonly id: string,
    private readonly sessions: SessionManager,
    services: PanelServices,
  ) {
    panel.iconPath = panelIcon(services.extensionUri);
    const handlers = { ...sessionRequestHandlers(sessions), open: () => Promise.resolve(this.state()) };
    this.page = new PagePanel(panel, { page: 'results', protocol: resultsProtocol, handlers }, services);
    keepWhileVisible(this.page, () => sessions.find(id));
  }

  get isActive(): boolean {
    return this.page.panel.active;
  }

  reveal(): void {
    this.page.panel.reveal();
  }

  /** The session changed or is gone. */
  sessionChanged(): void {
    const state = this.state();
    if (state.kind === 'session') this.page.post('session', state.session);
    else this.page.post('gone', { reason: state.reason });
  }

  /** Has the page do what a command of VS Code asks. */
  perform(action: EventPayload<typeof resultsProtocol, 'perform'>): void {
    this.page.post('perform', action);
  }

  onDidDispose(listener: () => void): Disposable {
    return this.page.onDidDispose(listener);
  }

  dispose(): void {
    this.page.dispose();
  }

  private state(): { kind: 'session'; session: ReturnType<typeof sessionSnapshot> } | { kind: 'gone'; reason: string } {
    const session = this.sessions.find(this.id);
    if (session !== undefined) return { kind: 'session', session: sessionSnapshot(session) };
    return { kind: 'gone', reason: this.whyGone() };
  }

  private whyGone(): string {
    try {
      this.sessions.get(this.id);
      return '';
    } catch (error) {
      return describeError(error);
    }
  }
}

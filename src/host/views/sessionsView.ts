import * as vscode from 'vscode';
import type { ConnectionRegistry } from '../../core/connections/connectionRegistry';
import type { Disposable } from '../../core/disposables';
import type { Session } from '../../core/sessions/session';
import type { SessionManager } from '../../core/sessions/sessionManager';
import { views } from '../ids';
import { toTreeItem } from './sessionItem';

/** The running time is shown to the second, while somebody can see it. */
const refreshMilliseconds = 1000;

/** The Sessions view: every session of the process, newest first, with live states and a badge that counts the running ones. */
export class SessionsView implements vscode.TreeDataProvider<Session>, Disposable {
  private readonly changed = new vscode.EventEmitter<Session | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<Session>;
  private readonly held: Disposable[] = [];
  private ticking: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: SessionManager,
    private readonly connections: ConnectionRegistry,
  ) {
    this.view = vscode.window.createTreeView(views.sessions, { treeDataProvider: this });
    this.held.push(
      this.view,
      this.changed,
      this.view.onDidChangeVisibility(() => this.tick()),
      connections.onDidChange(() => this.changed.fire(undefined)),
      sessions.onDidChange(({ added, changed, removed }) => {
        const [id] = changed;
        const single = added.length + removed.length === 0 && changed.length === 1 && id !== undefined ? sessions.find(id) : undefined;
        // What only counts up waits for the next tick: a row that is drawn anew under the mouse loses the click.
        if (single?.state !== 'running' || this.ticking === undefined) this.changed.fire(single);
        this.showRunning();
        this.tick();
      }),
    );
  }

  getTreeItem(session: Session): vscode.TreeItem {
    return toTreeItem(session, this.connections.list().length > 1);
  }

  getChildren(parent?: Session): Session[] {
    return parent === undefined ? this.sessions.list() : [];
  }

  getParent(): undefined {
    return undefined;
  }

  dispose(): void {
    clearInterval(this.ticking);
    for (const item of this.held) item.dispose();
  }

  private showRunning(): void {
    const running = this.sessions.runningCount;
    this.view.badge =
      running === 0 ? undefined : { value: running, tooltip: running === 1 ? '1 running session' : `${String(running)} running sessions` };
  }

  private tick(): void {
    const needed = this.view.visible && this.sessions.runningCount > 0;
    if (needed) {
      this.ticking ??= setInterval(() => this.refreshRunning(), refreshMilliseconds);
    } else {
      clearInterval(this.ticking);
      this.ticking = undefined;
    }
  }

  private refreshRunning(): void {
    for (const session of this.sessions.list()) {
      if (session.state === 'running') this.changed.fire(session);
    }
  }
}

import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposables';
import { Emitter } from '../../core/events';
import type { Log } from '../../core/log';
import type { EventName, EventPayload, Protocol, RequestHandlers } from '../../shared/protocol';
import { HostChannel } from './hostChannel';
import { pageHtml } from './pageHtml';

/** What every panel is made from. */
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

export interface PageOptions<P extends Protocol> {
  /** Folder below `webview/`. */
  readonly page: string;
  readonly protocol: P;
  readonly handlers: RequestHandlers<P>;
}

/** Where the built pages lie, and all that a webview may load. */
function pagesFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** A new panel beside the active editor or over it, without a page. `viewType` is the key under which VS Code restores it. */
export function createPanel(viewType: string, title: string, column: vscode.ViewColumn, extensionUri: vscode.Uri): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(viewType, title, column, panelOptions(extensionUri));
}

function panelOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [pagesFolder(extensionUri)], enableForms: false };
}

/**
 * One webview panel with its page, its channel and what belongs to it. A hidden panel gives up its page; when it is shown again the page
 * begins anew and asks for what it needs. Closing the panel disposes everything.
 */
export class PagePanel<P extends Protocol> implements Disposable {
  private readonly channel: HostChannel<P>;
  private readonly held: Disposable[] = [];
  private readonly disposed = new Emitter<undefined>();
  private readonly visibility = new Emitter<boolean>();
  private isDisposed = false;

  constructor(
    readonly panel: vscode.WebviewPanel,
    { page, protocol, handlers }: PageOptions<P>,
    { extensionUri, log }: PanelServices,
  ) {
    const { webview } = panel;
    webview.options = panelOptions(extensionUri);
    this.channel = new HostChannel(webview, protocol, handlers, log);
    const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(pagesFolder(extensionUri), name)).toString();
    this.held.push(
      this.channel,
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.channel.pageIsGone();
        this.visibility.emit(panel.visible);
      }),
      panel.onDidDispose(() => this.dispose()),
    );
    webview.html = pageHtml(panel.title, {
      source: webview.cspSource,
      script: file(`${page}.js`),
      styles: [file('codicon.css'), file(`${page}.css`)],
    });
  }

  get visible(): boolean {
    return !this.isDisposed && this.panel.visible;
  }

  /** Reports an event to the page; dropped while there is none. */
  post<N extends EventName<P>>(name: N, payload: EventPayload<P, N>): void {
    if (!this.isDisposed) this.channel.post(name, payload);
  }

  /** Ties something to the life of the panel. */
  hold(item: Disposable): void {
    if (this.isDisposed) item.dispose();
    else this.held.push(item);
  }

  onDidDispose(listener: () => void): Disposable {
    return this.disposed.on(listener);
  }

  onDidChangeVisibility(listener: (visible: boolean) => void): Disposable {
    return this.visibility.on(listener);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    for (const item of this.held) item.dispose();
    this.disposed.emit(undefined);
    this.disposed.dispose();
    this.visibility.dispose();
    this.panel.dispose();
  }
}

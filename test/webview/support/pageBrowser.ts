import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { copyPageFiles, pageOptions } from '../../../scripts/lib/pages.mjs';
import { silentLog } from '../../../src/core/log';
import { HostChannel } from '../../../src/host/panels/hostChannel';
import { pageHtml } from '../../../src/host/panels/pageHtml';
import type { Protocol, RequestHandlers } from '../../../src/shared/protocol';
import { startBrowser } from '../../extension/vscode/browser';
import type { Browser } from '../../extension/vscode/browser';
import { installWebVsCode } from '../../extension/vscode/installWebVsCode';
import { themes } from './themes';

export type ThemeName = keyof typeof themes;

/** A page of a panel in a browser, with the real channel of the extension behind it. */
export interface OpenPage<P extends Protocol> {
  readonly page: Page;
  readonly channel: HostChannel<P>;
  /** What the page did that it must not: violations of its policy, errors that nobody caught. */
  readonly faults: readonly string[];
}

interface OpenOptions<P extends Protocol> {
  readonly name: string;
  readonly protocol: P;
  readonly handlers: RequestHandlers<P>;
  readonly theme?: ThemeName;
  readonly size?: { readonly width: number; readonly height: number };
  /** What VS Code kept of the page of before. */
  readonly state?: unknown;
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf', '.html': 'text/html' };

/** The pages of all panels, built as they ship, in a headless browser that has VS Code's variables and its API for webviews. */
export class PageBrowser {
  private constructor(
    private readonly folder: string,
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly origin: string,
    private readonly documents: Map<string, string>,
  ) {}

  static async start(): Promise<PageBrowser> {
    const root = process.cwd();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'sprocket-pages-'));
    copyPageFiles(root, folder);
    await build({ ...pageOptions(root, folder), minify: true, logLevel: 'warning' });
    const browser = await startBrowser(installWebVsCode(root));
    const documents = new Map<string, string>();
    const server = createServer((request, response) => {
      const name = path.basename(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
      const content = documents.get(name) ?? readOrNothing(path.join(folder, name));
      response.writeHead(content === undefined ? 404 : 200, {
        'Content-Type': `${types[path.extname(name)] ?? 'text/plain'}; charset=utf-8`,
      });
      response.end(content);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return new PageBrowser(folder, browser, server, `http://127.0.0.1:${String(port)}`, documents);
  }

  async open<P extends Protocol>(options: OpenOptions<P>): Promise<OpenPage<P>> {
    const { name, protocol, handlers, theme = 'dark', size = { width: 1000, height: 600 }, state } = options;
    const page = await this.browser.context.newPage();
    await page.setViewportSize(size);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    const listeners: ((message: unknown) => void)[] = [];
    await page.exposeFunction('sprocketToHost', (message: unknown) => {
      for (const listener of listeners) listener(message);
    });
    await page.exposeFunction('sprocketFault', (text: string) => faults.push(text));
    // The compiler of the tests calls it in functions that have a name, also in those that run in the page.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(prepare, { state, theme: themes[theme] });
    const channel = new HostChannel(
      {
        postMessage: async (message) => {
          await page.evaluate((posted) => {
            window.postMessage(posted, '*');
          }, message);
          return true;
        },
        onDidReceiveMessage: (listener) => {
          listeners.push(listener);
          return { dispose: () => listeners.splice(listeners.indexOf(listener), 1) };
        },
      },
      protocol,
      handlers,
      silentLog,
    );
    const files = { source: this.origin, script: `/${name}.js`, styles: ['/codicon.css', `/${name}.css`] };
    this.documents.set(`${name}.html`, pageHtml(name, files));
    await page.goto(`${this.origin}/${name}.html`);
    return { page, channel, faults };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Runs in the page before its own script: what VS Code puts there. */
function prepare({ state, theme }: { state: unknown; theme: { bodyClass: string; variables: Readonly<Record<string, string>> } }): void {
  let kept = state;
  const host = window as unknown as {
    acquireVsCodeApi: () => object;
    keptState: () => unknown;
    sprocketToHost: (message: unknown) => void;
    sprocketFault: (text: string) => void;
  };
  document.addEventListener('securitypolicyviolation', (event) =>
    host.sprocketFault(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
  );
  host.keptState = () => kept;
  host.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => host.sprocketToHost(message),
    getState: () => kept,
    setState: (next: unknown) => (kept = next),
  });
  new MutationObserver((_records, observer) => {
    if (document.getElementsByTagName('body').length === 0) return;
    observer.disconnect();
    document.body.className = theme.bodyClass;
    for (const [name, value] of Object.entries(theme.variables)) document.documentElement.style.setProperty(`--vscode-${name}`, value);
  }).observe(document, { childList: true, subtree: true });
}

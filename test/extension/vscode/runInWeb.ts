import util from 'node:util';
import type { Page } from 'playwright-core';
import { startBrowser } from './browser';
import type { WebVsCode } from './installWebVsCode';
import { sleep } from './waitFor';
import { startWebServer } from './webServer';
import { openWorkbench } from './workbench';

export interface SuiteRun {
  /** Folders of the extensions under development. */
  readonly extensions: readonly string[];
  /** The module whose `run()` runs the suite in the extension host. */
  readonly tests: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  /** Called when the suite asks for something that only the page can do (see suite/page.ts); the answer goes back to it. */
  readonly onRequest?: (page: Page, request: string) => Promise<void>;
}

/** What the workbench itself writes where its log is forwarded; nothing of it is the suite's. */
const noise =
  /^(\[(AgentHost|AccountPolicyGate|reconnection-grace|Service Worker|LM|ChatSessionsService|ChatModelSelection)|Resolv|Creating a socket|Updating additional|Timed out waiting for authentication|getaddrinfo ENOTFOUND|Migrat|Directory import|Creation of workbench|Error while (fetching|migrating)|GitHubLoginFailed)/;

const requestMark = 'SPROCKET-PAGE ';

/** Runs a suite inside the extension host of VS Code in a headless browser. Gives the exit code: 0 passed, 1 failed, 98 ran out of time. */
export async function runInWeb(vscode: WebVsCode, run: SuiteRun): Promise<number> {
  const server = await startWebServer(vscode, { settings: run.settings ?? {}, environment: run.environment ?? {} });
  try {
    const browser = await startBrowser(vscode);
    try {
      let finish: (code: number) => void = () => undefined;
      const finished = new Promise<number>((resolve) => (finish = resolve));
      await browser.context.exposeFunction('codeAutomationExit', (code: number) => finish(code));
      await browser.context.exposeFunction('codeAutomationLog', (_type: string, args: unknown) => {
        const parts: unknown[] = Array.isArray(args) ? args : [args];
        const line = util.format(...parts).trimEnd();
        if (line.startsWith(requestMark)) void answer(line.slice(requestMark.length));
        else if (!noise.test(line)) console.log(line);
      });
      const uri = (file: string): object => ({ $mid: 1, scheme: 'vscode-remote', authority: server.authority, path: file });
      const page = await openWorkbench(browser.context, server, {
        developmentOptions: { extensions: run.extensions.map(uri), extensionTestsPath: uri(run.tests) },
        productConfiguration: { enableTelemetry: false },
      });
      const answer = async (request: string): Promise<void> => {
        try {
          await run.onRequest?.(page, request);
        } catch (error) {
          console.error(`The page could not do ${request}:`, error);
        }
      };
      return await Promise.race([finished, sleep(run.timeoutMilliseconds).then(() => 98)]);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

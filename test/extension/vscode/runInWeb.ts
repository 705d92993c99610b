import { appendFileSync, rmSync } from 'node:fs';
import util from 'node:util';
import type { Page } from 'playwright-core';
import { marks } from '../marks';
import { startBrowser } from './browser';
import type { WebVsCode } from './installWebVsCode';
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
  /** Gets what the workbench and the extensions write besides the suite's report. */
  readonly logFile: string;
  /** Called when the suite asks for something that only the page can do (see suite/page.ts); the answer goes back to it. */
  readonly onRequest?: (page: Page, request: string) => Promise<void>;
}

/** Runs a suite inside the extension host of VS Code in a headless browser. Gives the exit code: 0 passed, 1 failed, 98 ran out of time. */
export async function runInWeb(vscode: WebVsCode, run: SuiteRun): Promise<number> {
  rmSync(run.logFile, { force: true });
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
        if (line.startsWith(marks.request)) void answer(line.slice(marks.request.length));
        else if (line.startsWith(marks.report)) console.log(line.slice(marks.report.length));
        else appendFileSync(run.logFile, `${line}\n`);
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
      const timer = setTimeout(() => finish(98), run.timeoutMilliseconds);
      return await finished.finally(() => clearTimeout(timer));
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

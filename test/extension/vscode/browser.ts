import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserContext } from 'playwright-core';
import type { WebVsCode } from './installWebVsCode';

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** A headless Chromium with a profile of its own that reaches nothing but loopback. */
export async function startBrowser(vscode: WebVsCode, size = { width: 1400, height: 900 }): Promise<Browser> {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'sprocket-browser-'));
  const libraries = [vscode.libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: vscode.browser,
    headless: true,
    viewport: size,
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

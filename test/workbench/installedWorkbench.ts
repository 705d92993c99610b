import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startBrowser } from '../extension/vscode/browser';
import { installWebVsCode } from '../extension/vscode/installWebVsCode';
import { packExtension } from '../extension/vscode/packExtension';
import { takeScreenshots, themeSettings } from '../extension/vscode/screenshots';
import { startWebServer } from '../extension/vscode/webServer';
import { openWorkbench } from '../extension/vscode/workbench';

export interface InstalledWorkbench {
  readonly version: string;
  readonly page: Page;
  /** Takes a picture in the light, the dark and the high-contrast theme. */
  screenshots(name: string): Promise<void>;
  close(): Promise<void>;
}

const root = process.cwd();
/** The extension installed from its package in an ordinary VS Code: modal dialogs ask, notifications show. */
export async function openInstalledWorkbench(): Promise<InstalledWorkbench> {
  const output = path.join(root, 'out', 'workbench');
  mkdirSync(output, { recursive: true });
  const sprocket = path.join(output, 'sprocket.vsix');
  const model = path.join(output, 'scripted-model.vsix');
  packExtension(root, sprocket);
  packExtension(path.join(root, 'test', 'extension', 'scriptedModel'), model);
  const vscode = installWebVsCode(root);
  const settings = {
    ...themeSettings,
    'chat.byokUtilityModelDefault': 'mainAgent',
    'chat.mcp.autostart': 'newAndOutdated',
  };
  const server = await startWebServer(vscode, { vsix: [sprocket, model], settings });
  try {
    const browser = await startBrowser(vscode);
    const page = await openWorkbench(browser.context, server);
    return {
      version: vscode.version,
      page,
      screenshots: (name) => takeScreenshots(page, output, name),
      close: async () => {
        await browser.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

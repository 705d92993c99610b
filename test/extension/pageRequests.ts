import path from 'node:path';
import type { Page } from 'playwright-core';
import { answerInput, runCommand } from './vscode/workbench';

/**
 * What a test inside the extension host can ask of the page around it (see suite/page.ts): the things that only a person at the screen does.
 */
export function answerPage(context: {
  readonly screenshots: string;
  readonly connectionString: string;
}): (page: Page, request: string) => Promise<void> {
  return async (page, request) => {
    const [verb, ...words] = request.split(' ');
    const rest = words.join(' ');
    switch (verb) {
      case 'screenshot':
        await page.screenshot({ path: path.join(context.screenshots, `${rest}.png`) });
        return;
      case 'escape':
        await page.keyboard.press('Escape');
        return;
      case 'add-connection':
        await runCommand(page, 'Sprocket: Add Connection');
        await answerInput(page, /Connection String/, context.connectionString);
        await answerInput(page, /Name/, rest);
        return;
      default:
        throw new Error(`The page does not know the request ${request}.`);
    }
  };
}

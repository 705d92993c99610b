import { writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { answerCapabilityRequest } from './capabilityRequests';
import { takeScreenshots } from './vscode/screenshots';
import { sleep } from './vscode/waitFor';
import { answerInput, runCommand } from './vscode/workbench';

const sessionRows = '.part.sidebar .pane-body .monaco-list-row';

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
        await takeScreenshots(page, context.screenshots, rest);
        return;
      case 'size': {
        const [width = 1400, height = 900] = words.map(Number);
        await page.setViewportSize({ width, height });
        return;
      }
      case 'write-sessions':
        writeFileSync(
          rest,
          JSON.stringify(await page.locator(sessionRows).evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')))),
        );
        return;
      case 'cancel-session': {
        const row = page.locator(sessionRows, { hasText: rest }).first();
        await row.hover();
        await row.locator('.action-label[aria-label="Cancel Session"]').click();
        return;
      }
      case 'capabilities':
        await answerCapabilityRequest(page, words);
        return;
      case 'close-models':
        await closeModels(page);
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

/** The editor of language models, which opens over everything when chat is set up, and takes a moment to come. */
async function closeModels(page: Page): Promise<void> {
  const editor = page.locator('.monaco-modal-editor-block');
  await editor.waitFor({ timeout: 15_000 }).catch(() => undefined);
  for (let attempt = 0; attempt < 20 && (await editor.count()) > 0; attempt++) {
    await page.keyboard.press('Escape');
    await sleep(300);
  }
}

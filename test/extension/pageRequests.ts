import { writeFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { answerCapabilityRequest } from './capabilityRequests';
import { takeScreenshots } from './vscode/screenshots';
import { sleep } from './vscode/waitFor';
import { answerInput, runCommand } from './vscode/workbench';

const resultsTab = '.part.editor .tab[aria-label^="Results:"]';
const sessionRows = '.part.sidebar .pane-body .monaco-list-row';

/**
 * What a test inside the extension host can ask of the page around it (see suite/page.ts): the things that only a person at the screen does.
 */
export function answerPage(context: {
  readonly screenshots: string;
  readonly connectionString: string;
  /** Attentions that the sandbox has had: each is work that was stopped on the server. */
  readonly attentions: () => number;
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
        // A hint over what comes next would stand in the way.
        await page.mouse.move(0, 0);
        return;
      }
      case 'open-session':
        // A row that is drawn anew between press and release loses the click.
        for (let attempt = 0; attempt < 5 && (await page.locator(resultsTab).count()) === 0; attempt++) {
          await page.locator(sessionRows, { hasText: rest }).first().click();
          await sleep(1000);
        }
        return;
      case 'press-in-results': {
        const results = await resultsFrame(page);
        await results.locator('.slick-cell.active').first().press(rest);
        return;
      }
      case 'write-results':
        writeFileSync(rest, JSON.stringify(await readResults(await resultsFrame(page))));
        return;
      case 'write-attentions':
        writeFileSync(rest, JSON.stringify(context.attentions()));
        return;
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

/** What a person sees of the Results page in front. */
export interface SeenResults {
  readonly state: string;
  readonly progress: string;
  readonly tabs: readonly string[];
  /** The cells of the row with the active cell. */
  readonly activeRow: readonly string[];
}

/** The page is in a frame of a frame; VS Code keeps the frames of hidden panels no longer than the panels are shown. */
async function resultsFrame(page: Page): Promise<Frame> {
  for (let attempt = 0; attempt < 100; attempt++) {
    for (const frame of page.frames()) {
      if (await hasResults(frame)) return frame;
    }
    await sleep(200);
  }
  throw new Error('No Results page is shown.');
}

/** A frame that is just coming or going may never answer. */
async function hasResults(frame: Frame): Promise<boolean> {
  const count = frame.locator('.session-bar').count();
  return Promise.race([count.then((found) => found > 0).catch(() => false), sleep(1000).then(() => false)]);
}

async function readResults(frame: Frame): Promise<SeenResults> {
  return {
    state: await frame.locator('.session-state').innerText(),
    progress: await frame.locator('.session-progress').innerText(),
    tabs: await frame.locator('[role=tab]').allInnerTexts(),
    activeRow: await frame.locator('.slick-row.active .slick-cell').allInnerTexts(),
  };
}

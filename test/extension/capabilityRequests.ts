import { writeFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { accessibilityProblems } from '../webview/support/accessibility';
import { sleep } from './vscode/waitFor';
import { runCommand } from './vscode/workbench';

/** What a person sees of the capability page in front, and of the status bar. */
export interface SeenCapabilities {
  readonly product: string;
  readonly subtitle: string;
  readonly age: string;
  readonly counted: string;
  readonly features: readonly string[];
  readonly deployment: string;
  readonly statusBar: string;
  /** What the page says aloud: errors, and that its connection is another one now. */
  readonly alerts: readonly string[];
  readonly accessibility: readonly string[];
}

/** What a test can ask of the capability panel: `capabilities <verb> <words>`. The page's button, field and status bar are used as a person does. */
export async function answerCapabilityRequest(page: Page, words: readonly string[]): Promise<void> {
  const [verb, ...more] = words;
  const rest = more.join(' ');
  switch (verb) {
    case 'open-from-status-bar':
      await statusItem(page).click();
      return;
    case 'open-from-palette':
      await runCommand(page, 'Sprocket: Show Server Capabilities');
      return;
    case 'press': {
      const frame = await capabilityFrame(page);
      await frame.getByRole('button', { name: rest }).click();
      return;
    }
    case 'filter': {
      const frame = await capabilityFrame(page);
      await frame.getByLabel('Filter features by text').fill(rest);
      return;
    }
    case 'write':
      writeFileSync(rest, JSON.stringify(await readAgain(page)));
      return;
    default:
      throw new Error(`The capability panel does not know the request ${words.join(' ')}.`);
  }
}

function statusItem(page: Page): ReturnType<Page['locator']> {
  return page.locator('.part.statusbar .statusbar-item[id$="sprocket.connection"] a').first();
}

/** The page is in a frame of a frame; only the panel in front has one. */
async function capabilityFrame(page: Page): Promise<Frame> {
  for (let attempt = 0; attempt < 150; attempt++) {
    for (const frame of page.frames()) {
      const shown = await frame
        .locator('.capabilities h1')
        .isVisible()
        .catch(() => false);
      if (shown) return frame;
    }
    await sleep(100);
  }
  throw new Error('No capability page is shown.');
}

/** A panel that comes to the front takes the frame of the one before with it: then the reading begins anew. */
async function readAgain(page: Page): Promise<SeenCapabilities> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await readCapabilities(page);
    } catch (error) {
      if (attempt >= 5) throw error;
      await sleep(200);
    }
  }
}

async function readCapabilities(page: Page): Promise<SeenCapabilities> {
  const frame = await capabilityFrame(page);
  return {
    product: await frame.locator('h1').innerText(),
    subtitle: await frame.locator('.subtitle').innerText(),
    age: await frame.locator('.age').innerText(),
    counted: await frame.locator('.counted').innerText(),
    features: await frame.locator('.features tbody th').allInnerTexts(),
    deployment: await frame.getByRole('heading', { name: 'Deployment:' }).innerText(),
    statusBar: await statusItem(page).innerText(),
    alerts: await frame.getByRole('alert').allInnerTexts(),
    accessibility: await accessibilityProblems(frame),
  };
}

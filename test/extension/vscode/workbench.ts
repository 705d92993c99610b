/// <reference lib="dom" />
import type { BrowserContext, Page } from 'playwright-core';
import type { WebServer } from './webServer';
import { sleep, waitFor } from './waitFor';

/** What is changed in the page's web configuration before VS Code reads it; merged one level deep. */
export type WebConfiguration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Opens the workbench on the server's workspace and waits for its status bar. */
export async function openWorkbench(context: BrowserContext, server: WebServer, configuration?: WebConfiguration): Promise<Page> {
  const page = await context.newPage();
  if (configuration) await page.addInitScript(patchConfiguration, configuration);
  await page.goto(`${server.url}/?${new URLSearchParams({ folder: server.workspace })}`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench .part.statusbar', { timeout: 120_000 });
  return page;
}

/**
 * Runs in the page. The configuration stands in an attribute that the workbench reads once; it is changed on that first reading.
 * (Rewriting the page on its way would make the browser refuse its WebSockets to loopback.)
 */
function patchConfiguration(changes: WebConfiguration): void {
  const find = document.getElementById.bind(document);
  let patched = false;
  document.getElementById = (id: string) => {
    const element = find(id);
    if (id === 'vscode-workbench-web-configuration' && element && !patched) {
      patched = true;
      const settings = JSON.parse(element.getAttribute('data-settings') ?? '{}') as Record<string, object>;
      for (const [name, value] of Object.entries(changes)) settings[name] = { ...settings[name], ...value };
      element.setAttribute('data-settings', JSON.stringify(settings));
    }
    return element;
  };
}

/** Runs a command of the palette by its title. An extension that was just installed may take a while to bring its commands. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await waitFor(`the command ${title}`, 60_000, async () => {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget:visible input.input').first();
    await input.fill(`>${title}`, { timeout: 5000 });
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    for (let attempt = 0; attempt < 10; attempt++) {
      if ((await first.innerText({ timeout: 1000 })).includes(title)) return true;
      await sleep(200);
    }
    await page.keyboard.press('Escape');
    return false;
  });
  await page.keyboard.press('Enter');
}

/** Waits for an input box or quick pick whose title or placeholder matches, and gives its input. */
export async function answerInput(page: Page, expected: RegExp, value: string): Promise<void> {
  await waitFor(`the input ${String(expected)}`, 30_000, async () => {
    const widget = page.locator('.quick-input-widget:visible').first();
    const placeholder = (await widget.locator('input.input').first().getAttribute('placeholder')) ?? '';
    return expected.test(`${await widget.innerText()} ${placeholder}`);
  });
  const input = page.locator('.quick-input-widget:visible input.input').first();
  await input.fill(value);
  await page.keyboard.press('Enter');
}

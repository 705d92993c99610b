import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { waitFor } from '../extension/vscode/waitFor';
import { answerInput, runCommand } from '../extension/vscode/workbench';
import { startSandbox } from '../sandbox/startSandbox';
import type { Sandbox } from '../sandbox/startSandbox';
import { openInstalledWorkbench } from './installedWorkbench';
import type { InstalledWorkbench } from './installedWorkbench';

const addTitle = /Connection String/;

async function notification(page: Page, expected: RegExp): Promise<string> {
  return waitFor(`the message ${String(expected)}`, 30_000, async () => {
    const texts = await page.locator('.notification-list-item').allInnerTexts();
    return texts.find((text) => expected.test(text));
  });
}

async function press(page: Page, button: string): Promise<void> {
  await page.locator('.notification-list-item .monaco-button', { hasText: button }).first().click();
}

/** Waits for the input that is about to be shown, and closes it: an Escape that comes before it would close nothing. */
async function closeInput(page: Page): Promise<void> {
  const input = page.locator('.quick-input-widget:visible input.input').first();
  await input.waitFor({ state: 'visible', timeout: 30_000 });
  await page.keyboard.press('Escape');
  await input.waitFor({ state: 'hidden', timeout: 30_000 });
}

async function statusBar(page: Page): Promise<string> {
  return page.locator('.part.statusbar').innerText();
}

/** VS Code in a browser is served on Linux only; elsewhere the extension suite runs on the desktop. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('connections in an ordinary workbench', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let workbench: InstalledWorkbench;
  let page: Page;

  before(async () => {
    sandbox = await startSandbox();
    workbench = await openInstalledWorkbench();
    page = workbench.page;
    console.log(`    VS Code ${workbench.version}, the extension installed from its package`);
  });

  after(async () => {
    await workbench.close();
    await sandbox.close();
  });

  it('a string that cannot be read is refused while it is typed', async () => {
    await runCommand(page, 'Sprocket: Add Connection');
    const input = page.locator('.quick-input-widget:visible input.input').first();
    await input.fill('Sevrer=localhost');
    await waitFor('the refusal', 10_000, async () => (await page.locator('.quick-input-message').innerText()).includes('Server'));
    await closeInput(page);
  });

  it('a wrong password is said, and the string can be corrected', async () => {
    await runCommand(page, 'Sprocket: Add Connection');
    await answerInput(page, addTitle, sandbox.connectionString().replace(/Password=[^;]*/i, 'Password=wrong'));
    await notification(page, /Login failed/i);
    await workbench.screenshots('wrong-password');
    await press(page, 'Edit');
    const input = page.locator('.quick-input-widget:visible input.input').first();
    assert.match(await input.inputValue(), /Password=wrong/);
    await closeInput(page);
  });

  it('a certificate that is not trusted is explained', async () => {
    await runCommand(page, 'Sprocket: Add Connection');
    await answerInput(page, addTitle, sandbox.connectionString().replace(/TrustServerCertificate=[^;]*;?/i, ''));
    const text = await notification(page, /certificate/i);
    assert.match(text, /TrustServerCertificate=true/);
    await press(page, 'Edit');
    await closeInput(page);
  });

  it('a good string is tested, named, and shown in the status bar', async () => {
    await runCommand(page, 'Sprocket: Add Connection');
    await answerInput(page, addTitle, sandbox.connectionString());
    await answerInput(page, /Name/, 'Sandbox shop');
    await waitFor('the connection in the status bar', 15_000, async () => (await statusBar(page)).includes('Sandbox shop'));
    await runCommand(page, 'SQL Server: Focus on Sessions View');
    await waitFor('the welcome text', 15_000, async () =>
      (await page.locator('.part.sidebar').innerText()).includes('No query has run yet'),
    );
    await workbench.screenshots('sessions-empty');
  });

  it('a removal is confirmed first', async () => {
    const remove = async (answer: string): Promise<void> => {
      await runCommand(page, 'Sprocket: Remove Connection');
      await answerInput(page, /Remove Connection/, 'Sandbox shop');
      await page.locator('.monaco-dialog-box .monaco-button', { hasText: answer }).first().click({ timeout: 15_000 });
    };
    await remove('Cancel');
    assert.match(await statusBar(page), /Sandbox shop/);
    await remove('Remove');
    await waitFor('an empty status bar', 15_000, async () => !(await statusBar(page)).includes('Sandbox shop'));
  });
});

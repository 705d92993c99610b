import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { waitFor } from '../extension/vscode/waitFor';
import { answerInput, runCommand } from '../extension/vscode/workbench';
import { startSandbox } from '../sandbox/startSandbox';
import type { Sandbox } from '../sandbox/startSandbox';
import { openInstalledWorkbench } from './installedWorkbench';
import type { InstalledWorkbench } from './installedWorkbench';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

/** As a spreadsheet puts cells on the clipboard. */
const spreadsheet = ['LineNumber\tProductId\tQuantity\tUnitPrice\tNote', '1\t7\t2.500\t19.9900\tfirst', '2\t8\t0.001\tNULL\tקצת 🚲'].join(
  '\r\n',
);

onLinux('the procedure form in an ordinary workbench', function () {
  this.timeout(180_000);
  let sandbox: Sandbox;
  let workbench: InstalledWorkbench;
  let page: Page;
  let form: FrameLocator;

  before(async () => {
    sandbox = await startSandbox();
    workbench = await openInstalledWorkbench();
    page = workbench.page;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.setViewportSize({ width: 1500, height: 1100 });
    for (const name of ['Sandbox shop', 'Second shop']) {
      await runCommand(page, 'Sprocket: Add Connection');
      await answerInput(page, /Connection String/, sandbox.connectionString());
      await answerInput(page, /Name/, name);
      await waitFor('the connection', 15_000, async () => (await page.locator('.part.statusbar').innerText()).includes(name));
    }
  });

  after(async () => {
    await workbench.close();
    await sandbox.close();
  });

  const row = (name: string): Locator =>
    form.locator('.parameter', { has: form.locator('.parameter-name', { hasText: new RegExp(`^@${name}\\b`, 'u') }) });
  const field = (name: string): Locator => row(name).locator('input:not([type=date]), textarea').last();
  /** Types as a person does. */
  const type = async (name: string, text: string): Promise<void> => {
    await field(name).click();
    await field(name).fill('');
    await page.keyboard.type(text);
  };

  it('is found by the palette, the connection and a part of the name', async () => {
    await runCommand(page, 'Sprocket: Execute Stored Procedure');
    await answerInput(page, / Connection$/u, 'Sandbox shop');
    const input = page.locator('.quick-input-widget:visible input.input').first();
    await waitFor('the list of procedures', 30_000, async () => ((await input.getAttribute('placeholder')) ?? '').includes('Procedure on'));
    await input.pressSequentially('everyc');
    const first = page.locator('.quick-input-list .monaco-list-row').first();
    await waitFor('the procedure', 30_000, async () => (await first.innerText()).includes('usp_EveryControl'));
    await page.keyboard.press('Enter');
    form = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await form.getByRole('heading', { name: 'usp_EveryControl' }).waitFor({ timeout: 30_000 });
    assert.equal(await form.locator('.parameter').count(), 16);
  });

  it('takes every kind of value from keyboard and mouse', async () => {
    await row('Flag').getByText('0 (false)').click();
    await type('Count', '-2147483648');
    await type('Amount', '123456789012345678.0123456789');
    await type('Day', '2024-02-29');
    await type('At', '23:59:59.9999999');
    await type('Moment', '2024-02-29 12:34:56.1234567');
    await type('Instant', '2024-02-29 12:34:56.1234567 +05:30');
    await row('Id')
      .getByRole('button', { name: /New identifier/u })
      .click();
    await type('Id', '0E984725-C51C-4BF4-9960-E1C80E27ABA0');
    await type('Title', "O'Neil");
    await type('Text', 'one\ntwo');
    await type('Document', '<a b="1">text</a>');
    await type('Bytes', '0xDEADBEEF');
    await type('Anything', '12.50');
    await row('Anything').locator('vscode-single-select input').fill('money');
    await page.keyboard.press('Enter');
    await page.evaluate((text) => navigator.clipboard.writeText(text), spreadsheet);
    await row('Lines').getByRole('button', { name: 'Add Row' }).click();
    await page.keyboard.press('Control+V');
    await row('Lines').getByText('2 rows').waitFor();
    await type('Greeting', 'Shalom');
    await workbench.screenshots('procedure-form');
  });

  it('marks a wrong value with its reason, and holds Execute back', async () => {
    await type('Day', '2023-02-30');
    await row('Day').locator('.reasons').filter({ hasText: '2023-02-30' }).waitFor();
    assert.equal(await field('Day').getAttribute('aria-invalid'), 'true');
    await form.getByRole('button', { name: 'Execute', exact: true }).click({ force: true });
    await form.locator('.action-problem').filter({ hasText: '@Day' }).waitFor();
    assert.equal(await form.locator('.session-bar').count(), 0);
    await workbench.screenshots('procedure-problem');
    await type('Day', '2024-02-29');
    await form.locator('.script').filter({ hasText: 'EXEC' }).waitFor();
  });

  it('runs, and shows result sets, OUTPUT, RETURN and messages', async () => {
    await page.keyboard.press('Control+Enter');
    await form.locator('.session-state').filter({ hasText: 'Completed' }).waitFor({ timeout: 30_000 });
    const tabs = await form.getByRole('tab').allInnerTexts();
    assert.match(tabs.join(' '), /Result 1.*Result 2.*Messages/su);
    await form.getByRole('tab', { name: /Result 1/u }).click();
    const cells = form.locator('.tab-panel:not([hidden]) .slick-cell');
    await waitFor('the first row', 15_000, async () => (await cells.allInnerTexts()).includes('123456789012345678.0123456789'));
    const first = await cells.allInnerTexts();
    for (const value of ['-2147483648', '2024-02-29', '23:59:59.9999999', "O'Neil"])
      assert.ok(first.includes(value), `${value} in ${first.join('|')}`);
    await form.getByRole('tab', { name: /Result 2/u }).click();
    await waitFor('the lines', 15_000, async () => (await cells.allInnerTexts()).includes('0.001'));
    await workbench.screenshots('procedure-results');
    await form.getByRole('tab', { name: /Messages/u }).click();
    await form.locator('.tab-panel:not([hidden])').getByText('Everything arrived.').waitFor();
    await form.getByRole('tab', { name: /OUTPUT|Output|RETURN|Return/u }).click();
    const outputs = await form.locator('.tab-panel:not([hidden])').innerText();
    assert.match(outputs, /42/u);
    // decimal(28,10) + decimal(38,7) is decimal(38,7), by the rule for the scale of a sum.
    assert.match(outputs, /123456789012345727\.9873457000/u);
    assert.match(outputs, /Shalom, O'Neil/u);
    await workbench.screenshots('procedure-outputs');
  });

  it('starts in the background, and keeps the values for another call', async () => {
    await form.getByRole('button', { name: 'Start in Background' }).click();
    await form.getByRole('button', { name: 'Show Results' }).waitFor();
    await type('Count', '7');
    await page.keyboard.press('Control+Enter');
    const cells = form.locator('.tab-panel:not([hidden]) .slick-cell');
    await waitFor('the second call', 30_000, async () => {
      const tab = form.getByRole('tab', { name: /Result 1/u });
      if ((await tab.count()) > 0) await tab.click();
      return (await cells.allInnerTexts()).includes('7');
    });
    assert.equal(await field('Title').inputValue(), "O'Neil");
  });
});

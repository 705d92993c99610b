import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { parseConnectionString } from '../../src/core/connections/connectionString';
import { ProcedureCatalog } from '../../src/core/procedures/procedureCatalog';
import type { Procedure } from '../../src/core/procedures/procedureTypes';
import { checkForm, formProblems } from '../../src/host/panels/procedureCheck';
import { procedureForm } from '../../src/host/panels/procedureForm';
import { callValues, ChosenFiles } from '../../src/host/panels/procedureValues';
import { procedureProtocol } from '../../src/shared/procedurePage';
import type { FormValues } from '../../src/shared/procedurePage';
import { createSqlServer } from '../../src/sql/sqlServer';
import { startSandbox } from '../sandbox/startSandbox';
import { PageBrowser } from './support/pageBrowser';
import type { OpenPage, ThemeName } from './support/pageBrowser';
import { scriptedHandlers, snapshot } from './support/scriptedSession';
import { accessibilityProblems } from './support/accessibility';

/** What the page asked for. */
interface Asked {
  readonly executed: { readonly values: FormValues; readonly background: boolean }[];
  readonly copied: FormValues[];
}

describe('form of a procedure', function () {
  this.timeout(60_000);
  let browser: PageBrowser;
  let procedure: Procedure;
  let target: { connection: string; settings: ReturnType<typeof parseConnectionString> };
  let open: OpenPage<typeof procedureProtocol>;
  let asked: Asked;

  before(async () => {
    const sandbox = await startSandbox();
    const server = createSqlServer();
    try {
      target = { connection: 'Shop', settings: parseConnectionString(sandbox.connectionString()) };
      procedure = await new ProcedureCatalog(server).describe(target, 'dbo.usp_EveryControl');
    } finally {
      await server.close();
      await sandbox.close();
    }
    browser = await PageBrowser.start();
  });
  after(() => browser.close());

  afterEach(async () => {
    assert.deepEqual(open.faults, []);
    await open.page.close();
  });

  /** The page with the real rules behind it; only VS Code and the server are played. */
  async function show(theme: ThemeName = 'dark', state?: unknown): Promise<Page> {
    const files = new ChosenFiles();
    const session = snapshot({ procedure: 'dbo.usp_EveryControl', startedBy: 'person' });
    asked = { executed: [], copied: [] };
    const given = (values: FormValues): Record<string, unknown> => callValues(values, files);
    open = await browser.open({
      name: 'procedure',
      protocol: procedureProtocol,
      theme,
      state,
      size: { width: 1280, height: 1500 },
      handlers: {
        ...scriptedHandlers(session, []).handlers,
        open: () => Promise.resolve({ form: procedureForm(procedure, target.connection), session: null }),
        check: ({ values }) => Promise.resolve(checkForm(procedure, given(values))),
        copyScript: ({ values }) => {
          asked.copied.push(values);
          return Promise.resolve(null);
        },
        pickFile: () => Promise.resolve({ file: files.add(Buffer.from('file')), name: 'logo.png', bytes: 4 }),
        execute: ({ values, background }) => {
          const problems = formProblems(procedure, given(values));
          if (problems.length > 0) return Promise.resolve({ kind: 'problems', problems });
          asked.executed.push({ values, background });
          return Promise.resolve({ kind: 'started', session });
        },
        showResults: () => Promise.resolve(null),
      },
    });
    await open.page
      .getByRole('heading', { name: '[dbo].[usp_EveryControl]' })
      .or(open.page.getByRole('heading', { name: 'dbo.usp_EveryControl' }))
      .waitFor();
    return open.page;
  }

  const row = (page: Page, name: string): ReturnType<Page['locator']> =>
    page.locator('.parameter', { has: page.locator('.parameter-name', { hasText: new RegExp(`^@${name}\\b`, 'u') }) });
  const field = (page: Page, name: string): ReturnType<Page['locator']> =>
    row(page, name).locator('input:not([type=date]), textarea').last();

  async function fillRequired(page: Page): Promise<void> {
    await row(page, 'Flag').getByText('0 (false)').click();
    await field(page, 'Amount').fill('12345678901234567.1234567890');
    await field(page, 'Day').fill('2024-02-29');
    await field(page, 'Instant').fill('2024-02-29 23:59:59.1234567 +05:30');
    await row(page, 'Id').getByRole('button').click();
    await field(page, 'Title').fill("O'Neil 🚲");
  }

  it('shows every parameter with its type, direction, need and default', async () => {
    const page = await show();
    const heads = await page.locator('.parameter-head').allInnerTexts();
    assert.equal(heads.length, 16);
    assert.match(heads[2] ?? '', /@Amount \*\s+decimal\(28,\s?10\)/u);
    assert.match(heads[14] ?? '', /@Total\s+OUTPUT\s+decimal\(38,\s?10\)/u);
    const uses = await page
      .locator('.parameter .use')
      .evaluateAll((all) => all.map((each) => each.shadowRoot?.querySelector('.text')?.textContent.trim()));
    assert.deepEqual(uses.slice(0, 6), ['Value', 'Default: 5', 'Value', 'Value', "Default: '12:34:56.1234567'", 'Default: NULL']);
    assert.deepEqual(uses.slice(12), ['Default: NULL', 'No rows', 'Not given', "Default: N'Hello'"]);
  });

  it('tells what is wrong as one types, and nothing before somebody was there', async () => {
    const page = await show();
    await page.locator('.script-empty').waitFor();
    assert.deepEqual(await page.locator('.reasons:visible').allInnerTexts(), []);
    await field(page, 'Day').fill('2023-02-30');
    await row(page, 'Day').locator('.reasons').filter({ hasText: '2023-02-30' }).waitFor();
    assert.equal(await field(page, 'Day').getAttribute('aria-invalid'), 'true');
    await field(page, 'Day').fill('2023-02-28');
    await row(page, 'Day').locator('.reasons').waitFor({ state: 'hidden' });
    assert.equal(await field(page, 'Day').getAttribute('aria-invalid'), 'false');
  });

  it('holds Execute back, says why and goes to the first problem', async () => {
    const page = await show();
    await fillRequired(page);
    await field(page, 'Count').fill('2147483648');
    await page.getByRole('button', { name: 'Execute' }).click({ force: true });
    await page.locator('.action-problem').filter({ hasText: '@Count' }).waitFor();
    assert.deepEqual(asked.executed, []);
    assert.ok(await field(page, 'Count').evaluate((input) => input === (input.getRootNode() as ShadowRoot).activeElement));
  });

  it('gives the script of the call, and executes with the values as they were typed', async () => {
    const page = await show();
    await fillRequired(page);
    await page.locator('.script').filter({ hasText: 'EXEC' }).waitFor();
    const script = await page.locator('.script').innerText();
    assert.match(script, /12345678901234567\.1234567890/u);
    assert.match(script, /N'O''Neil 🚲'/u);
    assert.doesNotMatch(script, /@Count/u);
    await field(page, 'Title').press('Control+Enter');
    await page.locator('.session-bar').waitFor();
    const values = asked.executed[0]?.values ?? {};
    assert.deepEqual(
      [values['Amount'], values['Count'], values['Flag']],
      [{ use: 'text', text: '12345678901234567.1234567890' }, { use: 'default' }, { use: 'bit', value: true }],
    );
    assert.equal(asked.executed[0]?.background, false);
    await page.getByRole('button', { name: 'Start in Background' }).click();
    await page.getByRole('button', { name: 'Show Results' }).waitFor();
    assert.equal(asked.executed[1]?.background, true);
  });

  it('takes rows from a spreadsheet, and marks the cell that is wrong', async () => {
    const page = await show();
    const lines = row(page, 'Lines');
    await lines.getByRole('button', { name: 'Add Row' }).click();
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData(
        'text/plain',
        'LineNumber\tProductId\tQuantity\tUnitPrice\tNote\r\n1\t7\t2.5\t19.9900\t"two\nlines"\r\n2\t8\tmany\tNULL\t\r\n',
      );
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await lines.getByText('2 rows').waitFor();
    const wrong = lines.locator('input[aria-invalid=true][title*="many"]');
    await wrong.waitFor();
    assert.equal(await wrong.inputValue(), 'many');
    assert.match((await wrong.getAttribute('aria-description')) ?? '', /many/u);
    await wrong.fill('3');
    await fillRequired(page);
    await page.locator('.script').filter({ hasText: 'EXEC' }).waitFor();
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.locator('.session-bar').waitFor();
    assert.deepEqual(asked.executed[0]?.values['Lines'], {
      use: 'table',
      rows: [
        { LineNumber: '1', ProductId: '7', Quantity: '2.5', UnitPrice: '19.9900', Note: 'two\nlines' },
        { LineNumber: '2', ProductId: '8', Quantity: '3', UnitPrice: null, Note: null },
      ],
    });
  });

  it('takes a file for bytes, and gives it up again', async () => {
    const page = await show();
    await fillRequired(page);
    await row(page, 'Bytes')
      .getByRole('button', { name: /Choose a file/u })
      .click();
    await page.getByText('logo.png (4 bytes)').waitFor();
    await page.locator('.script').filter({ hasText: '0x66696C65' }).waitFor();
    await row(page, 'Bytes')
      .getByRole('button', { name: /Use no file/u })
      .click();
    await field(page, 'Bytes').fill('0xFF');
    await page.locator('.script').filter({ hasText: '0xFF' }).waitFor();
  });

  it('keeps the values while it is hidden', async () => {
    const first = await show();
    await field(first, 'Title').fill('kept');
    await first.waitForFunction(() =>
      JSON.stringify((window as unknown as { keptState: () => unknown }).keptState() ?? null).includes('kept'),
    );
    const state = await first.evaluate(() => (window as unknown as { keptState: () => unknown }).keptState());
    await first.close();
    const second = await show('dark', state);
    assert.equal(await field(second, 'Title').inputValue(), 'kept');
  });

  for (const theme of ['light', 'dark', 'contrast'] as const) {
    it(`is accessible in ${theme}`, async () => {
      const page = await show(theme);
      await fillRequired(page);
      await field(page, 'Count').fill('x');
      await row(page, 'Count').locator('.reasons').filter({ hasText: 'x' }).waitFor();
      await row(page, 'Lines').getByRole('button', { name: 'Add Row' }).click();
      assert.deepEqual(await accessibilityProblems(page), []);
      const folder = process.env['SPROCKET_TEST_SCREENSHOTS'];
      if (folder !== undefined && folder !== '') await page.screenshot({ path: `${folder}/procedure-${theme}.png` });
    });
  }
});

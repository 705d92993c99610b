import assert from 'node:assert/strict';
import type { SessionSnapshot } from '../../src/shared/sessionResults';
import { PageBrowser } from './support/pageBrowser';
import { ResultsPage } from './support/resultsPage';
import { withResults } from './support/scriptedSession';
import type { ScriptedResultSet } from './support/scriptedSession';

const million: ScriptedResultSet = {
  columns: [
    { name: 'Id', type: 'int' },
    { name: 'Amount', type: 'decimal(38,10)' },
    { name: 'Name', type: 'nvarchar(50)' },
    { name: '', type: 'nvarchar(max)' },
    { name: 'Active', type: 'bit' },
  ],
  rows: 1_000_000,
  row: (index) => [
    index,
    `${String(index)}.0000000001`,
    [null, '', 'NULL'][index % 3] ?? null,
    `line\nof ${String(index)}`,
    index % 2 === 0,
  ],
};

describe('results: grid', function () {
  this.timeout(60_000);
  let browser: PageBrowser;
  let results: ResultsPage;

  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.close());
  const open = async (sets: readonly ScriptedResultSet[], changes: Partial<SessionSnapshot> = {}): Promise<ResultsPage> => {
    results = await ResultsPage.open(browser, withResults(sets, changes), { resultSets: sets });
    return results;
  };
  afterEach(() => results.close());

  it('tells NULL, the empty string and the text NULL apart', async () => {
    const { cell } = bound(await open([million]));
    await cell(2, 0).getByText('2', { exact: true }).waitFor();
    assert.equal(await cell(0, 2).locator('.cell-null').innerText(), 'NULL');
    assert.equal(
      await cell(0, 2)
        .locator('.cell-null')
        .evaluate((element) => getComputedStyle(element).fontStyle),
      'italic',
    );
    assert.equal(await cell(1, 2).innerText(), '');
    assert.equal(await cell(2, 2).innerText(), 'NULL');
    assert.equal(await cell(2, 2).locator('.cell-null').count(), 0);
  });

  it('writes values to the last digit, bit as 1 and 0, line breaks as a sign, and aligns numbers to the right', async () => {
    const { cell } = bound(await open([million]));
    await cell(1, 0).getByText('1', { exact: true }).waitFor();
    assert.equal(await cell(1, 1).innerText(), '1.0000000001');
    assert.equal(await cell(0, 4).innerText(), '1');
    assert.equal(await cell(1, 4).innerText(), '0');
    assert.equal(await cell(1, 3).innerText(), 'line↵of 1');
    assert.equal(await cell(1, 1).evaluate((element) => getComputedStyle(element).textAlign), 'right');
    assert.equal(await cell(1, 2).evaluate((element) => getComputedStyle(element).textAlign), 'start');
  });

  it('names columns with their types, also one without a name', async () => {
    const { page } = await open([million]);
    await page.getByRole('columnheader').last().getByText('bit', { exact: true }).waitFor();
    const headers = await page.getByRole('columnheader').evaluateAll((found) => found.map((header) => header.textContent));
    assert.deepEqual(headers, ['Row', 'Idint', 'Amountdecimal(38,10)', 'Namenvarchar(50)', '(no name)nvarchar(max)', 'Activebit']);
  });

  it('goes to the last of a million rows, asks for little and draws little', async () => {
    const { page, row, cell, asked } = bound(await open([million]));
    await cell(0, 0).getByText('0', { exact: true }).waitFor();
    await cell(0, 0).click();
    await page.keyboard.press('Control+End');
    await cell(999_999, 0).getByText('999999', { exact: true }).waitFor();
    assert.equal(await row(999_999).getAttribute('aria-rowindex'), '1000001');
    assert.equal(await row(999_999).locator('[role=rowheader]').innerText(), '1,000,000');
    assert.equal(await page.getByRole('grid').getAttribute('aria-rowcount'), '1000001');
    assert.ok(asked.rows.length <= 8, JSON.stringify(asked.rows));
    assert.ok((await page.locator('.slick-row').count()) < 100);
  });

  it('does not ask for what a quick scroll passes over', async () => {
    const { page, cell, asked } = bound(await open([million]));
    await cell(0, 0).getByText('0', { exact: true }).waitFor();
    await page.locator('.slick-viewport-top.slick-viewport-left').evaluate(async (viewport) => {
      for (let step = 1; step <= 50; step += 1) {
        viewport.scrollTop = (viewport.scrollHeight * step) / 50;
        await new Promise(requestAnimationFrame);
      }
    });
    await cell(999_999, 0).getByText('999999', { exact: true }).waitFor();
    assert.ok(asked.rows.length < 20, String(asked.rows.length));
  });

  it('keeps the cells of rows that it saw before in bounds', async () => {
    const { page, cell } = bound(await open([million]));
    await cell(0, 0).getByText('0', { exact: true }).waitFor();
    await cell(0, 0).click();
    for (const key of ['Control+End', 'Control+Home', 'Control+End', 'Control+Home']) await page.keyboard.press(key);
    await cell(0, 0).getByText('0', { exact: true }).waitFor();
    assert.equal(await cell(1, 1).innerText(), '1.0000000001');
  });

  it('shows rows that come while it is looked at, and keeps the focus and the place', async () => {
    const set: ScriptedResultSet = { ...million, rows: 1_000_000 };
    const running = withResults([{ ...set, rows: 50 }], { state: 'running', resultSets: [{ rows: 50, complete: false }] });
    results = await ResultsPage.open(browser, running, { resultSets: [set] });
    const { page, channel, cell } = bound(results);
    await cell(3, 1).click();
    await page.keyboard.press('ArrowDown');
    channel.post('session', { ...running, rows: 400_000, resultSets: [{ rows: 400_000, complete: false }] });
    await page.getByText('400,000 rows').first().waitFor();
    assert.equal(await results.focused(), '4.0000000001');
    await page.keyboard.press('Control+End');
    await cell(399_999, 0).getByText('399999', { exact: true }).waitFor();
    channel.post('session', { ...running, state: 'completed', rows: 1_000_000, resultSets: [{ rows: 1_000_000, complete: true }] });
    await page.getByText('Completed').first().waitFor();
    assert.equal(await results.focused(), '0');
  });

  it('is one stop of Tab, and its cells are reached by arrow keys', async () => {
    const { page, cell } = bound(await open([million]));
    await cell(2, 0).getByText('2', { exact: true }).waitFor();
    await results.tab(/^Result/).focus();
    await page.keyboard.press('Tab');
    assert.equal(await results.focused(), '0');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.equal(await results.focused(), '1.0000000001');
    await page.keyboard.press('Shift+Tab');
    assert.match(await results.focused(), /^Result 1,000,000 rows/);
    await page.keyboard.press('Tab');
    assert.equal(await results.focused(), '1.0000000001');
    assert.equal(await cell(1, 1).getAttribute('tabindex'), '0');
    assert.equal(await page.locator('.result-grid [tabindex="0"]').count(), 1);
  });

  it('copies the selection, all, and with headers', async () => {
    const { page, row, cell, asked } = bound(await open([million]));
    await cell(5, 0).getByText('5', { exact: true }).waitFor();
    await cell(1, 0).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+c');
    await page.getByText('Copied 4 cells (2 × 2).').waitFor();
    await page.keyboard.press('Control+Shift+C');
    await page.getByText('Copied 4 cells (2 × 2) with headers.').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.getByText('Copied 5,000,000 cells (1,000,000 × 5).').waitFor();
    await row(4).locator('[role=rowheader]').click();
    await page.keyboard.press('Control+c');
    await page.getByText('Copied 5 cells (1 × 5).').waitFor();
    const square = { fromRow: 1, toRow: 2, fromColumn: 0, toColumn: 1 };
    assert.deepEqual(asked.copied, [
      { range: square, headers: false },
      { range: square, headers: true },
      { range: { fromRow: 0, toRow: 999_999, fromColumn: 0, toColumn: 4 }, headers: false },
      { range: { fromRow: 4, toRow: 4, fromColumn: 0, toColumn: 4 }, headers: false },
    ]);
  });

  it('does what commands of VS Code ask', async () => {
    const { page, channel, cell, asked } = bound(await open([million]));
    await cell(0, 0).getByText('0', { exact: true }).waitFor();
    await cell(0, 2).click();
    channel.post('perform', 'copyWithHeaders');
    await page.getByText('Copied 1 cell with headers.').waitFor();
    channel.post('perform', 'export');
    channel.post('perform', 'viewCell');
    await page.getByRole('dialog', { name: 'Name' }).waitFor();
    assert.deepEqual(asked.exported, [0]);
  });

  it('holds columns in any number, and row numbers stay in sight', async () => {
    const columns = Array.from({ length: 1024 }, (_value, index) => ({ name: `c${String(index)}`, type: 'int' }));
    const { page, row, cell } = bound(
      await open([{ columns, rows: 1000, row: (index) => columns.map((_column, at) => index * 10_000 + at) }]),
    );
    await cell(0, 0).getByText('0', { exact: true }).waitFor();
    await cell(0, 0).click();
    await page.keyboard.press('End');
    await cell(0, 1023).getByText('1023', { exact: true }).waitFor();
    const box = await row(0).locator('[role=rowheader]').boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x < 40, JSON.stringify(box));
  });
});

/** Methods of a page that keep their page. */
function bound(results: ResultsPage): Pick<ResultsPage, 'page' | 'channel' | 'asked' | 'row' | 'cell'> {
  const { page, channel, asked } = results;
  return { page, channel, asked, row: (row) => results.row(row), cell: (row, column) => results.cell(row, column) };
}

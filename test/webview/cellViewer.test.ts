import assert from 'node:assert/strict';
import { PageBrowser } from './support/pageBrowser';
import { ResultsPage } from './support/resultsPage';
import { withResults } from './support/scriptedSession';
import type { ScriptedResultSet } from './support/scriptedSession';

const long = `${'0123456789'.repeat(25_000)}end`;
const values = [
  '{"amount":12345678901234567890.10,"list":[1,{"x":null}],"empty":[],"text":"a: {b}, \\"c\\""}',
  '<order id="1"><line n="1">two  words</line><empty/></order>',
  '0x48656C6C6F20576F726C6421000102FF',
  long,
  null,
  '',
  '[not json',
];
const set: ScriptedResultSet = {
  columns: values.map((_value, index) => ({ name: `c${String(index)}`, type: 'nvarchar(max)' })),
  rows: 1,
  row: () => values,
};

describe('results: cell viewer', function () {
  this.timeout(60_000);
  let browser: PageBrowser;
  let results: ResultsPage;

  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.close());
  beforeEach(async () => {
    results = await ResultsPage.open(browser, withResults([set]), { resultSets: [set], size: { width: 2000, height: 800 } });
    await results.row(0).waitFor();
  });
  afterEach(() => results.close());

  const text = (): Promise<string | null> => results.page.locator('.cell-viewer-text').textContent();
  const status = (expected: string): Promise<void> =>
    results.page.locator('.cell-viewer-status').getByText(expected, { exact: true }).waitFor();
  const view = async (column: number): Promise<void> => {
    await results.cell(0, column).dblclick();
    await results.page.getByRole('dialog', { name: `c${String(column)}` }).waitFor();
  };

  it('lays out JSON and leaves its numbers as they are', async () => {
    await view(0);
    await status('84 characters'.replace('84', String(values[0]?.length)));
    const expected = [
      '{',
      '  "amount": 12345678901234567890.10,',
      '  "list": [',
      '    1,',
      '    {',
      '      "x": null',
      '    }',
      '  ],',
      '  "empty": [],',
      '  "text": "a: {b}, \\"c\\""',
      '}',
    ];
    assert.deepEqual((await text())?.split('\n'), expected);
    await results.page.getByLabel('Format JSON').uncheck();
    assert.equal(await text(), values[0]);
  });

  it('lays out XML and leaves its text as it is', async () => {
    await view(1);
    await results.page.getByLabel('Format XML').waitFor();
    assert.deepEqual((await text())?.split('\n'), ['<order id="1">', '  <line n="1">two  words</line>', '  <empty/>', '</order>']);
  });

  it('shows bytes with their places and characters', async () => {
    await view(2);
    await results.page.getByLabel('Show as bytes').waitFor();
    assert.equal(await text(), '00000000  48 65 6C 6C 6F 20 57 6F  72 6C 64 21 00 01 02 FF  Hello World!....');
  });

  it('loads a long text piece by piece to its end', async () => {
    await view(3);
    await status('250,003 characters');
    assert.equal(await text(), long);
  });

  it('tells NULL, the empty string and what is no JSON', async () => {
    await view(4);
    await status('No value');
    await results.page.keyboard.press('Escape');
    await view(5);
    await status('The empty string');
    assert.equal(await text(), '');
    await results.page.keyboard.press('Escape');
    await view(6);
    await status('9 characters');
    assert.equal(await results.page.locator('#cell-viewer-formatted').isVisible(), false);
  });

  it('opens by Enter and gives the focus back', async () => {
    await results.cell(0, 0).click();
    await results.page.keyboard.press('ArrowRight');
    await results.page.keyboard.press('Enter');
    await results.page.getByRole('dialog', { name: 'c1' }).waitFor();
    await results.page.keyboard.press('Escape');
    await results.page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await results.focused(), values[1]);
  });

  it('copies the whole cell and opens it in an editor', async () => {
    await view(3);
    await status('250,003 characters');
    await results.page.getByRole('button', { name: 'Copy', exact: true }).click();
    await status('Copied.');
    await results.page.getByRole('button', { name: 'Open in Editor' }).click();
    await results.page.waitForTimeout(100);
    assert.deepEqual(results.asked.opened, [{ row: 0, column: 3 }]);
  });
});

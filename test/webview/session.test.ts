import assert from 'node:assert/strict';
import type { SessionMessage, SessionSnapshot } from '../../src/shared/sessionResults';
import { PageBrowser } from './support/pageBrowser';
import { ResultsPage } from './support/resultsPage';
import { snapshot, withResults } from './support/scriptedSession';
import type { ScriptedResultSet } from './support/scriptedSession';

const few: ScriptedResultSet = { columns: [{ name: 'Id', type: 'int' }], rows: 3, row: (index) => [index + 1] };
const none: ScriptedResultSet = { columns: [{ name: 'Nothing', type: 'date' }], rows: 0, row: () => [] };

const messages: SessionMessage[] = [
  { index: 0, time: '2026-11-22T10:00:00.000Z', number: 0, severity: 0, state: 1, line: 3, procedure: '', text: '50 % done' },
  {
    index: 1,
    time: '2026-11-22T10:00:01.000Z',
    number: 8134,
    severity: 16,
    state: 1,
    line: 7,
    procedure: 'dbo.usp_Divide',
    text: 'Divide by zero error encountered.',
  },
];

const failed = {
  state: 'failed',
  messages: 2,
  errors: 1,
  error: {
    message: 'Divide by zero error encountered.',
    nextStep: null,
    sqlErrors: [{ number: 8134, severity: 16, state: 1, line: 7, procedure: 'dbo.usp_Divide', text: 'Divide by zero error encountered.' }],
  },
} satisfies Partial<SessionSnapshot>;

describe('results: session', function () {
  this.timeout(60_000);
  let browser: PageBrowser;
  let results: ResultsPage | undefined;

  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.close());
  afterEach(async () => {
    await results?.close();
    results = undefined;
  });
  const open = async (
    ...[session, given]: Parameters<typeof ResultsPage.open> extends [unknown, ...infer Rest] ? Rest : never
  ): Promise<ResultsPage> => (results = await ResultsPage.open(browser, session, given));

  it('says that it connects, runs, counts up and can be cancelled', async () => {
    const connecting = snapshot({ state: 'running', connecting: true, elapsedMilliseconds: 10 });
    const { page, channel, asked } = await open(connecting);
    await page.getByText('Connecting to Shop…').waitFor();
    const progress = page.locator('.session-progress');
    const before = await progress.innerText();
    await page.waitForFunction((text) => document.querySelector('.session-progress')?.textContent !== text, before);
    channel.post('session', { ...connecting, connecting: false, rows: 1200, resultSets: [{ rows: 1200, complete: false }] });
    await page.getByText('1,200 rows').first().waitFor();
    assert.match(await page.locator('.session-bar').innerText(), /Running[\s\S]*Shop \/ SprocketShop · started by an agent/);
    await page.getByRole('button', { name: 'Cancel' }).focus();
    await page.keyboard.press('Enter');
    channel.post('session', { ...connecting, connecting: false, cancelling: true });
    await page.getByText('Cancelling').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Cancel' }).isDisabled(), true);
    channel.post('session', { ...connecting, connecting: false, state: 'cancelled' });
    await page.getByRole('status').getByText('Cancelled, 0 rows').waitFor({ state: 'attached' });
    assert.equal(await page.getByRole('button', { name: 'Cancel' }).count(), 0);
    assert.deepEqual(asked.cancelled, [connecting.id]);
  });

  it('shows why it failed, with number, line and procedure, and marks the messages', async () => {
    const { page, tab } = await withTabs(open(snapshot(failed), { messages }));
    assert.match(
      await page.locator('.notice-error').innerText(),
      /Error 8134, severity 16, state 1, procedure dbo\.usp_Divide, line 7\s*Divide by zero error encountered\./,
    );
    assert.equal(await tab(/^Messages/).getAttribute('aria-selected'), 'true');
    await tab(/^Messages 2 with errors$/).waitFor();
    await page.locator('.message-error').waitFor();
    const rows = await page
      .locator('.messages tbody tr')
      .evaluateAll((found) => found.map((row) => [...row.children].slice(0, 4).map((cell) => cell.textContent)));
    assert.deepEqual(rows, [
      ['Info 0', '0', '3', '50 % done'],
      ['Error 16', '8134', '7 · dbo.usp_Divide', 'Divide by zero error encountered.'],
    ]);
  });

  it('reads only the messages that are new', async () => {
    const running = snapshot({ state: 'running', messages: 1 });
    const { page, channel } = await open(running, { messages });
    await page.getByText('50 % done').waitFor();
    channel.post('session', { ...running, messages: 2, errors: 1 });
    await page.getByText('Divide by zero error encountered.').waitFor();
    assert.equal(await page.locator('.messages tbody tr').count(), 2);
  });

  it('keeps rows beside the error that came after them', async () => {
    const { page, tab } = await withTabs(open(withResults([few], failed), { resultSets: [few], messages }));
    assert.equal(await tab(/^Result/).getAttribute('aria-selected'), 'true');
    await page.getByRole('gridcell', { name: '3', exact: true }).waitFor();
    assert.equal(await page.locator('.notice-error').count(), 1);
  });

  it('says what cut the result, and what was undone', async () => {
    const cut = {
      truncated: 'The result was cut at 3 rows, the limit of this session.',
      notes: ['The batch left 1 transaction(s) open; they were rolled back.'],
    };
    const { page } = await open(withResults([few], cut), { resultSets: [few] });
    assert.equal(await page.locator('.session-state').innerText(), 'Truncated');
    assert.match(
      await page.locator('.notice-warning').innerText(),
      /Truncated\s*The result was cut at 3 rows, the limit of this session\./,
    );
    assert.match(await page.locator('.notice-info').innerText(), /rolled back/);
  });

  it('says that there is no result set, and how many rows were affected', async () => {
    const { page, tab } = await withTabs(open(snapshot({ rowsAffected: { total: 3, newest: [5, null, 12_000] } })));
    assert.equal(await page.getByRole('tab').count(), 1);
    await tab(/^Messages/).waitFor();
    await page.getByText('Rows affected: 5, 12,000').waitFor();
    await page.getByText('The server sent no messages.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Export…' }).isDisabled(), true);
  });

  it('shows the columns of a result set without rows', async () => {
    const { page } = await open(withResults([none]), { resultSets: [none] });
    await page.getByText('No rows.', { exact: true }).waitFor();
    await page.getByRole('columnheader', { name: /Nothing/ }).waitFor();
  });

  it('has a tab per result set, moved through by arrow keys, and keeps the choice', async () => {
    const sets = [few, none, { ...few, rows: 1 }];
    const { page, tab } = await withTabs(open(withResults(sets, { messages: 2 }), { resultSets: sets, messages }));
    const names = await page.getByRole('tab').evaluateAll((tabs) => tabs.map((one) => one.textContent.trim()));
    assert.deepEqual(names, ['Result 1 3 rows', 'Result 2 0 rows', 'Result 3 1 row', 'Messages 2']);
    await tab(/^Result 1/).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await tab(/^Result 3/).getAttribute('aria-selected'), 'true');
    await page.getByRole('gridcell', { name: '1', exact: true }).waitFor();
    await page.keyboard.press('End');
    await page.getByText('50 % done').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('columnheader', { name: /Id/ }).waitFor();
    const kept: unknown = await page.evaluate('keptState()');
    assert.deepEqual(kept, { session: withResults(sets).id, tab: 'result-0' });
  });

  it('opens the tab that was open before', async () => {
    const session = withResults([few, few]);
    const { tab } = await withTabs(open(session, { resultSets: [few, few], state: { session: session.id, tab: 'result-1' } }));
    assert.equal(await tab(/^Result 2/).getAttribute('aria-selected'), 'true');
  });

  it('shows what a procedure gave back', async () => {
    const outputs = [
      { name: 'total', type: 'decimal(38,10)', value: '12345678901234567890.1234567890', length: null },
      { name: 'nothing', type: 'nvarchar(10)', value: null, length: null },
      { name: 'long', type: 'nvarchar(max)', value: 'beginning', length: 5000 },
    ];
    const { page, tab } = await withTabs(open(snapshot({ procedure: 'dbo.usp_Total', procedureResult: { returnValue: -6, outputs } })));
    await tab(/^Output/).click();
    const rows = await page
      .locator('.outputs tbody tr')
      .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.deepEqual(rows, [
      ['RETURN', 'int', '-6'],
      ['@total', 'decimal(38,10)', '12345678901234567890.1234567890'],
      ['@nothing', 'nvarchar(10)', 'NULL'],
      ['@long', 'nvarchar(max)', 'beginning… (5,000 characters)'],
    ]);
  });

  it('says that the session is gone, at the start and later', async () => {
    const reason = 'The session ended 15 minutes ago and was not read since.';
    const { page } = await open({ gone: reason });
    assert.match(await page.getByRole('alert').innerText(), /This session is gone\s*The session ended 15 minutes ago/);
    await results?.close();
    const later = await open(withResults([few]), { resultSets: [few] });
    later.channel.post('gone', { reason });
    await later.page.getByRole('alert').waitFor();
    assert.equal(await later.page.getByRole('grid').count(), 0);
  });
});

async function withTabs(opening: Promise<ResultsPage>): Promise<{ page: ResultsPage['page']; tab: ResultsPage['tab'] }> {
  const results = await opening;
  return { page: results.page, tab: (name) => results.tab(name) };
}

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { capabilitiesProtocol } from '../../src/shared/capabilitiesPage';
import type { PageCapabilities } from '../../src/shared/capabilitiesPage';
import type { RequestHandlers } from '../../src/shared/protocol';
import { accessibilityProblems } from './support/accessibility';
import { PageBrowser } from './support/pageBrowser';
import type { OpenPage, ThemeName } from './support/pageBrowser';
import { sampleCapabilities } from './support/sampleCapabilities';

const pictures = path.join('out', 'webview');

interface Opened extends OpenPage<typeof capabilitiesProtocol> {
  readonly asked: string[];
}

describe('capability page', function () {
  this.timeout(60_000);
  let browser: PageBrowser;
  let opened: Opened | undefined;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await PageBrowser.start();
  });
  after(() => browser.close());
  afterEach(async () => {
    const faults = opened?.faults ?? [];
    await opened?.page.close();
    opened = undefined;
    assert.deepEqual(faults, []);
  });

  async function open(
    handlers: Partial<RequestHandlers<typeof capabilitiesProtocol>> = {},
    options: {
      readonly theme?: ThemeName;
      readonly state?: unknown;
      readonly size?: { readonly width: number; readonly height: number };
    } = {},
  ): Promise<Opened> {
    const asked: string[] = [];
    const nothingFor = (name: string) => () => {
      asked.push(name);
      return Promise.resolve(null);
    };
    const page = await browser.open({
      name: 'capabilities',
      protocol: capabilitiesProtocol,
      handlers: {
        open: () => Promise.resolve(sampleCapabilities()),
        refresh: () => {
          asked.push('refresh');
          return Promise.resolve(sampleCapabilities());
        },
        copyMarkdown: nothingFor('copy'),
        selectConnection: nothingFor('select'),
        ...handlers,
      },
      ...options,
    });
    opened = { ...page, asked };
    return opened;
  }

  /** The cells of a feature's row. */
  async function row(page: Page, feature: string): Promise<string[]> {
    const heading = page.getByRole('rowheader', { name: feature, exact: true });
    return heading.locator('xpath=..').locator('th, td').allInnerTexts();
  }

  it('shows product, deployment with its evidence, and what could not be told', async () => {
    const { page } = await open();
    await page.getByRole('heading', { name: 'SQL Server 2019 CU27', level: 1 }).waitFor();
    const text = await page.locator('main').innerText();
    assert.match(text, /DB1\\SALES · Standard Edition \(64-bit\) · SQL Server on Windows/u);
    assert.match(text, /Confidence: certain\. Evidence:\s*host_platform Windows, Windows Server 2019 Datacenter/u);
    assert.match(text, /uptime\s+11 d 10 h 20 min/iu);
    assert.match(text, /VIEW DATABASE STATE permission denied/u);
    assert.match(text, /Asked just now/u);
  });

  it('says of a feature whether it is there, since when, from where, whether it is enabled and what it needs', async () => {
    const { page } = await open();
    await page.getByRole('heading', { name: 'Features' }).waitFor();
    assert.deepEqual(await row(page, 'Query Store'), [
      'Query Store',
      'Yes',
      'No',
      '2016',
      'version',
      'ALTER DATABASE … SET QUERY_STORE = ON',
    ]);
    assert.deepEqual(await row(page, 'scalar UDF inlining'), [
      'scalar UDF inlining',
      'Yes',
      'No',
      '2019',
      'version',
      'compatibility level 150 (now 140)',
    ]);
    assert.deepEqual((await row(page, 'resumable online index create')).slice(1), [
      'No',
      '–\nNot applicable',
      'Enterprise 2019',
      'version',
      'Enterprise edition',
    ]);
    assert.deepEqual((await row(page, 'full-text search')).slice(0, 3), ['full-text search', 'Yes', 'Unknown']);
  });

  it('filters by every word and by state, counts, and says so', async () => {
    const { page } = await open();
    const count = page.locator('.counted');
    await page.getByLabel('Filter features by text').fill('online INDEX');
    assert.match(await count.innerText(), /^3 of \d+ features$/u);
    assert.deepEqual(await page.locator('.features tbody th').allInnerTexts(), [
      'online index create and rebuild',
      'resumable online index rebuild',
      'resumable online index create',
    ]);
    await page.getByRole('status').getByText('3 of').waitFor({ state: 'attached' });
    await page.getByLabel('Filter features by state').selectOption('supported');
    assert.match(await count.innerText(), /^0 of/u);
    await page.getByLabel('Filter features by text').fill('');
    const supported = await page.locator('.features tbody td:nth-child(2)').allInnerTexts();
    assert.ok(supported.length > 30);
    assert.deepEqual([...new Set(supported)], ['Yes']);
    const option = await page.locator('#filter-state option[value="supported"]').innerText();
    assert.equal(option, `Supported (${supported.length})`);
  });

  it('keeps the filter when the panel was hidden, and an answer of meanwhile does not take it away', async () => {
    const { page, channel } = await open({}, { state: { text: 'json', state: 'notSupported' } });
    const names = page.locator('.features tbody th');
    await names.first().waitFor();
    const before = await names.allInnerTexts();
    assert.ok(before.includes('json type'));
    channel.post('changed', sampleCapabilities({ texts: { ProductVersion: '17.0.1000.7', ServerName: 'DB2' } }));
    await page.getByRole('heading', { name: 'SQL Server 2025 RTM' }).waitFor();
    assert.ok(!(await names.allInnerTexts()).includes('json type'));
    assert.equal(await page.getByLabel('Filter features by text').inputValue(), 'json');
  });

  it('refreshes, copies and lets the connection be chosen, by keyboard', async () => {
    let refreshed: ((answer: PageCapabilities) => void) | undefined;
    const { page, asked } = await open({
      refresh: () => new Promise((resolve) => (refreshed = resolve)),
    });
    await page.getByRole('button', { name: 'Refresh' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Asking the server…').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Refresh' }).isDisabled(), true);
    refreshed?.(sampleCapabilities({ texts: { ProductVersion: '15.0.4385.2', ProductUpdateLevel: 'CU28' } }));
    await page.getByRole('heading', { name: 'SQL Server 2019 CU28' }).waitFor();
    await page.getByText('Asked just now').first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Refresh' }).evaluate((button) => document.activeElement === button), true);
    await page.getByRole('button', { name: 'Copy as Markdown' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('Copied as Markdown').first().waitFor();
    await page.getByRole('button', { name: 'Select Active Connection…' }).click();
    await page.waitForFunction(() => true);
    assert.deepEqual(asked, ['copy', 'select']);
  });

  it('says how old the answer is', async () => {
    const { page } = await open({ open: () => Promise.resolve(sampleCapabilities({}, 65 * 60_000)) });
    await page.getByText('Asked 1 h 5 min ago').waitFor();
  });

  it('shows why a server does not answer, and tries again', async () => {
    let down = true;
    const { page } = await open({
      open: () => (down ? Promise.reject(new Error('The server db1 cannot be reached.')) : Promise.resolve(sampleCapabilities())),
    });
    await page.getByRole('alert').getByText('The server db1 cannot be reached.').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    down = false;
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.getByRole('heading', { name: 'SQL Server 2019 CU27' }).waitFor();
  });

  it('a refresh that fails leaves what was known, and says so', async () => {
    const { page } = await open({ refresh: () => Promise.reject(new Error('The connection was lost.')) });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('alert').getByText('The connection was lost.').waitFor();
    assert.equal(await page.getByRole('heading', { name: 'SQL Server 2019 CU27' }).count(), 1);
  });

  it('says that the connection was changed or removed, until the server was asked again', async () => {
    const { page, channel } = await open();
    await page.getByRole('heading', { name: 'SQL Server 2019 CU27' }).waitFor();
    channel.post('outdated', { reason: 'The connection was changed.' });
    await page.getByRole('alert').getByText('The connection was changed.').waitFor();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    channel.post('outdated', { reason: 'The connection was changed.' });
    await page.getByRole('alert').waitFor();
    channel.post('changed', sampleCapabilities({ texts: { ProductVersion: '17.0.1000.7' } }));
    await page.getByRole('heading', { name: 'SQL Server 2025 RTM' }).waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  it('an answer that was under way when the connection changed is said to be of before', async () => {
    let answer: (() => void) | undefined;
    const { page, channel } = await open({
      open: () =>
        new Promise((resolve) => {
          answer = () => {
            resolve(sampleCapabilities());
          };
        }),
    });
    await page.getByText('Asking the server…').waitFor();
    channel.post('outdated', { reason: 'The connection was changed.' });
    assert.ok(answer);
    answer();
    await page.getByRole('heading', { name: 'SQL Server 2019 CU27' }).waitFor();
    await page.getByRole('alert').getByText('The connection was changed.').waitFor();
  });

  for (const theme of ['dark', 'light', 'contrast'] as const) {
    it(`${theme}: axe finds nothing serious, and the policy is kept`, async () => {
      const { page } = await open({}, { theme, size: { width: 1200, height: 900 } });
      await page.getByRole('heading', { name: 'Features' }).waitFor();
      await page.screenshot({ path: path.join(pictures, `capabilities-${theme}.png`) });
      assert.deepEqual(await accessibilityProblems(page), []);
      await page.getByRole('heading', { name: 'Performance' }).scrollIntoViewIfNeeded();
      await page.locator('.page').evaluate((element) => {
        element.scrollTop = 1000;
      });
      await page.screenshot({ path: path.join(pictures, `capabilities-rows-${theme}.png`) });
    });
  }

  it('is of use in a narrow editor', async () => {
    const { page } = await open({}, { size: { width: 480, height: 800 } });
    await page.getByRole('heading', { name: 'Features' }).waitFor();
    await page.locator('.page').evaluate((element) => {
      element.scrollTop = 1400;
    });
    await page.screenshot({ path: path.join(pictures, 'capabilities-narrow.png') });
    const overflow = await page.locator('.page').evaluate((element) => element.scrollWidth - element.clientWidth);
    assert.ok(overflow <= 0, `${overflow} pixels are out of sight`);
  });
});

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { SessionMessage, SessionSnapshot } from '../../src/shared/sessionResults';
import { accessibilityProblems } from './support/accessibility';
import { PageBrowser } from './support/pageBrowser';
import { ResultsPage } from './support/resultsPage';
import { snapshot, withResults } from './support/scriptedSession';
import type { ScriptedResultSet } from './support/scriptedSession';
import { themes } from './support/themes';

const pictures = path.join('out', 'webview');
const themeNames = Object.keys(themes).filter((name): name is keyof typeof themes => name in themes);

const orders: ScriptedResultSet = {
  columns: [
    { name: 'Id', type: 'int' },
    { name: 'Customer', type: 'nvarchar(100)' },
    { name: 'Total', type: 'decimal(19,4)' },
    { name: 'Placed', type: 'datetimeoffset(7)' },
    { name: 'Note', type: 'nvarchar(max)' },
    { name: 'Details', type: 'xml' },
  ],
  rows: 1_000_000,
  row: (index) => [
    index + 1,
    ['Adatum', 'Contoso', 'Fabrikam', 'Ñandú & Søn'][index % 4] ?? '',
    `${String((index * 7919) % 100_000)}.2500`,
    `2026-11-${String((index % 28) + 1).padStart(2, '0')}T08:15:00.1234567+01:00`,
    [null, '', 'Leave at the door', 'NULL', 'Two\nlines'][index % 5] ?? null,
    '<order><line n="1"/></order>',
  ],
};

const messages: SessionMessage[] = [
  {
    index: 0,
    time: '2026-11-22T10:00:00.000Z',
    number: 0,
    severity: 0,
    state: 1,
    line: 3,
    procedure: 'dbo.usp_Report',
    text: 'Reading orders of 2026 …',
  },
  {
    index: 1,
    time: '2026-11-22T10:00:02.000Z',
    number: 50000,
    severity: 10,
    state: 2,
    line: 5,
    procedure: 'dbo.usp_Report',
    text: '50 % done',
  },
  {
    index: 2,
    time: '2026-11-22T10:00:04.000Z',
    number: 547,
    severity: 16,
    state: 0,
    line: 9,
    procedure: 'dbo.usp_Report',
    text: 'The DELETE statement conflicted with the REFERENCE constraint "FK_Line_Order".',
  },
];

const error = {
  message: 'The DELETE statement conflicted with the REFERENCE constraint "FK_Line_Order".',
  nextStep: null,
  sqlErrors: [
    {
      number: 547,
      severity: 16,
      state: 0,
      line: 9,
      procedure: 'dbo.usp_Report',
      text: 'The DELETE statement conflicted with the REFERENCE constraint "FK_Line_Order".',
    },
  ],
};

interface Scene {
  readonly name: string;
  readonly session: SessionSnapshot | { readonly gone: string };
  readonly resultSets?: readonly ScriptedResultSet[];
  readonly act?: (results: ResultsPage) => Promise<void>;
}

const scenes: readonly Scene[] = [
  {
    name: 'rows',
    session: withResults([orders, { ...orders, rows: 12 }], { messages: 2 }),
    resultSets: [orders, { ...orders, rows: 12 }],
    act: async (results) => {
      await results.cell(2, 1).click();
      await results.page.keyboard.press('Shift+ArrowDown');
      await results.page.keyboard.press('Shift+ArrowRight');
    },
  },
  {
    name: 'running',
    session: withResults([orders], {
      state: 'running',
      rows: 40_000,
      resultSets: [{ rows: 40_000, complete: false }],
      startedBy: 'person',
    }),
    resultSets: [orders],
    act: (results) => results.cell(0, 0).getByText('1', { exact: true }).waitFor(),
  },
  {
    name: 'failed',
    session: snapshot({
      state: 'failed',
      messages: 3,
      errors: 1,
      error,
      rowsAffected: { total: 1, newest: [12] },
      notes: ['The batch left 1 transaction(s) open; they were rolled back.'],
    }),
    act: (results) => results.page.getByText('50 % done').waitFor(),
  },
  {
    name: 'cell',
    session: withResults([orders], { truncated: 'The result was cut at 1,000,000 rows, the limit of this session.' }),
    resultSets: [orders],
    act: async (results) => {
      await results.cell(0, 5).dblclick();
      await results.page.getByLabel('Format XML').waitFor();
    },
  },
  { name: 'gone', session: { gone: 'The session ended, and was removed 15 minutes after it was last read.' } },
];

describe('results: accessibility', function () {
  this.timeout(60_000);
  let browser: PageBrowser;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await PageBrowser.start();
  });
  after(() => browser.close());

  for (const theme of themeNames) {
    for (const { name, session, resultSets = [], act } of scenes) {
      it(`${name}, ${theme}: axe finds nothing serious, and the policy is kept`, async () => {
        const results = await ResultsPage.open(browser, session, { resultSets, messages, theme, size: { width: 1100, height: 480 } });
        try {
          await act?.(results);
          await results.page.screenshot({ path: path.join(pictures, `results-${name}-${theme}.png`) });
          assert.deepEqual(await accessibilityProblems(results.page), []);
        } finally {
          await results.close();
        }
      });
    }
  }
});

import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { HostChannel } from '../../../src/host/panels/hostChannel';
import { resultsProtocol } from '../../../src/shared/resultsPage';
import type { SessionMessage, SessionSnapshot } from '../../../src/shared/sessionResults';
import type { PageBrowser, ThemeName } from './pageBrowser';
import { scriptedHandlers } from './scriptedSession';
import type { Asked, ScriptedResultSet } from './scriptedSession';

/** A Results page with a scripted session behind it. */
export class ResultsPage {
  private constructor(
    readonly page: Page,
    readonly channel: HostChannel<typeof resultsProtocol>,
    readonly asked: Asked,
    readonly faults: readonly string[],
  ) {}

  static async open(
    browser: PageBrowser,
    session: SessionSnapshot | { readonly gone: string },
    given: {
      readonly resultSets?: readonly ScriptedResultSet[];
      readonly messages?: readonly SessionMessage[];
      readonly theme?: ThemeName;
      readonly state?: unknown;
      readonly size?: { readonly width: number; readonly height: number };
    } = {},
  ): Promise<ResultsPage> {
    const { handlers, asked } = scriptedHandlers(session, given.resultSets, given.messages);
    const { theme, state, size } = given;
    const opened = await browser.open({
      name: 'results',
      protocol: resultsProtocol,
      handlers,
      ...(theme === undefined ? {} : { theme }),
      ...(size === undefined ? {} : { size }),
      ...(state === undefined ? {} : { state }),
    });
    const page = new ResultsPage(opened.page, opened.channel, asked, opened.faults);
    await opened.page.locator('gone' in session ? '.gone' : '.session-bar').waitFor();
    return page;
  }

  /** A cell of the grid in sight; both count from 0. */
  cell(row: number, column: number): Locator {
    return this.row(row).locator(`.slick-cell.l${String(column + 1)}`);
  }

  row(row: number): Locator {
    return this.page.locator(`.tab-panel:not([hidden]) .slick-row[data-row="${String(row)}"]`);
  }

  tab(name: RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  /** The accessible name or the text of what has the focus. */
  focused(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  }

  /** Closes the page; it must have done nothing that a page may not. */
  async close(): Promise<void> {
    await this.page.close();
    this.channel.dispose();
    assert.deepEqual(this.faults, []);
  }
}

import assert from 'node:assert/strict';
import { resultsProtocol } from '../../src/shared/resultsPage';
import { PageBrowser } from './support/pageBrowser';
import { scriptedHandlers, snapshot } from './support/scriptedSession';

describe('pages', function () {
  this.timeout(60_000);
  let browser: PageBrowser;

  before(async () => {
    browser = await PageBrowser.start();
  });
  after(() => browser.close());

  it('cannot be made to run a script, to style an element or to reach another place', async () => {
    const { handlers } = scriptedHandlers(snapshot());
    const { page, faults } = await browser.open({ name: 'results', protocol: resultsProtocol, handlers });
    await page.locator('.session-bar').waitFor();
    assert.equal(faults.length, 0);
    const attempts = `
      document.body.setAttribute('style', 'color: red');
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      fetch('/elsewhere').catch(() => undefined);`;
    await page.evaluate(attempts);
    for (const directive of ['style-src-attr', 'script-src-elem', 'connect-src']) {
      for (let attempt = 0; attempt < 50 && !faults.some((fault) => fault.startsWith(directive)); attempt += 1)
        await page.waitForTimeout(50);
      assert.ok(
        faults.some((fault) => fault.startsWith(directive)),
        directive,
      );
    }
    assert.equal(await page.evaluate('window.ran'), undefined);
    await page.close();
  });
});

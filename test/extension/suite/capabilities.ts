import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { SeenCapabilities } from '../capabilityRequests';
import { sleep, waitFor } from '../vscode/waitFor';
import { connectionName } from './connections';
import { askPage, hasPage } from './page';

/** Pictures in three themes are taken before the next panel comes. */
const pictureMilliseconds = 5000;

/** What the page in front shows, once `isThere` is satisfied with it. */
async function seen(what: string, isThere: (page: SeenCapabilities) => boolean): Promise<SeenCapabilities> {
  return await waitFor(what, 30_000, async () => {
    const file = path.join(os.tmpdir(), `sprocket-capabilities-${randomUUID()}.json`);
    askPage(`capabilities write ${file}`);
    try {
      const page = await waitFor('the page', 20_000, () => JSON.parse(readFileSync(file, 'utf8')) as SeenCapabilities);
      return isThere(page) ? page : undefined;
    } finally {
      rmSync(file, { force: true });
    }
  });
}

async function add(name: string, connectionString: string | undefined): Promise<void> {
  assert.ok(connectionString);
  await vscode.commands.executeCommand('sprocket.addConnection', { name, connectionString });
}

export function defineCapabilityTests(): void {
  describe('capability panel', function () {
    this.timeout(90_000);

    before(function () {
      if (!hasPage) this.skip();
    });

    after(async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await add(connectionName, process.env['SPROCKET_SANDBOX_CONNECTION']);
    });

    it('opens from the status bar, which then names the product', async () => {
      await add(connectionName, process.env['SPROCKET_SANDBOX_CONNECTION']);
      askPage('capabilities open-from-status-bar');
      const page = await seen('SQL Server 2022', ({ product }) => product === 'SQL Server 2022 CU17');
      assert.match(page.subtitle, /Developer Edition.*SQL Server on Linux/u);
      assert.equal(page.deployment, 'Deployment: SQL Server on Linux');
      assert.match(page.statusBar, new RegExp(`${connectionName}: SQL Server 2022 CU17`, 'u'));
      assert.ok(page.features.length >= 45);
      assert.deepEqual(page.accessibility, []);
    });

    it('is filtered, refreshed and copied', async () => {
      askPage('capabilities filter json');
      const filtered = await seen('the filtered features', ({ counted }) => /^\d of \d+ features$/u.test(counted));
      assert.ok(filtered.features.includes('json type'));
      assert.ok(!filtered.features.includes('Query Store'));
      askPage('capabilities press Refresh');
      await seen('the new answer', ({ age }) => age === 'Asked just now');
      await vscode.env.clipboard.writeText('');
      askPage('capabilities press Copy as Markdown');
      const report = await waitFor('the report', 20_000, async () => await vscode.env.clipboard.readText());
      assert.match(report, /^# SPROCKET-SANDBOX: SQL Server 2022 CU17\n/u);
      assert.match(report, /## Permissions/u);
      askPage('capabilities filter ');
      await seen('all features', ({ counted }) => /^\d+ features$/u.test(counted));
      askPage('screenshot capabilities');
      await sleep(pictureMilliseconds);
    });

    it('opens from the palette for Azure SQL Database', async () => {
      await add('Azure', process.env['SPROCKET_AZURE_CONNECTION']);
      askPage('capabilities open-from-palette');
      const page = await seen('Azure SQL Database', ({ product }) => product === 'Azure SQL Database');
      assert.equal(page.deployment, 'Deployment: Azure SQL Database');
      assert.match(page.statusBar, /Azure: Azure SQL Database/u);
    });

    it('opens from the status bar for a Managed Instance', async () => {
      await add('Managed', process.env['SPROCKET_MANAGED_CONNECTION']);
      askPage('capabilities open-from-status-bar');
      const page = await seen('the Managed Instance', ({ product }) => product === 'Azure SQL Managed Instance');
      assert.equal(page.deployment, 'Deployment: Azure SQL Managed Instance');
      assert.match(page.statusBar, /Managed: Azure SQL Managed Instance/u);
      assert.deepEqual(page.alerts, []);
    });

    it('says that its connection was changed, and asks the new server when it is refreshed', async () => {
      await add('Managed', process.env['SPROCKET_AZURE_CONNECTION']);
      const page = await seen('the warning', ({ alerts }) => alerts.length > 0);
      assert.match(page.alerts.join(' '), /"Managed" was changed/u);
      assert.equal(page.product, 'Azure SQL Managed Instance');
      askPage('capabilities press Refresh');
      const refreshed = await seen('the new server', ({ product }) => product === 'Azure SQL Database');
      assert.deepEqual(refreshed.alerts, []);
    });
  });
}

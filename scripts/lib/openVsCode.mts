import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasScreen } from '../../test/extension/vscode/chooseVsCode';
import { installWebVsCode } from '../../test/extension/vscode/installWebVsCode';
import { packExtension } from '../../test/extension/vscode/packExtension';
import { startWebServer } from '../../test/extension/vscode/webServer';
import { root } from './run.mjs';

/** Opens the extension in the desktop VS Code where there is a command `code`, else serves VS Code for a browser until `until` settles. */
export async function openVsCode(until: Promise<void>): Promise<void> {
  if (openOnDesktop()) {
    console.log('The extension is open in VS Code.');
    await until;
    return;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sprocket-vsix-'));
  try {
    const vsix = path.join(folder, 'sprocket.vsix');
    packExtension(root, vsix);
    const server = await startWebServer(installWebVsCode(root), { vsix: [vsix] });
    try {
      console.log(`VS Code with the extension: ${server.url}/?folder=${server.workspace}`);
      await until;
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function openOnDesktop(): boolean {
  if (!hasScreen()) return false;
  const result = spawnSync('code', [`--extensionDevelopmentPath=${root}`], { stdio: 'ignore', shell: process.platform === 'win32' });
  return result.status === 0;
}

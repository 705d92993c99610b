import { existsSync } from 'node:fs';
import { installWebVsCode } from './installWebVsCode';
import type { WebVsCode } from './installWebVsCode';

/** Where the extension suite runs. */
export type VsCodeHost =
  { readonly kind: 'desktop'; readonly executable: string | undefined } | { readonly kind: 'web'; readonly vscode: WebVsCode };

/** Where desktop VS Code is usually installed. */
const installed = [
  '/usr/share/code/code',
  '/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
  `${process.env['LOCALAPPDATA'] ?? ''}\\Programs\\Microsoft VS Code\\Code.exe`,
];

/**
 * The desktop VS Code where there is a screen and VS Code is installed or can be downloaded, else VS Code served in a browser.
 * `SPROCKET_TEST_VSCODE=desktop|web` decides instead.
 */
export async function chooseVsCode(root: string): Promise<VsCodeHost> {
  const wanted = process.env['SPROCKET_TEST_VSCODE'];
  const executable = installed.find((file) => existsSync(file));
  const desktop = wanted === 'desktop' || (wanted !== 'web' && hasScreen() && (executable !== undefined || (await canDownload())));
  return desktop ? { kind: 'desktop', executable } : { kind: 'web', vscode: installWebVsCode(root) };
}

/** Whether a desktop program can show itself here. */
export function hasScreen(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

async function canDownload(): Promise<boolean> {
  try {
    const response = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(5000) });
    return response.ok;
  } catch {
    return false;
  }
}

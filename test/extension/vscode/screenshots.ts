import path from 'node:path';
import type { Page } from 'playwright-core';

/** Settings by which VS Code follows what the page is told of the user's preferences. */
export const themeSettings = { 'window.autoDetectColorScheme': true, 'window.autoDetectHighContrast': true };

const themes = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'contrast', media: { colorScheme: 'dark', forcedColors: 'active' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
] as const;

/** Takes a picture in the light, the high-contrast and the dark theme: `<name>-<theme>.png`. */
export async function takeScreenshots(page: Page, folder: string, name: string): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia(theme.media);
    await page.waitForTimeout(800);
    await page.screenshot({ path: path.join(folder, `${name}-${theme.name}.png`) });
  }
}

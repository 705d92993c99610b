import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';

/** How the pages of the panels are built: a script and a style sheet for every folder of `webview/` that has a main.ts. */
export function pageOptions(root: string, output: string): BuildOptions {
  const folder = path.join(root, 'webview');
  const entryPoints = readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'main.ts')))
    .flatMap((name) => ['main.ts', 'style.css'].map((file) => ({ in: `webview/${name}/${file}`, out: name })));
  return { absWorkingDir: root, bundle: true, platform: 'browser', target: 'es2022', format: 'iife', entryPoints, outdir: output };
}

/** Puts the files beside the pages that they load as they are: the product icons. */
export function copyPageFiles(root: string, output: string): void {
  mkdirSync(output, { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) {
    copyFileSync(path.join(root, 'node_modules/@vscode/codicons/dist', file), path.join(output, file));
  }
}

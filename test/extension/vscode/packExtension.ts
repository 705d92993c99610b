import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

/** Packs the extension of a folder as it stands, without its prepublish script. */
export function packExtension(folder: string, vsix: string): void {
  const vsce = createRequire(__filename).resolve('@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  const result = spawnSync(process.execPath, [vsce, 'package', ...options], { cwd: folder, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`Packing ${folder} failed: ${result.stdout}${result.stderr}`);
}

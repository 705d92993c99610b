// Bundles what ships: the extension, the stdio server, and a script per webview.
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const development = process.argv.includes('--development');
const watch = process.argv.includes('--watch');

const common = {
  bundle: true,
  minify: !development,
  sourcemap: development,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: root,
};
/**
 * The database driver loads the identity library at once, for login types that src/sql/entraCredential.ts handles itself and loads only
 * when one is used: what the driver sees of it is empty.
 */
const lazyIdentity = {
  name: 'lazy-identity',
  setup(bundle) {
    bundle.onResolve({ filter: /^@azure\/identity$/ }, ({ importer }) =>
      /[\\/]node_modules[\\/]tedious[\\/]/.test(importer) ? { path: 'empty', namespace: 'lazy-identity' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'lazy-identity' }, () => ({ contents: 'module.exports = {};' }));
  },
};
const node = { ...common, platform: 'node', target: 'node22', format: 'cjs', plugins: [lazyIdentity] };

/** A script and a style sheet for every folder of webview/ that has a main.ts. */
function webviews() {
  const folder = path.join(root, 'webview');
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'main.ts')))
    .flatMap((name) => ['main.ts', 'style.css'].map((file) => ({ in: `webview/${name}/${file}`, out: name })));
}

const outputs = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['src/headless.ts'], outfile: 'dist/headless.js', banner: { js: '#!/usr/bin/env node' } },
  { ...common, platform: 'browser', target: 'es2022', format: 'iife', entryPoints: webviews(), outdir: 'dist/webview' },
];
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
mkdirSync(path.join(root, 'dist/webview'), { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  copyFileSync(path.join(root, 'node_modules/@vscode/codicons/dist', file), path.join(root, 'dist/webview', file));
}
if (watch) {
  const contexts = await Promise.all(outputs.map((options) => context(options)));
  await Promise.all(contexts.map((one) => one.watch()));
} else {
  await Promise.all(outputs.map((options) => build(options)));
}

// Bundles what ships: the extension, the stdio server, and a script per webview.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { copyPageFiles, pageOptions } from './scripts/lib/pages.mts';

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
/**
 * What a panel and its page say to each other is described with zod/mini at once, and the tool server, which is loaded when it is needed,
 * uses zod/mini too. The bundler then leaves out the call that fills its modules, because the package says that they have no side effects.
 */
const filledSchemas = {
  name: 'filled-schemas',
  setup(bundle) {
    bundle.onResolve({ filter: /^zod\/|^\./ }, async ({ path: wanted, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'filled-schemas' || (wanted.startsWith('.') && !/[\\/]node_modules[\\/]zod[\\/]/.test(importer))) return undefined;
      const resolved = await bundle.resolve(wanted, { importer, resolveDir, kind, pluginData: 'filled-schemas' });
      return /[\\/]zod[\\/](?:v4[\\/])?mini[\\/]/.test(resolved.path) ? { ...resolved, sideEffects: true } : undefined;
    });
  },
};
const node = { ...common, platform: 'node', target: 'node22', format: 'cjs', plugins: [lazyIdentity, filledSchemas] };

const pages = path.join(root, 'dist', 'webview');

const outputs = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['src/headless.ts'], outfile: 'dist/headless.js', banner: { js: '#!/usr/bin/env node' } },
  { ...common, ...pageOptions(root, pages) },
];
rmSync(path.join(root, 'dist'), { recursive: true, force: true });
copyPageFiles(root, pages);
if (watch) {
  const contexts = await Promise.all(outputs.map((options) => context(options)));
  await Promise.all(contexts.map((one) => one.watch()));
} else {
  await Promise.all(outputs.map((options) => build(options)));
}

/**
 * Compiles TypeScript as it is loaded, as the bundles are compiled. The loader of the tests adds a call to every function so that it keeps
 * its name, which costs more than many a thing that is measured. Use: node --require scripts/lib/plainLoader.cjs
 */
const { readFileSync } = require('node:fs');
const { transformSync } = require('esbuild');

require.extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    target: 'node22',
    // Modules that are loaded later are found without their extension, too.
    supported: { 'dynamic-import': false },
    sourcefile: file,
  });
  module._compile(code, file);
};

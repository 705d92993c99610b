import { mustRunNode, tool } from '../lib/run.mjs';

await mustRunNode(['esbuild.mjs']);
await mustRunNode([tool('@vscode/vsce/vsce'), 'package', '--no-dependencies', ...process.argv.slice(2)]);

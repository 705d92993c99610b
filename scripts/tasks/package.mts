import { mustRunNode, tool } from '../lib/run.mjs';

await mustRunNode(['--import', 'tsx', 'scripts/tasks/build.mts']);
await mustRunNode([tool('@vscode/vsce/vsce'), 'package', '--no-dependencies', ...process.argv.slice(2)]);

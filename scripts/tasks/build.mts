import { mustRunNode, tool } from '../lib/run.mjs';

await mustRunNode([tool('typescript/bin/tsc'), '--project', '.']);
await mustRunNode(['esbuild.mjs', ...process.argv.slice(2)]);

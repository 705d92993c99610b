import { mustRunNode, tool } from '../lib/run.mjs';

await mustRunNode([tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0']);
await mustRunNode([tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']);
await mustRunNode([tool('typescript/bin/tsc'), '--project', '.']);
await mustRunNode([tool('typescript/bin/tsc'), '--project', 'webview']);
await mustRunNode([tool('typescript/bin/tsc'), '--project', 'test/webview']);
await mustRunNode([tool('dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', '.dependency-cruiser.json', 'src', 'webview']);
await mustRunNode([tool('knip/bin/knip.js')]);
await mustRunNode(['--import', 'tsx', 'scripts/generateDocs.ts', '--check']);

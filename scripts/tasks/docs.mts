import { mustRunNode } from '../lib/run.mjs';

await mustRunNode(['--import', 'tsx', 'scripts/generateDocs.ts', ...process.argv.slice(2)]);

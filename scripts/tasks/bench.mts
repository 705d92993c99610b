import { mustRunNode } from '../lib/run.mjs';

await mustRunNode(['--import', 'tsx', 'test/bench/main.ts', ...process.argv.slice(2)]);

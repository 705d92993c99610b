import { mustRunNode } from '../lib/run.mjs';

await mustRunNode(['--require', './scripts/lib/plainLoader.cjs', 'test/bench/main.ts', ...process.argv.slice(2)]);

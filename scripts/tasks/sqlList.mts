import { mustRunNode } from '../lib/run.mjs';

await mustRunNode(['--import', 'tsx', 'scripts/listSql.ts', ...process.argv.slice(2)]);

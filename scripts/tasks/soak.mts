import { runNode } from '../lib/run.mjs';

process.exitCode = await runNode(['--expose-gc', '--import', 'tsx', 'test/soak/main.ts', ...process.argv.slice(2)]);

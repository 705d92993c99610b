import { parseArgs } from 'node:util';
import { soak } from './soak';

/** Takes --sessions, --seconds and --seed; prints the summary; ends with code 1 when something was not as it must be. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '2000' },
      seconds: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
    },
  });
  const report = await soak({
    sessions: Number(values.sessions),
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    allowedGrowth: 10 * 1024 ** 2,
  });
  console.log(report.lines.join('\n'));
  for (const problem of report.problems.slice(0, 20)) {
    console.log(`  PROBLEM: ${problem}`);
  }
  console.log(report.problems.length === 0 ? 'soak passed' : `soak failed: ${String(report.problems.length)} problems`);
  process.exitCode = report.problems.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

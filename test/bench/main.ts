import { parseArgs } from 'node:util';
import { allBenches } from './allBenches';
import type { BenchResult } from './bench';
import { heading, table } from './format';

/** Measures, prints a table in Markdown, and with `--json` the ratios by name in a last line. Arguments choose lines by a part of their names. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '5' },
      calls: { type: 'string', default: '400' },
    },
  });
  const options = { rows: Number(values.rows), runs: Number(values.runs), calls: Number(values.calls) };
  const wanted = (name: string): boolean => positionals.length === 0 || positionals.some((part) => name.includes(part));
  const chosen = allBenches.filter(({ names }) => names.some(wanted));
  if (chosen.length === 0) throw new Error(`No line fits. The lines are ${allBenches.flatMap(({ names }) => names).join(', ')}.`);
  console.log(`${heading(options)}\n`);
  const results: BenchResult[] = [];
  for (const bench of chosen) results.push(...(await bench.measure(options)).filter(({ name }) => wanted(name)));
  console.log(table(results));
  if (values.json) console.log(JSON.stringify(Object.fromEntries(results.map(({ name, ratio }) => [name, Number(ratio.toPrecision(4))]))));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
});

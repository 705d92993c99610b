import { cpus, totalmem } from 'node:os';
import type { BenchResult } from './bench';

export function milliseconds(value: number): string {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(value >= 100 ? 0 : value >= 1 ? 2 : 3)} ms`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes >= 10e6 ? 0 : 1)} MB`;
}

/** The machine, the moment, and how to read the table. */
export function heading(options: { readonly rows: number; readonly runs: number; readonly calls: number }): string {
  const [processor] = cpus();
  return [
    `${processor?.model ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 1e9).toFixed(0)} GB, ${process.platform}, Node ${process.version}, ${new Date().toISOString()}`,
    '',
    `Medians of ${options.runs} runs that take turns in one go (A B A B); calls: ${options.calls} of each side per run. A ratio is ours divided by theirs: below 1 we take less.`,
    `The large result has ${options.rows.toLocaleString('en')} rows of int, bigint, decimal(38,10), money, float, datetime2(7), date, uniqueidentifier, nvarchar(60) and bit. It comes over`,
    'loopback from a server process that encoded the rows beforehand; every reader is a process of its own, unencrypted, with packets of 16,000 bytes on every side.',
    'Memory is the rise of the resident memory above what the process had before. `processor` is the same ratio in processor time.',
  ].join('\n');
}

/** The results as a Markdown table. */
export function table(results: readonly BenchResult[]): string {
  const head = ['name', 'what', 'against', 'ours', 'theirs', 'ratio', 'goal', 'met', 'processor'];
  const lines = results.map(({ name, what, against, ours, theirs, ratio, goal, cpuRatio }) => [
    name,
    what,
    against,
    ours,
    theirs,
    figure(ratio),
    goal === undefined ? '' : `≤ ${goal.toLocaleString('en')}`,
    goal === undefined ? '' : ratio <= goal ? 'yes' : 'NO',
    cpuRatio === undefined ? '' : figure(cpuRatio),
  ]);
  const widths = head.map((text, column) => Math.max(text.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const row = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)].join('\n');
}

function figure(ratio: number): string {
  return ratio >= 100 ? ratio.toLocaleString('en', { maximumFractionDigits: 0 }) : ratio.toFixed(2);
}

/** A value as a cell of a Markdown table: one line, with nothing in it that would end the cell. */
function markdownCell(value: unknown): string {
  const text = value === null || value === undefined ? 'NULL' : typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/\r\n|\r|\n/gu, '<br>');
}

/** A Markdown table. Empty column names are shown as `(no name)`. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (columns.length === 0) {
    return '';
  }
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map((name) => (name === '' ? '(no name)' : markdownCell(name)))),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(row.map(markdownCell))),
  ].join('\n');
}

/** A text outside of tables: on one line, so that it cannot begin a table, a heading or a list of its own. */
export function onOneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** 1234567 → `1,234,567`. */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

/** `one row`, `2 rows`. */
export function counted(value: number, noun: string): string {
  return `${grouped(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** 350 → `350 ms`, 65000 → `1 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) {
    return `${String(Math.round(milliseconds))} ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 60) {
    return `${seconds.toFixed(1)} s`;
  }
  return `${String(Math.floor(seconds / 60))} min ${String(Math.floor(seconds % 60))} s`;
}

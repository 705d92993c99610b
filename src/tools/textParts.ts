import { markdownTable, onOneLine } from './markdown';

/** A part of a Markdown answer: a title and a table; nothing without rows. Columns that say nothing in any row are left out. */
export function tablePart(title: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): string[] {
  if (rows.length === 0) {
    return [];
  }
  const used = columns.map(
    (_, column) => column === 0 || rows.some((row) => row[column] !== null && row[column] !== undefined && row[column] !== ''),
  );
  const kept = <T>(cells: readonly T[]): T[] => cells.filter((_, column) => used[column]);
  const shown = rows.map((row) => kept(row).map((cell) => cell ?? ''));
  return [`\n**${title}**\n`, markdownTable(kept(columns), shown)];
}

/** Notes as the last lines of a Markdown answer. */
export function noteLines(notes: readonly string[]): string[] {
  return notes.map((note) => `\nNote: ${onOneLine(note)}`);
}

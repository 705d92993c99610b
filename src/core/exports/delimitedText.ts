import type { CellRow } from '../values/cellEncoding';
import { plainCell } from './plainCell';

/** How a row becomes a line. */
export interface DelimitedFormat {
  readonly separator: ',' | '\t';
  /** What stands for NULL. The empty string is always quoted, and so is a text that reads like NULL: no two values look the same. */
  readonly nullText: string;
}

/** What a spreadsheet takes from the clipboard; NULL is the word, as SQL Server's own tools copy it. */
export const clipboardFormat: DelimitedFormat = { separator: '\t', nullText: 'NULL' };

/** RFC 4180; NULL is nothing between two commas, the empty string is `""`. */
export const csvFormat: DelimitedFormat = { separator: ',', nullText: '' };

/** One line without its end. A field with a separator, a quote or a line break is quoted as RFC 4180 says. */
export function delimitedLine(row: CellRow, format: DelimitedFormat): string {
  return row.map((value) => field(plainCell(value), format)).join(format.separator);
}

function field(text: string | null, { separator, nullText }: DelimitedFormat): string {
  if (text === null) {
    return nullText;
  }
  const quoted = text === '' || text === nullText || text.includes(separator) || /["\r\n]/u.test(text);
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

import type { ResultSet } from '../sessions/resultSet';
import { decodeRow } from '../values/cellEncoding';
import type { CellRow, CellValue } from '../values/cellEncoding';
import { csvFormat, delimitedLine } from './delimitedText';
import { plainCell } from './plainCell';

export type ExportFormat = 'csv' | 'json' | 'markdown';

/**
 * A result set as text, some rows at a time, every value exact: the rows that are there when it begins.
 * CSV: RFC 4180 with a header line, NULL as nothing, the empty string as `""`. JSON: an array of objects, values as
 * `values/cellEncoding.ts` says. Markdown: a table, NULL in italics.
 */
export async function* resultSetText(resultSet: ResultSet, format: ExportFormat): AsyncGenerator<{ text: string; rows: number }> {
  const writer = writers[format](resultSet.columns.map(({ name }) => name));
  yield { text: writer.beginning, rows: 0 };
  let text = '';
  let rows = 0;
  let isFirst = true;
  for await (const raw of resultSet.rows(0, resultSet.rowCount)) {
    text += writer.row(decodeRow(raw), isFirst);
    isFirst = false;
    rows += 1;
    if (text.length >= chunkCharacters) {
      yield { text, rows };
      text = '';
      rows = 0;
    }
  }
  yield { text: text + writer.end, rows };
}

const chunkCharacters = 64 * 1024;

interface Writer {
  readonly beginning: string;
  readonly row: (row: CellRow, isFirst: boolean) => string;
  readonly end: string;
}

const writers: Readonly<Record<ExportFormat, (names: readonly string[]) => Writer>> = {
  csv: (names) => ({
    beginning: `${delimitedLine(names, { ...csvFormat, nullText: '\0' })}\r\n`,
    row: (row) => `${delimitedLine(row, csvFormat)}\r\n`,
    end: '',
  }),
  json: (names) => {
    const keys = uniqueNames(names).map((name) => JSON.stringify(name));
    const object = (row: CellRow): string => `  {${keys.map((key, index) => `${key}: ${JSON.stringify(row[index] ?? null)}`).join(', ')}}`;
    return { beginning: '[', row: (row, isFirst) => `${isFirst ? '' : ','}\n${object(row)}`, end: '\n]\n' };
  },
  markdown: (names) => {
    const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
    return {
      beginning: line(names.map(markdownText)) + line(names.map(() => '---')),
      row: (row) => line(row.map(markdownCell)),
      end: '',
    };
  },
};

/** An object cannot have a key twice, or none that tells: `id`, `id_2`, `column_3`. */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const wanted = name === '' ? `column_${String(index + 1)}` : name;
    let unique = wanted;
    for (let number = 2; taken.has(unique); number += 1) {
      unique = `${wanted}_${String(number)}`;
    }
    taken.add(unique);
    return unique;
  });
}

function markdownCell(value: CellValue): string {
  const text = plainCell(value);
  return text === null ? '*NULL*' : markdownText(text);
}

function markdownText(text: string): string {
  return text.replace(/[\\|*_`<>[\]&]/gu, (character) => `\\${character}`).replace(/\r\n|\r|\n/gu, '<br>');
}

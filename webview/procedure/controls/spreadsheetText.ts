/**
 * The cells of text from a spreadsheet: columns divided by tabs, rows by line ends; a cell in quotation marks may hold both, and marks are
 * doubled in it. A line end at the end begins no row.
 */
export function spreadsheetCells(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\n]*?))(\t|\r?\n|$)/gy;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [whole, quoted, plain = '', end = ''] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '' || pattern.lastIndex >= text.length) {
      if (end === '\t') {
        rows.at(-1)?.push('');
      }
      break;
    }
    if (end !== '\t') {
      rows.push([]);
    }
    if (whole === '') {
      break;
    }
  }
  return rows;
}

/** Without a first row that only repeats the names of the columns. */
export function withoutHeader(rows: readonly string[][], names: readonly string[]): readonly string[][] {
  const first = rows[0] ?? [];
  const isHeader = first.length > 0 && first.every((cell, index) => cell.trim().toLowerCase() === names[index]?.toLowerCase());
  return isHeader ? rows.slice(1) : rows;
}

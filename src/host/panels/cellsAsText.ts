import { clipboardFormat, delimitedLine } from '../../core/exports/delimitedText';
import { plainCell } from '../../core/exports/plainCell';
import { SprocketError } from '../../core/errors';
import type { ResultSet } from '../../core/sessions/resultSet';
import { decodeRow } from '../../core/values/cellEncoding';
import type { CellRange } from '../../shared/sessionResults';

/** What the clipboard takes at once. */
const mostCopiedCells = 1_000_000;
const mostCopiedCharacters = 64 * 1024 * 1024;

/**
 * A range of cells, whole and exact, as lines with tabs; `headers` puts the names of the columns before them. One cell alone is its text
 * as it is. The range is cut to the rows and columns that there are. Throws `unsupported` when it is more than a clipboard should hold:
 * nothing is left out in silence.
 */
export async function cellsAsText(
  resultSet: ResultSet,
  range: CellRange,
  headers: boolean,
  signal: AbortSignal,
): Promise<{ text: string; cells: number }> {
  const from = range.fromColumn;
  const to = Math.min(range.toColumn, resultSet.columns.length - 1) + 1;
  const rows = Math.max(0, Math.min(range.toRow, resultSet.rowCount - 1) - range.fromRow + 1);
  const cells = rows * Math.max(0, to - from);
  if (cells === 1 && !headers) return { text: await wholeCellText(resultSet, range.fromRow, from), cells };
  if (cells > mostCopiedCells) throw tooMuch(`The selection has ${inWords(cells)} cells.`, `${inWords(mostCopiedCells)} cells`);
  const names = resultSet.columns.slice(from, to).map(({ name }) => name);
  const lines = headers ? [delimitedLine(names, clipboardFormat)] : [];
  let characters = 0;
  for await (const raw of resultSet.rows(range.fromRow, rows)) {
    signal.throwIfAborted();
    const line = delimitedLine(decodeRow(raw).slice(from, to), clipboardFormat);
    characters += line.length;
    if (characters > mostCopiedCharacters) throw tooMuch('The selection has too much text.', `${inWords(mostCopiedCharacters)} characters`);
    lines.push(line);
  }
  return { text: lines.join('\r\n'), cells };
}

/** One cell as it is. NULL is the word. */
export async function wholeCellText(resultSet: ResultSet, row: number, column: number): Promise<string> {
  const { done, value: raw } = await resultSet.rows(row, 1).next();
  if (done === true) throw new SprocketError('invalid_input', `The result set has no row ${row}.`);
  return plainCell(decodeRow(raw)[column] ?? null) ?? clipboardFormat.nullText;
}

function inWords(count: number): string {
  return count.toLocaleString('en-US');
}

function tooMuch(message: string, most: string): SprocketError {
  return new SprocketError('unsupported', message, {
    expected: `at most ${most} to copy`,
    nextStep: 'Select less, or export the result set.',
  });
}

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import * as vscode from 'vscode';
import { resultSetText } from '../../core/exports/resultSetText';
import type { ExportFormat } from '../../core/exports/resultSetText';
import { SprocketError } from '../../core/errors';
import type { ResultSet } from '../../core/sessions/resultSet';

const filters = { CSV: ['csv'], JSON: ['json'], Markdown: ['md'] };
const formats: Readonly<Record<string, ExportFormat>> = { csv: 'csv', json: 'json', md: 'markdown' };

/**
 * Asks for a file and writes the rows of the result set to it, as CSV, JSON or Markdown by its ending. What stood there stays until
 * everything is written. Gives the rows written; null: no file was chosen, or the user stopped it.
 */
export async function exportResultSet(resultSet: ResultSet): Promise<number | null> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    filters,
    title: 'Export Result Set',
    saveLabel: 'Export',
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, 'result.csv') }),
  });
  if (chosen === undefined) return null;
  if (chosen.scheme !== 'file') {
    throw new SprocketError('unsupported', `A file of ${chosen.scheme} cannot be written in pieces.`, {
      nextStep: 'Choose a file on a disk.',
    });
  }
  const format = formats[chosen.path.split('.').pop()?.toLowerCase() ?? ''];
  if (format === undefined) {
    throw new SprocketError('invalid_input', 'The ending of the file does not tell the format.', {
      expected: 'a file that ends in .csv, .json or .md',
    });
  }
  const rows = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, cancellable: true, title: 'Exporting rows' },
    (progress, token) => writeFile(resultSet, format, chosen.fsPath, progress, token),
  );
  if (rows !== null) void offerToOpen(chosen, rows);
  return rows;
}

async function writeFile(
  resultSet: ResultSet,
  format: ExportFormat,
  file: string,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<number | null> {
  const temporary = `${file}.${process.pid}.tmp`;
  const total = Math.max(1, resultSet.rowCount);
  const stream = createWriteStream(temporary, { encoding: 'utf8', flags: 'wx' });
  // A stream that fails says so once; whoever waits next hears it.
  const over = finished(stream);
  over.catch(() => undefined);
  let written = 0;
  try {
    for await (const { text, rows } of resultSetText(resultSet, format)) {
      if (token.isCancellationRequested) {
        stream.destroy();
        return null;
      }
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), over]);
      written += rows;
      progress.report({
        message: `${written.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`,
        increment: (100 * rows) / total,
      });
    }
    stream.end();
    await over;
    await rename(temporary, file);
    return written;
  } finally {
    stream.destroy();
    await rm(temporary, { force: true });
  }
}

async function offerToOpen(file: vscode.Uri, rows: number): Promise<void> {
  const open = 'Open';
  const text = `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row was' : 'rows were'} exported to ${vscode.workspace.asRelativePath(file)}.`;
  if ((await vscode.window.showInformationMessage(text, open)) === open) await vscode.commands.executeCommand('vscode.open', file);
}

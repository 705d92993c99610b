import * as vscode from 'vscode';
import { SprocketError } from '../../core/errors';
import type { ResultSet } from '../../core/sessions/resultSet';
import { readRowPage } from '../../core/sessions/rowPage';
import type { SessionManager } from '../../core/sessions/sessionManager';
import { readWholeCell } from '../../core/sessions/wholeCell';
import type { Protocol, RequestHandlers } from '../../shared/protocol';
import type { sessionRequests } from '../../shared/sessionResults';
import { cellsAsText, wholeCellText } from './cellsAsText';
import { exportResultSet } from './exportResultSet';
import { messagesFrom } from './sessionSnapshot';

/** Of one answer to a page. */
const pageBytes = 1024 * 1024;
/** A grid shows no more of a cell; the viewer reads it whole. */
const shownCellCharacters = 300;
const cellPartBytes = 512 * 1024;

interface SessionProtocol extends Protocol {
  readonly requests: typeof sessionRequests;
}

/** Answers what any page that shows a session asks. Reading keeps the session for another while. */
export function sessionRequestHandlers(sessions: SessionManager): RequestHandlers<SessionProtocol> {
  const resultSetOf = ({ session, resultSet }: { session: string; resultSet: number }): ResultSet => {
    const found = sessions.get(session).resultSets[resultSet];
    if (found === undefined) throw new SprocketError('invalid_input', `The session has no result set ${resultSet}.`);
    return found;
  };
  const wholeText = (place: { session: string; resultSet: number; row: number; column: number }): Promise<string> =>
    wholeCellText(resultSetOf(place), place.row, place.column);
  return {
    columns: (place) => Promise.resolve(resultSetOf(place).columns.map(({ name, type }) => ({ name, type }))),
    rows: async ({ offset, limit, ...place }) => {
      const request = { offset, limit, maxCellChars: shownCellCharacters, maxBytes: pageBytes };
      const { rows, cutCells } = await readRowPage(resultSetOf(place), request);
      return { offset, rows: rows.map((row) => [...row]), cutCells: cutCells.map((cut) => ({ ...cut })) };
    },
    cell: async ({ row, column, offset, ...place }) => {
      const cell = await readWholeCell(resultSetOf(place), { row, column, offset, maxChars: undefined, maxBytes: cellPartBytes });
      return { value: cell.value, length: cell.text?.length ?? null, nextOffset: cell.text?.nextOffset ?? null };
    },
    messages: ({ session, from }) => Promise.resolve(messagesFrom(sessions.get(session), from)),
    copyCells: async ({ range, headers, ...place }, signal) => {
      const { text, cells } = await cellsAsText(resultSetOf(place), range, headers, signal);
      await vscode.env.clipboard.writeText(text);
      return cells;
    },
    copyCell: async (place) => {
      await vscode.env.clipboard.writeText(await wholeText(place));
      return null;
    },
    openCell: async (place) => {
      const content = await wholeText(place);
      const document = await vscode.workspace.openTextDocument({ content, language: languageOf(content) });
      await vscode.window.showTextDocument(document, { preview: true });
      return null;
    },
    export: (place) => exportResultSet(resultSetOf(place)),
    cancel: async ({ session }) => {
      await sessions.get(session).cancel();
      return null;
    },
  };
}

function languageOf(text: string): string {
  if (/^\s*[[{]/u.test(text)) return 'json';
  return /^\s*</u.test(text) ? 'xml' : 'plaintext';
}

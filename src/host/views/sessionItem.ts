import * as vscode from 'vscode';
import type { Session } from '../../core/sessions/session';
import type { SessionState } from '../../core/sessions/sessionTypes';

/** A product icon per state, in the theme's own colour for it. */
const icons: Readonly<Record<SessionState, vscode.ThemeIcon>> = {
  running: new vscode.ThemeIcon('loading~spin'),
  completed: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  cancelled: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconSkipped')),
};

/** Short enough that elapsed time and rows stay in sight in a side bar of the usual width. */
const shownCharacters = 20;
const spokenCharacters = 60;

/** One session as a row of the Sessions view. `contextValue` decides which actions it has. */
export function toTreeItem(session: Session): vscode.TreeItem {
  const item = new vscode.TreeItem(shortened(titleOf(session), shownCharacters));
  const state = session.state === 'running' && session.cancelRequested ? 'cancelling' : session.state;
  item.id = session.id;
  item.iconPath = icons[session.state];
  item.contextValue = session.state === 'running' ? 'runningSession' : 'endedSession';
  // The icon tells the state; a cancel that is under way has no icon of its own.
  const facts = [formatElapsed(session.elapsedMilliseconds), formatRows(session.rows)];
  item.description = (state === 'cancelling' ? [state, ...facts] : facts).join(' · ');
  item.tooltip = tooltipOf(session, state);
  item.accessibilityInformation = { label: [shortened(titleOf(session), spokenCharacters), state, ...facts].join(', ') };
  return item;
}

/** The procedure, or the query on one line. */
function titleOf(session: Session): string {
  return session.spec.procedure ?? session.spec.text.replace(/\s+/gu, ' ').trim();
}

function shortened(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, characters - 1).trimEnd()}…` : text;
}

function tooltipOf(session: Session, state: string): vscode.MarkdownString {
  const { spec } = session;
  const where = spec.target.database ?? spec.target.settings.database;
  const facts = [
    `${state} on ${spec.target.connection}${where === undefined ? '' : `, database ${where}`}`,
    `started by ${spec.origin === 'agent' ? 'an agent' : 'you'} at ${session.startedAt.toLocaleTimeString()}`,
    ...(session.error === undefined ? [] : [session.error.message]),
  ];
  const markdown = new vscode.MarkdownString();
  for (const fact of facts) {
    markdown.appendText(fact);
    markdown.appendMarkdown('\n\n');
  }
  markdown.appendCodeblock(spec.text.length > 1000 ? `${spec.text.slice(0, 1000)}…` : spec.text, 'sql');
  return markdown;
}

/** `7 ms`, `1.4 s`, `12 s`, `3:05`, `1:02:03`. */
export function formatElapsed(milliseconds: number): string {
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))} ms`;
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 10) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${String(seconds)} s`;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

function formatRows(rows: number): string {
  return rows === 1 ? '1 row' : `${rows.toLocaleString('en-US')} rows`;
}

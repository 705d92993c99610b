import * as vscode from 'vscode';
import type { Session } from '../../core/sessions/session';
import type { SessionState } from '../../core/sessions/sessionTypes';
import { formatElapsed, formatRows, formatRowsShort } from '../../shared/progressText';
import { commands } from '../ids';
import { sessionTitle } from './sessionTitle';

/** A product icon per state, in the theme's own colour for it. */
const icons: Readonly<Record<SessionState, vscode.ThemeIcon>> = {
  running: new vscode.ThemeIcon('loading~spin'),
  completed: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  cancelled: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconSkipped')),
};

/** Short enough that who, how long and how many rows stay in sight in a side bar of the usual width. */
const shownCharacters = 13;
const spokenCharacters = 60;

/** For whom, how long, how many rows: what is seen of a session without opening it. */
export function sessionFacts({ elapsedMilliseconds, rows, spec }: Session, countRows: (rows: number) => string = formatRows): string[] {
  return [spec.origin === 'agent' ? 'agent' : 'you', formatElapsed(elapsedMilliseconds), countRows(rows)];
}

/** One session as a row of the Sessions view. `contextValue` decides which actions it has; `showConnection`: there is more than one. */
export function toTreeItem(session: Session, showConnection: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(sessionTitle(session, shownCharacters));
  const state = session.state === 'running' && session.cancelRequested ? 'cancelling' : session.state;
  item.id = session.id;
  item.iconPath = icons[session.state];
  item.contextValue = session.state === 'running' ? 'runningSession' : 'endedSession';
  item.command = { command: commands.showResults, title: 'Show Results', arguments: [session] };
  const where = showConnection ? [session.spec.target.connection] : [];
  // The icon tells the state; a cancel that is under way has no icon of its own. A side bar is narrow: there, many rows are rounded down.
  const shown = [...(state === 'cancelling' ? [state] : []), ...sessionFacts(session, formatRowsShort), ...where];
  item.description = shown.join(' · ');
  item.tooltip = tooltipOf(session, state);
  item.accessibilityInformation = {
    label: [sessionTitle(session, spokenCharacters), state, ...sessionFacts(session), ...where].join(', '),
  };
  return item;
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

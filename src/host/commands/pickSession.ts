import * as vscode from 'vscode';
import type { Session } from '../../core/sessions/session';
import type { SessionManager } from '../../core/sessions/sessionManager';
import { sessionFacts } from '../views/sessionItem';
import { sessionTitle } from '../views/sessionTitle';

const shownCharacters = 80;

interface SessionPickItem extends vscode.QuickPickItem {
  readonly session: Session;
}

/** Lets the user choose one of the sessions, newest first. undefined: none was chosen, or there is none. */
export async function pickSession(sessions: SessionManager): Promise<Session | undefined> {
  const items: SessionPickItem[] = sessions.list().map((session) => ({
    session,
    label: sessionTitle(session, shownCharacters),
    description: [session.state, ...sessionFacts(session)].join(' · '),
    detail: session.spec.target.connection,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage('There is no session. Run a query, or ask an agent about your data.');
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Show Results',
    placeHolder: 'Session',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.session;
}

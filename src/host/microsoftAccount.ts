import * as vscode from 'vscode';
import { SprocketError } from '../core/errors';

/** VS Code does not say when a token ends; it renews them itself, so that a short life is right: the next connection asks again. */
const lifeMilliseconds = 5 * 60_000;

/**
 * An access token for SQL Server from VS Code's own Microsoft account; asks the user to sign in when there is none.
 * Throws login_failed when the user declines.
 */
export async function microsoftAccountToken(
  scope: string,
  user: string | undefined,
): Promise<{ token: string; expiresOnTimestamp: number }> {
  try {
    const accounts = user === undefined ? [] : await vscode.authentication.getAccounts('microsoft');
    const account = accounts.find((known) => known.label.toLowerCase() === user?.toLowerCase());
    const session = await vscode.authentication.getSession('microsoft', [scope], { createIfNone: true, ...(account ? { account } : {}) });
    return { token: session.accessToken, expiresOnTimestamp: Date.now() + lifeMilliseconds };
  } catch (cause) {
    throw new SprocketError('login_failed', 'No Microsoft account is signed in to VS Code for this connection.', {
      nextStep: 'Sign in when VS Code asks, or use another Authentication in the connection string.',
      cause,
    });
  }
}

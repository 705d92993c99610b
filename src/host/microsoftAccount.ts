import * as vscode from 'vscode';
import { Secret } from '../core/connections/secret';
import { SprocketError } from '../core/errors';

/** The resource of Azure SQL; the token it is for is accepted by Azure SQL Database, Managed Instance, Fabric and SQL Server 2022 and newer. */
const scope = 'https://database.windows.net//.default';

/**
 * An access token for SQL Server from VS Code's own Microsoft account; asks the user to sign in when there is none.
 * Throws login_failed when the user declines.
 */
export async function microsoftAccountToken(user: string | undefined): Promise<Secret> {
  try {
    const accounts = user === undefined ? [] : await vscode.authentication.getAccounts('microsoft');
    const account = accounts.find((known) => known.label.toLowerCase() === user?.toLowerCase());
    const session = await vscode.authentication.getSession('microsoft', [scope], { createIfNone: true, ...(account ? { account } : {}) });
    return new Secret(session.accessToken);
  } catch (cause) {
    throw new SprocketError('login_failed', 'No Microsoft account is signed in to VS Code for this connection.', {
      nextStep: 'Sign in when VS Code asks, or use another Authentication in the connection string.',
      cause,
    });
  }
}

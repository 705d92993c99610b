import type { Authentication } from '../core/connections/connectionSettings';
import { SprocketError } from '../core/errors';

export interface AccessToken {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresOnTimestamp: number;
}

/** The public client of Microsoft's SQL client libraries, registered for signing in with a password. */
const SQL_CLIENT = '2fd908ad-0664-4344-b9be-cd3e8b574c38';

/** The login of the server waits for the token, and gives up long before a connection that nobody answers does. */
const ANSWER_MILLISECONDS = 30_000;

/**
 * Signs in to Microsoft Entra with a user's password (OAuth 2.0 resource owner password credentials). Fails for accounts that need a second
 * factor. Throws SprocketError('login_failed') that holds neither the password nor the answer.
 */
export async function passwordToken(
  authentication: Extract<Authentication, { kind: 'entraPassword' }>,
  scope: string,
): Promise<AccessToken> {
  const tenant = encodeURIComponent(authentication.tenantId ?? 'organizations');
  const response = await fetch(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: authentication.clientId ?? SQL_CLIENT,
      username: authentication.user,
      password: authentication.password.reveal(),
      scope,
    }),
  }).catch(() => undefined);
  const answer: unknown = await response?.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null || !('access_token' in answer) || typeof answer.access_token !== 'string') {
    const reason = response === undefined ? 'it cannot be reached' : `it answered ${response.status}`;
    throw new SprocketError('login_failed', `Microsoft Entra gave no access token for ${authentication.user}: ${reason}.`, {
      nextStep: 'Check the user and password. An account with a second factor needs Authentication=Active Directory Interactive.',
    });
  }
  const seconds = 'expires_in' in answer && typeof answer.expires_in === 'number' ? answer.expires_in : 0;
  return { token: answer.access_token, expiresOnTimestamp: Date.now() + seconds * 1000 };
}

import type { TokenCredential } from '@azure/identity';
import type { Authentication } from '../core/connections/connectionSettings';
import { SprocketError } from '../core/errors';
import type { AccessToken } from './entraPassword';
import { passwordToken } from './entraPassword';

/** Gets an access token of Microsoft Entra for a scope such as `https://database.windows.net/.default`, from whoever is signed in. */
export type TokenProvider = (scope: string, user: string | undefined) => Promise<AccessToken>;

export type EntraAuthentication = Exclude<Authentication, { kind: 'sql' | 'ntlm' | 'accessToken' }>;

/** Gets the token when the server asks for it. The identity library is loaded only then: most connections never need it. */
export function entraCredential(authentication: EntraAuthentication, tokenProvider: TokenProvider | undefined): TokenCredential {
  return {
    getToken: async (scopes, options) => {
      const scope = typeof scopes === 'string' ? scopes : (scopes[0] ?? '');
      if (authentication.kind === 'entraInteractive') {
        return await interactiveToken(scope, authentication.user, tokenProvider);
      }
      if (authentication.kind === 'entraPassword') {
        return await passwordToken(authentication, scope);
      }
      const credential = await libraryCredential(authentication);
      return await credential.getToken(scopes, options);
    },
  };
}

async function interactiveToken(scope: string, user: string | undefined, tokenProvider: TokenProvider | undefined): Promise<AccessToken> {
  if (tokenProvider === undefined) {
    throw new SprocketError('login_failed', 'Active Directory Interactive needs someone to sign in, and there is no one here.', {
      nextStep: 'Use Active Directory Default, Managed Identity or Service Principal, or connect from within VS Code.',
    });
  }
  return await tokenProvider(scope, user);
}

async function libraryCredential(
  authentication: Exclude<EntraAuthentication, { kind: 'entraInteractive' | 'entraPassword' }>,
): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  switch (authentication.kind) {
    case 'entraServicePrincipal':
      if (authentication.tenantId === undefined) {
        throw new SprocketError('invalid_input', 'Active Directory Service Principal needs the tenant.', {
          expected: 'User ID=application id@tenant id, or Tenant ID=…',
          nextStep: 'Add Tenant ID to the connection string.',
        });
      }
      return new identity.ClientSecretCredential(authentication.tenantId, authentication.clientId, authentication.clientSecret.reveal());
    case 'entraManagedIdentity':
      return authentication.clientId === undefined
        ? new identity.ManagedIdentityCredential()
        : new identity.ManagedIdentityCredential({ clientId: authentication.clientId });
    case 'entraDefault':
      return authentication.clientId === undefined
        ? new identity.DefaultAzureCredential()
        : new identity.DefaultAzureCredential({ managedIdentityClientId: authentication.clientId });
  }
}

import type { Authentication, ConnectionSettings } from './connectionSettings';

/** What may run on a connection: only reads; reads, and the rest after the user agreed; everything. */
export type AccessLevel = 'readOnly' | 'ask' | 'readWrite';

export const accessLevels: readonly AccessLevel[] = ['readOnly', 'ask', 'readWrite'];

/** A named connection as tools and views may see it: nothing here is secret. */
export interface ConnectionProfile {
  readonly name: string;
  readonly access: AccessLevel;
  /** Host, with instance or port when one is set; undefined when the connection string cannot be read. */
  readonly server: string | undefined;
  /** Present: database mode. undefined: server mode, a tool's `database` chooses. */
  readonly database: string | undefined;
  /** Who logs in: `sa`, `DOM\user`, `Microsoft Entra managed identity`. */
  readonly login: string | undefined;
  /** What the connection string says and this program does not do. */
  readonly notes: readonly string[];
  /** Why the connection cannot be used. */
  readonly problem: string | undefined;
}

export function serverLabel(settings: ConnectionSettings): string {
  const host = settings.server;
  if (settings.port !== undefined) {
    return `${host},${String(settings.port)}`;
  }
  return settings.instance === undefined ? host : `${host}\\${settings.instance}`;
}

/** The login as a person calls it; never a password, key or token. */
export function loginLabel(authentication: Authentication): string {
  switch (authentication.kind) {
    case 'sql':
      return authentication.user;
    case 'ntlm':
      return `${authentication.domain}\\${authentication.user}`;
    case 'entraPassword':
      return authentication.user;
    case 'entraServicePrincipal':
      return `Microsoft Entra application ${authentication.clientId}`;
    case 'entraManagedIdentity':
      return 'Microsoft Entra managed identity';
    case 'entraDefault':
      return 'Microsoft Entra default credentials';
    case 'entraInteractive':
      return authentication.user ?? 'Microsoft Entra account';
    case 'accessToken':
      return 'access token';
  }
}

import type { Authentication, ConnectionSettings } from './connectionSettings';

/** `server,port` or `server\instance`: what a person would write after `Server=`. */
export function formatServer(settings: Pick<ConnectionSettings, 'server' | 'port' | 'instance'>): string {
  const host = settings.server.includes(':') ? `[${settings.server}]` : settings.server;
  if (settings.port !== undefined) {
    return `${host},${settings.port}`;
  }
  return settings.instance === undefined ? host : `${host}\\${settings.instance}`;
}

/** `server,port/database as login`, without any secret. */
export function describeTarget(settings: ConnectionSettings, database = settings.database): string {
  const place = database === undefined ? formatServer(settings) : `${formatServer(settings)}/${database}`;
  return `${place} as ${describeLogin(settings.authentication)}`;
}

/** Who logs in, without any secret. */
export function describeLogin(authentication: Authentication): string {
  switch (authentication.kind) {
    case 'sql':
      return authentication.user;
    case 'ntlm':
      return `${authentication.domain}\\${authentication.user}`;
    case 'entraPassword':
      return `${authentication.user} (Microsoft Entra)`;
    case 'entraServicePrincipal':
      return `application ${authentication.clientId} (Microsoft Entra)`;
    case 'entraManagedIdentity':
      return 'a managed identity (Microsoft Entra)';
    case 'entraDefault':
      return 'the default Microsoft Entra identity';
    case 'entraInteractive':
      return authentication.user === undefined ? 'a Microsoft Entra account' : `${authentication.user} (Microsoft Entra)`;
    case 'accessToken':
      return 'an access token (Microsoft Entra)';
  }
}

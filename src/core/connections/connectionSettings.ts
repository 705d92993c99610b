import type { Secret } from './secret';

/** What a connection string says, in one form whatever dialect it was written in. Seconds are whole seconds; 0 means no limit. */
export interface ConnectionSettings {
  readonly server: string;
  /** Absent: 1433, or what SQL Server Browser answers when `instance` is given. A port wins over an instance, as in ADO.NET. */
  readonly port?: number;
  readonly instance?: string;
  readonly database?: string;
  readonly authentication: Authentication;
  readonly encrypt: 'strict' | 'mandatory' | 'optional';
  readonly trustServerCertificate: boolean;
  readonly hostNameInCertificate?: string;
  /** Path of a certificate file (PEM) that the server's certificate must be or be signed by. */
  readonly serverCertificate?: string;
  readonly applicationIntent: 'readWrite' | 'readOnly';
  readonly applicationName?: string;
  readonly workstationId?: string;
  readonly connectTimeoutSeconds?: number;
  readonly commandTimeoutSeconds?: number;
  readonly packetSize?: number;
  readonly multiSubnetFailover: boolean;
  /** Keywords that were understood but have no effect here, each with a sentence that says so. */
  readonly notes: readonly string[];
}

export type Authentication =
  | { readonly kind: 'sql'; readonly user: string; readonly password: Secret }
  | { readonly kind: 'ntlm'; readonly domain: string; readonly user: string; readonly password: Secret }
  | {
      readonly kind: 'entraPassword';
      readonly user: string;
      readonly password: Secret;
      readonly clientId?: string;
      readonly tenantId?: string;
    }
  | { readonly kind: 'entraServicePrincipal'; readonly clientId: string; readonly clientSecret: Secret; readonly tenantId?: string }
  | { readonly kind: 'entraManagedIdentity'; readonly clientId?: string }
  | { readonly kind: 'entraDefault'; readonly clientId?: string }
  /** Through VS Code's own Microsoft account, or a token given from outside. */
  | { readonly kind: 'entraInteractive'; readonly user?: string }
  | { readonly kind: 'accessToken'; readonly token: Secret };

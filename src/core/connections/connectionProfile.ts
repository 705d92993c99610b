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
  /** Who logs in: `sa`, `DOM\user`, `a managed identity (Microsoft Entra)`. */
  readonly login: string | undefined;
  /** What the connection string says and this program does not do. */
  readonly notes: readonly string[];
  /** Why the connection cannot be used. */
  readonly problem: string | undefined;
}

import {
  databaseNumberProperties,
  databasePermissions,
  databaseTextProperties,
  numberProperties,
  serverPermissions,
  textProperties,
} from '../../../src/core/capabilities/serverFacts';
import type { NumberProperty, ServerFacts, TextProperty } from '../../../src/core/capabilities/serverFacts';

function each<Name extends string, Value>(names: readonly Name[], value: Value, some: Partial<Record<Name, Value>>): Record<Name, Value>;
function each(names: readonly string[], value: unknown, some: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...Object.fromEntries(names.map((name) => [name, value])), ...some };
}

export interface FactOverrides extends Partial<Omit<ServerFacts, 'texts' | 'numbers'>> {
  readonly texts?: Partial<Record<TextProperty, string | null>>;
  readonly numbers?: Partial<Record<NumberProperty, number | null>>;
}

/** What an Enterprise edition of SQL Server 2022 says that has nothing installed, with other answers where they are given. */
export function serverFacts(overrides: FactOverrides = {}): ServerFacts {
  const { texts, numbers, ...others } = overrides;
  return {
    versionText:
      'Microsoft SQL Server 2022 (RTM) - 16.0.1000.6 (X64)\n\tEnterprise Edition (64-bit) on Windows Server 2022 Standard 10.0 <X64>',
    texts: each(textProperties, null, {
      ServerName: 'DB1',
      ProductVersion: '16.0.1000.6',
      ProductLevel: 'RTM',
      Edition: 'Enterprise Edition (64-bit)',
      ...texts,
    }),
    numbers: each(numberProperties, null, { EngineEdition: 3, ...numbers }),
    login: 'sa',
    user: 'dbo',
    database: {
      name: 'shop',
      texts: each(databaseTextProperties, null, {}),
      numbers: each(databaseNumberProperties, null, {}),
    },
    objects: new Set(),
    types: new Set(),
    columns: new Set(),
    utf8Collations: true,
    probed: false,
    serverPermissions: each(serverPermissions, true, {}),
    databasePermissions: each(databasePermissions, true, {}),
    hostingDatabases: [],
    databases: [{ name: 'shop', state: 'ONLINE', compatibilityLevel: 160, accessible: true }],
    state: {},
    notes: [],
    ...others,
  };
}

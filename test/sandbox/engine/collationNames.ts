import { findCollation } from '../values/collation';
import type { Database, ServerModel } from './model';
import { SqlError } from './sqlError';

/** The release that brought UTF-8 collations: SQL Server 2019. */
const firstReleaseWithUtf8 = 15;

/**
 * The collation that a COLLATE clause names: one that this server has, or that of the database for DATABASE_DEFAULT.
 * Throws SqlError 448.
 */
export function namedCollation(name: string, server: ServerModel, database: Database, line?: number): string {
  const lower = name.toLowerCase();
  if (lower === 'database_default' || lower === 'catalog_default') return database.collation;
  const collation = findCollation(name);
  if (collation === undefined || (collation.utf8 && !hasUtf8(server))) {
    throw new SqlError(448, 16, 1, `Invalid collation '${name}'.`, line === undefined ? {} : { line });
  }
  return collation.name;
}

/** The services in the cloud have every feature whatever version they name. */
function hasUtf8({ profile }: ServerModel): boolean {
  return [5, 8, 11, 12].includes(profile.engineEdition) || Number.parseInt(profile.productVersion, 10) >= firstReleaseWithUtf8;
}

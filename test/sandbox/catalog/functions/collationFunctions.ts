import type { CatalogContext } from '../../engine/catalogContext';
import { findCollation } from '../../values/collation';
import type { SqlValue } from '../../values/sqlValue';
import { intVariant } from '../variants';
import { hasVersion } from '../versions';
import type { FunctionTable } from './functionTypes';
import { of, textArgument, variantType } from './functionTypes';

/** The release that brought UTF-8 collations: SQL Server 2019. */
const firstReleaseWithUtf8 = 15;

function collationProperty(context: CatalogContext, name: string | undefined, property: string | undefined): SqlValue {
  const collation = name === undefined ? undefined : findCollation(name);
  if (collation === undefined || (collation.utf8 && !hasVersion(context.server.profile, firstReleaseWithUtf8))) return null;
  switch (property?.toLowerCase()) {
    case 'codepage':
      return intVariant(collation.codePage);
    case 'lcid':
      return intVariant(collation.lcid);
    case 'version':
      return intVariant(collation.version);
    case 'comparisonstyle':
      return intVariant(
        collation.binary === 'none'
          ? (collation.caseSensitive ? 0 : 1) +
              (collation.accentSensitive ? 0 : 2) +
              (collation.kanaSensitive ? 0 : 65_536) +
              (collation.widthSensitive ? 0 : 131_072)
          : 0,
      );
    default:
      return null;
  }
}

/** COLLATIONPROPERTY: NULL for a collation that the server does not have. */
export function collationFunctions(context: CatalogContext): FunctionTable {
  return {
    COLLATIONPROPERTY: of(variantType, ([name, property]) => collationProperty(context, textArgument(name), textArgument(property))),
  };
}

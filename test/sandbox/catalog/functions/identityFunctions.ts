import type { CatalogContext } from '../../engine/catalogContext';
import type { Column, Table } from '../../engine/model';
import { decimal } from '../../values/decimal';
import type { SqlValue } from '../../values/sqlValue';
import type { FunctionTable } from './functionTypes';
import { identityType, of, textArgument } from './functionTypes';
import { objectByName } from './objectLookup';

function whole(value: bigint | null | undefined): SqlValue {
  return value == null ? null : decimal(value, 0);
}

function identityOf(
  context: CatalogContext,
  name: SqlValue | undefined,
): { readonly table: Table; readonly identity: NonNullable<Column['identity']> } | undefined {
  const object = objectByName(context, textArgument(name) ?? '')?.object;
  const identity = object?.table?.columns.find((column) => column.identity !== undefined)?.identity;
  return object?.table === undefined || identity === undefined ? undefined : { table: object.table, identity };
}

/** SCOPE_IDENTITY, IDENT_CURRENT, IDENT_SEED, IDENT_INCR: numeric(38,0) as documented. */
export function identityFunctions(context: CatalogContext): FunctionTable {
  return {
    SCOPE_IDENTITY: of(identityType, () => whole(context.scopeIdentity)),
    IDENT_CURRENT: of(identityType, ([name]) => {
      const found = identityOf(context, name);
      // A table that never had a row gives its seed.
      return whole(found === undefined ? null : (found.table.identityCurrent ?? found.identity.seed));
    }),
    IDENT_SEED: of(identityType, ([name]) => whole(identityOf(context, name)?.identity.seed)),
    IDENT_INCR: of(identityType, ([name]) => whole(identityOf(context, name)?.identity.increment)),
  };
}

import type { Module } from '../../engine/model';
import type { SqlType } from '../../values/sqlType';
import { systemType } from '../../values/types';
import type { CatalogScope } from '../catalogTypes';

/** The type that a scalar function returns, alias types resolved; undefined for other modules. */
export function returnTypeOf(scope: CatalogScope, module: Module): SqlType | undefined {
  const reference = module.definition.returns;
  if (reference === undefined) return undefined;
  const name = reference.name.parts.at(-1) ?? '';
  const schemaName = reference.name.parts.length > 1 ? (reference.name.parts.at(-2) ?? 'dbo') : 'dbo';
  const alias = scope.database.schemas.get(schemaName.toLowerCase())?.types.get(name.toLowerCase());
  if (alias?.base !== undefined) return { ...alias.base, userType: `${alias.schema}.${alias.name}` };
  return systemType(name, reference.arguments, reference.collation === undefined ? {} : { collation: reference.collation });
}

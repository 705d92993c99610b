import type { SqlType } from '../values/sqlType';
import { systemType } from '../values/types';
import { namedCollation } from './collationNames';
import { messages } from './errors/messages';
import { findType } from './names';
import type { SessionState } from './sessionState';

/** A type as written, of a column, variable or cast. */
export interface WrittenType {
  readonly name: { readonly parts: readonly string[] };
  readonly arguments: readonly (number | 'max')[];
  readonly collation?: string;
}

/**
 * The type that a name stands for: system, alias (with `userType`) or table type. `position` counts columns, variables or
 * parameters from 1 for the message. Throws SqlError 2715, and 448 for an unknown collation.
 */
export function resolveType(session: SessionState, written: WrittenType, position = 1): SqlType {
  const parts = written.name.parts;
  const last = parts.at(-1) ?? '';
  const isSystem = parts.length === 1 || (parts.length === 2 && parts[0]?.toLowerCase() === 'sys');
  const system = isSystem ? systemType(last.toLowerCase(), written.arguments) : undefined;
  if (system) {
    // sysname is an alias of nvarchar(128) that the catalog shows by its own name.
    const named = last.toLowerCase() === 'sysname' ? { ...system, userType: 'sys.sysname' } : system;
    if (written.collation === undefined) return named;
    return { ...named, collation: namedCollation(written.collation, session.host.model, session.database) };
  }
  const user = findType(session, written.name);
  if (!user) throw messages.typeNotFound(position, last);
  const userType = `${user.schema}.${user.name}`;
  return user.base ? { ...user.base, userType } : { name: 'table', userType };
}

/** A table type: its variables are tables. */
export function isTypeOfTable(type: SqlType): boolean {
  return type.name === 'table';
}

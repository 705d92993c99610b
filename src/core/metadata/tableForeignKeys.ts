import type { TableObject } from './tableObject';

/** One end of a foreign key. */
export interface ForeignKeyEnd {
  /** null: the login may not see the table. */
  readonly schema: string | null;
  readonly table: string | null;
  /** In the order of the key. */
  readonly columns: readonly string[];
}

/** A foreign key. Actions as the server says them: NO_ACTION, CASCADE, SET_NULL, SET_DEFAULT. */
export interface ForeignKeyInfo {
  readonly name: string;
  readonly from: ForeignKeyEnd;
  readonly to: ForeignKeyEnd;
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly isDisabled: boolean;
  readonly isTrusted: boolean;
  readonly isNotForReplication: boolean;
  readonly refersToItself: boolean;
  /** The index of the referring table that supports the key. null: none. */
  readonly supportingIndex: string | null;
}

/** The foreign keys of a table, in both directions. A key that refers to its own table is in both lists. */
export interface TableForeignKeys {
  readonly table: TableObject;
  /** Keys of this table. */
  readonly outgoing: readonly ForeignKeyInfo[];
  /** Keys of other tables that refer to this one. */
  readonly incoming: readonly ForeignKeyInfo[];
  readonly notes: readonly string[];
}

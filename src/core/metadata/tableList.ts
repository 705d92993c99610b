import type { TableKind } from './tableObject';

/** Which tables to list. */
export interface TableFilter {
  readonly schema?: string;
  /** A LIKE pattern of T-SQL. */
  readonly nameLike?: string;
  readonly includeViews: boolean;
  /** How many to pass over, and how many to give at most. */
  readonly offset: number;
  readonly limit: number;
}

/** A table or view in a list. */
export interface TableListItem {
  readonly schema: string;
  readonly name: string;
  readonly kind: TableKind;
  /** Approximate, from the partition metadata. null: not known, or a view that stores nothing. */
  readonly rows: number | null;
  /** All its indexes included. */
  readonly reservedKb: number | null;
  readonly description: string | null;
}

/** A part of the list, sorted by schema and name. */
export interface TableList {
  readonly database: string;
  readonly items: readonly TableListItem[];
  /** How many there are in all. */
  readonly total: number;
  readonly notes: readonly string[];
}

import type { TableObject } from './tableObject';

/** A column of a table or view. */
export interface ColumnInfo {
  readonly name: string;
  /** As T-SQL writes it: `decimal(18,4)`, `nvarchar(max)`, `dbo.PhoneNumber`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly identity: { readonly seed: string; readonly increment: string; readonly notForReplication: boolean } | null;
  /** `definition` is null when the login may not see it. */
  readonly computed: { readonly definition: string | null; readonly persisted: boolean } | null;
  readonly default: string | null;
  /** The name of the default constraint. */
  readonly defaultName: string | null;
  readonly collation: string | null;
  /** The masking function: `partial(0,"XXX",4)`. */
  readonly masking: string | null;
  /** `DETERMINISTIC by key CEK1`. */
  readonly encryption: string | null;
  /** AS_ROW_START, AS_ROW_END, AS_TRANSACTION_ID_START, … */
  readonly generated: string | null;
  /** SPARSE, COLUMN_SET, ROWGUIDCOL, HIDDEN, FILESTREAM. */
  readonly flags: readonly string[];
  readonly description: string | null;
}

/** A primary key, unique constraint or unique index. */
export interface UniqueKey {
  readonly name: string;
  readonly kind: 'primary key' | 'unique constraint' | 'unique index';
  readonly columns: readonly string[];
  readonly filter: string | null;
  readonly isDisabled: boolean;
}

/** A CHECK constraint. */
export interface CheckInfo {
  readonly name: string;
  /** null: not visible to the login. */
  readonly definition: string | null;
  readonly isDisabled: boolean;
  readonly isTrusted: boolean;
}

/** A DML trigger. */
export interface TriggerInfo {
  readonly name: string;
  readonly timing: 'AFTER' | 'INSTEAD OF';
  /** INSERT, UPDATE, DELETE. */
  readonly events: readonly string[];
  readonly isDisabled: boolean;
}

/** The answer about the shape of a table or view. */
export interface TableSchema {
  readonly table: TableObject;
  readonly description: string | null;
  readonly columns: readonly ColumnInfo[];
  readonly keys: readonly UniqueKey[];
  readonly checks: readonly CheckInfo[];
  readonly triggers: readonly TriggerInfo[];
  readonly notes: readonly string[];
}

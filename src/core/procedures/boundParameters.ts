import type { CellValue } from '../values/cellEncoding';
import type { DeclaredType } from '../values/declaredType';
import type { SqlType, TableTypeColumn } from './procedureTypes';

/** The parameters of one call, checked: what it names, in the order of the definition. */
export interface BoundParameters {
  readonly parameters: readonly BoundParameter[];
  /** What the answer of the call cannot tell, and why. */
  readonly notes: readonly string[];
}

export interface BoundParameter {
  /** Without `@`; undefined: passed by position, as extended procedures take it. */
  readonly name: string | undefined;
  /** As one would write it. */
  readonly type: string;
  readonly isOutput: boolean;
  readonly value: BoundValue;
}

export type BoundValue = BoundScalar | BoundTable;

/** A value that is sent as a typed parameter, and how it becomes the value of the variable that EXEC passes. */
export interface BoundScalar {
  readonly kind: 'scalar';
  /** Type of the variable, as DECLARE takes it. */
  readonly variableType: string;
  readonly sent: { readonly type: DeclaredType; readonly value: CellValue };
  /** T-SQL before and behind what is sent. Absent: it is the value of the variable as it is. */
  readonly conversion?: Conversion;
}

export interface Conversion {
  readonly before: string;
  readonly after: string;
  /** The non-Unicode type that must hold the text unchanged, which only the server can tell: its code page is not known here. */
  readonly narrowed?: string;
}

/** Rows of a table-valued parameter. */
export interface BoundTable {
  readonly kind: 'table';
  readonly type: SqlType;
  /** Of the table type, all of them in order. */
  readonly columns: readonly BoundColumn[];
  /** Values of the columns that are sent. */
  readonly rows: readonly (readonly BoundScalar[])[];
  /** Every character of the rows that not every code page has, once, by the collation of its column; '' for that of the database. */
  readonly narrowedCharacters: ReadonlyMap<string, string>;
}

export interface BoundColumn {
  readonly column: TableTypeColumn;
  /** What the rows send it as. */
  readonly sentType: DeclaredType;
  /** No row gives it: the server fills it. */
  readonly isDefault: boolean;
}

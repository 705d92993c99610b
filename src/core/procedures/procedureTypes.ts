/** A data type as one would write it, with its parts. */
export interface SqlType {
  /** As one would write it in a declaration: `nvarchar(50)`, `decimal(18,4)`, `[dbo].[Price]`, `sys.geography`. */
  readonly text: string;
  readonly kind: 'system' | 'alias' | 'table' | 'clr';
  /** The system type below it, in lower case: `nvarchar`. `table` for a table type; the name of the type for a CLR type. */
  readonly base: string;
  /** The declaration of the system type below an alias type; the same as `text` for other types. */
  readonly baseText: string;
  /** Characters for the Unicode types, bytes for the others; absent for types without a length. */
  readonly length?: number | 'max';
  readonly precision?: number;
  readonly scale?: number;
  /** Of a table type, in order. */
  readonly columns?: readonly TableTypeColumn[];
}

export interface TableTypeColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** A column the server fills: identity, computed, rowversion. A row must not give it. */
  readonly generated: boolean;
  /** Its DEFAULT as the catalog has it; null: none. */
  readonly default: string | null;
  /** Of character types; absent: that of the database. */
  readonly collation?: string;
}

/** What a parameter has when a call omits it. */
export type ParameterDefault =
  | { readonly state: 'none' }
  /** `text` is the default as written in the definition; `value` the same as JSON, absent where the text is no literal. */
  | { readonly state: 'value'; readonly text: string; readonly value?: string | number | boolean | null }
  | { readonly state: 'unknown'; readonly reason: string };

export interface ProcedureParameter {
  /** Without `@`. */
  readonly name: string;
  /** From 1. */
  readonly ordinal: number;
  readonly type: SqlType;
  /** `inout`: declared OUTPUT; it takes a value, too. */
  readonly direction: 'in' | 'inout';
  /** A cursor that the procedure opens: no client can pass or receive one. */
  readonly isCursor: boolean;
  /** undefined: not known. Parameters of interpreted T-SQL procedures always take NULL; table-valued ones never. */
  readonly nullable: boolean | undefined;
  readonly default: ParameterDefault;
}

/** A procedure as a call needs to know it. */
export interface Procedure {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  readonly objectId: number;
  /** `clr`: an assembly's method; `extended`: xp_ procedures. */
  readonly kind: 'sql' | 'clr' | 'extended';
  readonly isSystem: boolean;
  /** ISO text as the server has it, without zone. */
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly isEncrypted: boolean;
  /** The parameters in order. When `parametersKnown` is false there may be others: the catalog does not list those of extended procedures. */
  readonly parameters: readonly ProcedureParameter[];
  readonly parametersKnown: boolean;
  /** Whether the login may execute it, as HAS_PERMS_BY_NAME says. undefined: not known. */
  readonly canExecute: boolean | undefined;
  /**
   * The shape of the first result set, where the server can tell without running it; a run may still give none. Empty: it gives none. null: the
   * server cannot tell, a note says why. It was asked when the procedure was discovered; a later change of a table that the procedure reads is
   * not noticed.
   */
  readonly firstResultSet: readonly ResultShapeColumn[] | null;
  /** What could not be told, and why. */
  readonly notes: readonly string[];
}

export interface ResultShapeColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean | undefined;
}

/** Values by parameter name, with or without `@`; rows of a table-valued one as objects. A parameter that is absent is omitted from the call. */
export type ParameterValues = Readonly<Record<string, unknown>>;

/** Why a value cannot be sent. */
export interface ParameterProblem {
  /** Without `@`; of a table-valued parameter with row and column: `lines[3].quantity`. */
  readonly parameter: string;
  readonly type: string;
  readonly message: string;
  readonly expected: string;
}

/** What a procedure gave back beside its result sets and messages. */
export interface ProcedureResult {
  /** The RETURN value. */
  readonly returnValue: number;
  readonly outputs: readonly OutputValue[];
}

export interface OutputValue {
  readonly name: string;
  readonly type: string;
  /** Encoded as every cell is: `values/cellEncoding.ts`. */
  readonly value: string | number | boolean | null;
  /** Of the whole text, in UTF-16 units, when `value` is only its beginning. */
  readonly length?: number;
}

import type { SqlType } from './sqlType';
import type { SqlValue } from './sqlValue';

/**
 * The functions that `values/` gives to the rest of the sandbox, each in the file named. Pure logic: no session, no catalog.
 *
 * - `values/types.ts`: `typePrecedence(name)`, `commonType(a, b): SqlType` (CASE, COALESCE, UNION, comparison; data type precedence of the
 *   documentation, decimal widening rules, max lengths, collation precedence), `formatType(type): string` (`decimal(18,4)`, `nvarchar(max)`), `isCharacter`, `isNumeric`, `isDateTime`, …
 *   `systemType(name, args): SqlType | undefined` (defaults: varchar = 1 in a declaration; CAST default 30 is the caller's `castDefaults: true`).
 * - `values/operatorType.ts`: `binaryResultType(operator, a, b): SqlType` (decimal rules of "Precision, scale, and length").
 * - `values/convert.ts`: `convert(value, from, to, options?: { style?: number; explicit?: boolean }): SqlValue` with the product's errors (245, 8114, 241, 242, 295,
 *   8115, 220, 8152 …) and truncation rules; `tryConvert` gives null instead of 241/245/8114 and the like.
 * - `values/format.ts`: `toText(value, type, style?): string` — the text T-SQL gives when converting to varchar/nvarchar.
 * - `values/compare.ts`: `compare(a, b, type): number` for non-null values of one type (collation: CI, CS, BIN2, accent), `equalsKey(value, type): string|number|bigint`
 *   a key for hashing that agrees with compare.
 * - `values/arithmetic.ts`: `applyBinary(operator, left, leftType, right, rightType): SqlValue`, `negate`, `bitwiseNot`; 8134 divide by zero, 8115/220 overflow.
 * - `values/decimal.ts`, `values/dateTime.ts`, `values/collation.ts` (code pages: Windows-1252, UTF-8, others of the list), `values/like.ts`, `values/jsonPath.ts`.
 * - `values/functions/*.ts`: `scalarFunction(name: string): ScalarFunction | undefined`, gathered in `values/functions.ts`.
 * - `values/aggregates.ts`: `aggregateFunction(name: string): AggregateFunction | undefined`.
 */
export interface ScalarFunction {
  readonly minimum: number;
  readonly maximum: number;
  /** Literal arguments that must not be evaluated as columns: index of a datepart, for example. */
  readonly datepartArgument?: number;
  /** True when a NULL argument always gives NULL (the caller then need not call). */
  readonly nullIn?: boolean;
  /** GETDATE, NEWID, RAND: not a constant. */
  readonly volatile?: boolean;
  resultType(args: readonly ArgumentType[]): SqlType;
  evaluate(args: readonly SqlValue[], context: FunctionContext): SqlValue;
}

export interface ArgumentType {
  readonly type: SqlType;
  readonly nullable: boolean;
  /** The value, when the argument is a constant; the datepart's word for a datepart argument. */
  readonly constant?: SqlValue;
}

export interface FunctionContext {
  readonly types: readonly SqlType[];
  readonly resultType: SqlType;
  readonly now: Date;
  readonly dateFirst: number;
  readonly language: string;
}

export interface AggregateFunction {
  resultType(argument: SqlType | undefined): SqlType;
  /** A fresh accumulator; `add` is not called for NULL except by COUNT(*). `extra` are further constant arguments (STRING_AGG's separator). */
  create(type: SqlType | undefined, extra: readonly SqlValue[]): { add(value: SqlValue): void; result(): SqlValue };
}

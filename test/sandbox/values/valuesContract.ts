import type { SqlType } from './sqlType';
import type { SqlValue } from './sqlValue';

/**
 * The functions that `values/` gives to the rest of the sandbox, each in the file named. Pure logic: no session, no catalog.
 *
 * - `values/types.ts`: `typePrecedence(name)`, `commonType(a, b): SqlType` (CASE, COALESCE, UNION, comparison), `formatType(type)` (`decimal(18,4)`, `nvarchar(max)`),
 *   `systemType(name, args, { castDefaults?, collation? }): SqlType | undefined`, `isCharacter`, `isNumeric`, `isDateTime`, …, `integerConstantType(value)`:
 *   the numeric type as which an integer constant takes part in arithmetic with decimals. The constant NULL has no type of its own: leave it out of `commonType`.
 * - `values/operatorType.ts`: `binaryResultType(operator, a, b): SqlType` (decimal rules of "Precision, scale, and length").
 * - `values/convert.ts`: `converter(from, to, options?): (value) => SqlValue`, made once per expression; `convert(value, from, to, options?)`, `tryConvert`;
 *   options `{ style?, explicit?, dateFormat? }`. The product's errors and truncation rules; NULL stays NULL. `values/conversionRules.ts`: `checkConversion`, `conversionKind`.
 * - `values/convertText.ts`: `fitText(text, type)` cuts and pads, `textByteLength`, `textToBytes`.
 * - `values/format.ts`: `toText(value, type, style?): string`, the text T-SQL gives when converting to varchar/nvarchar.
 * - `values/compare.ts`: `comparer(type): (a, b) => number`, made once; `compare(a, b, type)`; `equalsKey(value, type): string | number | bigint`,
 *   a key for hashing that agrees with compare. Values must be of the type: convert first.
 * - `values/arithmetic.ts`: `binaryOperator(operator, leftType, rightType): { type, apply(a, b) }`, made once, converts by itself and knows NULL;
 *   `applyBinary(operator, left, leftType, right, rightType)`, `negate(value, type)`, `bitwiseNot(value, type)`.
 * - `values/like.ts`: `likeMatcher(pattern, type, escape?): (text) => boolean`; `values/jsonPath.ts`: `jsonValue`, `jsonQuery`, `jsonModify`, `parseJsonPath`, `followPath`;
 *   `values/jsonText.ts`: `parseJson`, `escapeJson`; `values/timeZone.ts`: `atTimeZone`.
 * - `values/decimal.ts`, `values/dateTime.ts`, `values/dateParts.ts`, `values/collation.ts`, `values/codePage.ts`.
 * - `values/functions.ts`: `scalarFunction(name): ScalarFunction | undefined`. Functions that need the session or the catalog (DB_NAME, OBJECT_ID, SERVERPROPERTY,
 *   ERROR_MESSAGE, SESSION_CONTEXT, …) are not there. `values/functions/json.ts`: `toJson(value, type)` and `jsonTextType`, the very object that marks text as JSON already.
 * - `values/aggregates.ts`: `aggregateFunction(name): AggregateFunction | undefined`; DISTINCT, GROUPING and the order of STRING_AGG are the query's.
 */
export interface ScalarFunction {
  readonly minimum: number;
  readonly maximum: number;
  /** Index of a datepart argument: not evaluated as a column; `evaluate` gets its word as a string there, with any type. */
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

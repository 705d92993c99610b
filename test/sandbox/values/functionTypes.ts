import type { SqlType } from './sqlType';
import type { SqlValue } from './sqlValue';

/** A built-in function of T-SQL that needs neither the session nor the catalog. */
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

import { SqlError } from '../../engine/sqlError';
import { convert } from '../convert';
import { toText } from '../format';
import type { SqlValue } from '../sqlValue';
import type { SqlType } from '../sqlType';
import { commonType, isCharacter, isUnicode, maximumLength } from '../types';
import type { ArgumentType, FunctionContext, ScalarFunction } from '../functionTypes';

/** Functions by their upper-case names. */
export type FunctionTable = Readonly<Record<string, ScalarFunction>>;

export const intType: SqlType = { name: 'int' };
export const bigintType: SqlType = { name: 'bigint' };
export const floatType: SqlType = { name: 'float' };
export const datetimeType: SqlType = { name: 'datetime' };
export const variantType: SqlType = { name: 'sql_variant' };

interface Definition {
  /** Number of arguments: one number, or the least and the most. */
  readonly arity: number | readonly [minimum: number, maximum: number];
  readonly type: SqlType | ((args: readonly ArgumentType[]) => SqlType);
  /** Called with no NULL among the arguments. */
  readonly apply: (args: readonly SqlValue[], context: FunctionContext) => SqlValue;
  readonly datepartArgument?: number;
  readonly volatile?: boolean;
}

/** A function that gives NULL when an argument is NULL. */
export function strict(definition: Definition): ScalarFunction {
  return { ...define(definition), nullIn: true };
}

/** A function that wants to see NULL arguments. */
export function lenient(definition: Definition): ScalarFunction {
  return { ...define(definition), nullIn: false, evaluate: (args, context) => definition.apply(args, context) };
}

function define({ arity, type, apply, datepartArgument, volatile }: Definition): ScalarFunction {
  const [minimum, maximum] = typeof arity === 'number' ? [arity, arity] : arity;
  return {
    minimum,
    maximum,
    ...(datepartArgument === undefined ? {} : { datepartArgument }),
    ...(volatile === undefined ? {} : { volatile }),
    resultType: (args) => (typeof type === 'function' ? type(args) : type),
    evaluate: (args, context) => (args.includes(null) ? null : apply(args, context)),
  };
}

/** The argument as text, converted when it is none. */
export function textAt(args: readonly SqlValue[], index: number, context: FunctionContext): string {
  const value = args[index] ?? null;
  return typeof value === 'string' ? value : toText(value, context.types[index] ?? intType);
}

/** The argument as an int; NULL is 0. */
export function intAt(args: readonly SqlValue[], index: number, context: FunctionContext): number {
  const value = args[index] ?? null;
  if (typeof value === 'number' && context.types[index]?.name === 'int') return value;
  const converted = convert(value, context.types[index] ?? intType, intType, { explicit: true });
  return typeof converted === 'number' ? converted : 0;
}

/** The argument as a bigint; NULL is 0. */
export function bigintAt(args: readonly SqlValue[], index: number, context: FunctionContext): bigint {
  const value = args[index] ?? null;
  const converted = convert(value, context.types[index] ?? intType, bigintType, { explicit: true });
  return typeof converted === 'bigint' ? converted : 0n;
}

/** The argument as a float; NULL is 0. */
export function floatAt(args: readonly SqlValue[], index: number, context: FunctionContext): number {
  const value = args[index] ?? null;
  const converted = convert(value, context.types[index] ?? intType, floatType, { explicit: true });
  return typeof converted === 'number' ? converted : 0;
}

export function typeAt(context: FunctionContext, index: number): SqlType {
  return context.types[index] ?? intType;
}

/** The type of an argument when a result type is worked out. */
export function argumentType(args: readonly ArgumentType[], index: number): SqlType {
  return args[index]?.type ?? intType;
}

/** A constant argument, or undefined when it is no constant. */
export function constantNumber(args: readonly ArgumentType[], index: number): number | undefined {
  const constant = args[index]?.constant;
  if (typeof constant === 'bigint') return Number(constant);
  return typeof constant === 'number' ? constant : undefined;
}

/** Whether an argument is the constant NULL, which takes any type. */
export function isNullConstant(argument: ArgumentType | undefined): boolean {
  return argument?.constant === null;
}

/** The common type of some arguments; constant NULLs do not count. Throws SqlError 4127 when all are constant NULLs and `name` is given. */
export function commonOf(args: readonly ArgumentType[], name?: string): SqlType {
  const typed = args.filter((argument) => !isNullConstant(argument));
  const [first, ...rest] = typed;
  if (first === undefined) {
    if (name === 'COALESCE') {
      throw new SqlError(4127, 16, 1, `At least one of the arguments to ${name} must be an expression that is not the NULL constant.`);
    }
    return intType;
  }
  return rest.reduce((joined, argument) => commonType(joined, argument.type), first.type);
}

/** varchar or nvarchar with the collation of the source; a length above the type's limit is cut to it. */
export function variableText(source: SqlType, length: number | 'max'): SqlType {
  const name = isUnicode(source) ? 'nvarchar' : 'varchar';
  const collation = isCharacter(source) && source.collation !== undefined ? { collation: source.collation } : {};
  return { name, length: length === 'max' ? 'max' : Math.max(1, Math.min(length, maximumLength(name))), ...collation };
}

/** The declared length of a character argument; what is no text counts as it would be written. */
export function lengthOf(type: SqlType, otherwise = 30): number | 'max' {
  if (type.name === 'text' || type.name === 'ntext' || type.name === 'image' || type.name === 'xml' || type.name === 'json') return 'max';
  return type.length ?? otherwise;
}

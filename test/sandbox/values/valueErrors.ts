import { SqlError } from '../engine/sqlError';
import type { SqlType } from './sqlType';

/** The name that messages use for a type: decimals are always called `numeric`, rowversion `timestamp`. */
function messageTypeName(type: SqlType): string {
  if (type.name === 'decimal') return 'numeric';
  return type.name === 'rowversion' ? 'timestamp' : type.name;
}

/** 245: a character value is not of the form that the target needs. */
export function conversionFailed(from: SqlType, text: string, to: SqlType): SqlError {
  return new SqlError(245, 16, 1, `Conversion failed when converting the ${from.name} value '${text}' to data type ${to.name}.`);
}

/** 8114: as 245, for the targets that do not quote the value. */
export function errorConverting(from: SqlType, to: SqlType): SqlError {
  return new SqlError(8114, 16, 5, `Error converting data type ${messageTypeName(from)} to ${messageTypeName(to)}.`);
}

/** 8115 for a result of an expression. */
export function expressionOverflow(to: SqlType): SqlError {
  return new SqlError(8115, 16, 2, `Arithmetic overflow error converting expression to data type ${messageTypeName(to)}.`);
}

/** 8115 for a conversion between two types. */
export function conversionOverflow(from: SqlType, to: SqlType): SqlError {
  return new SqlError(8115, 16, 8, `Arithmetic overflow error converting ${messageTypeName(from)} to data type ${messageTypeName(to)}.`);
}

/** 220: an integer outside tinyint or smallint. */
export function smallIntegerOverflow(to: SqlType, value: string): SqlError {
  return new SqlError(220, 16, to.name === 'tinyint' ? 2 : 1, `Arithmetic overflow error for data type ${to.name}, value = ${value}.`);
}

/** 232: a float outside the target's range. */
export function floatOverflow(to: SqlType, value: number): SqlError {
  return new SqlError(232, 16, 3, `Arithmetic overflow error for type ${messageTypeName(to)}, value = ${value.toFixed(6)}.`);
}

/** 8134 */
export function divideByZero(): SqlError {
  return new SqlError(8134, 16, 1, 'Divide by zero error encountered.');
}

/** 241: text that is no date or time. */
export function dateConversionFailed(): SqlError {
  return new SqlError(241, 16, 1, 'Conversion failed when converting date and/or time from character string.');
}

/** 242: a date that the target cannot hold. */
export function dateOutOfRange(from: SqlType, to: SqlType): SqlError {
  return new SqlError(
    242,
    16,
    3,
    `The conversion of a ${from.name} data type to a ${to.name} data type resulted in an out-of-range value.`,
  );
}

/** 206: two types that no conversion joins. */
export function operandClash(left: SqlType, right: SqlType): SqlError {
  return new SqlError(206, 16, 2, `Operand type clash: ${messageTypeName(left)} is incompatible with ${messageTypeName(right)}`);
}

/** 257: a conversion that must be asked for. */
export function implicitNotAllowed(from: SqlType, to: SqlType): SqlError {
  return new SqlError(
    257,
    16,
    3,
    `Implicit conversion from data type ${messageTypeName(from)} to ${messageTypeName(to)} is not allowed. Use the CONVERT function to run this query.`,
  );
}

/** 529: a conversion that does not exist. */
export function explicitNotAllowed(from: SqlType, to: SqlType): SqlError {
  return new SqlError(529, 16, 2, `Explicit conversion from data type ${messageTypeName(from)} to ${messageTypeName(to)} is not allowed.`);
}

/** 281: a style that the source type does not know. */
export function invalidStyle(style: number, from: SqlType): SqlError {
  return new SqlError(281, 16, 1, `${String(style)} is not a valid style number when converting from ${from.name} to a character string.`);
}

/** 402: two types that an operator does not join. `operation` is the operator's word, such as `add`. */
export function incompatibleOperands(left: SqlType, right: SqlType, operation: string): SqlError {
  return new SqlError(
    402,
    16,
    1,
    `The data types ${messageTypeName(left)} and ${messageTypeName(right)} are incompatible in the ${operation} operator.`,
  );
}

/** 8117: a type that an operator or aggregate does not take. */
export function invalidOperand(type: SqlType, operation: string): SqlError {
  return new SqlError(8117, 16, 1, `Operand data type ${messageTypeName(type)} is invalid for ${operation} operator.`);
}

/** 8116: an argument of a type that the function does not take; `position` counts from 1, `name` is lower case. */
export function invalidArgument(type: SqlType, position: number, name: string): SqlError {
  return new SqlError(
    8116,
    16,
    1,
    `Argument data type ${messageTypeName(type)} is invalid for argument ${String(position)} of ${name} function.`,
  );
}

import { binaryResultType, type BinaryOperator } from './operatorType';
import { comparer } from './compare';
import { converter } from './convert';
import { dayNumber, bigintMaximum, bigintMinimum, exactDecimal, integerLimits } from './convertNumber';
import { dateTimeOfDays } from './convertDateTime';
import { isDateTimeValue } from './dateTime';
import { decimal, divideRounded, fitsPrecision, powerOfTen, rescale } from './decimal';
import { fitText } from './convertText';
import type { Decimal, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';
import { commonType, isBinary, isCharacter, isDateTime, isDecimal, isFloat, isInteger, isMoney, isNumeric } from './types';
import { conversionOverflow, divideByZero, expressionOverflow, invalidOperand } from './valueErrors';

/** An operator made for two types. `apply` gives NULL when either operand is NULL. */
export interface BinaryOperation {
  readonly type: SqlType;
  readonly apply: (a: SqlValue, b: SqlValue) => SqlValue;
}

/**
 * Chooses once how an operator works on two types. Comparisons give 1 or 0 (bit), AND and OR know NULL.
 * Throws SqlError 206, 402 or 8117 for types that it does not join; `apply` throws 8115 for an overflow and 8134 for a division by zero.
 */
export function binaryOperator(operator: BinaryOperator, left: SqlType, right: SqlType): BinaryOperation {
  const type = binaryResultType(operator, left, right);
  switch (operator) {
    case 'AND':
      return { type, apply: (a, b) => (a === 0 || b === 0 ? 0 : a === null || b === null ? null : 1) };
    case 'OR':
      return { type, apply: (a, b) => (isTrue(a) || isTrue(b) ? 1 : a === null || b === null ? null : 0) };
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { type, apply: comparison(operator, left, right) };
    default:
      return { type, apply: calculation(operator, left, right, type) };
  }
}

/** One application of an operator. For many values take `binaryOperator` once. */
export function applyBinary(operator: BinaryOperator, left: SqlValue, leftType: SqlType, right: SqlValue, rightType: SqlType): SqlValue {
  return binaryOperator(operator, leftType, rightType).apply(left, right);
}

function isTrue(value: SqlValue): boolean {
  return value !== null && value !== 0;
}

type Test = (order: number) => boolean;
const tests: Readonly<Record<'=' | '<>' | '<' | '<=' | '>' | '>=', Test>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

function isSmallInteger(type: SqlType): boolean {
  return isInteger(type) && type.name !== 'bigint';
}

function comparison(operator: keyof typeof tests, left: SqlType, right: SqlType): BinaryOperation['apply'] {
  const test = tests[operator];
  // The numbers of small integers and floats compare as they are.
  const plain = (type: SqlType): boolean => isSmallInteger(type) || type.name === 'float';
  if (plain(left) && plain(right)) {
    return (a, b) => (typeof a === 'number' && typeof b === 'number' ? (test(a - b) ? 1 : 0) : null);
  }
  const type = commonType(left, right);
  if (type.name === 'text' || type.name === 'ntext' || type.name === 'image' || type.name === 'xml' || type.name === 'json') {
    throw invalidOperand(type, operator === '=' ? 'equal to' : 'comparison');
  }
  const compare = comparer(type);
  const toLeft = comparisonConverter(left, type);
  const toRight = comparisonConverter(right, type);
  return (a, b) => (a === null || b === null ? null : test(compare(toLeft(a), toRight(b))) ? 1 : 0);
}

/** To the common type, but text keeps its own length so that nothing is cut or filled. */
function comparisonConverter(from: SqlType, to: SqlType): (value: SqlValue) => SqlValue {
  if (isCharacter(from) && isCharacter(to)) return (value) => value;
  if (isBinary(from) && isBinary(to)) return (value) => value;
  const target: SqlType = isCharacter(to) ? { ...to, length: 'max' } : to;
  return converter(from, target, { explicit: to.name === 'sql_variant' || from.name === 'sql_variant' });
}

function calculation(operator: BinaryOperator, left: SqlType, right: SqlType, type: SqlType): BinaryOperation['apply'] {
  if (isCharacter(type)) return concatenation(type);
  if (isBinary(type)) return byteConcatenation(type);
  if (isDateTime(type)) return dateArithmetic(operator, left, right, type);
  if (isFloat(type)) return floatArithmetic(operator, left, right, type);
  const toLeft = operand(left, type);
  const toRight = operand(right, type);
  const converted = (apply: BinaryOperation['apply']): BinaryOperation['apply'] =>
    toLeft === undefined && toRight === undefined
      ? apply
      : (a, b) => apply(toLeft === undefined ? a : toLeft(a), toRight === undefined ? b : toRight(b));
  if (isDecimal(type)) return converted(decimalArithmetic(operator, type));
  if (isMoney(type)) return converted(moneyArithmetic(operator, type));
  if (type.name === 'bigint') return converted(bigintArithmetic(operator, type));
  return converted(intArithmetic(operator, type));
}

/** How an operand becomes what the calculation takes; undefined when it already is. Exact numbers keep their own scale. */
function operand(from: SqlType, result: SqlType): ((value: SqlValue) => SqlValue) | undefined {
  if (isNumeric(from)) {
    if (isDecimal(result)) return undefined;
    if (isSmallInteger(result)) return undefined;
    return from.name === result.name ? undefined : converter(from, result);
  }
  return converter(from, result);
}

function concatenation(type: SqlType): BinaryOperation['apply'] {
  const limit = typeof type.length === 'number' ? type.length : Infinity;
  return (a, b) => {
    if (typeof a !== 'string' || typeof b !== 'string') return null;
    const joined = a + b;
    return joined.length > limit ? fitText(joined, type) : joined;
  };
}

function byteConcatenation(type: SqlType): BinaryOperation['apply'] {
  const limit = typeof type.length === 'number' ? type.length : Infinity;
  return (a, b) => (a instanceof Uint8Array && b instanceof Uint8Array ? Uint8Array.from(Buffer.concat([a, b]).subarray(0, limit)) : null);
}

function intArithmetic(operator: BinaryOperator, type: SqlType): BinaryOperation['apply'] {
  const [minimum, maximum] = integerLimits[type.name] ?? [0, 0];
  const checked = (result: number): number => {
    if (result < minimum || result > maximum) throw expressionOverflow(type);
    return result;
  };
  const combine = intCombine(operator);
  return (a, b) => (typeof a === 'number' && typeof b === 'number' ? checked(combine(a, b)) : null);
}

function intCombine(operator: BinaryOperator): (a: number, b: number) => number {
  switch (operator) {
    case '+':
      return (a, b) => a + b;
    case '-':
      return (a, b) => a - b;
    case '*':
      return (a, b) => a * b + 0;
    case '/':
      return (a, b) => {
        if (b === 0) throw divideByZero();
        return Math.trunc(a / b) + 0;
      };
    case '%':
      return (a, b) => {
        if (b === 0) throw divideByZero();
        return (a % b) + 0;
      };
    case '&':
      return (a, b) => a & b;
    case '|':
      return (a, b) => a | b;
    default:
      return (a, b) => a ^ b;
  }
}

function bigintArithmetic(operator: BinaryOperator, type: SqlType): BinaryOperation['apply'] {
  return (a, b) => {
    if (typeof a !== 'bigint' || typeof b !== 'bigint') return null;
    const result = bigintCombine(operator, a, b);
    if (result < bigintMinimum || result > bigintMaximum) throw expressionOverflow(type);
    return result;
  };
}

function bigintCombine(operator: BinaryOperator, a: bigint, b: bigint): bigint {
  if ((operator === '/' || operator === '%') && b === 0n) throw divideByZero();
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    default:
      return a ^ b;
  }
}

function decimalArithmetic(operator: BinaryOperator, type: SqlType): BinaryOperation['apply'] {
  const scale = type.scale ?? 0;
  const precision = type.precision ?? 18;
  return (a, b) => {
    const left = exactDecimal(a);
    const right = exactDecimal(b);
    if (left === undefined || right === undefined) return null;
    const result = decimalCombine(operator, left, right, scale);
    if (!fitsPrecision(result, precision)) throw expressionOverflow(type);
    return result;
  };
}

function decimalCombine(operator: BinaryOperator, a: Decimal, b: Decimal, scale: number): Decimal {
  if (operator === '*') return rescale(decimal(a.unscaled * b.unscaled, a.scale + b.scale), scale);
  if (operator === '/') {
    if (b.unscaled === 0n) throw divideByZero();
    // A quotient is cut, not rounded.
    const shift = scale + b.scale - a.scale;
    const dividend = shift >= 0 ? a.unscaled * powerOfTen(shift) : a.unscaled;
    const divisor = shift >= 0 ? b.unscaled : b.unscaled * powerOfTen(-shift);
    return decimal(dividend / divisor, scale);
  }
  const common = Math.max(a.scale, b.scale);
  const left = a.unscaled * powerOfTen(common - a.scale);
  const right = b.unscaled * powerOfTen(common - b.scale);
  if (operator === '%') {
    if (right === 0n) throw divideByZero();
    return rescale(decimal(left % right, common), scale);
  }
  return rescale(decimal(operator === '+' ? left + right : left - right, common), scale);
}

function moneyArithmetic(operator: BinaryOperator, type: SqlType): BinaryOperation['apply'] {
  const limit = type.name === 'money' ? 2n ** 63n : 2n ** 31n;
  return (a, b) => {
    const left = exactDecimal(a);
    const right = exactDecimal(b);
    if (left === undefined || right === undefined) return null;
    const result = moneyCombine(operator, rescale(left, 4).unscaled, rescale(right, 4).unscaled);
    if (result >= limit || result < -limit) throw expressionOverflow(type);
    return decimal(result, 4);
  };
}

function moneyCombine(operator: BinaryOperator, a: bigint, b: bigint): bigint {
  if ((operator === '/' || operator === '%') && b === 0n) throw divideByZero();
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return divideRounded(a * b, 10_000n);
    case '/':
      return (a * 10_000n) / b;
    default:
      return a % b;
  }
}

function floatArithmetic(operator: BinaryOperator, left: SqlType, right: SqlType, type: SqlType): BinaryOperation['apply'] {
  const combine = floatCombine(operator);
  const isReal = type.name === 'real';
  const plain = (from: SqlType): boolean => isFloat(from) || isSmallInteger(from);
  const toLeft = plain(left) ? undefined : converter(left, type);
  const toRight = plain(right) ? undefined : converter(right, type);
  return (a, b) => {
    const x = toLeft === undefined ? a : toLeft(a);
    const y = toRight === undefined ? b : toRight(b);
    if (typeof x !== 'number' || typeof y !== 'number') return null;
    const result = isReal ? Math.fround(combine(x, y)) : combine(x, y);
    if (!Number.isFinite(result)) throw expressionOverflow(type);
    return result;
  };
}

function floatCombine(operator: BinaryOperator): (a: number, b: number) => number {
  switch (operator) {
    case '+':
      return (a, b) => a + b;
    case '-':
      return (a, b) => a - b;
    case '*':
      return (a, b) => a * b;
    default:
      return (a, b) => {
        if (b === 0) throw divideByZero();
        return a / b;
      };
  }
}

/** datetime and smalldatetime count as days since 1900-01-01. */
function dateArithmetic(operator: BinaryOperator, left: SqlType, right: SqlType, type: SqlType): BinaryOperation['apply'] {
  const toDays = (from: SqlType): ((value: SqlValue) => number | undefined) => {
    const convertOperand = isDateTime(from) || isNumeric(from) ? undefined : converter(from, type, { explicit: true });
    const toNumber = isNumeric(from) ? converter(from, { name: 'float' }) : undefined;
    return (value) => {
      if (value === null) return undefined;
      const known = convertOperand === undefined ? value : convertOperand(value);
      if (isDateTimeValue(known)) return dayNumber(known);
      const number = toNumber === undefined ? known : toNumber(known);
      return typeof number === 'number' ? number : undefined;
    };
  };
  const leftDays = toDays(left);
  const rightDays = toDays(right);
  return (a, b) => {
    const x = leftDays(a);
    const y = rightDays(b);
    if (x === undefined || y === undefined) return null;
    return dateTimeOfDays(operator === '+' ? x + y : x - y, type);
  };
}

/** Unary minus; the type stays. Throws SqlError 8115 for the smallest integer and for any tinyint but 0, 8117 for what is no number. */
export function negate(value: SqlValue, type: SqlType): SqlValue {
  if (!isNumeric(type) || type.name === 'bit') throw invalidOperand(type, 'minus');
  if (value === null) return null;
  if (typeof value === 'bigint') {
    if (value === bigintMinimum) throw expressionOverflow(type);
    return -value;
  }
  if (typeof value === 'object') {
    const exact = exactDecimal(value);
    if (exact === undefined) throw conversionOverflow(type, type);
    const result = decimal(-exact.unscaled, exact.scale);
    if (type.name === 'money' && result.unscaled > bigintMaximum) throw expressionOverflow(type);
    return result;
  }
  if (typeof value !== 'number') return null;
  const limits = integerLimits[type.name];
  const result = limits === undefined ? -value : 0 - value;
  if (limits !== undefined && (result < limits[0] || result > limits[1])) throw expressionOverflow(type);
  return result;
}

/** `~`. Throws SqlError 8117 for what is no integer. */
export function bitwiseNot(value: SqlValue, type: SqlType): SqlValue {
  if (!isInteger(type)) throw invalidOperand(type, "'~'");
  if (typeof value === 'bigint') return ~value;
  if (typeof value !== 'number') return null;
  if (type.name === 'bit') return value === 0 ? 1 : 0;
  return type.name === 'tinyint' ? ~value & 0xff : ~value;
}

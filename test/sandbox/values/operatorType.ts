import { incompatibleOperands, invalidOperand, operandClash } from './valueErrors';
import type { SqlType } from './sqlType';
import {
  commonCharacter,
  decimalName,
  decimalShape,
  isBinary,
  isCharacter,
  isDateTime,
  isDecimal,
  isFloat,
  isInteger,
  isNumeric,
  maximumLength,
  typePrecedence,
} from './types';

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '||' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'AND' | 'OR';

const operatorWords: Partial<Record<BinaryOperator, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'modulo',
  '&': "'&'",
  '|': "'|'",
  '^': "'^'",
  '||': 'concat',
};

/**
 * The type of `a operator b`. Comparisons, AND and OR give bit (they have no type of their own in T-SQL).
 * Throws SqlError 402, 8117 or 206 when the operator does not join the types.
 * Source: "Precision, scale, and length" of the documentation.
 */
export function binaryResultType(operator: BinaryOperator, a: SqlType, b: SqlType): SqlType {
  const word = operatorWords[operator];
  if (word === undefined) return { name: 'bit' };
  if (operator === '||' || (operator === '+' && isCharacter(a) && isCharacter(b))) return concatType(a, b, word);
  if (operator === '+' && isBinary(a) && isBinary(b)) {
    return { name: 'varbinary', length: added(a.length ?? 8, b.length ?? 8, 8000) };
  }
  if (operator === '&' || operator === '|' || operator === '^') return bitwiseType(a, b, word);
  if (isDateTime(a) || isDateTime(b)) return dateArithmeticType(operator, a, b, word);
  if (isCharacter(a) && isCharacter(b)) throw a.name === b.name ? invalidOperand(a, word) : incompatibleOperands(a, b, word);
  for (const type of [a, b]) {
    if (!isNumeric(type) && !isCharacter(type) && !isBinary(type))
      throw a.name === b.name ? invalidOperand(type, word) : operandClash(a, b);
    if (type.name === 'text' || type.name === 'ntext' || type.name === 'image') throw incompatibleOperands(a, b, word);
  }
  if (isBinary(a) && isBinary(b)) throw invalidOperand(a, word);
  if ((isBinary(a) && isCharacter(b)) || (isCharacter(a) && isBinary(b))) throw incompatibleOperands(a, b, word);
  if (a.name === 'bit' && b.name === 'bit') throw invalidOperand(a, word);
  // Text and binary take the other operand's type.
  const left = isNumeric(a) ? a : b;
  const right = isNumeric(b) ? b : a;
  if (isFloat(left) || isFloat(right)) {
    if (operator === '%') throw left.name === right.name ? invalidOperand(left, word) : incompatibleOperands(a, b, word);
    return { name: left.name === 'float' || right.name === 'float' ? 'float' : 'real' };
  }
  if (isDecimal(left) || isDecimal(right)) return decimalResult(operator, left, right);
  const higher = typePrecedence(left.name) >= typePrecedence(right.name) ? left : right;
  return { name: higher.name };
}

function added(a: number | 'max', b: number | 'max', limit: number): number | 'max' {
  return a === 'max' || b === 'max' ? 'max' : Math.min(a + b, limit);
}

function concatType(a: SqlType, b: SqlType, word: string): SqlType {
  if (!isCharacter(a) || !isCharacter(b) || a.length === undefined || b.length === undefined) throw incompatibleOperands(a, b, word);
  const joined = commonCharacter(a, b);
  return { ...joined, length: added(a.length, b.length, maximumLength(joined.name)) };
}

function bitwiseType(a: SqlType, b: SqlType, word: string): SqlType {
  for (const type of [a, b]) {
    if (!isInteger(type) && !isBinary(type) && !isCharacter(type))
      throw a.name === b.name ? invalidOperand(type, word) : incompatibleOperands(a, b, word);
  }
  if (!isInteger(a) && !isInteger(b)) throw a.name === b.name ? invalidOperand(a, word) : incompatibleOperands(a, b, word);
  if (!isInteger(a)) return { name: b.name };
  if (!isInteger(b)) return { name: a.name };
  return { name: typePrecedence(a.name) >= typePrecedence(b.name) ? a.name : b.name };
}

function dateArithmeticType(operator: BinaryOperator, a: SqlType, b: SqlType, word: string): SqlType {
  const classic = (type: SqlType): boolean => type.name === 'datetime' || type.name === 'smalldatetime';
  if ((operator !== '+' && operator !== '-') || (isDateTime(a) && isDateTime(b) && !(classic(a) && classic(b)))) {
    throw a.name === b.name ? invalidOperand(a, word) : incompatibleOperands(a, b, word);
  }
  if (!classic(a) && !classic(b)) throw operandClash(a, b);
  return { name: a.name === 'datetime' || b.name === 'datetime' ? 'datetime' : 'smalldatetime' };
}

function decimalResult(operator: BinaryOperator, a: SqlType, b: SqlType): SqlType {
  const { precision: p1, scale: s1 } = decimalShape(a);
  const { precision: p2, scale: s2 } = decimalShape(b);
  const integral = Math.max(p1 - s1, p2 - s2);
  const name = decimalName(a, b);
  let precision: number;
  let scale: number;
  switch (operator) {
    case '*':
      precision = p1 + p2 + 1;
      scale = s1 + s2;
      break;
    case '/':
      scale = Math.max(6, s1 + p2 + 1);
      precision = p1 - s1 + s2 + scale;
      break;
    case '%':
      scale = Math.max(s1, s2);
      precision = Math.min(p1 - s1, p2 - s2) + scale;
      break;
    default:
      scale = Math.max(s1, s2);
      precision = scale + integral + 1;
      // Addition gives up digits after the point only for the digits before it.
      if (integral > Math.min(38, precision) - scale) scale = Math.min(38, precision) - integral;
      return { name, precision: Math.min(38, precision), scale };
  }
  if (precision > 38) {
    const whole = precision - scale;
    if (whole < 32) scale = Math.min(scale, 38 - whole);
    else if (scale > 6) scale = 6;
    precision = 38;
  }
  return { name, precision, scale };
}

import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { converter, type Converter } from '../values/convert';
import { isBinary, isCharacter, isUnicode } from '../values/types';
import { overOperands } from './fixedValues';
import type { Compiled } from './scope';

/** True when a value of one type is a value of the other as it stands. Names of alias types do not count. */
export function isSameType(a: SqlType, b: SqlType): boolean {
  return (
    a === b ||
    (a.name === b.name && a.length === b.length && a.precision === b.precision && a.scale === b.scale && a.collation === b.collation)
  );
}

/** True when every value of `from` is a value of `to` without any work. */
function isContained(from: SqlType, to: SqlType): boolean {
  if (isSameType(from, to)) return true;
  if (from.name !== to.name || (from.name !== 'varchar' && from.name !== 'nvarchar' && from.name !== 'varbinary')) return false;
  // A code page may lack characters of another.
  if (from.name === 'varchar' && from.collation !== to.collation) return false;
  return to.length === 'max' || (typeof to.length === 'number' && typeof from.length === 'number' && from.length <= to.length);
}

/**
 * `expression` converted to `type` as by itself; a constant is converted once, when it is first needed.
 * Throws SqlError 206, 257 or 529 at once when the types do not convert; errors of values are raised at evaluation.
 */
export function converted(expression: Compiled, type: SqlType): Compiled {
  const from = expression.type;
  const { nullable } = expression;
  if (from === type) return expression;
  if (expression.untyped) return { type, nullable: true, constant: true, evaluate: () => null };
  if (isContained(from, type)) return { ...expression, type };
  const convert = converter(from, type);
  if (expression.constant) {
    let value: SqlValue | undefined;
    return { type, nullable, constant: true, evaluate: () => (value ??= convert(expression.evaluate())) };
  }
  const { evaluate } = expression;
  return overOperands([expression], { type, nullable, evaluate: () => convert(evaluate()) });
}

/** A function that converts values of one type to another as by itself; made once. */
export function valueConverter(from: SqlType, to: SqlType): Converter {
  return isContained(from, to) ? (value) => value : converter(from, to);
}

/** As `converted`, but text and bytes keep their own length: nothing is cut or filled where values are only compared. */
export function convertedForComparison(expression: Compiled, type: SqlType): Compiled {
  const from = expression.type;
  if (expression.untyped) return converted(expression, type);
  if ((isCharacter(from) && isCharacter(type) && isUnicode(from) === isUnicode(type)) || (isBinary(from) && isBinary(type))) {
    return { ...expression, type };
  }
  return converted(expression, isCharacter(type) ? { ...type, length: 'max' } : type);
}

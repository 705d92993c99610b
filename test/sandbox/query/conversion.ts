import { comparer as comparerOf } from '../values/compare';
import { converter } from '../values/convert';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { commonType } from '../values/types';
import type { Compiled } from './scope';

const widthless = new Set('bit tinyint smallint int bigint real float date datetime smalldatetime uniqueidentifier money smallmoney'.split(' '));
const anyWidth = new Set('char varchar nchar nvarchar text ntext varbinary binary'.split(' '));

/** True when a value of one type is a value of the other as it stands. */
export function isSameType(a: SqlType, b: SqlType): boolean {
  if (a === b) return true;
  if (a.name !== b.name) return false;
  return (
    widthless.has(a.name) || (a.length === b.length && a.precision === b.precision && a.scale === b.scale && a.collation === b.collation)
  );
}

/** `expression` converted to `type`; a constant is converted once, when it is first needed. */
export function converted(expression: Compiled, type: SqlType): Compiled {
  const { nullable } = expression;
  if (expression.untypedNull) return { type, nullable: true, constant: true, evaluate: () => null };
  if (isSameType(expression.type, type)) return expression;
  const apply = converter(expression.type, type);
  if (expression.constant) {
    let value: SqlValue | undefined;
    return { type, nullable, constant: true, evaluate: () => (value ??= apply(expression.evaluate())) };
  }
  return { type, nullable, evaluate: () => apply(expression.evaluate()) };
}

/** As `converted`, but leaves values alone whose width alone differs: comparison does not need it. */
export function convertedForComparison(expression: Compiled, type: SqlType): Compiled {
  if (expression.type.name === type.name && anyWidth.has(type.name) && !expression.untypedNull) return expression;
  return converted(expression, type);
}

/** The type that expressions take together; the constant NULL has no say. */
export function typeOfAll(expressions: readonly Compiled[]): SqlType {
  const typed = expressions.filter((expression) => !expression.untypedNull);
  const [first, ...rest] = typed.map((expression) => expression.type);
  return first ? rest.reduce(commonType, first) : { name: 'int' };
}

/** Order of two values of one type; NULL comes first and equals NULL. */
export function nullFirst(type: SqlType): (a: SqlValue, b: SqlValue) => number {
  const order = comparerOf(type);
  return (a, b) => (a === null ? (b === null ? 0 : -1) : b === null ? 1 : order(a, b));
}

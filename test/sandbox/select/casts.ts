import { namedCollation } from '../engine/collationNames';
import type { AtTimeZoneExpression, CastExpression, CollateExpression } from '../syntax/expressionAst';
import { NotInSandboxError, SqlError } from '../engine/sqlError';
import { converter, tryConvert, type ConversionOptions } from '../values/convert';
import type { DateOrder } from '../values/dateTimeParse';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { atTimeZone, atTimeZoneType } from '../values/timeZone';
import { formatType, isCharacter, isDateTime, isNumeric } from '../values/types';
import { invalidArgument } from '../values/valueErrors';
import type { QueryEnvironment } from '../query/queryEnvironment';
import { compileScalar } from './compileScalar';
import { converted } from './conversion';
import { overOperands } from './fixedValues';
import type { Compiled, Scope } from './scope';

const int: SqlType = { name: 'int' };

/** CAST, CONVERT, PARSE and their TRY_ forms. Throws SqlError 2715, 529; the value errors when evaluated. */
export function compileCast(scope: Scope, expression: CastExpression): Compiled {
  const { environment } = scope.context;
  const operand = compileScalar(scope, expression.operand);
  const type = castType(environment, expression.type, operand);
  if (expression.culture) return compileParse(scope, expression, operand, type);
  const collated = operand.explicitCollation && isCharacter(type) ? { explicitCollation: true } : {};
  if (operand.untyped) return { type, nullable: true, evaluate: () => null };
  const style = expression.style && converted(compileScalar(scope, expression.style), int);
  const nullable = operand.nullable || expression.isTry || style !== undefined;
  const { evaluate } = operand;
  const apply = conversion(environment, operand.type, type, expression.isTry);
  if (!style || style.constant) {
    const convert = apply(style?.evaluate() ?? undefined);
    if (style?.evaluate() === null) return { type, nullable: true, evaluate: () => null };
    return overOperands([operand], { type, nullable, ...collated, evaluate: () => convert(evaluate()) });
  }
  return {
    type,
    nullable,
    ...collated,
    evaluate: () => {
      const given = style.evaluate();
      return given === null ? null : apply(given)(evaluate());
    },
  };
}

/** A length that is left out is 30 in a cast, not 1 as in a declaration. */
function castType(environment: QueryEnvironment, reference: CastExpression['type'], operand: Compiled): SqlType {
  const name = (reference.name.parts.at(-1) ?? '').toLowerCase();
  const lengths = new Set(['char', 'varchar', 'nchar', 'nvarchar', 'binary', 'varbinary']);
  const isShort = reference.name.parts.length === 1 && reference.arguments.length === 0 && lengths.has(name);
  const type = environment.resolveType(isShort ? { ...reference, arguments: [30] } : reference);
  // Text that is cast keeps its collation.
  if (type.collation === undefined && isCharacter(type) && isCharacter(operand.type) && operand.type.collation !== undefined) {
    return { ...type, collation: operand.type.collation };
  }
  return type;
}

function conversion(
  environment: QueryEnvironment,
  from: SqlType,
  to: SqlType,
  isTry: boolean,
): (style: SqlValue | undefined) => (value: SqlValue) => SqlValue {
  return (style) => {
    const options: ConversionOptions = {
      explicit: true,
      ...(typeof style === 'number' && { style }),
      dateFormat: dateOrder(environment.settings.dateFormat),
    };
    if (isTry) {
      // Types that never convert are an error now, also when the value is NULL.
      converter(from, to, options);
      return (value) => tryConvert(value, from, to, options);
    }
    return converter(from, to, options);
  };
}

const dateOrders: readonly DateOrder[] = ['mdy', 'dmy', 'ymd', 'ydm', 'myd', 'dym'];

/** SET DATEFORMAT as the conversions take it. */
export function dateOrder(name: string): DateOrder {
  return dateOrders.find((order) => order === name.toLowerCase()) ?? 'mdy';
}

const plainCultures = new Set(['', 'en-us', 'iv']);

/** PARSE reads numbers and dates as the culture writes them; the sandbox knows United States English. */
function compileParse(scope: Scope, expression: CastExpression, operand: Compiled, type: SqlType): Compiled {
  const culture = expression.culture && compileScalar(scope, expression.culture);
  if (!isNumeric(type) && !isDateTime(type)) throw invalidArgument(type, 1, 'parse');
  const text = converted(operand, { name: 'nvarchar', length: 4000 });
  return {
    type,
    nullable: true,
    evaluate: () => {
      const value = text.evaluate();
      const name = culture?.evaluate() ?? '';
      if (typeof value !== 'string') return null;
      if (typeof name !== 'string' || !plainCultures.has(name.toLowerCase()))
        throw new NotInSandboxError('PARSE with another culture than en-US');
      const cleaned = isNumeric(type)
        ? value
            .trim()
            .replace(/(?<=\d),(?=\d)/g, '')
            .replace(/^\$/, '')
        : value.trim();
      const parsed = cleaned === '' ? null : tryConvert(cleaned, text.type, type);
      if (parsed !== null || expression.isTry) return parsed;
      const shown = name === '' ? 'en-US' : name;
      throw new SqlError(
        9819,
        16,
        1,
        `Error converting string value '${value}' into data type ${formatType(type)} using culture '${shown}'.`,
      );
    },
  };
}

/** `text COLLATE name`. Throws SqlError 447 for what is no text, 448 for an unknown collation. */
export function compileCollate(scope: Scope, expression: CollateExpression): Compiled {
  const operand = compileScalar(scope, expression.operand);
  const { line } = expression.position;
  if (!isCharacter(operand.type)) {
    throw new SqlError(447, 16, 0, `Expression type ${operand.type.name} is invalid for COLLATE clause.`, { line });
  }
  const { environment, database } = scope.context;
  const collation = namedCollation(expression.collation, environment.server, database, line);
  const { nullable, evaluate } = operand;
  return { type: { ...operand.type, collation }, nullable, explicitCollation: true, evaluate };
}

/** `moment AT TIME ZONE zone`. Throws SqlError 8116 for what is no date with time; 9820 for an unknown zone when evaluated. */
export function compileAtTimeZone(scope: Scope, expression: AtTimeZoneExpression): Compiled {
  const operand = compileScalar(scope, expression.operand);
  const zone = converted(compileScalar(scope, expression.zone), { name: 'nvarchar', length: 128 });
  const { type, evaluate } = operand;
  if (!isDateTime(type) || type.name === 'date' || type.name === 'time') throw invalidArgument(type, 1, 'AT TIME ZONE');
  return {
    type: atTimeZoneType(type),
    nullable: true,
    evaluate: () => {
      const name = zone.evaluate();
      return typeof name === 'string' ? atTimeZone(evaluate(), type, name) : null;
    },
  };
}

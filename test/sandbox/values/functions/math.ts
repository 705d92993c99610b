import { randomInt } from 'node:crypto';
import { SqlError } from '../../engine/sqlError';
import { convert } from '../convert';
import { integerLimits } from '../convertNumber';
import { decimal, divideRounded, fitsPrecision, isDecimalValue, powerOfTen, rescale } from '../decimal';
import type { Decimal, SqlValue } from '../sqlValue';
import type { SqlType } from '../sqlType';
import { isBinary, isCharacter, isDecimal, isMoney, isNumeric } from '../types';
import type { ArgumentType, FunctionContext } from '../functionTypes';
import { expressionOverflow, invalidArgument } from '../valueErrors';
import { argumentType, floatAt, floatType, intAt, isNullConstant, strict, typeAt, type FunctionTable } from './define';

/** The type in which a number stays itself: small integers become int, real and text float, smallmoney money. */
function ownType(args: readonly ArgumentType[]): SqlType {
  const type = argumentType(args, 0);
  switch (type.name) {
    case 'tinyint':
    case 'smallint':
    case 'int':
      return { name: 'int' };
    case 'bigint':
      return { name: 'bigint' };
    case 'money':
    case 'smallmoney':
      return { name: 'money' };
    case 'decimal':
    case 'numeric':
      return { name: type.name, precision: type.precision ?? 18, scale: type.scale ?? 0 };
    default:
      if (isNumeric(type) || isCharacter(type) || isBinary(type) || isNullConstant(args[0])) return floatType;
      throw invalidArgument(type, 1, 'abs');
  }
}

/** The first argument converted to the result's type, decimals keeping their scale. */
function ownValue(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const [value = null] = args;
  if (isDecimalValue(value) && isDecimal(context.resultType)) return value;
  return convert(value, typeAt(context, 0), context.resultType, { explicit: true });
}

function checked(value: Decimal, type: SqlType): Decimal {
  if (isDecimal(type) && !fitsPrecision(value, type.precision ?? 38)) throw expressionOverflow(type);
  return value;
}

function absolute(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const value = ownValue(args, context);
  if (typeof value === 'bigint') {
    if (value === -(2n ** 63n)) throw expressionOverflow(context.resultType);
    return value < 0n ? -value : value;
  }
  if (isDecimalValue(value)) return value.unscaled < 0n ? decimal(-value.unscaled, value.scale) : value;
  if (typeof value !== 'number') return null;
  if (context.resultType.name === 'int' && value === -2_147_483_648) throw expressionOverflow(context.resultType);
  return Math.abs(value);
}

function wholeType(args: readonly ArgumentType[]): SqlType {
  const type = ownType(args);
  return isDecimal(type) ? { ...type, scale: 0 } : type;
}

function toWhole(up: boolean) {
  return (args: readonly SqlValue[], context: FunctionContext): SqlValue => {
    const value = ownValue(args, context);
    if (typeof value === 'number') return up ? Math.ceil(value) + 0 : Math.floor(value);
    if (!isDecimalValue(value)) return value;
    const unit = powerOfTen(value.scale);
    const rest = value.unscaled % unit;
    const down = value.unscaled - rest - (rest < 0n ? unit : 0n);
    const result = up && rest !== 0n ? down + unit : down;
    return isMoney(context.resultType) ? decimal(result, 4) : checked(decimal(result / unit, 0), context.resultType);
  };
}

function round(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const value = ownValue(args, context);
  const digits = intAt(args, 1, context);
  const cuts = args.length > 2 && intAt(args, 2, context) !== 0;
  if (typeof value === 'bigint' || (typeof value === 'number' && context.resultType.name === 'int')) {
    const rounded = roundUnits(BigInt(value), digits, cuts);
    const limit = context.resultType.name === 'int' ? (integerLimits['int']?.[1] ?? 0) : 2 ** 63;
    if (rounded > BigInt(limit) - (context.resultType.name === 'int' ? 0n : 1n) || rounded < -BigInt(limit) - 1n) {
      throw expressionOverflow(context.resultType);
    }
    return typeof value === 'bigint' ? rounded : Number(rounded);
  }
  if (isDecimalValue(value))
    return checked(decimal(roundUnits(value.unscaled, digits - value.scale, cuts), value.scale), context.resultType);
  return typeof value === 'number' ? roundFloat(value, digits, cuts) : null;
}

/** Rounds or cuts at 10^-digits when digits is negative; more digits than there are change nothing. */
function roundUnits(value: bigint, digits: number, cuts: boolean): bigint {
  if (digits >= 0) return value;
  const unit = powerOfTen(Math.min(-digits, 60));
  return (cuts ? value / unit : divideRounded(value, unit)) * unit;
}

function roundFloat(value: number, digits: number, cuts: boolean): number {
  if (!Number.isFinite(value) || digits > 15) return value;
  if (digits < -308) return 0;
  const factor = 10 ** Math.abs(digits);
  const scaled = digits >= 0 ? value * factor : value / factor;
  // What a multiplication by a power of ten adds must not decide.
  const exact = Number(scaled.toPrecision(15));
  const whole = cuts ? Math.trunc(exact) : Math.sign(exact) * Math.round(Math.abs(exact));
  return (digits >= 0 ? whole / factor : whole * factor) + 0;
}

function power(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const exponent = floatAt(args, 1, context);
  const base = floatAt(args, 0, context);
  const result = base ** exponent;
  if (Number.isNaN(result)) throw invalidOperation();
  if (!Number.isFinite(result)) {
    if (base === 0) throw invalidOperation();
    throw expressionOverflow(context.resultType);
  }
  const [value = null] = args;
  if (Number.isInteger(exponent) && exponent >= 0 && exponent <= 400) {
    const exact = exactPower(value, BigInt(exponent));
    if (exact !== undefined) return fromExact(exact, context.resultType);
  }
  const type = context.resultType;
  if (type.name === 'int' || type.name === 'bigint')
    return fromExact({ kind: 'decimal', unscaled: BigInt(Math.trunc(result)), scale: 0 }, type);
  return type.name === 'float' ? result : convert(result, floatType, type);
}

function exactPower(value: SqlValue, exponent: bigint): Decimal | undefined {
  if (typeof value === 'bigint') return decimal(value ** exponent, 0);
  if (isDecimalValue(value)) return decimal(value.unscaled ** exponent, value.scale * Number(exponent));
  return undefined;
}

function fromExact(value: Decimal, type: SqlType): SqlValue {
  if (type.name === 'int' || type.name === 'bigint') {
    const bits = type.name === 'int' ? 31n : 63n;
    if (value.unscaled >= 2n ** bits || value.unscaled < -(2n ** bits)) throw expressionOverflow(type);
    return type.name === 'int' ? Number(value.unscaled) : value.unscaled;
  }
  const result = rescale(value, type.scale ?? 4);
  if (isMoney(type) && (result.unscaled >= 2n ** 63n || result.unscaled < -(2n ** 63n))) throw expressionOverflow(type);
  return checked(result, type);
}

/** 3623: an argument outside the function's domain. */
function invalidOperation(): SqlError {
  return new SqlError(3623, 16, 1, 'An invalid floating point operation occurred.');
}

/** A function of floats; NaN is outside its domain, infinity an overflow. */
function floating(arity: number | readonly [number, number], apply: (x: number, y: number) => number) {
  return strict({
    arity,
    type: floatType,
    apply: (args, context) => {
      const result = apply(floatAt(args, 0, context), floatAt(args, 1, context));
      if (Number.isNaN(result)) throw invalidOperation();
      if (!Number.isFinite(result)) throw expressionOverflow(floatType);
      return result;
    },
  });
}

/** Degrees and radians keep integers integers, and give decimals 18 digits. */
function angle(factor: number) {
  return strict({
    arity: 1,
    type: (args) => {
      const type = ownType(args);
      return isDecimal(type) ? { name: type.name, precision: 38, scale: 18 } : type;
    },
    apply: (args, context) => convert(floatAt(args, 0, context) * factor, floatType, context.resultType),
  });
}

function sign(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const value = ownValue(args, context);
  if (typeof value === 'bigint') return value === 0n ? 0n : value > 0n ? 1n : -1n;
  if (isDecimalValue(value)) {
    const unit = powerOfTen(value.scale);
    return checked(decimal(value.unscaled === 0n ? 0n : value.unscaled > 0n ? unit : -unit, value.scale), context.resultType);
  }
  return typeof value === 'number' ? Math.sign(value) : null;
}

/** A stable number between 0 and 1 for a seed. */
function seeded(seed: number): number {
  let state = (seed ^ 0x9e37_79b9) >>> 0;
  state = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b) >>> 0;
  state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35) >>> 0;
  return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
}

/** ABS to ATN2. */
export const mathFunctions: FunctionTable = {
  ABS: strict({ arity: 1, type: ownType, apply: absolute }),
  CEILING: strict({ arity: 1, type: wholeType, apply: toWhole(true) }),
  FLOOR: strict({ arity: 1, type: wholeType, apply: toWhole(false) }),
  ROUND: strict({ arity: [2, 3], type: ownType, apply: round }),
  POWER: strict({
    arity: 2,
    type: (args) => {
      const type = ownType(args);
      return isDecimal(type) ? { ...type, precision: 38 } : type;
    },
    apply: (args, context) => {
      const [base = null, ...rest] = args;
      // Small integers are calculated exactly.
      return power([typeof base === 'number' && context.resultType.name === 'int' ? BigInt(base) : base, ...rest], {
        ...context,
        types:
          typeof base === 'number' && context.resultType.name === 'int' ? [{ name: 'bigint' }, ...context.types.slice(1)] : context.types,
      });
    },
  }),
  SIGN: strict({ arity: 1, type: ownType, apply: sign }),
  SQRT: floating(1, (x) => Math.sqrt(x)),
  SQUARE: floating(1, (x) => x * x),
  EXP: floating(1, (x) => Math.exp(x)),
  LOG10: floating(1, (x) => (x <= 0 ? NaN : Math.log10(x))),
  LOG: strict({
    arity: [1, 2],
    type: floatType,
    apply: (args, context) => {
      const x = floatAt(args, 0, context);
      const base = args.length > 1 ? floatAt(args, 1, context) : undefined;
      if (x <= 0 || (base !== undefined && (base <= 0 || base === 1))) throw invalidOperation();
      return base === undefined ? Math.log(x) : Math.log(x) / Math.log(base);
    },
  }),
  PI: strict({ arity: 0, type: floatType, apply: () => Math.PI }),
  RAND: strict({
    arity: [0, 1],
    type: floatType,
    volatile: true,
    apply: (args, context) => (args.length > 0 ? seeded(intAt(args, 0, context)) : randomInt(2 ** 47) / 2 ** 47),
  }),
  DEGREES: angle(180 / Math.PI),
  RADIANS: angle(Math.PI / 180),
  SIN: floating(1, (x) => Math.sin(x)),
  COS: floating(1, (x) => Math.cos(x)),
  TAN: floating(1, (x) => Math.tan(x)),
  COT: floating(1, (x) => 1 / Math.tan(x)),
  ASIN: floating(1, (x) => Math.asin(x)),
  ACOS: floating(1, (x) => Math.acos(x)),
  ATAN: floating(1, (x) => Math.atan(x)),
  ATN2: floating(2, (y, x) => Math.atan2(y, x)),
};

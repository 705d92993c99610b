import { SqlError } from '../../engine/sqlError';
import { convert, tryConvert } from '../convert';
import { addMonths, addPart, bucketOf, datePartOf, differenceIn, partName, partOf, truncateTo, type DatePart } from '../dateParts';
import {
  baseDay,
  dateTime,
  daysInMonth,
  daysOf,
  calendarOf,
  fromDate,
  isDateTimeValue,
  localTime,
  maximumDay,
  withOffset,
} from '../dateTime';
import type { DateTime, SqlValue } from '../sqlValue';
import type { SqlType } from '../sqlType';
import { isCharacter, isDateTime } from '../types';
import type { ArgumentType, FunctionContext } from '../functionTypes';
import { conversionOverflow, invalidArgument } from '../valueErrors';
import {
  argumentType,
  bigintAt,
  bigintType,
  datetimeType,
  intAt,
  intType,
  isNullConstant,
  strict,
  textAt,
  typeAt,
  type FunctionTable,
} from './define';

const dateType: SqlType = { name: 'date' };
const datetime2Type: SqlType = { name: 'datetime2', scale: 7 };
const offsetType: SqlType = { name: 'datetimeoffset', scale: 7 };

/** The type in which an argument counts as a date: its own, the given one for text, datetime for numbers. */
function dateArgumentType(type: SqlType, forText: SqlType): SqlType {
  if (isDateTime(type)) return type;
  return isCharacter(type) ? forText : datetimeType;
}

/** An argument as a moment, on the clock of its own type. */
function momentAt(args: readonly SqlValue[], index: number, context: FunctionContext, forText: SqlType): DateTime {
  const value = args[index] ?? null;
  if (isDateTimeValue(value)) return value;
  const type = typeAt(context, index);
  const converted = convert(value, type, dateArgumentType(type, forText), { explicit: true });
  if (!isDateTimeValue(converted)) throw conversionOverflow(type, forText);
  return converted;
}

function ofTypeAt(index: number, forText: SqlType): (args: readonly ArgumentType[]) => SqlType {
  return (args) => {
    const type = argumentType(args, index);
    if (type.name === 'uniqueidentifier' || type.name === 'xml') throw invalidArgument(type, index + 1, 'dateadd');
    return dateArgumentType(type, isNullConstant(args[index]) ? datetimeType : forText);
  };
}

/** A time of day alone counts from 1900-01-01 when it meets a date. */
function anchored(value: DateTime, type: SqlType): DateTime {
  return type.name === 'time' ? dateTime(baseDay, value.ticks) : value;
}

const clockParts: ReadonlySet<DatePart> = new Set(['hour', 'minute', 'second', 'millisecond', 'microsecond', 'nanosecond']);

/** 9810: a part that the type does not have. */
function requirePart(part: DatePart, name: string, type: SqlType): void {
  const isClock = clockParts.has(part);
  const missing =
    (type.name === 'date' && (isClock || part === 'tzoffset')) ||
    (type.name === 'time' && !isClock) ||
    (part === 'tzoffset' && type.name !== 'datetimeoffset' && type.name !== 'datetime2' && !isCharacter(type)) ||
    ((name === 'dateadd' || name === 'datediff') && (part === 'tzoffset' || part === 'iso_week'));
  if (missing)
    throw new SqlError(9810, 16, 1, `The datepart ${part} is not supported by date function ${name} for data type ${type.name}.`);
}

function dateAdd(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const part = datePartOf(textAt(args, 0, context), 'dateadd');
  const type = context.resultType;
  requirePart(part, 'dateadd', type);
  if ((part === 'microsecond' || part === 'nanosecond') && (type.name === 'datetime' || type.name === 'smalldatetime')) {
    throw new SqlError(9810, 16, 1, `The datepart ${part} is not supported by date function dateadd for data type ${type.name}.`);
  }
  const source = momentAt(args, 2, context, datetimeType);
  const moved = addPart(source, part, bigintAt(args, 1, context));
  if (type.name === 'time') return moved === undefined ? null : convert(dateTime(0, moved.ticks), { name: 'time', scale: 7 }, type);
  if (moved === undefined || moved.days < 0 || moved.days > maximumDay) throw addOverflow(type);
  if (type.name === 'datetime2' && moved.ticks % 10 ** (7 - (type.scale ?? 7)) === 0) return moved;
  try {
    // The sum is rounded to what the type holds.
    return type.name === 'datetimeoffset' ? convert(moved, offsetType, type) : convert(moved, datetime2Type, type);
  } catch (error) {
    if (error instanceof SqlError && error.number === 242) throw addOverflow(type);
    throw error;
  }
}

function addOverflow(type: SqlType): SqlError {
  return new SqlError(517, 16, 1, `Adding a value to a '${type.name}' column caused an overflow.`);
}

function difference(args: readonly SqlValue[], context: FunctionContext): bigint {
  const part = datePartOf(textAt(args, 0, context), 'datediff');
  const types = [1, 2].map((index) => typeAt(context, index));
  for (const type of types) requirePart(part, 'datediff', type.name === 'time' || type.name === 'date' ? datetime2Type : type);
  const [from, to] = types.map((type, index) => anchored(momentAt(args, index + 1, context, offsetType), type));
  return from === undefined || to === undefined ? 0n : differenceIn(part, from, to);
}

function dateDiff(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const result = difference(args, context);
  if (result > 2_147_483_647n || result < -2_147_483_648n) {
    throw new SqlError(
      535,
      16,
      0,
      'The datediff function resulted in an overflow. The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.',
    );
  }
  return Number(result);
}

function partFunction(name: string, apply: (value: DateTime, part: DatePart, context: FunctionContext) => SqlValue, type: SqlType) {
  return strict({
    arity: 2,
    datepartArgument: 0,
    type,
    apply: (args, context) => {
      const part = datePartOf(textAt(args, 0, context), name);
      const source = typeAt(context, 1);
      requirePart(part, name, dateArgumentType(source, offsetType));
      return apply(anchored(momentAt(args, 1, context, offsetType), source), part, context);
    },
  });
}

function shortPart(part: DatePart) {
  return strict({
    arity: 1,
    type: intType,
    apply: (args, context) => {
      const source = typeAt(context, 0);
      if (source.name === 'time')
        throw new SqlError(9810, 16, 1, `The datepart ${part} is not supported by date function ${part} for data type time.`);
      return partOf(momentAt(args, 0, context, offsetType), part, context.dateFirst);
    },
  });
}

function now(type: SqlType) {
  return strict({
    arity: 0,
    type,
    volatile: true,
    apply: (_args, context) => convert(fromDate(context.now), datetime2Type, type),
  });
}

function truncate(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const part = datePartOf(textAt(args, 0, context), 'datetrunc');
  requirePart(part, 'datetrunc', context.resultType);
  const value = momentAt(args, 1, context, datetime2Type);
  const begin = truncateTo(localTime(value), part, context.dateFirst);
  return value.offset === undefined ? begin : withOffset(begin, value.offset);
}

function bucket(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const part = datePartOf(textAt(args, 0, context), 'date_bucket');
  const width = intAt(args, 1, context);
  if (width <= 0)
    throw new SqlError(9834, 16, 1, 'Invalid bucket width value passed to date_bucket function. Only positive values are allowed.');
  const value = momentAt(args, 2, context, datetime2Type);
  const origin =
    args.length > 3 ? localTime(momentAt(args, 3, context, datetime2Type)) : dateTime(typeAt(context, 2).name === 'time' ? 0 : baseDay, 0);
  const begin = bucketOf(localTime(value), part, width, origin);
  if (begin === undefined) throw addOverflow(context.resultType);
  return value.offset === undefined ? begin : withOffset(begin, value.offset);
}

function endOfMonth(args: readonly SqlValue[], context: FunctionContext): SqlValue {
  const local = localTime(momentAt(args, 0, context, dateType));
  const moved = addMonths(dateTime(local.days, 0), args.length > 1 ? intAt(args, 1, context) : 0);
  if (moved === undefined) throw addOverflow(dateType);
  const { year, month } = calendarOf(moved.days);
  return dateTime(daysOf(year, month, daysInMonth(year, month)), 0);
}

/** An offset as `+02:00` or a number of minutes. Throws SqlError 9812. */
function offsetAt(args: readonly SqlValue[], index: number, context: FunctionContext, name: string): number {
  const value = args[index] ?? null;
  let minutes: number;
  if (typeof value === 'string') {
    const match = /^\s*([+-])(\d{1,2}):(\d{2})\s*$/.exec(value);
    minutes = match === null ? NaN : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  } else minutes = intAt(args, index, context);
  if (!(Math.abs(minutes) <= 840)) {
    throw new SqlError(9812, 16, 0, `The timezone provided to builtin function ${name} is invalid.`);
  }
  return minutes;
}

function offsetResult(index: number): (args: readonly ArgumentType[]) => SqlType {
  return (args) => {
    const type = argumentType(args, index);
    const scale = type.name === 'datetime' ? 3 : type.name === 'smalldatetime' || type.name === 'date' ? 0 : (type.scale ?? 7);
    return { name: 'datetimeoffset', scale };
  };
}

/** GETDATE to TODATETIMEOFFSET. The sandbox's clock is UTC. */
export const dateFunctions: FunctionTable = {
  GETDATE: now(datetimeType),
  CURRENT_TIMESTAMP: now(datetimeType),
  GETUTCDATE: now(datetimeType),
  CURRENT_DATE: now(dateType),
  SYSDATETIME: now(datetime2Type),
  SYSUTCDATETIME: now(datetime2Type),
  SYSDATETIMEOFFSET: now(offsetType),
  DATEADD: strict({ arity: 3, datepartArgument: 0, type: ofTypeAt(2, datetimeType), apply: dateAdd }),
  DATEDIFF: strict({ arity: 3, datepartArgument: 0, type: intType, apply: dateDiff }),
  DATEDIFF_BIG: strict({ arity: 3, datepartArgument: 0, type: bigintType, apply: difference }),
  DATEPART: partFunction('datepart', (value, part, context) => partOf(value, part, context.dateFirst), intType),
  DATENAME: partFunction('datename', (value, part, context) => partName(value, part, context.dateFirst), { name: 'nvarchar', length: 30 }),
  DATETRUNC: strict({ arity: 2, datepartArgument: 0, type: ofTypeAt(1, datetime2Type), apply: truncate }),
  DATE_BUCKET: strict({ arity: [3, 4], datepartArgument: 0, type: ofTypeAt(2, datetime2Type), apply: bucket }),
  DAY: shortPart('day'),
  MONTH: shortPart('month'),
  YEAR: shortPart('year'),
  EOMONTH: strict({ arity: [1, 2], type: dateType, apply: endOfMonth }),
  ISDATE: strict({
    arity: 1,
    type: intType,
    apply: (args, context) => {
      const type = typeAt(context, 0);
      if (!isCharacter(type)) return type.name === 'datetime' || type.name === 'smalldatetime' ? 1 : 0;
      const text = textAt(args, 0, context);
      return text.trim() !== '' && tryConvert(text, type, datetimeType) !== null ? 1 : 0;
    },
  }),
  SWITCHOFFSET: strict({
    arity: 2,
    type: offsetResult(0),
    apply: (args, context) => {
      const value = convert(args[0] ?? null, typeAt(context, 0), context.resultType, { explicit: true });
      return isDateTimeValue(value) ? dateTime(value.days, value.ticks, offsetAt(args, 1, context, 'switchoffset')) : null;
    },
  }),
  TODATETIMEOFFSET: strict({
    arity: 2,
    type: offsetResult(0),
    apply: (args, context) => {
      const local = localTime(anchored(momentAt(args, 0, context, datetime2Type), typeAt(context, 0)));
      return withOffset(dateTime(local.days, local.ticks), offsetAt(args, 1, context, 'todatetimeoffset'));
    },
  }),
};

import { SqlError } from '../../engine/sqlError';
import {
  baseDay,
  dateTime,
  daysOf,
  firstDatetimeDay,
  isValidDate,
  lastSmalldatetimeDay,
  maximumDay,
  roundToDatetime,
  ticksPerHour,
  ticksPerMinute,
  ticksPerSecond,
  withOffset,
} from '../dateTime';
import type { DateTime } from '../sqlValue';
import type { SqlType, SqlTypeName } from '../sqlType';
import type { ArgumentType } from '../functionTypes';
import { constantNumber, datetimeType, intAt, lenient, strict, type FunctionTable } from './define';

/** 289: parts that make no value of the type. */
function invalidParts(name: SqlTypeName): SqlError {
  return new SqlError(289, 16, 1, `Cannot construct data type ${name}, some of the arguments have values which are not valid.`);
}

function dayOf(name: SqlTypeName, parts: readonly number[]): number {
  const [year = 0, month = 0, day = 0] = parts;
  if (!isValidDate(year, month, day)) throw invalidParts(name);
  return daysOf(year, month, day);
}

/** Ticks of hour, minute, second and a fraction that counts in units of 10^-scale seconds. */
function clockOf(name: SqlTypeName, parts: readonly number[], scale: number): number {
  const [hour = 0, minute = 0, second = 0, fraction = 0] = parts;
  const valid = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
  if (!valid || fraction < 0 || fraction >= 10 ** scale) throw invalidParts(name);
  return hour * ticksPerHour + minute * ticksPerMinute + second * ticksPerSecond + fraction * 10 ** (7 - scale);
}

function scaledType(name: SqlTypeName, precisionArgument: number): (args: readonly ArgumentType[]) => SqlType {
  return (args) => {
    const scale = constantNumber(args, precisionArgument);
    if (scale === undefined || scale < 0 || scale > 7) {
      throw new SqlError(
        10760,
        16,
        1,
        'Scale argument is not valid. Valid expressions for data type scale argument are integer constants and integer constant expressions.',
      );
    }
    return { name, scale };
  };
}

/** A constructor of a type with a scale: its last argument must be a constant, the others may be NULL. */
function scaled(name: SqlTypeName, arity: number, make: (parts: readonly number[], scale: number) => DateTime) {
  return lenient({
    arity,
    type: scaledType(name, arity - 1),
    apply: (args, context) => {
      if (args.slice(0, -1).includes(null)) return null;
      return make(
        args.map((_, index) => intAt(args, index, context)),
        context.resultType.scale ?? 7,
      );
    },
  });
}

/** DATEFROMPARTS and its siblings. */
export const dateConstructionFunctions: FunctionTable = {
  DATEFROMPARTS: strict({
    arity: 3,
    type: { name: 'date' },
    apply: (args, context) =>
      dateTime(
        dayOf(
          'date',
          args.map((_, index) => intAt(args, index, context)),
        ),
        0,
      ),
  }),
  DATETIMEFROMPARTS: strict({
    arity: 7,
    type: datetimeType,
    apply: (args, context) => {
      const parts = args.map((_, index) => intAt(args, index, context));
      const days = dayOf('datetime', parts);
      const value = roundToDatetime(dateTime(days, clockOf('datetime', parts.slice(3), 3)));
      if (value.days < firstDatetimeDay || value.days > maximumDay) throw invalidParts('datetime');
      return value;
    },
  }),
  SMALLDATETIMEFROMPARTS: strict({
    arity: 5,
    type: { name: 'smalldatetime' },
    apply: (args, context) => {
      const parts = args.map((_, index) => intAt(args, index, context));
      const days = dayOf('smalldatetime', parts);
      if (days < baseDay || days > lastSmalldatetimeDay) throw invalidParts('smalldatetime');
      return dateTime(days, clockOf('smalldatetime', parts.slice(3), 0));
    },
  }),
  DATETIME2FROMPARTS: scaled('datetime2', 8, (parts, scale) =>
    dateTime(dayOf('datetime2', parts), clockOf('datetime2', parts.slice(3, 7), scale)),
  ),
  DATETIMEOFFSETFROMPARTS: scaled('datetimeoffset', 10, (parts, scale) => {
    const [hours = 0, minutes = 0] = parts.slice(7, 9);
    const offset = hours * 60 + minutes;
    if (Math.abs(offset) > 840 || Math.abs(minutes) > 59 || hours * minutes < 0) throw invalidParts('datetimeoffset');
    return withOffset(dateTime(dayOf('datetimeoffset', parts), clockOf('datetimeoffset', parts.slice(3, 7), scale)), offset);
  }),
  TIMEFROMPARTS: scaled('time', 5, (parts, scale) => dateTime(0, clockOf('time', parts.slice(0, 4), scale))),
};

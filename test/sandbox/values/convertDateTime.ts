import { SqlError } from '../engine/sqlError';
import { bytesToDateTime } from './binaryForm';
import {
  baseDay,
  dateTime,
  datetimeUnits,
  firstDatetimeDay,
  isDateTimeValue,
  lastSmalldatetimeDay,
  localTime,
  maximumDay,
  roundToDatetime,
  roundToMinute,
  roundToScale,
  ticksPerDay,
  withOffset,
} from './dateTime';
import { parseDateTime, daysOrBase, type DateOrder } from './dateTimeParse';
import { decimalToNumber, isDecimalValue } from './decimal';
import type { DateTime, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';
import { dateConversionFailed, dateOutOfRange, errorConverting, expressionOverflow } from './valueErrors';

const styleOrders: Readonly<Record<number, DateOrder>> = {
  2: 'ymd',
  11: 'ymd',
  12: 'ymd',
  20: 'ymd',
  21: 'ymd',
  23: 'ymd',
  25: 'ymd',
  102: 'ymd',
  111: 'ymd',
  112: 'ymd',
  120: 'ymd',
  121: 'ymd',
  126: 'ymd',
  127: 'ymd',
  3: 'dmy',
  4: 'dmy',
  5: 'dmy',
  103: 'dmy',
  104: 'dmy',
  105: 'dmy',
};

/** Makes a function that converts non-null values of one type to a date or time type; the pair must be convertible. */
export function dateTimeConverter(
  from: SqlType,
  to: SqlType,
  style: number | undefined,
  dateFormat: DateOrder,
): (value: SqlValue) => DateTime {
  const order = styleOrders[style ?? 0] ?? (style === undefined || style === 0 ? dateFormat : 'mdy');
  return (value) => {
    if (typeof value === 'string') return fromText(value, from, to, order);
    if (isDateTimeValue(value)) return fromDateTime(value, from, to);
    if (value instanceof Uint8Array) {
      const read = bytesToDateTime(value, to);
      if (read === undefined || read.days < 0 || read.days > maximumDay || read.ticks >= ticksPerDay) throw errorConverting(from, to);
      return read;
    }
    return fromNumber(value, from, to);
  };
}

function fromText(text: string, from: SqlType, to: SqlType, order: DateOrder): DateTime {
  const classic = to.name === 'datetime' || to.name === 'smalldatetime';
  const parsed = parseDateTime(text, order);
  if (parsed === 'outOfRange' && classic) throw dateOutOfRange(from, to);
  if (typeof parsed === 'string' || (classic && (parsed.fractionDigits > 3 || (parsed.offset ?? 0) !== 0))) {
    if (to.name === 'smalldatetime')
      throw new SqlError(295, 16, 3, 'Conversion failed when converting character string to smalldatetime data type.');
    throw dateConversionFailed();
  }
  const days = daysOrBase(parsed);
  if (to.name === 'datetimeoffset') return toOffset(dateTime(days, parsed.ticks), parsed.offset ?? 0, to);
  return narrow(dateTime(days, parsed.ticks), from, to);
}

function toOffset(local: DateTime, offset: number, to: SqlType): DateTime {
  const value = withOffset(roundToScale(local, to.scale ?? 7), offset);
  if (value.days < 0 || value.days > maximumDay) throw dateConversionFailed();
  return value;
}

function fromDateTime(value: DateTime, from: SqlType, to: SqlType): DateTime {
  if (to.name === 'datetimeoffset') {
    if (from.name === 'datetimeoffset') return roundToScale(value, to.scale ?? 7);
    const local = from.name === 'datetime' ? preciseDatetime(value) : value;
    return toOffset(from.name === 'time' ? dateTime(baseDay, local.ticks) : local, 0, to);
  }
  let local = localTime(value);
  if (from.name === 'datetime' && (to.name === 'datetime2' || to.name === 'time')) local = preciseDatetime(local);
  return narrow(from.name === 'time' && to.name !== 'time' ? dateTime(baseDay, local.ticks) : dateTime(local.days, local.ticks), from, to);
}

/** A datetime holds 1/300 s; the newer types show the thirds. */
function preciseDatetime(value: DateTime): DateTime {
  return dateTime(value.days, Math.round((datetimeUnits(value) * 100_000) / 3), value.offset);
}

/** Rounds a local moment to what the type holds and checks its range. */
function narrow(local: DateTime, from: SqlType, to: SqlType): DateTime {
  switch (to.name) {
    case 'date':
      return dateTime(local.days, 0);
    case 'time':
      return dateTime(0, roundToScale(dateTime(0, local.ticks), to.scale ?? 7).ticks);
    case 'datetime': {
      const rounded = roundToDatetime(local);
      if (rounded.days < firstDatetimeDay || rounded.days > maximumDay) throw dateOutOfRange(from, to);
      return rounded;
    }
    case 'smalldatetime': {
      const rounded = roundToMinute(local);
      if (rounded.days < baseDay || rounded.days > lastSmalldatetimeDay) throw dateOutOfRange(from, to);
      return rounded;
    }
    default: {
      const rounded = roundToScale(local, to.scale ?? 7);
      return rounded.days > maximumDay ? dateTime(local.days, local.ticks - (local.ticks % 10 ** (7 - (to.scale ?? 7)))) : rounded;
    }
  }
}

/** A number of days since 1900-01-01. Throws SqlError 8115 beyond the type's range. */
export function dateTimeOfDays(daysSince1900: number, to: SqlType): DateTime {
  const units = Math.round((daysSince1900 - Math.floor(daysSince1900)) * 25_920_000);
  const value = dateTime(baseDay + Math.floor(daysSince1900), 0);
  const ticks = Math.round((units * 10) / 3) * 10_000;
  const moment = ticks >= ticksPerDay ? dateTime(value.days + 1, ticks - ticksPerDay) : dateTime(value.days, ticks);
  const [first, last] = to.name === 'smalldatetime' ? [baseDay, lastSmalldatetimeDay] : [firstDatetimeDay, maximumDay];
  const result = to.name === 'smalldatetime' ? roundToMinute(moment) : moment;
  if (!(result.days >= first && result.days <= last)) throw expressionOverflow(to);
  return result;
}

function fromNumber(value: SqlValue, from: SqlType, to: SqlType): DateTime {
  if (typeof value === 'number') return dateTimeOfDays(value, to);
  if (typeof value === 'bigint') return dateTimeOfDays(Number(value), to);
  if (isDecimalValue(value)) return dateTimeOfDays(decimalToNumber(value), to);
  throw errorConverting(from, to);
}

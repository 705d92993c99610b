import { SqlError } from '../engine/sqlError';
import {
  addTicks,
  calendarOf,
  compareDateTimes,
  dateTime,
  daysInMonth,
  daysOf,
  fromTotalTicks,
  localTime,
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
  totalTicks,
  withOffset,
} from './dateTime';
import { monthNames, offsetText } from './dateTimeText';
import type { DateTime } from './sqlValue';

export type DatePart =
  | 'year'
  | 'quarter'
  | 'month'
  | 'dayofyear'
  | 'day'
  | 'week'
  | 'weekday'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond'
  | 'microsecond'
  | 'nanosecond'
  | 'tzoffset'
  | 'iso_week';

const spellings: Readonly<Record<DatePart, string>> = {
  year: 'year yy yyyy',
  quarter: 'quarter qq q',
  month: 'month mm m',
  dayofyear: 'dayofyear dy y',
  day: 'day dd d',
  week: 'week wk ww',
  weekday: 'weekday dw w',
  hour: 'hour hh',
  minute: 'minute mi n',
  second: 'second ss s',
  millisecond: 'millisecond ms',
  microsecond: 'microsecond mcs',
  nanosecond: 'nanosecond ns',
  tzoffset: 'tzoffset tz',
  iso_week: 'iso_week isowk isoww',
};

function isDatePart(word: string): word is DatePart {
  return word in spellings;
}

const bySpelling = new Map<string, DatePart>();
for (const [part, words] of Object.entries(spellings)) {
  for (const word of words.split(' ')) if (isDatePart(part)) bySpelling.set(word, part);
}

/** Reads a datepart in any of its spellings. Throws SqlError 155; `name` is the function's lower-case name. */
export function datePartOf(word: string, name: string): DatePart {
  const part = bySpelling.get(word.toLowerCase());
  if (part === undefined) throw new SqlError(155, 15, 1, `'${word}' is not a recognized ${name} option.`);
  return part;
}

/** Ticks of the parts that have a fixed length. */
const partTicks: Partial<Record<DatePart, bigint>> = {
  week: 7n * BigInt(ticksPerDay),
  day: BigInt(ticksPerDay),
  dayofyear: BigInt(ticksPerDay),
  weekday: BigInt(ticksPerDay),
  hour: BigInt(ticksPerHour),
  minute: BigInt(ticksPerMinute),
  second: BigInt(ticksPerSecond),
  millisecond: BigInt(ticksPerMillisecond),
  microsecond: 10n,
};

const monthsOf: Partial<Record<DatePart, number>> = { year: 12, quarter: 3, month: 1 };

/** Adds months to a local date; a day that the month lacks becomes its last. Undefined outside the calendar. */
export function addMonths(local: DateTime, months: number): DateTime | undefined {
  const { year, month, day } = calendarOf(local.days);
  const index = year * 12 + month - 1 + months;
  const newYear = Math.floor(index / 12);
  const newMonth = (index % 12) + 1;
  if (newYear < 1 || newYear > 9999) return undefined;
  return dateTime(daysOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth))), local.ticks);
}

/** Adds parts on the value's own clock, not yet rounded to a type. Undefined outside the calendar. */
export function addPart(value: DateTime, part: DatePart, amount: bigint): DateTime | undefined {
  const local = localTime(value);
  const months = monthsOf[part];
  let moved: DateTime | undefined;
  if (months !== undefined) moved = amount > 1_000_000n || amount < -1_000_000n ? undefined : addMonths(local, Number(amount) * months);
  else {
    const unit = partTicks[part];
    const quick = unit === undefined ? NaN : Number(amount) * Number(unit);
    if (value.offset === undefined && Number.isSafeInteger(quick)) return addTicks(value, quick);
    const ticks = unit === undefined ? roundedHundreds(amount) : amount * unit;
    moved = fromTotalTicks(totalTicks(dateTime(local.days, local.ticks)) + ticks);
  }
  if (moved === undefined || value.offset === undefined) return moved;
  return withOffset(moved, value.offset);
}

/** Nanoseconds as ticks, rounded to the nearest. */
function roundedHundreds(nanoseconds: bigint): bigint {
  return (nanoseconds + (nanoseconds < 0n ? -50n : 50n)) / 100n;
}

/** How many boundaries of the part lie between two moments; weeks begin on Sunday. */
export function differenceIn(part: DatePart, from: DateTime, to: DateTime): bigint {
  const months = monthsOf[part];
  if (months !== undefined) return BigInt(Math.floor(monthIndex(to) / months) - Math.floor(monthIndex(from) / months));
  if (part === 'week' || part === 'iso_week') return BigInt(Math.floor((to.days + 1) / 7) - Math.floor((from.days + 1) / 7));
  const unit = partTicks[part];
  if (unit === undefined) return (totalTicks(to) - totalTicks(from)) * 100n;
  return totalTicks(to) / unit - totalTicks(from) / unit;
}

function monthIndex(value: DateTime): number {
  const { year, month } = calendarOf(value.days);
  return year * 12 + month - 1;
}

/** 0 for Sunday. */
function dayOfWeek(days: number): number {
  return (days + 1) % 7;
}

/** 1 for the day that SET DATEFIRST names (1 Monday to 7 Sunday). */
function weekdayNumber(days: number, dateFirst: number): number {
  return ((dayOfWeek(days) + 7 - (dateFirst % 7)) % 7) + 1;
}

/** A part of the value on its own clock. tzoffset is in minutes. */
export function partOf(value: DateTime, part: DatePart, dateFirst: number): number {
  const local = localTime(value);
  const { year, month, day } = calendarOf(local.days);
  switch (part) {
    case 'year':
      return year;
    case 'quarter':
      return Math.ceil(month / 3);
    case 'month':
      return month;
    case 'day':
      return day;
    case 'dayofyear':
      return local.days - daysOf(year, 1, 1) + 1;
    case 'week': {
      const first = daysOf(year, 1, 1);
      return Math.floor((local.days - first + weekdayNumber(first, dateFirst) - 1) / 7) + 1;
    }
    case 'weekday':
      return weekdayNumber(local.days, dateFirst);
    case 'iso_week':
      return isoWeek(local.days);
    case 'hour':
      return Math.floor(local.ticks / ticksPerHour);
    case 'minute':
      return Math.floor((local.ticks % ticksPerHour) / ticksPerMinute);
    case 'second':
      return Math.floor((local.ticks % ticksPerMinute) / ticksPerSecond);
    case 'millisecond':
      return Math.floor((local.ticks % ticksPerSecond) / ticksPerMillisecond);
    case 'microsecond':
      return Math.floor((local.ticks % ticksPerSecond) / 10);
    case 'nanosecond':
      return (local.ticks % ticksPerSecond) * 100;
    case 'tzoffset':
      return value.offset ?? 0;
  }
}

/** The week of ISO 8601: it belongs to the year of its Thursday. */
function isoWeek(days: number): number {
  const thursday = days - ((days + 7) % 7) + 3;
  const { year } = calendarOf(thursday);
  return Math.floor((thursday - daysOf(year, 1, 1)) / 7) + 1;
}

const dayNames: readonly string[] = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** What DATENAME gives in us_english. */
export function partName(value: DateTime, part: DatePart, dateFirst: number): string {
  const local = localTime(value);
  if (part === 'month') return monthNames[calendarOf(local.days).month - 1] ?? '';
  if (part === 'weekday') return dayNames[dayOfWeek(local.days)] ?? '';
  if (part === 'tzoffset') return offsetText(value.offset ?? 0);
  return String(partOf(value, part, dateFirst));
}

/** The begin of the part in which a local moment lies. */
export function truncateTo(local: DateTime, part: DatePart, dateFirst: number): DateTime {
  const { year, month } = calendarOf(local.days);
  switch (part) {
    case 'year':
      return dateTime(daysOf(year, 1, 1), 0);
    case 'quarter':
      return dateTime(daysOf(year, month - ((month - 1) % 3), 1), 0);
    case 'month':
      return dateTime(daysOf(year, month, 1), 0);
    case 'week':
      return dateTime(local.days - weekdayNumber(local.days, dateFirst) + 1, 0);
    case 'iso_week':
      return dateTime(local.days - weekdayNumber(local.days, 1) + 1, 0);
    case 'day':
    case 'dayofyear':
      return dateTime(local.days, 0);
    default: {
      const unit = Number(partTicks[part] ?? 1n);
      return dateTime(local.days, local.ticks - (local.ticks % unit));
    }
  }
}

/** The begin of the bucket of `width` parts, counted from an origin, in which a local moment lies. Undefined outside the calendar. */
export function bucketOf(local: DateTime, part: DatePart, width: number, origin: DateTime): DateTime | undefined {
  const months = monthsOf[part];
  if (months !== undefined) {
    const step = months * width;
    let count = Math.floor((monthIndex(local) - monthIndex(origin)) / step);
    const begin = addMonths(origin, count * step);
    if (begin !== undefined && compareDateTimes(begin, local) > 0) count--;
    return addMonths(origin, count * step);
  }
  const unit = (partTicks[part] ?? 1n) * BigInt(width);
  const distance = totalTicks(local) - totalTicks(origin);
  const rest = distance % unit;
  return fromTotalTicks(totalTicks(local) - (rest < 0n ? rest + unit : rest));
}

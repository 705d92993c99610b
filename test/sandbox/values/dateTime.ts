import type { DateTime } from './sqlValue';

export const ticksPerMillisecond = 10_000;
export const ticksPerSecond = 10_000_000;
export const ticksPerMinute = 600_000_000;
export const ticksPerHour = 36_000_000_000;
export const ticksPerDay = 864_000_000_000;
/** 1753-01-01, 1900-01-01, 1970-01-01, 2079-06-06 and 9999-12-31 as days since 0001-01-01. */
export const firstDatetimeDay = 639_905;
export const baseDay = 693_595;
export const unixDay = 719_162;
export const lastSmalldatetimeDay = 759_130;
export const maximumDay = 3_652_058;

const millisecondsPerDay = 86_400_000;

export function dateTime(days: number, ticks: number, offset?: number): DateTime {
  return offset === undefined ? { kind: 'datetime', days, ticks } : { kind: 'datetime', days, ticks, offset };
}

export function isDateTimeValue(value: unknown): value is DateTime {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'datetime';
}

interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 0001-01-01 of a date of the proleptic Gregorian calendar. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / millisecondsPerDay + unixDay;
}

export function calendarOf(days: number): CalendarDate {
  const date = new Date((days - unixDay) * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function isValidDate(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The clock of the value's own place: UTC plus its offset, without an offset. */
export function localTime(value: DateTime): DateTime {
  return value.offset === undefined ? value : addTicks(dateTime(value.days, value.ticks), value.offset * ticksPerMinute);
}

/** The moment of a local clock at an offset in minutes, as datetimeoffset stores it. */
export function withOffset(local: DateTime, offset: number): DateTime {
  const utc = addTicks(dateTime(local.days, local.ticks), -offset * ticksPerMinute);
  return dateTime(utc.days, utc.ticks, offset);
}

/** Adds ticks (at most ±2^53) and carries into days; the offset stays. */
export function addTicks(value: DateTime, ticks: number): DateTime {
  const wholeDays = Math.trunc(ticks / ticksPerDay);
  let days = value.days + wholeDays;
  let rest = value.ticks + (ticks - wholeDays * ticksPerDay);
  if (rest < 0) {
    rest += ticksPerDay;
    days--;
  } else if (rest >= ticksPerDay) {
    rest -= ticksPerDay;
    days++;
  }
  return dateTime(days, rest, value.offset);
}

/** Ticks since 0001-01-01. */
export function totalTicks(value: DateTime): bigint {
  return BigInt(value.days) * BigInt(ticksPerDay) + BigInt(value.ticks);
}

export function fromTotalTicks(ticks: bigint, offset?: number): DateTime {
  const perDay = BigInt(ticksPerDay);
  const days = ticks / perDay - (ticks % perDay < 0n ? 1n : 0n);
  return dateTime(Number(days), Number(ticks - days * perDay), offset);
}

export function compareDateTimes(a: DateTime, b: DateTime): number {
  return a.days === b.days ? a.ticks - b.ticks : a.days - b.days;
}

/** Rounds to a number of fractional digits of a second, half up, carrying into the day; a time wraps at midnight. */
export function roundToScale(value: DateTime, scale: number): DateTime {
  if (scale >= 7) return value;
  const unit = 10 ** (7 - scale);
  const rest = value.ticks % unit;
  if (rest === 0) return value;
  return addTicks(value, rest * 2 >= unit ? unit - rest : -rest);
}

/** Rounds to the 1/300 s of datetime, written as .000, .003 or .007 s. */
export function roundToDatetime(value: DateTime): DateTime {
  const units = Math.round((value.ticks * 3) / 100_000);
  const milliseconds = Math.round((units * 10) / 3);
  const rounded = milliseconds * ticksPerMillisecond;
  return rounded >= ticksPerDay ? dateTime(value.days + 1, rounded - ticksPerDay) : dateTime(value.days, rounded);
}

/** 1/300 s since midnight of a datetime. */
export function datetimeUnits(value: DateTime): number {
  return Math.round((value.ticks * 3) / 100_000);
}

/** Rounds to the minute of smalldatetime: 29.998 s and less go down. */
export function roundToMinute(value: DateTime): DateTime {
  const rounded = roundToDatetime(value);
  const rest = rounded.ticks % ticksPerMinute;
  return addTicks(rounded, rest >= 30 * ticksPerSecond ? ticksPerMinute - rest : -rest);
}

/** The UTC instant of a JavaScript date. */
export function fromDate(date: Date): DateTime {
  const milliseconds = date.getTime();
  const days = Math.floor(milliseconds / millisecondsPerDay);
  return dateTime(days + unixDay, (milliseconds - days * millisecondsPerDay) * ticksPerMillisecond);
}

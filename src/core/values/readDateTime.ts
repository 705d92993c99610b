import { formatDate, formatTime, parseDateTime } from './dateTimeText';
import type { ExactValue, Unfit } from './exactValue';

export type DateTimeName = 'date' | 'time' | 'datetime' | 'smalldatetime' | 'datetime2' | 'datetimeoffset';

export const TICKS_PER_DAY = 864_000_000_000;
export const TICKS_PER_MINUTE = 600_000_000;
/** Days from 0001-01-01 to 1900-01-01, from which datetime and smalldatetime count. */
export const DAYS_TO_1900 = 693_595;
const DAYS_TO_1753 = 639_905;
/** 9999-12-31. */
const LAST_DAY = 3_652_058;
/** 2079-06-06. */
const LAST_SMALL_DAY = DAYS_TO_1900 + 65_535;
/** datetime counts 300ths of a second. */
const UNITS_PER_DAY = 25_920_000;

const examples: Readonly<Record<DateTimeName, string>> = {
  date: '2024-01-31, from 0001-01-01 to 9999-12-31',
  time: '12:34:56.1234567',
  datetime: '2024-01-31T12:34:56.997, from 1753-01-01 to 9999-12-31',
  smalldatetime: '2024-01-31T12:34:00, from 1900-01-01 to 2079-06-06',
  datetime2: '2024-01-31T12:34:56.1234567, from 0001-01-01 to 9999-12-31',
  datetimeoffset: '2024-01-31T12:34:56.1234567+05:30',
};

/** Reads the text of a date or time. A time that falls between two that the type has is refused, with both named. */
export function readDateTime(value: string | number | boolean, name: DateTimeName, scale: number): ExactValue | Unfit {
  const limit = name === 'time' || name === 'datetime2' || name === 'datetimeoffset';
  const expected = `text such as ${examples[name]}${limit ? `, with at most ${String(scale)} digits behind the second` : ''}`;
  const unfit = (reason: string, instead = expected): Unfit => ({ reason, expected: instead });
  if (typeof value !== 'string') {
    return unfit('is no text of a date or time');
  }
  const parts = parseDateTime(value);
  if (parts === undefined) {
    return unfit(/^\s*[\d:.TZ +-]+\s*$/iu.test(value) ? 'is not a date or time that exists, or not in this form' : 'is no date or time');
  }
  const ticks = parts.ticks ?? 0;
  const offset = parts.offset ?? 0;
  if (parts.offset !== undefined && name !== 'datetimeoffset') {
    return unfit(`has an offset from UTC, which ${name} does not keep`);
  }
  if (name === 'time') {
    if (parts.days !== undefined) {
      return unfit('has a date, which time does not keep');
    }
    return fits(ticks, scale) ? { kind: 'dateTime', days: 0, ticks, offset } : unfit(tooFine(scale));
  }
  const { days } = parts;
  if (days === undefined) {
    return unfit('has no date');
  }
  const exact: ExactValue = { kind: 'dateTime', days, ticks, offset };
  switch (name) {
    case 'date':
      return ticks === 0 ? exact : unfit('has a time of day, which date does not keep');
    case 'datetime2':
      return fits(ticks, scale) ? exact : unfit(tooFine(scale));
    case 'datetimeoffset': {
      const utcDays = days + Math.floor((ticks - offset * TICKS_PER_MINUTE) / TICKS_PER_DAY);
      if (utcDays < 0 || utcDays > LAST_DAY) {
        return unfit('is out of range in UTC');
      }
      return fits(ticks, scale) ? exact : unfit(tooFine(scale));
    }
    case 'datetime': {
      if (days < DAYS_TO_1753) {
        return unfit('is out of range');
      }
      const units = unitsOfDateTime(ticks);
      return ticksOfDateTime(units) === ticks ? exact : unfit('falls between two times that datetime has', nearest(days, ticks, units));
    }
    case 'smalldatetime': {
      if (days < DAYS_TO_1900 || days > LAST_SMALL_DAY) {
        return unfit('is out of range');
      }
      const minute = Math.floor(ticks / TICKS_PER_MINUTE) * TICKS_PER_MINUTE;
      if (minute === ticks) {
        return exact;
      }
      const next = pointText(days, minute + TICKS_PER_MINUTE, 0, LAST_SMALL_DAY);
      return unfit('has seconds, which smalldatetime does not keep', either(pointText(days, minute, 0), next));
    }
  }
}

/** The 300ths of a second since midnight nearest to a time. */
export function unitsOfDateTime(ticks: number): number {
  return Math.round((ticks / 100_000) * 3);
}

/** A count of 300ths as the product shows it: to the millisecond, which ends in 0, 3 or 7. */
function ticksOfDateTime(units: number): number {
  return Math.round(units / 0.3) * 10_000;
}

function nearest(days: number, ticks: number, units: number): string {
  const lower = ticksOfDateTime(units) > ticks ? units - 1 : units;
  const upper = lower + 1 === UNITS_PER_DAY ? TICKS_PER_DAY : ticksOfDateTime(lower + 1);
  return either(pointText(days, ticksOfDateTime(lower), 3), pointText(days, upper, 3));
}

/** undefined: behind the last day. */
function pointText(days: number, ticks: number, scale: number, lastDay = LAST_DAY): string | undefined {
  const day = days + Math.floor(ticks / TICKS_PER_DAY);
  return day > lastDay ? undefined : `${formatDate(day)}T${formatTime(ticks % TICKS_PER_DAY, scale)}`;
}

function either(...points: readonly (string | undefined)[]): string {
  return points.filter((point) => point !== undefined).join(' or ');
}

/** Whether no digit behind the scale would be lost. */
function fits(ticks: number, scale: number): boolean {
  return ticks % 10 ** (7 - scale) === 0;
}

function tooFine(scale: number): string {
  return `has more than ${scale === 1 ? '1 digit' : `${String(scale)} digits`} behind the second`;
}

import { SqlError } from '../engine/sqlError';
import { calendarOf, isDateTimeValue, localTime, ticksPerHour, ticksPerMinute, ticksPerSecond, unixDay } from './dateTime';
import { offsetText } from './dateTimeText';
import { formatNumber } from './netNumberFormat';
import { exactDecimal } from './convertNumber';
import type { DateTime, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';

/**
 * FORMAT: a number or date by a .NET format string, or null when the string is none. Names of months and days and the
 * separators of numbers come from the culture. Throws SqlError 9818 for a culture that does not exist.
 */
export function formatValue(value: SqlValue, type: SqlType, format: string, culture: string): string | null {
  checkCulture(culture);
  if (isDateTimeValue(value)) return formatDate(value, type, format, culture);
  if (typeof value === 'number') return formatNumber(value, format, culture);
  const exact = exactDecimal(value);
  return exact === undefined ? null : formatNumber(exact, format, culture);
}

function checkCulture(culture: string): void {
  try {
    Intl.getCanonicalLocales(culture);
  } catch {
    throw new SqlError(9818, 16, 1, `The culture parameter '${culture}' provided in the function call is not supported.`);
  }
}

const englishPatterns: Readonly<Record<string, string>> = {
  d: 'M/d/yyyy',
  D: 'dddd, MMMM d, yyyy',
  f: 'dddd, MMMM d, yyyy h:mm tt',
  F: 'dddd, MMMM d, yyyy h:mm:ss tt',
  g: 'M/d/yyyy h:mm tt',
  G: 'M/d/yyyy h:mm:ss tt',
  t: 'h:mm tt',
  T: 'h:mm:ss tt',
  M: 'MMMM d',
  m: 'MMMM d',
  Y: 'MMMM yyyy',
  y: 'MMMM yyyy',
};
const invariantPatterns: Readonly<Record<string, string>> = {
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffff",
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffff",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
};
/** Short and long patterns of cultures that samples and tests use. */
const culturePatterns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'en-gb': { d: 'dd/MM/yyyy', D: 'dd MMMM yyyy', t: 'HH:mm', T: 'HH:mm:ss', g: 'dd/MM/yyyy HH:mm', G: 'dd/MM/yyyy HH:mm:ss' },
  'de-de': { d: 'dd.MM.yyyy', D: 'dddd, d. MMMM yyyy', t: 'HH:mm', T: 'HH:mm:ss', g: 'dd.MM.yyyy HH:mm', G: 'dd.MM.yyyy HH:mm:ss' },
  'fr-fr': { d: 'dd/MM/yyyy', D: 'dddd d MMMM yyyy', t: 'HH:mm', T: 'HH:mm:ss', g: 'dd/MM/yyyy HH:mm', G: 'dd/MM/yyyy HH:mm:ss' },
  'zh-cn': { d: 'yyyy/M/d', D: "yyyy'年'M'月'd'日'", t: 'H:mm', T: 'H:mm:ss', g: 'yyyy/M/d H:mm', G: 'yyyy/M/d H:mm:ss' },
  'ja-jp': { d: 'yyyy/MM/dd', D: "yyyy'年'M'月'd'日'", t: 'H:mm', T: 'H:mm:ss', g: 'yyyy/MM/dd H:mm', G: 'yyyy/MM/dd H:mm:ss' },
};

function formatDate(value: DateTime, type: SqlType, format: string, culture: string): string | null {
  const local = localTime(value);
  if (format.length === 1) {
    const own = culturePatterns[culture.toLowerCase()];
    const pattern = invariantPatterns[format] ?? own?.[format] ?? englishPatterns[format];
    if (pattern === undefined || type.name === 'time') return null;
    const zone = (format === 'o' || format === 'O') && value.offset !== undefined ? offsetText(value.offset) : '';
    return datePattern(format === 'u' || format === 'R' || format === 'r' ? utc(value) : local, pattern, culture) + zone;
  }
  return type.name === 'time' ? timePattern(local, format) : datePattern(local, format, culture, value.offset);
}

function utc(value: DateTime): DateTime {
  return { kind: 'datetime', days: value.days, ticks: value.ticks };
}

/** A time is a TimeSpan to .NET: what is not a part must be quoted or escaped. */
function timePattern(value: DateTime, format: string): string | null {
  const rest = format.replace(/\\.|'[^']*'|"[^"]*"|[dhmsfF]+/g, '');
  return rest === '' ? datePattern(value, format.replace(/h/g, 'H'), 'en-US') : null;
}

const dateToken = /\\(?<escaped>.)|'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<part>d+|M+|y+|H+|h+|m+|s+|f+|F+|t+|z+|K)|%|(?<other>[^])/g;

function datePattern(value: DateTime, pattern: string, culture: string, offset?: number): string {
  const hasDay = pattern.replace(/\\.|'[^']*'|"[^"]*"|dddd?/g, '').includes('d');
  return [...pattern.matchAll(dateToken)]
    .map(({ groups = {} }) => {
      const { part } = groups;
      if (part !== undefined) return datePart(value, part, culture, hasDay, offset);
      return groups['escaped'] ?? groups['single'] ?? groups['double'] ?? groups['other'] ?? '';
    })
    .join('');
}

function datePart(value: DateTime, part: string, culture: string, hasDay: boolean, offset: number | undefined): string {
  const width = part.length;
  const { year, month, day } = calendarOf(value.days);
  const hour = Math.floor(value.ticks / ticksPerHour);
  const pad = (number: number, length = Math.min(width, 2)): string => String(number).padStart(length, '0');
  switch (part.charAt(0)) {
    case 'd':
      return width > 2 ? nameOf(value, { weekday: width === 3 ? 'short' : 'long' }, culture) : pad(day);
    case 'M':
      return width > 2 ? monthName(value, width === 3 ? 'short' : 'long', culture, hasDay) : pad(month);
    case 'y':
      return width <= 2 ? pad(year % 100) : pad(year, width);
    case 'H':
      return pad(hour);
    case 'h':
      return pad(hour % 12 === 0 ? 12 : hour % 12);
    case 'm':
      return pad(Math.floor((value.ticks % ticksPerHour) / ticksPerMinute));
    case 's':
      return pad(Math.floor((value.ticks % ticksPerMinute) / ticksPerSecond));
    case 'f':
      return pad(value.ticks % ticksPerSecond, 7).slice(0, width);
    case 'F':
      return pad(value.ticks % ticksPerSecond, 7)
        .slice(0, width)
        .replace(/0+$/, '');
    case 't':
      return (hour < 12 ? 'AM' : 'PM').slice(0, width);
    default: {
      const text = offsetText(offset ?? 0);
      if (part === 'K') return offset === undefined ? '' : text;
      return width >= 3 ? text : width === 2 ? text.slice(0, 3) : text.slice(0, 3).replace(/^([+-])0/, '$1');
    }
  }
}

function nameOf(value: DateTime, options: Intl.DateTimeFormatOptions, culture: string): string {
  return new Intl.DateTimeFormat(culture, { ...options, timeZone: 'UTC' }).format(new Date((value.days - unixDay) * 86_400_000));
}

function monthName(value: DateTime, month: 'short' | 'long', culture: string, hasDay: boolean): string {
  const date = new Date((value.days - unixDay) * 86_400_000);
  // Some languages decline the month beside a day.
  const options: Intl.DateTimeFormatOptions = hasDay ? { month, day: 'numeric', timeZone: 'UTC' } : { month, timeZone: 'UTC' };
  const parts = new Intl.DateTimeFormat(culture, options).formatToParts(date);
  return parts.find((part) => part.type === 'month')?.value ?? '';
}

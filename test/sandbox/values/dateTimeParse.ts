import { baseDay, daysInMonth, daysOf, ticksPerHour, ticksPerMillisecond, ticksPerMinute, ticksPerSecond } from './dateTime';
import { monthNames } from './dateTimeText';

/** Order of the three numbers of a date written with separators. */
export type DateOrder = 'mdy' | 'dmy' | 'ymd' | 'ydm' | 'myd' | 'dym';

/** What text says about a moment. Days and ticks are those of the clock that was written. */
export interface ParsedDateTime {
  /** Undefined: no date was written; the product takes 1900-01-01. */
  readonly days: number | undefined;
  readonly ticks: number;
  /** Digits after the second's point, 0 to 7. */
  readonly fractionDigits: number;
  /** Minutes, when an offset or Z was written. */
  readonly offset: number | undefined;
}

/** `malformed`: not a date or time at all. `outOfRange`: of the right form, but no such day or time. */
export type ParseOutcome = ParsedDateTime | 'malformed' | 'outOfRange';

const timePattern =
  /(?:^|[\sT])(?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:(?<point>[.:])(?<fraction>\d{1,9}))?)?)?\s*(?<half>[ap]\.?m\.?)?(?=$|[\sZ+-])/i;
const zonePattern = /\s*(?:(?<utc>Z)|(?<sign>[+-])(?<hours>\d{1,2}):(?<minutes>\d{2}))$/i;

/**
 * Reads a date and time as the product does with language us_english: ISO 8601, digits with `-`, `/` or `.`, six and eight digits,
 * month names, a time before or after, AM and PM, an offset or Z. Source: "date", "datetime" and "datetimeoffset", string literal formats.
 */
export function parseDateTime(text: string, order: DateOrder = 'mdy'): ParseOutcome {
  let rest = text.trim();
  if (rest === '') return { days: undefined, ticks: 0, fractionDigits: 0, offset: undefined };
  let offset: number | undefined;
  const zone = /\d:\d/.test(rest) ? zonePattern.exec(rest) : null;
  if (zone !== null) {
    const groups = zone.groups ?? {};
    offset = groups['utc'] === undefined ? Number(groups['hours']) * 60 + Number(groups['minutes']) : 0;
    if (groups['sign'] === '-') offset = -offset;
    if (Math.abs(offset) > 840) return 'outOfRange';
    rest = rest.slice(0, zone.index);
  }
  const isTimed = rest.includes(':') || /\d\s*[ap]\.?m\.?\b/i.test(rest);
  let time: { readonly ticks: number; readonly fractionDigits: number } | 'malformed' | 'outOfRange' = { ticks: 0, fractionDigits: 0 };
  if (isTimed) {
    const match = findTime(rest);
    if (match === undefined) return 'malformed';
    time = readTime(match);
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.trim();
  }
  if (typeof time === 'string') return time;
  if (rest === '') return { days: undefined, ...time, offset };
  const days = parseDate(rest, order);
  return typeof days === 'string' ? days : { days, ...time, offset };
}

function findTime(text: string): RegExpExecArray | undefined {
  const pattern = new RegExp(timePattern.source, 'gi');
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    if (match.groups?.['minute'] !== undefined || match.groups?.['half'] !== undefined) return match;
    pattern.lastIndex = match.index + 1;
  }
  return undefined;
}

function readTime(match: RegExpExecArray): { readonly ticks: number; readonly fractionDigits: number } | 'malformed' | 'outOfRange' {
  const { hour = '', minute = '0', second = '0', point, fraction = '', half } = match.groups ?? {};
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours > 12) {
      if (half.toLowerCase().startsWith('a')) return 'malformed';
    } else hours = (hours % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  }
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return 'outOfRange';
  if (fraction.length > 7) return 'malformed';
  const part = point === ':' ? Number(fraction) * ticksPerMillisecond : Number(fraction.padEnd(7, '0'));
  if (point === ':' && fraction.length > 3) return 'malformed';
  return {
    ticks: hours * ticksPerHour + Number(minute) * ticksPerMinute + Number(second) * ticksPerSecond + part,
    fractionDigits: fraction.length,
  };
}

function parseDate(text: string, order: DateOrder): number | 'malformed' | 'outOfRange' {
  const digits = /^(\d{4}|\d{6}|\d{8})$/.exec(text)?.[1];
  if (digits !== undefined) return digitsOnly(digits);
  const separated = /^(\d{1,4})\s*([-/.])\s*(\d{1,4})\s*\2\s*(\d{1,4})$/.exec(text);
  if (separated !== null) {
    const [, first = '', , second = '', third = ''] = separated;
    return orderedDate(first, second, third, order);
  }
  return namedMonth(text);
}

function digitsOnly(digits: string): number | 'outOfRange' {
  if (digits.length === 4) return dayOrRange(Number(digits), 1, 1);
  const yearDigits = digits.length - 4;
  const year = yearDigits === 2 ? fullYear(Number(digits.slice(0, 2))) : Number(digits.slice(0, 4));
  return dayOrRange(year, Number(digits.slice(yearDigits, yearDigits + 2)), Number(digits.slice(yearDigits + 2)));
}

function orderedDate(first: string, second: string, third: string, order: DateOrder): number | 'malformed' | 'outOfRange' {
  // A year of four digits may stand first or last whatever the order says.
  let used: string = order;
  if (first.length === 4) used = order === 'ydm' ? 'ydm' : 'ymd';
  else if (third.length === 4) used = order === 'dmy' || order === 'dym' || order === 'ydm' ? 'dmy' : 'mdy';
  else if (second.length === 4) used = order === 'dmy' || order === 'dym' ? 'dym' : 'myd';
  const numbers = [first, second, third];
  if (numbers.some((part) => part.length === 3)) return 'malformed';
  const part = (letter: string): string => numbers[used.indexOf(letter)] ?? '';
  if (part('m').length > 2 || part('d').length > 2) return 'malformed';
  const yearText = part('y');
  const year = yearText.length <= 2 ? fullYear(Number(yearText)) : Number(yearText);
  return dayOrRange(year, Number(part('m')), Number(part('d')));
}

function namedMonth(text: string): number | 'malformed' | 'outOfRange' {
  const match = /^(?<before>[\d\s,./-]*?)[\s,./-]*(?<name>[a-z]+)[\s,./-]*(?<after>[\d\s,./-]*)$/i.exec(text);
  if (match === null) return 'malformed';
  const month = monthNumber(match.groups?.['name'] ?? '');
  if (month === undefined) return 'malformed';
  const numbers = [...(match.groups?.['before'] ?? '').matchAll(/\d+/g), ...(match.groups?.['after'] ?? '').matchAll(/\d+/g)].map(String);
  const yearIndex = numbers.findIndex((part) => part.length === 4);
  const [first = '', second = ''] = numbers;
  if (numbers.length === 1 && yearIndex === 0) return dayOrRange(Number(first), month, 1);
  if (numbers.length !== 2) return 'malformed';
  const [dayText, yearText] = yearIndex === 0 ? [second, first] : [first, second];
  if (dayText.length > 2 || yearText.length === 3) return 'malformed';
  return dayOrRange(yearText.length <= 2 ? fullYear(Number(yearText)) : Number(yearText), month, Number(dayText));
}

function monthNumber(name: string): number | undefined {
  const lower = name.toLowerCase();
  const index = monthNames.findIndex((month) => month.toLowerCase() === lower || month.slice(0, 3).toLowerCase() === lower);
  if (index >= 0) return index + 1;
  return lower === 'sept' ? 9 : undefined;
}

/** The option "two digit year cutoff" is 2049. */
function fullYear(year: number): number {
  return year < 50 ? 2000 + year : 1900 + year;
}

function dayOrRange(year: number, month: number, day: number): number | 'outOfRange' {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return 'outOfRange';
  return daysOf(year, month, day);
}

/** The days of a parsed moment, 1900-01-01 when no date was written. */
export function daysOrBase(parsed: ParsedDateTime): number {
  return parsed.days ?? baseDay;
}

import { NotInSandboxError } from '../engine/sqlError';
import { calendarOf, localTime, ticksPerHour, ticksPerMinute, ticksPerSecond } from './dateTime';
import type { DateTime } from './sqlValue';
import type { SqlType } from './sqlType';
import { invalidStyle } from './valueErrors';

export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The parts of a value on its own clock, as text of fixed width. */
interface Parts {
  readonly yyyy: string;
  readonly yy: string;
  readonly mm: string;
  readonly dd: string;
  readonly mon: string;
  readonly hour: number;
  readonly hh: string;
  readonly mi: string;
  readonly ss: string;
  /** As many digits as the type has; empty for scale 0. */
  readonly fraction: string;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** How many digits of a second the type shows. */
export function shownScale(type: SqlType): number {
  if (type.name === 'datetime') return 3;
  if (type.name === 'smalldatetime' || type.name === 'date') return 0;
  return type.scale ?? 7;
}

function partsOf(value: DateTime, type: SqlType): Parts {
  const local = localTime(value);
  const { year, month, day } = calendarOf(local.days);
  const hour = Math.floor(local.ticks / ticksPerHour);
  return {
    yyyy: pad(year, 4),
    yy: pad(year % 100),
    mm: pad(month),
    dd: pad(day),
    mon: (monthNames[month - 1] ?? '').slice(0, 3),
    hour,
    hh: pad(hour),
    mi: pad(Math.floor((local.ticks % ticksPerHour) / ticksPerMinute)),
    ss: pad(Math.floor((local.ticks % ticksPerMinute) / ticksPerSecond)),
    fraction: pad(local.ticks % ticksPerSecond, 7).slice(0, shownScale(type)),
  };
}

/** `+02:00`. */
export function offsetText(offset: number): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

const dateStyles: Readonly<Record<number, (p: Parts) => string>> = {
  1: (p) => `${p.mm}/${p.dd}/${p.yy}`,
  2: (p) => `${p.yy}.${p.mm}.${p.dd}`,
  3: (p) => `${p.dd}/${p.mm}/${p.yy}`,
  4: (p) => `${p.dd}.${p.mm}.${p.yy}`,
  5: (p) => `${p.dd}-${p.mm}-${p.yy}`,
  6: (p) => `${p.dd} ${p.mon} ${p.yy}`,
  7: (p) => `${p.mon} ${p.dd}, ${p.yy}`,
  10: (p) => `${p.mm}-${p.dd}-${p.yy}`,
  11: (p) => `${p.yy}/${p.mm}/${p.dd}`,
  12: (p) => `${p.yy}${p.mm}${p.dd}`,
  23: (p) => `${p.yyyy}-${p.mm}-${p.dd}`,
  101: (p) => `${p.mm}/${p.dd}/${p.yyyy}`,
  102: (p) => `${p.yyyy}.${p.mm}.${p.dd}`,
  103: (p) => `${p.dd}/${p.mm}/${p.yyyy}`,
  104: (p) => `${p.dd}.${p.mm}.${p.yyyy}`,
  105: (p) => `${p.dd}-${p.mm}-${p.yyyy}`,
  106: (p) => `${p.dd} ${p.mon} ${p.yyyy}`,
  107: (p) => `${p.mon} ${p.dd}, ${p.yyyy}`,
  110: (p) => `${p.mm}-${p.dd}-${p.yyyy}`,
  111: (p) => `${p.yyyy}/${p.mm}/${p.dd}`,
  112: (p) => `${p.yyyy}${p.mm}${p.dd}`,
};

const spacedDay = (p: Parts): string => `${p.mon} ${String(Number(p.dd)).padStart(2)} ${p.yyyy}`;
const iso = (p: Parts): string => `${p.yyyy}-${p.mm}-${p.dd}`;
const clock = (p: Parts): string => `${p.hh}:${p.mi}:${p.ss}`;
const twelve = (p: Parts): string => String(p.hour % 12 === 0 ? 12 : p.hour % 12).padStart(2);
const halfDay = (p: Parts): string => (p.hour < 12 ? 'AM' : 'PM');

interface TimedStyle {
  readonly date: ((p: Parts) => string) | undefined;
  readonly time: (p: Parts, fraction: string) => string;
  readonly separator: string;
  /** What parts the second from its fraction in a datetime; the newer types always have a point. */
  readonly point?: ':' | '.';
}

const amPm: TimedStyle = { date: spacedDay, separator: ' ', time: (p) => `${twelve(p)}:${p.mi}${halfDay(p)}` };
const amPmFull: TimedStyle = {
  date: spacedDay,
  separator: ' ',
  point: ':',
  time: (p, fraction) => `${twelve(p)}:${p.mi}:${p.ss}${fraction}${halfDay(p)}`,
};
const european: TimedStyle = {
  date: (p) => `${p.dd} ${p.mon} ${p.yyyy}`,
  separator: ' ',
  point: ':',
  time: (p, fraction) => clock(p) + fraction,
};
const timeOnly: TimedStyle = { date: undefined, separator: '', time: clock };
const timeFull: TimedStyle = { date: undefined, separator: '', point: ':', time: (p, fraction) => clock(p) + fraction };
const canonical: TimedStyle = { date: iso, separator: ' ', time: clock };
const canonicalFull: TimedStyle = { date: iso, separator: ' ', point: '.', time: (p, fraction) => clock(p) + fraction };
const isoT: TimedStyle = {
  date: iso,
  separator: 'T',
  point: '.',
  time: (p, fraction) => clock(p) + (/[1-9]/.test(fraction) ? fraction : ''),
};
const american: TimedStyle = {
  date: (p) => `${p.mm}/${p.dd}/${p.yy}`,
  separator: ' ',
  time: (p) => `${twelve(p)}:${p.mi}:${p.ss} ${halfDay(p)}`,
};

const timedStyles: Readonly<Record<number, TimedStyle>> = {
  0: amPm,
  100: amPm,
  8: timeOnly,
  24: timeOnly,
  108: timeOnly,
  9: amPmFull,
  109: amPmFull,
  13: european,
  113: european,
  14: timeFull,
  114: timeFull,
  20: canonical,
  120: canonical,
  21: canonicalFull,
  25: canonicalFull,
  121: canonicalFull,
  22: american,
  126: isoT,
  127: isoT,
};

/**
 * A date or time as CONVERT(varchar, …, style) writes it. Without a style: 0 for datetime and smalldatetime, 121 for the others.
 * Throws SqlError 281 for a style that the type does not have, and refuses the Hijri styles 130 and 131.
 * Source: "CAST and CONVERT" of the documentation, date and time styles.
 */
export function dateTimeText(value: DateTime, type: SqlType, style?: number): string {
  const classic = type.name === 'datetime' || type.name === 'smalldatetime';
  const chosen = style ?? (classic ? 0 : 121);
  if (chosen === 130 || chosen === 131) throw new NotInSandboxError(`the Hijri calendar of style ${String(chosen)}`);
  const dated = dateStyles[chosen];
  const timed = timedStyles[chosen];
  if (dated !== undefined) {
    if (type.name === 'time') throw invalidStyle(chosen, type);
    return dated(partsOf(value, type));
  }
  if (timed === undefined) throw invalidStyle(chosen, type);
  if (type.name === 'date') {
    if (timed.date === undefined) throw invalidStyle(chosen, type);
    return timed.date(partsOf(value, type));
  }
  // Style 127 shows a datetimeoffset in UTC.
  const utc = chosen === 127 && value.offset !== undefined;
  const parts = partsOf(utc ? { kind: 'datetime', days: value.days, ticks: value.ticks } : value, type);
  const digits = type.name === 'smalldatetime' && timed.point !== undefined ? '000' : parts.fraction;
  const fraction = digits === '' ? '' : (classic ? (timed.point ?? '.') : '.') + digits;
  const time = timed.time(parts, fraction);
  const zone = value.offset === undefined ? '' : utc ? 'Z' : (chosen === 126 ? '' : ' ') + offsetText(value.offset);
  if (type.name === 'time' || timed.date === undefined) return time + zone;
  return timed.date(parts) + timed.separator + time + zone;
}

/** A point in time as it was written, in whole units. */
export interface DateTimeParts {
  /** Days since 0001-01-01; undefined: no date was given. */
  readonly days: number | undefined;
  /** Units of 100 ns since midnight; undefined: no time was given. */
  readonly ticks: number | undefined;
  /** Minutes east of UTC; undefined: no offset was given. */
  readonly offset: number | undefined;
}

const TICKS_PER_SECOND = 10_000_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Reads `2024-01-31`, `12:34:56.1234567`, or both with T or a space between, and `Z` or `+05:30` behind. undefined: not one of these. */
export function parseDateTime(text: string): DateTimeParts | undefined {
  const parts =
    /^\s*(?:(\d{4})-(\d{2})-(\d{2}))?(?:(?:^|[T ])(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7})0*)?)?\s*(Z|[+-]\d{2}:\d{2})?)?\s*$/i.exec(
      text,
    );
  if (parts === null || text.trim() === '') {
    return undefined;
  }
  const [, year, month, day, hour, minute, second, fraction, zone] = parts;
  const days = year === undefined ? undefined : daysOf(Number(year), Number(month), Number(day));
  const ticks = hour === undefined ? undefined : ticksOf(Number(hour), Number(minute), Number(second ?? '0'), fraction ?? '');
  const offset = zone === undefined ? undefined : offsetOf(zone);
  if (
    (year !== undefined && days === undefined) ||
    (hour !== undefined && ticks === undefined) ||
    (zone !== undefined && offset === undefined)
  ) {
    return undefined;
  }
  return days === undefined && ticks === undefined ? undefined : { days, ticks, offset };
}

function ticksOf(hour: number, minute: number, second: number, fraction: string): number | undefined {
  if (hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  return ((hour * 60 + minute) * 60 + second) * TICKS_PER_SECOND + Number(fraction.padEnd(7, '0'));
}

function offsetOf(zone: string): number | undefined {
  if (/^z$/i.test(zone)) {
    return 0;
  }
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  // 14 hours are the furthest that datetimeoffset goes.
  return minutes > 840 || Number(zone.slice(4, 6)) > 59 ? undefined : zone.startsWith('-') ? -minutes : minutes;
}

/** Days since 0001-01-01 in the proleptic Gregorian calendar; undefined: there is no such day. */
export function daysOf(year: number, month: number, day: number): number | undefined {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const longest = MONTH_DAYS[month - 1];
  if (year < 1 || longest === undefined || day < 1 || day > (month === 2 && leap ? 29 : longest)) {
    return undefined;
  }
  const before = year - 1;
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + day - 1;
  for (let index = 0; index < month - 1; index++) {
    days += MONTH_DAYS[index] ?? 0;
  }
  return month > 2 && leap ? days + 1 : days;
}

/** `2024-01-31` of days since 0001-01-01. */
export function formatDate(days: number): string {
  // JavaScript's calendar is the same proleptic Gregorian one; its day 0 is 1970-01-01, the 719,162nd since 0001-01-01.
  const date = new Date((days - 719_162) * 86_400_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** `12:34:56.1234567` of 100 ns since midnight, with `scale` digits behind the second. */
export function formatTime(ticks: number, scale: number): string {
  const seconds = Math.floor(ticks / TICKS_PER_SECOND);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return scale === 0
    ? time
    : `${time}.${String(ticks % TICKS_PER_SECOND)
        .padStart(7, '0')
        .slice(0, scale)}`;
}

/** `+05:30` of minutes east of UTC. */
export function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

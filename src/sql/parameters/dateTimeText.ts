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

import { SqlError } from '../engine/sqlError';
import { dateTime, isDateTimeValue, localTime, ticksPerMillisecond, unixDay, withOffset } from './dateTime';
import { shownScale } from './dateTimeText';
import type { DateTime, SqlValue } from './sqlValue';
import type { SqlType } from './sqlType';

/** IANA names of the Windows time zones that people use most. Source: the Unicode CLDR's table of Windows zones. */
const zones: ReadonlyMap<string, string> = new Map([
  ['utc', 'Etc/UTC'],
  ['gmt standard time', 'Europe/London'],
  ['greenwich standard time', 'Atlantic/Reykjavik'],
  ['w. europe standard time', 'Europe/Berlin'],
  ['central europe standard time', 'Europe/Budapest'],
  ['central european standard time', 'Europe/Warsaw'],
  ['romance standard time', 'Europe/Paris'],
  ['e. europe standard time', 'Europe/Chisinau'],
  ['fle standard time', 'Europe/Kiev'],
  ['gtb standard time', 'Europe/Bucharest'],
  ['turkey standard time', 'Europe/Istanbul'],
  ['russian standard time', 'Europe/Moscow'],
  ['israel standard time', 'Asia/Jerusalem'],
  ['south africa standard time', 'Africa/Johannesburg'],
  ['arabian standard time', 'Asia/Dubai'],
  ['india standard time', 'Asia/Kolkata'],
  ['china standard time', 'Asia/Shanghai'],
  ['singapore standard time', 'Asia/Singapore'],
  ['tokyo standard time', 'Asia/Tokyo'],
  ['korea standard time', 'Asia/Seoul'],
  ['aus eastern standard time', 'Australia/Sydney'],
  ['e. australia standard time', 'Australia/Brisbane'],
  ['new zealand standard time', 'Pacific/Auckland'],
  ['eastern standard time', 'America/New_York'],
  ['central standard time', 'America/Chicago'],
  ['mountain standard time', 'America/Denver'],
  ['us mountain standard time', 'America/Phoenix'],
  ['pacific standard time', 'America/Los_Angeles'],
  ['alaskan standard time', 'America/Anchorage'],
  ['hawaiian standard time', 'Pacific/Honolulu'],
  ['atlantic standard time', 'America/Halifax'],
  ['newfoundland standard time', 'America/St_Johns'],
  ['e. south america standard time', 'America/Sao_Paulo'],
  ['argentina standard time', 'America/Buenos_Aires'],
]);

/** The type of `value AT TIME ZONE zone`. */
export function atTimeZoneType(type: SqlType): SqlType {
  return { name: 'datetimeoffset', scale: shownScale(type) };
}

/**
 * `value AT TIME ZONE zone`: a datetimeoffset moves to the zone's clock, any other date is read as standing on it. A clock time that
 * a change to summer time skips moves forward, one that occurs twice is the first. Throws SqlError 9820 for a zone that the sandbox does not know.
 */
export function atTimeZone(value: SqlValue, type: SqlType, zone: string): SqlValue {
  const name = zones.get(zone.toLowerCase());
  if (name === undefined) {
    throw new SqlError(9820, 16, 1, `The time zone parameter '${zone}' provided to AT TIME ZONE clause is invalid.`);
  }
  if (!isDateTimeValue(value)) return null;
  if (type.name === 'datetimeoffset') return dateTime(value.days, value.ticks, offsetAt(value, name));
  const local = localTime(value);
  // The offset half a day earlier is the one before a change; it holds for times that occur twice.
  const before = offsetAt(dateTime(local.days - 1, local.ticks), name);
  const candidate = withOffset(local, before);
  const actual = offsetAt(candidate, name);
  if (actual === before) return candidate;
  const other = withOffset(local, actual);
  if (offsetAt(other, name) === actual) return other;
  return dateTime(candidate.days, candidate.ticks, actual);
}

/** Minutes between a zone's clock and UTC at a UTC moment. */
function offsetAt(moment: DateTime, zone: string): number {
  const date = new Date((moment.days - unixDay) * 86_400_000 + Math.floor(moment.ticks / ticksPerMillisecond));
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(date);
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const clock = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return Math.round((clock - Math.floor(date.getTime() / 1000) * 1000) / 60_000);
}

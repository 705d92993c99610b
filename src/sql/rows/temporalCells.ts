import type { JsonWriter } from './jsonWriter';

/** Bytes of the longest text of a date and time, with room to spare. */
const LONGEST = 64;
const QUOTE = 0x22;
const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const LETTER_T = 0x54;
const PLUS = 0x2b;
/** Days from 0001-01-01 to 1900-01-01, where datetime and smalldatetime count from. */
const DAYS_TO_1900 = 693_595;
const SECONDS_PER_DAY = 86_400;
const POWERS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000] as const;

/** `2024-01-31` of days since 0001-01-01, in the proleptic Gregorian calendar. */
function writeCalendarDate(days: number, out: JsonWriter): void {
  // Years are counted from 1 March so that the leap day is the last of its year.
  const shifted = days + 306;
  const era = (shifted / 146_097) | 0;
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = ((dayOfEra - ((dayOfEra / 1_460) | 0) + ((dayOfEra / 36_524) | 0) - ((dayOfEra / 146_096) | 0)) / 365) | 0;
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0));
  const monthFromMarch = ((5 * dayOfYear + 2) / 153) | 0;
  const day = dayOfYear - (((153 * monthFromMarch + 2) / 5) | 0) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const century = (year / 100) | 0;
  out.pair(century);
  out.pair(year - century * 100);
  out.put(DASH);
  out.pair(month);
  out.put(DASH);
  out.pair(day);
}

/** `12:34:56` of seconds since midnight. */
function writeClock(seconds: number, out: JsonWriter): void {
  const minutes = (seconds / 60) | 0;
  const hours = (minutes / 60) | 0;
  out.pair(hours);
  out.put(COLON);
  out.pair(minutes - hours * 60);
  out.put(COLON);
  out.pair(seconds - minutes * 60);
}

function writeFraction(ticks: number, scale: number, out: JsonWriter): void {
  if (scale > 0) {
    out.byte(POINT);
    out.digits(ticks, scale);
  }
}

/** Bytes of the time part of time(s), datetime2(s) and datetimeoffset(s) (MS-TDS 2.2.5.5.1.8). */
export function timeBytes(scale: number): number {
  return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
}

function readTicks(view: DataView, at: number, bytes: number): number {
  const low = view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
  if (bytes === 3) {
    return low;
  }
  const fourth = low + view.getUint8(at + 3) * 16_777_216;
  return bytes === 4 ? fourth : fourth + view.getUint8(at + 4) * 4_294_967_296;
}

function readDays(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
}

function power(scale: number): number {
  return POWERS[scale] ?? 1;
}

/** date */
export function writeDate(view: DataView, at: number, out: JsonWriter): void {
  out.reserve(LONGEST);
  out.put(QUOTE);
  writeCalendarDate(readDays(view, at), out);
  out.put(QUOTE);
}

/** time(s): exactly s digits behind the point. */
export function writeTime(view: DataView, at: number, scale: number, out: JsonWriter): void {
  const ticks = readTicks(view, at, timeBytes(scale));
  const perSecond = power(scale);
  const seconds = Math.floor(ticks / perSecond);
  out.reserve(LONGEST);
  out.put(QUOTE);
  writeClock(seconds, out);
  writeFraction(ticks - seconds * perSecond, scale, out);
  out.put(QUOTE);
}

/** datetime2(s): exactly s digits behind the point. */
export function writeDateTime2(view: DataView, at: number, scale: number, out: JsonWriter): void {
  const bytes = timeBytes(scale);
  const ticks = readTicks(view, at, bytes);
  const perSecond = power(scale);
  const seconds = Math.floor(ticks / perSecond);
  out.reserve(LONGEST);
  out.put(QUOTE);
  writeCalendarDate(readDays(view, at + bytes), out);
  out.put(LETTER_T);
  writeClock(seconds, out);
  writeFraction(ticks - seconds * perSecond, scale, out);
  out.put(QUOTE);
}

/** datetimeoffset(s): the wire has UTC and the offset in minutes; written is the local time and the offset. */
export function writeDateTimeOffset(view: DataView, at: number, scale: number, out: JsonWriter): void {
  const bytes = timeBytes(scale);
  const ticks = readTicks(view, at, bytes);
  const perSecond = power(scale);
  const utcSeconds = Math.floor(ticks / perSecond);
  const offset = view.getInt16(at + bytes + 3, true);
  let days = readDays(view, at + bytes);
  let seconds = utcSeconds + offset * 60;
  if (seconds < 0) {
    seconds += SECONDS_PER_DAY;
    days--;
  } else if (seconds >= SECONDS_PER_DAY) {
    seconds -= SECONDS_PER_DAY;
    days++;
  }
  out.reserve(LONGEST);
  out.put(QUOTE);
  writeCalendarDate(days, out);
  out.put(LETTER_T);
  writeClock(seconds, out);
  writeFraction(ticks - utcSeconds * perSecond, scale, out);
  const distance = Math.abs(offset);
  out.byte(offset < 0 ? DASH : PLUS);
  out.pair(Math.floor(distance / 60));
  out.byte(COLON);
  out.pair(distance % 60);
  out.put(QUOTE);
}

/** datetime: days since 1900 and 300ths of a second, which the product shows as milliseconds ending in 0, 3 and 7. */
export function writeDateTime(view: DataView, at: number, out: JsonWriter): void {
  const ticks = view.getUint32(at + 4, true);
  const milliseconds = Math.round((ticks * 10) / 3);
  const seconds = Math.floor(milliseconds / 1000);
  out.reserve(LONGEST);
  out.put(QUOTE);
  writeCalendarDate(view.getInt32(at, true) + DAYS_TO_1900, out);
  out.put(LETTER_T);
  writeClock(seconds, out);
  writeFraction(milliseconds - seconds * 1000, 3, out);
  out.put(QUOTE);
}

/** smalldatetime: days since 1900 and minutes. */
export function writeSmallDateTime(view: DataView, at: number, out: JsonWriter): void {
  out.reserve(LONGEST);
  out.put(QUOTE);
  writeCalendarDate(view.getUint16(at, true) + DAYS_TO_1900, out);
  out.put(LETTER_T);
  writeClock(view.getUint16(at + 2, true) * 60, out);
  out.put(QUOTE);
}

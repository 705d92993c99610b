import type { JsonWriter } from './jsonWriter';

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
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  out.digits(year, 4);
  out.byte(DASH);
  out.digits(month, 2);
  out.byte(DASH);
  out.digits(day, 2);
}

/** `12:34:56` of seconds since midnight. */
function writeClock(seconds: number, out: JsonWriter): void {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  out.digits(hours, 2);
  out.byte(COLON);
  out.digits(minutes - hours * 60, 2);
  out.byte(COLON);
  out.digits(seconds - minutes * 60, 2);
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
  out.quote();
  writeCalendarDate(readDays(view, at), out);
  out.quote();
}

/** time(s): exactly s digits behind the point. */
export function writeTime(view: DataView, at: number, scale: number, out: JsonWriter): void {
  const ticks = readTicks(view, at, timeBytes(scale));
  const perSecond = power(scale);
  const seconds = Math.floor(ticks / perSecond);
  out.quote();
  writeClock(seconds, out);
  writeFraction(ticks - seconds * perSecond, scale, out);
  out.quote();
}

/** datetime2(s): exactly s digits behind the point. */
export function writeDateTime2(view: DataView, at: number, scale: number, out: JsonWriter): void {
  const bytes = timeBytes(scale);
  const ticks = readTicks(view, at, bytes);
  const perSecond = power(scale);
  const seconds = Math.floor(ticks / perSecond);
  out.quote();
  writeCalendarDate(readDays(view, at + bytes), out);
  out.byte(LETTER_T);
  writeClock(seconds, out);
  writeFraction(ticks - seconds * perSecond, scale, out);
  out.quote();
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
  out.quote();
  writeCalendarDate(days, out);
  out.byte(LETTER_T);
  writeClock(seconds, out);
  writeFraction(ticks - utcSeconds * perSecond, scale, out);
  const distance = Math.abs(offset);
  out.byte(offset < 0 ? DASH : PLUS);
  out.digits(Math.floor(distance / 60), 2);
  out.byte(COLON);
  out.digits(distance % 60, 2);
  out.quote();
}

/** datetime: days since 1900 and 300ths of a second, which the product shows as milliseconds ending in 0, 3 and 7. */
export function writeDateTime(view: DataView, at: number, out: JsonWriter): void {
  const ticks = view.getUint32(at + 4, true);
  const milliseconds = Math.round((ticks * 10) / 3);
  const seconds = Math.floor(milliseconds / 1000);
  out.quote();
  writeCalendarDate(view.getInt32(at, true) + DAYS_TO_1900, out);
  out.byte(LETTER_T);
  writeClock(seconds, out);
  writeFraction(milliseconds - seconds * 1000, 3, out);
  out.quote();
}

/** smalldatetime: days since 1900 and minutes. */
export function writeSmallDateTime(view: DataView, at: number, out: JsonWriter): void {
  out.quote();
  writeCalendarDate(view.getUint16(at, true) + DAYS_TO_1900, out);
  out.byte(LETTER_T);
  writeClock(view.getUint16(at + 2, true) * 60, out);
  out.quote();
}

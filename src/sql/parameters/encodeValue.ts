import type { QueryParameter } from '../../core/ports';
import { parseDateTime } from './dateTimeText';
import type { DeclaredType } from './declaredType';
import { scaledInteger } from './exactNumber';
import type { WireValue } from './wireValues';
import {
  wireBinary,
  wireBit,
  wireDate,
  wireDateTime,
  wireDateTime2,
  wireDateTimeOffset,
  wireDecimal,
  wireFloat,
  wireInteger,
  wireMoney,
  wireText,
  wireTime,
  wireUniqueIdentifier,
} from './wireValues';

type Value = QueryParameter['value'];

/** A value that its declared type does not take. */
export interface Expected {
  readonly expected: string;
}

const TICKS_PER_DAY = 864_000_000_000;
const TICKS_PER_MINUTE = 600_000_000;
const DAYS_TO_1900 = 693_595;
const DAYS_TO_1753 = 639_905;
const LAST_DAY = 3_652_058;

/** Encodes a value for a system type, exactly. Text that has digits the type has no room for is refused, never rounded. */
export function encodeValue(type: DeclaredType, value: Value): WireValue | Expected {
  switch (type.name) {
    case 'bit':
      return encodeBit(value);
    case 'tinyint':
      return encodeInteger(value, 1, 0n, 255n);
    case 'smallint':
      return encodeInteger(value, 2, -(2n ** 15n), 2n ** 15n - 1n);
    case 'int':
      return encodeInteger(value, 4, -(2n ** 31n), 2n ** 31n - 1n);
    case 'bigint':
      return encodeInteger(value, 8, -(2n ** 63n), 2n ** 63n - 1n);
    case 'decimal':
    case 'numeric':
      return encodeDecimal(value, type);
    case 'money':
      return encodeMoney(value, 8);
    case 'smallmoney':
      return encodeMoney(value, 4);
    case 'float':
      return encodeFloat(value, 8);
    case 'real':
      return encodeFloat(value, 4);
    case 'date':
    case 'time':
    case 'datetime':
    case 'smalldatetime':
    case 'datetime2':
    case 'datetimeoffset':
      return encodeDateTime(value, type, type.name);
    case 'uniqueidentifier':
      return encodeUniqueIdentifier(value);
    case 'binary':
    case 'varbinary':
    case 'image':
    case 'rowversion':
      return encodeBinary(value, type);
    default:
      return encodeText(value, type);
  }
}

/** A number or a text of a number, as text; undefined: neither. */
function numberText(value: Value): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

function encodeBit(value: Value): WireValue | Expected {
  if (value === null || typeof value === 'boolean') {
    return wireBit(value);
  }
  const text = String(value).trim().toLowerCase();
  if (text === '1' || text === 'true') {
    return wireBit(true);
  }
  return text === '0' || text === 'false' ? wireBit(false) : { expected: 'true, false, 1 or 0' };
}

function encodeInteger(value: Value, size: 1 | 2 | 4 | 8, minimum: bigint, maximum: bigint): WireValue | Expected {
  if (value === null) {
    return wireInteger(size, null);
  }
  const expected = { expected: `a whole number from ${minimum} to ${maximum}${size === 8 ? '; beyond 2^53 as text' : ''}` };
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    return expected;
  }
  const text = numberText(value);
  const integer = text === undefined ? undefined : scaledInteger(text, 0);
  return integer === undefined || integer < minimum || integer > maximum ? expected : wireInteger(size, integer);
}

function encodeDecimal(value: Value, type: DeclaredType): WireValue | Expected {
  if (value === null) {
    return wireDecimal(type.precision, type.scale, null);
  }
  const text = numberText(value);
  const scaled = text === undefined ? undefined : scaledInteger(text, type.scale);
  const limit = 10n ** BigInt(type.precision);
  return scaled === undefined || scaled >= limit || scaled <= -limit
    ? {
        expected: `a number of at most ${type.precision - type.scale} digits before and ${type.scale} behind the point, as text to be exact`,
      }
    : wireDecimal(type.precision, type.scale, scaled);
}

function encodeMoney(value: Value, size: 4 | 8): WireValue | Expected {
  if (value === null) {
    return wireMoney(size, null);
  }
  const text = numberText(value);
  const scaled = text === undefined ? undefined : scaledInteger(text, 4);
  const limit = 2n ** (size === 4 ? 31n : 63n);
  return scaled === undefined || scaled >= limit || scaled < -limit
    ? {
        expected: `an amount with at most four decimals from ${size === 4 ? '-214748.3648 to 214748.3647' : '-922337203685477.5808 to 922337203685477.5807'}`,
      }
    : wireMoney(size, scaled);
}

function encodeFloat(value: Value, size: 4 | 8): WireValue | Expected {
  if (value === null) {
    return wireFloat(size, null);
  }
  const expected = { expected: 'a number' };
  const text = numberText(value)?.trim();
  if (text === undefined || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) {
    return expected;
  }
  const number = size === 4 ? Math.fround(Number(text)) : Number(text);
  return Number.isFinite(number) ? wireFloat(size, number) : expected;
}

const DATE_EXPECTED: Readonly<Record<string, string>> = {
  date: '2024-01-31',
  time: '12:34:56.1234567',
  datetime: '2024-01-31T12:34:56.997, not before 1753',
  smalldatetime: '2024-01-31T12:34:00, from 1900 to 2079-06-06',
  datetime2: '2024-01-31T12:34:56.1234567',
  datetimeoffset: '2024-01-31T12:34:56.1234567+05:30',
};

function encodeDateTime(value: Value, type: DeclaredType, name: string): WireValue | Expected {
  const expected = {
    expected: `text such as ${DATE_EXPECTED[name] ?? ''}${['time', 'datetime2', 'datetimeoffset'].includes(name) ? `, with at most ${type.scale} digits behind the second` : ''}`,
  };
  if (value === null) {
    return nullDateTime(type, name);
  }
  const parts = typeof value === 'string' ? parseDateTime(value) : undefined;
  if (parts === undefined) {
    return expected;
  }
  const { days } = parts;
  const ticks = parts.ticks ?? 0;
  if (name === 'time') {
    return days === undefined && parts.offset === undefined && fits(ticks, type.scale) ? wireTime(type.scale, ticks) : expected;
  }
  if (days === undefined || (parts.offset !== undefined && name !== 'datetimeoffset')) {
    return expected;
  }
  switch (name) {
    case 'date':
      return parts.ticks === undefined || ticks === 0 ? wireDate(days) : expected;
    case 'datetime2':
      return fits(ticks, type.scale) ? wireDateTime2(type.scale, { days, ticks }) : expected;
    case 'datetimeoffset': {
      const offset = parts.offset ?? 0;
      const utcDays = Math.floor((ticks - offset * TICKS_PER_MINUTE) / TICKS_PER_DAY) + days;
      return fits(ticks, type.scale) && utcDays >= 0 && utcDays <= LAST_DAY
        ? wireDateTimeOffset(type.scale, {
            days: utcDays,
            ticks: ticks - offset * TICKS_PER_MINUTE - (utcDays - days) * TICKS_PER_DAY,
            offset,
          })
        : expected;
    }
    case 'datetime': {
      // datetime keeps 300ths of a second: the product rounds milliseconds to them, and so does this.
      const units = Math.round((ticks / 10_000) * 0.3);
      const carried = units === 25_920_000;
      return fits(ticks, 3) && days >= DAYS_TO_1753 && !(carried && days === LAST_DAY)
        ? wireDateTime(8, { days: days - DAYS_TO_1900 + (carried ? 1 : 0), units: carried ? 0 : units })
        : expected;
    }
    default: {
      // smalldatetime keeps minutes, rounded from 30 seconds on.
      const minutes = Math.floor(ticks / TICKS_PER_MINUTE + 0.5);
      const day = days - DAYS_TO_1900 + (minutes === 1440 ? 1 : 0);
      return day >= 0 && day <= 65_535 ? wireDateTime(4, { days: day, units: minutes % 1440 }) : expected;
    }
  }
}

function nullDateTime(type: DeclaredType, name: string): WireValue {
  switch (name) {
    case 'date':
      return wireDate(null);
    case 'time':
      return wireTime(type.scale, null);
    case 'datetime2':
      return wireDateTime2(type.scale, null);
    case 'datetimeoffset':
      return wireDateTimeOffset(type.scale, null);
    default:
      return wireDateTime(name === 'datetime' ? 8 : 4, null);
  }
}

/** Whether no digit behind the scale would be lost. */
function fits(ticks: number, scale: number): boolean {
  return ticks % 10 ** (7 - scale) === 0;
}

function encodeUniqueIdentifier(value: Value): WireValue | Expected {
  if (value === null) {
    return wireUniqueIdentifier(null);
  }
  const parts = /^\s*\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?\s*$/i.exec(String(value));
  if (parts === null) {
    return { expected: 'text such as 6F9619FF-8B86-D011-B42D-00C04FC964FF' };
  }
  const [, first = '', second = '', third = '', fourth = '', fifth = ''] = parts;
  const reversed = (hex: string): Buffer => Buffer.from(hex, 'hex').reverse();
  return wireUniqueIdentifier(Buffer.concat([reversed(first), reversed(second), reversed(third), Buffer.from(fourth + fifth, 'hex')]));
}

function encodeBinary(value: Value, type: DeclaredType): WireValue | Expected {
  if (value === null) {
    return wireBinary(null);
  }
  const longest = typeof type.length === 'number' ? type.length : type.name === 'rowversion' ? 8 : undefined;
  const hex = typeof value === 'string' ? /^\s*0x((?:[0-9a-f]{2})*)\s*$/i.exec(value)?.[1] : undefined;
  return hex === undefined || (longest !== undefined && hex.length / 2 > longest)
    ? { expected: `0x and pairs of hexadecimal digits${longest === undefined ? '' : `, at most ${longest} bytes`}` }
    : wireBinary(Buffer.from(hex, 'hex'));
}

function encodeText(value: Value, type: DeclaredType): WireValue | Expected {
  if (value === null) {
    return wireText(null);
  }
  const longest = typeof type.length === 'number' ? type.length : type.name === 'sysname' ? 128 : undefined;
  const text = typeof value === 'boolean' ? undefined : String(value);
  return text === undefined || (longest !== undefined && text.length > longest)
    ? { expected: `text${longest === undefined ? '' : ` of at most ${longest} characters`}` }
    : wireText(text);
}

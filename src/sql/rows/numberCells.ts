import type { JsonWriter } from './jsonWriter';

const TWO_32 = 4_294_967_296;
/** A high word below this keeps the whole number under 2^53. */
const SAFE_HIGH = 2_097_152;
const POINT = 0x2e;
const MINUS = 0x2d;

/** `true` or `false`. */
export function writeBit(value: number, out: JsonWriter): void {
  out.ascii(value === 0 ? 'false' : 'true');
}

/** bigint: all digits, in quotes. */
export function writeBigInt(view: DataView, at: number, out: JsonWriter): void {
  out.quote();
  const high = view.getInt32(at + 4, true);
  if (high >= 0 && high < SAFE_HIGH) {
    out.digits(high * TWO_32 + view.getUint32(at, true), 1);
  } else {
    out.ascii(view.getBigInt64(at, true).toString());
  }
  out.quote();
}

/** money (8 bytes, high word first, as MS-TDS 2.2.5.5.1.4 has it) with four decimals, in quotes. */
export function writeMoney(view: DataView, at: number, out: JsonWriter): void {
  const high = view.getInt32(at, true);
  const low = view.getUint32(at + 4, true);
  if (high >= 0 && high < SAFE_HIGH) {
    writeScaled(high * TWO_32 + low, 4, false, out);
  } else {
    const value = (BigInt(high) << 32n) + BigInt(low);
    writeScaledText((value < 0n ? -value : value).toString(), 4, value < 0n, out);
  }
}

/** smallmoney with four decimals, in quotes. */
export function writeSmallMoney(value: number, out: JsonWriter): void {
  writeScaled(Math.abs(value), 4, value < 0, out);
}

/** decimal and numeric: a sign byte (1 is positive) and `length - 1` bytes of magnitude, little-endian. All digits of the scale, in quotes. */
export function writeDecimal(view: DataView, at: number, length: number, scale: number, out: JsonWriter): void {
  const negative = view.getUint8(at) === 0;
  let words = (length - 1) >> 2;
  while (words > 1 && view.getUint32(at + 1 + (words - 1) * 4, true) === 0) {
    words--;
  }
  const low = view.getUint32(at + 1, true);
  if (words === 1) {
    writeScaled(low, scale, negative, out);
    return;
  }
  const second = view.getUint32(at + 5, true);
  if (words === 2 && second < SAFE_HIGH) {
    writeScaled(second * TWO_32 + low, scale, negative, out);
    return;
  }
  let magnitude = 0n;
  for (let word = words - 1; word >= 0; word--) {
    magnitude = (magnitude << 32n) | BigInt(view.getUint32(at + 1 + word * 4, true));
  }
  writeScaledText(magnitude.toString(), scale, negative, out);
}

function writeScaled(magnitude: number, scale: number, negative: boolean, out: JsonWriter): void {
  if (scale > 18) {
    writeScaledText(magnitude.toString(), scale, negative, out);
    return;
  }
  out.quote();
  writeDecimals(magnitude, scale, negative, out);
  out.quote();
}

function writeDecimals(magnitude: number, scale: number, negative: boolean, out: JsonWriter): void {
  out.reserve(32);
  if (negative && magnitude !== 0) {
    out.put(MINUS);
  }
  out.digits(magnitude, scale + 1);
  if (scale > 0) {
    const { bytes } = out;
    const point = out.length - scale;
    for (let at = out.length; at > point; at--) {
      bytes[at] = bytes[at - 1] ?? 0;
    }
    bytes[point] = POINT;
    out.length++;
  }
}

function writeScaledText(digits: string, scale: number, negative: boolean, out: JsonWriter): void {
  const padded = digits.padStart(scale + 1, '0');
  const sign = negative && /[1-9]/.test(digits) ? '-' : '';
  const whole = padded.slice(0, padded.length - scale);
  out.ascii(scale === 0 ? `"${sign}${whole}"` : `"${sign}${whole}.${padded.slice(padded.length - scale)}"`);
}

const LARGEST_SHORT = 1e10;
const POWERS = [1, 10, 100, 1_000, 10_000] as const;

/** float: the shortest number text that reads back the same. */
export function writeFloat(value: number, out: JsonWriter): void {
  const magnitude = Math.abs(value);
  if (magnitude < LARGEST_SHORT && value !== 0) {
    // Most numbers have few decimals. m / 10^k is rounded correctly, so where it gives the value back, m with k decimals reads back the
    // same; with less than 15 digits no other text of that length does.
    for (let decimals = 0; decimals < POWERS.length; decimals++) {
      const power = POWERS[decimals] ?? 1;
      const scaled = Math.round(magnitude * power);
      if (scaled / power === magnitude) {
        writeDecimals(scaled, decimals, value < 0, out);
        return;
      }
    }
  }
  out.ascii(Object.is(value, -0) ? '-0' : String(value));
}

const SMALLEST_NORMAL_REAL = 2 ** -126;

/** real: the shortest number text that reads back the same as a 32-bit float. */
export function writeReal(value: number, out: JsonWriter): void {
  if (Number.isInteger(value) && Math.abs(value) < 16_777_216) {
    writeFloat(value, out);
    return;
  }
  // Up to six digits a normal 32-bit float gives back the digits that it was made of, so a shorter text need not be tried.
  const first = Math.abs(value) >= SMALLEST_NORMAL_REAL ? 6 : 1;
  for (let digits = first; digits <= 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) {
      writeFloat(shorter, out);
      return;
    }
  }
  writeFloat(value, out);
}

/** TYPE_INFO and value of a parameter on the wire (MS-TDS 2.2.5.4 and 2.2.5.5). */
export interface WireValue {
  readonly typeInfo: Buffer;
  readonly value: Buffer;
  /** The five bytes of a collation follow the TYPE_INFO. */
  readonly collation?: true;
}

const INT_N = 0x26;
const GUID = 0x24;
const BIT_N = 0x68;
const DECIMAL_N = 0x6a;
const FLOAT_N = 0x6d;
const MONEY_N = 0x6e;
const DATETIME_N = 0x6f;
const DATE_N = 0x28;
const TIME_N = 0x29;
const DATETIME2_N = 0x2a;
const DATETIMEOFFSET_N = 0x2b;
const NVARCHAR = 0xe7;
const VARBINARY = 0xa5;
const SHORT_BYTES = 8000;
const NULL_BYTE = Buffer.of(0);

function withByteLength(data: Buffer | null): Buffer {
  return data === null ? NULL_BYTE : Buffer.concat([Buffer.of(data.length), data]);
}

/** tinyint 1, smallint 2, int 4, bigint 8. */
export function wireInteger(size: 1 | 2 | 4 | 8, value: bigint | null): WireValue {
  let data: Buffer | null = null;
  if (value !== null) {
    const whole = Buffer.alloc(8);
    whole.writeBigInt64LE(value);
    data = whole.subarray(0, size);
  }
  return { typeInfo: Buffer.of(INT_N, size), value: withByteLength(data) };
}

export function wireBit(value: boolean | null): WireValue {
  return { typeInfo: Buffer.of(BIT_N, 1), value: withByteLength(value === null ? null : Buffer.of(value ? 1 : 0)) };
}

/** `value` counts 10^-scale. */
export function wireDecimal(precision: number, scale: number, value: bigint | null): WireValue {
  const size = precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
  let data: Buffer | null = null;
  if (value !== null) {
    data = Buffer.alloc(size);
    data[0] = value < 0n ? 0 : 1;
    let rest = value < 0n ? -value : value;
    for (let at = 1; at < size; at++) {
      data[at] = Number(rest & 0xffn);
      rest >>= 8n;
    }
  }
  return { typeInfo: Buffer.of(DECIMAL_N, size, precision, scale), value: withByteLength(data) };
}

/** `value` counts 10^-4. */
export function wireMoney(size: 4 | 8, value: bigint | null): WireValue {
  let data: Buffer | null = null;
  if (value !== null) {
    data = Buffer.alloc(size);
    if (size === 4) {
      data.writeInt32LE(Number(value));
    } else {
      data.writeInt32LE(Number(value >> 32n), 0);
      data.writeUInt32LE(Number(value & 0xffff_ffffn), 4);
    }
  }
  return { typeInfo: Buffer.of(MONEY_N, size), value: withByteLength(data) };
}

export function wireFloat(size: 4 | 8, value: number | null): WireValue {
  let data: Buffer | null = null;
  if (value !== null) {
    data = Buffer.alloc(size);
    if (size === 4) {
      data.writeFloatLE(value);
    } else {
      data.writeDoubleLE(value);
    }
  }
  return { typeInfo: Buffer.of(FLOAT_N, size), value: withByteLength(data) };
}

export function wireDate(days: number | null): WireValue {
  return { typeInfo: Buffer.of(DATE_N), value: withByteLength(days === null ? null : dayBytes(days)) };
}

function dayBytes(days: number): Buffer {
  const data = Buffer.alloc(3);
  data.writeUIntLE(days, 0, 3);
  return data;
}

function timeOfDay(ticks: number, scale: number): Buffer {
  const size = scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
  const data = Buffer.alloc(size);
  data.writeUIntLE(ticks / 10 ** (7 - scale), 0, size);
  return data;
}

/** `ticks` count 100 ns and fit the scale. */
export function wireTime(scale: number, ticks: number | null): WireValue {
  return { typeInfo: Buffer.of(TIME_N, scale), value: withByteLength(ticks === null ? null : timeOfDay(ticks, scale)) };
}

export function wireDateTime2(scale: number, point: { days: number; ticks: number } | null): WireValue {
  const data = point === null ? null : Buffer.concat([timeOfDay(point.ticks, scale), dayBytes(point.days)]);
  return { typeInfo: Buffer.of(DATETIME2_N, scale), value: withByteLength(data) };
}

/** The date and time are UTC. */
export function wireDateTimeOffset(scale: number, point: { days: number; ticks: number; offset: number } | null): WireValue {
  let data: Buffer | null = null;
  if (point !== null) {
    const offset = Buffer.alloc(2);
    offset.writeInt16LE(point.offset);
    data = Buffer.concat([timeOfDay(point.ticks, scale), dayBytes(point.days), offset]);
  }
  return { typeInfo: Buffer.of(DATETIMEOFFSET_N, scale), value: withByteLength(data) };
}

/** datetime of 8 bytes: days since 1900 and 300ths of a second; smalldatetime of 4: days and minutes. */
export function wireDateTime(size: 4 | 8, point: { days: number; units: number } | null): WireValue {
  let data: Buffer | null = null;
  if (point !== null) {
    data = Buffer.alloc(size);
    if (size === 8) {
      data.writeInt32LE(point.days, 0);
      data.writeUInt32LE(point.units, 4);
    } else {
      data.writeUInt16LE(point.days, 0);
      data.writeUInt16LE(point.units, 2);
    }
  }
  return { typeInfo: Buffer.of(DATETIME_N, size), value: withByteLength(data) };
}

/** The 16 bytes come in the order of the wire. */
export function wireUniqueIdentifier(bytes: Buffer | null): WireValue {
  return { typeInfo: Buffer.of(GUID, 16), value: withByteLength(bytes) };
}

/** nvarchar(4000) where it fits, else nvarchar(max). */
export function wireText(text: string | null): WireValue {
  return { ...wireBytes(NVARCHAR, text === null ? null : Buffer.from(text, 'utf16le')), collation: true };
}

/** varbinary(8000) where it fits, else varbinary(max). */
export function wireBinary(bytes: Buffer | null): WireValue {
  return wireBytes(VARBINARY, bytes);
}

function wireBytes(type: number, data: Buffer | null): WireValue {
  if (data === null) {
    return { typeInfo: Buffer.of(type, SHORT_BYTES & 0xff, SHORT_BYTES >> 8), value: Buffer.of(0xff, 0xff) };
  }
  if (data.length <= SHORT_BYTES) {
    const length = Buffer.alloc(2);
    length.writeUInt16LE(data.length);
    return { typeInfo: Buffer.of(type, SHORT_BYTES & 0xff, SHORT_BYTES >> 8), value: Buffer.concat([length, data]) };
  }
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(BigInt(data.length), 0);
  head.writeUInt32LE(data.length, 8);
  return { typeInfo: Buffer.of(type, 0xff, 0xff), value: Buffer.concat([head, data, Buffer.alloc(4)]) };
}

import type { DeclaredType } from '../../core/values/declaredType';
import type { WireValue } from './wireValues';

/** The fixed types that stand in a sql_variant for the nullable ones, by length (MS-TDS 2.2.5.5.4). */
const FIXED_TYPES: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  0x26: { 1: 0x30, 2: 0x34, 4: 0x38, 8: 0x7f },
  0x68: { 1: 0x32 },
  0x6d: { 4: 0x3b, 8: 0x3e },
  0x6e: { 4: 0x7a, 8: 0x3c },
  0x6f: { 4: 0x3a, 8: 0x3d },
};
const NUMERIC_N = 0x6c;
const DECIMAL_N = 0x6a;
const BINARY = 0xad;
const VARBINARY = 0xa5;
const NCHAR = 0xef;
const NVARCHAR = 0xe7;
const TIMES = new Set([0x29, 0x2a, 0x2b]);

/** TYPE_INFO of sql_variant: at most 8,009 bytes, the base type's own included. */
export const VARIANT_TYPE_INFO = Buffer.of(0x62, 0x49, 0x1f, 0, 0);
export const VARIANT_NULL = Buffer.alloc(4);

/** A value in the form of sql_variant: its length, base type, properties, data. `collation` are the five bytes of the database's. */
export function encodeVariant(type: DeclaredType, wire: WireValue, collation: Buffer): Buffer {
  const code = wire.typeInfo[0] ?? 0;
  const isLong = code === NVARCHAR || code === VARBINARY;
  const data = wire.value.subarray(isLong ? 2 : 1);
  const properties = propertiesOf(type, code, wire.typeInfo, data.length, collation);
  const body = Buffer.concat([Buffer.of(baseType(type, code, data.length), properties.length), properties, data]);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

function baseType(type: DeclaredType, code: number, length: number): number {
  switch (type.name) {
    case 'numeric':
      return NUMERIC_N;
    case 'binary':
      return BINARY;
    case 'nchar':
      return NCHAR;
    default:
      return FIXED_TYPES[code]?.[length] ?? code;
  }
}

function propertiesOf(type: DeclaredType, code: number, typeInfo: Buffer, length: number, collation: Buffer): Buffer {
  if (code === DECIMAL_N) {
    return typeInfo.subarray(2, 4);
  }
  if (TIMES.has(code)) {
    return typeInfo.subarray(1, 2);
  }
  if (code !== NVARCHAR && code !== VARBINARY) {
    return Buffer.alloc(0);
  }
  const longest = Buffer.alloc(2);
  longest.writeUInt16LE(typeof type.length === 'number' ? type.length * (code === NVARCHAR ? 2 : 1) : Math.max(length, 1));
  return code === NVARCHAR ? Buffer.concat([collation, longest]) : longest;
}

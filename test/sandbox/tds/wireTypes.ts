/** Type codes of MS-TDS 2.2.5.4. */
export const wire = {
  null: 0x1f,
  image: 0x22,
  text: 0x23,
  guid: 0x24,
  intN: 0x26,
  date: 0x28,
  time: 0x29,
  datetime2: 0x2a,
  datetimeoffset: 0x2b,
  int1: 0x30,
  bit: 0x32,
  int2: 0x34,
  int4: 0x38,
  smalldatetime: 0x3a,
  real: 0x3b,
  money: 0x3c,
  datetime: 0x3d,
  float: 0x3e,
  variant: 0x62,
  ntext: 0x63,
  bitN: 0x68,
  decimalN: 0x6a,
  numericN: 0x6c,
  floatN: 0x6d,
  moneyN: 0x6e,
  datetimeN: 0x6f,
  smallmoney: 0x7a,
  int8: 0x7f,
  bigVarBinary: 0xa5,
  bigVarChar: 0xa7,
  bigBinary: 0xad,
  bigChar: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
  udt: 0xf0,
  xml: 0xf1,
  table: 0xf3,
  json: 0xf4,
  vector: 0xf5,
} as const;

/** Length that says `max`, and of a NULL in types with a two-byte length. */
export const maxLength = 0xffff;

/** 2.2.5.2.3: the total length of a partially length-prefixed value. */
export const plpNull = 0xffff_ffff_ffff_ffffn;
export const plpUnknownLength = 0xffff_ffff_ffff_fffen;

/** Days from 0001-01-01 to 1900-01-01, the zero of datetime. */
export const daysTo1900 = 693_595;

/** Bytes of a decimal's magnitude by precision. */
export function decimalBytes(precision: number): 4 | 8 | 12 | 16 {
  if (precision <= 9) return 4;
  if (precision <= 19) return 8;
  return precision <= 28 ? 12 : 16;
}

/** Bytes of a time of this scale. */
export function timeBytes(scale: number): 3 | 4 | 5 {
  if (scale <= 2) return 3;
  return scale <= 4 ? 4 : 5;
}

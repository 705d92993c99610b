import { decodeText } from '../values/codePage';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { ByteReader } from './byteReader';
import { codePageOfBytes } from './collationBytes';
import { readPlp } from './plp';
import { ProtocolError } from './protocolError';
import { readDatetime, readDecimal, readGuid, readMoney, readSmalldatetime, readTime } from './valueBytes';
import { readVariant } from './variantReader';
import { decodeVector, vectorByteLength } from './vectorBytes';
import { maxLength, wire } from './wireTypes';

/** A type that a client described, and how to read its values. */
export interface TypedReader {
  readonly type: SqlType;
  /** Reads one value with its length. Throws ProtocolError. */
  readonly read: (reader: ByteReader) => SqlValue;
}

/** Reads TYPE_INFO of a parameter or of a table-valued parameter's column (MS-TDS 2.2.5.6). Throws ProtocolError. */
export function readTypeInfo(reader: ByteReader): TypedReader {
  const code = reader.uint8();
  const fixed = fixedTypes.get(code);
  if (fixed !== undefined) return fixed;
  switch (code) {
    case wire.intN:
      return byteLength(sized(reader.uint8(), { 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' }), (data, length) =>
        readInteger(data, length),
      );
    case wire.bitN:
      return byteLength(sized(reader.uint8(), { 1: 'bit' }), (data) => (data.uint8() === 0 ? 0 : 1));
    case wire.floatN:
      return byteLength(sized(reader.uint8(), { 4: 'real', 8: 'float' }), (data, length) => (length === 4 ? data.float() : data.double()));
    case wire.moneyN:
      return byteLength(sized(reader.uint8(), { 4: 'smallmoney', 8: 'money' }), (data, length) =>
        length === 4 ? smallmoney(data) : readMoney(data),
      );
    case wire.datetimeN:
      return byteLength(sized(reader.uint8(), { 4: 'smalldatetime', 8: 'datetime' }), (data, length) =>
        length === 4 ? readSmalldatetime(data) : readDatetime(data),
      );
    case wire.guid:
      return byteLength(sized(reader.uint8(), { 16: 'uniqueidentifier' }), (data) => readGuid(data));
    case wire.decimalN:
    case wire.numericN: {
      reader.uint8();
      const precision = reader.uint8();
      const scale = reader.uint8();
      if (precision < 1 || precision > 38 || scale > precision) throw new ProtocolError('A decimal has an impossible precision or scale.');
      return byteLength({ name: code === wire.decimalN ? 'decimal' : 'numeric', precision, scale }, (data, length) =>
        readDecimal(data, length, scale),
      );
    }
    case wire.date:
      return byteLength({ name: 'date' }, (data) => ({ kind: 'datetime', days: data.unsigned(3), ticks: 0 }));
    case wire.time: {
      const scale = readScale(reader);
      return byteLength({ name: 'time', scale }, (data, length) => ({ kind: 'datetime', days: 0, ticks: readTime(data, length, scale) }));
    }
    case wire.datetime2: {
      const scale = readScale(reader);
      return byteLength({ name: 'datetime2', scale }, (data, length) => {
        const ticks = readTime(data, length - 3, scale);
        return { kind: 'datetime', days: data.unsigned(3), ticks };
      });
    }
    case wire.datetimeoffset: {
      const scale = readScale(reader);
      return byteLength({ name: 'datetimeoffset', scale }, (data, length) => {
        const ticks = readTime(data, length - 5, scale);
        return { kind: 'datetime', days: data.unsigned(3), ticks, offset: data.int16() };
      });
    }
    case wire.bigVarChar:
    case wire.bigChar: {
      const limit = reader.uint16();
      const codePage = codePageOfBytes(reader.bytes(5));
      return variableLength({ name: code === wire.bigChar ? 'char' : 'varchar', length: limit === maxLength ? 'max' : limit }, (data) =>
        decodeText(data, codePage),
      );
    }
    case wire.nvarchar:
    case wire.nchar: {
      const limit = reader.uint16();
      reader.bytes(5);
      return variableLength(
        { name: code === wire.nchar ? 'nchar' : 'nvarchar', length: limit === maxLength ? 'max' : limit / 2 },
        unicodeText,
      );
    }
    case wire.bigVarBinary:
    case wire.bigBinary: {
      const limit = reader.uint16();
      return variableLength({ name: code === wire.bigBinary ? 'binary' : 'varbinary', length: limit === maxLength ? 'max' : limit }, copy);
    }
    case wire.text: {
      reader.uint32();
      const codePage = codePageOfBytes(reader.bytes(5));
      return fourByteLength({ name: 'text' }, (data) => decodeText(data, codePage));
    }
    case wire.ntext:
      reader.uint32();
      reader.bytes(5);
      return fourByteLength({ name: 'ntext' }, unicodeText);
    case wire.image:
      reader.uint32();
      return fourByteLength({ name: 'image' }, copy);
    case wire.xml:
      if (reader.uint8() === 1) {
        reader.shortText();
        reader.shortText();
        reader.longText();
      }
      return partial({ name: 'xml' }, (data) => unicodeText(data).replace(/^\ufeff/, ''));
    case wire.json:
      return partial({ name: 'json' }, (data) => data.toString('utf8'));
    case wire.vector: {
      const limit = reader.uint16();
      if (reader.uint8() !== 0) throw new ProtocolError('A vector has elements of an unknown type.');
      return variableLength({ name: 'vector', length: (limit - vectorByteLength(0)) / 4 }, decodeVector);
    }
    case wire.variant:
      reader.uint32();
      return { type: { name: 'sql_variant' }, read: readVariant };
    case wire.udt:
      return clrType(reader);
    default:
      throw new ProtocolError(`The data type 0x${code.toString(16)} is not known.`);
  }
}

const fixedTypes: ReadonlyMap<number, TypedReader> = new Map<number, TypedReader>([
  [wire.null, { type: { name: 'int' }, read: () => null }],
  [wire.int1, { type: { name: 'tinyint' }, read: (reader) => reader.uint8() }],
  [wire.bit, { type: { name: 'bit' }, read: (reader) => (reader.uint8() === 0 ? 0 : 1) }],
  [wire.int2, { type: { name: 'smallint' }, read: (reader) => reader.int16() }],
  [wire.int4, { type: { name: 'int' }, read: (reader) => reader.int32() }],
  [wire.int8, { type: { name: 'bigint' }, read: (reader) => reader.int64() }],
  [wire.real, { type: { name: 'real' }, read: (reader) => reader.float() }],
  [wire.float, { type: { name: 'float' }, read: (reader) => reader.double() }],
  [wire.money, { type: { name: 'money' }, read: readMoney }],
  [wire.smallmoney, { type: { name: 'smallmoney' }, read: smallmoney }],
  [wire.datetime, { type: { name: 'datetime' }, read: readDatetime }],
  [wire.smalldatetime, { type: { name: 'smalldatetime' }, read: readSmalldatetime }],
]);

function sized(length: number, names: Readonly<Record<number, SqlType['name']>>): SqlType {
  const name = names[length];
  if (name === undefined) throw new ProtocolError(`A type of ${String(length)} bytes does not exist.`);
  return { name };
}

function readInteger(data: ByteReader, length: number): number | bigint {
  switch (length) {
    case 1:
      return data.uint8();
    case 2:
      return data.int16();
    case 4:
      return data.int32();
    default:
      return data.int64();
  }
}

function smallmoney(reader: ByteReader): SqlValue {
  return { kind: 'decimal', unscaled: BigInt(reader.int32()), scale: 4 };
}

function readScale(reader: ByteReader): number {
  const scale = reader.uint8();
  if (scale > 7) throw new ProtocolError('A time has an impossible scale.');
  return scale;
}

function unicodeText(data: Buffer): string {
  return data.toString('utf16le');
}

/** The message's buffer is not kept alive by a value. */
function copy(data: Buffer): Uint8Array {
  return new Uint8Array(data);
}

function byteLength(type: SqlType, read: (reader: ByteReader, length: number) => SqlValue): TypedReader {
  return {
    type,
    read: (reader) => {
      const length = reader.uint8();
      if (length === 0) return null;
      const end = reader.offset + length;
      const value = read(reader, length);
      if (reader.offset !== end) throw new ProtocolError(`A ${type.name} has an impossible length.`);
      return value;
    },
  };
}

function partial(type: SqlType, decode: (data: Buffer) => SqlValue): TypedReader {
  return {
    type,
    read: (reader) => {
      const data = readPlp(reader);
      return data === null ? null : decode(data);
    },
  };
}

function variableLength(type: SqlType, decode: (data: Buffer) => SqlValue): TypedReader {
  if (type.length === 'max') return partial(type, decode);
  return {
    type,
    read: (reader) => {
      const length = reader.uint16();
      return length === maxLength ? null : decode(reader.bytes(length));
    },
  };
}

function fourByteLength(type: SqlType, decode: (data: Buffer) => SqlValue): TypedReader {
  return {
    type,
    read: (reader) => {
      const length = reader.int32();
      return length === -1 ? null : decode(reader.bytes(length));
    },
  };
}

/** UDT_INFO of an RPC: database, schema and name. */
function clrType(reader: ByteReader): TypedReader {
  reader.shortText();
  const schema = reader.shortText();
  const name = reader.shortText();
  const lower = name.toLowerCase();
  if (lower === 'hierarchyid' || lower === 'geometry' || lower === 'geography') return partial({ name: lower }, copy);
  return partial({ name: 'varbinary', length: 'max', userType: schema === '' ? name : `${schema}.${name}` }, copy);
}

import { collationOf } from '../values/collation';
import { encodeText } from '../values/codePage';
import type { Variant } from '../values/sqlValue';
import { ByteWriter } from './byteWriter';
import { collationBytes } from './collationBytes';
import type { ColumnEncoder } from './columnEncoder';
import { asBigInt, asBytes, asDateTime, asDecimal, asNumber, asText, asVariant } from './valueChecks';
import {
  unscaledAt,
  writeDate,
  writeDatetime,
  writeDatetimeoffset,
  writeDecimal,
  writeGuid,
  writeMoney,
  writeSmalldatetime,
  writeTime,
} from './valueBytes';
import { decimalBytes, wire } from './wireTypes';

const largestVariant = 8009;

/** sql_variant (MS-TDS 2.2.5.5.4): a four-byte length, then base type, properties and value. */
export function variantEncoder(defaultCollation: string): ColumnEncoder {
  const scratch = new ByteWriter(256);
  return {
    userType: 0,
    namesTable: false,
    writeTypeInfo: (writer) => {
      writer.uint8(wire.variant);
      writer.uint32(largestVariant);
    },
    writeValue: (writer, value) => {
      if (value === null) {
        writer.uint32(0);
        return;
      }
      scratch.reset();
      writeVariant(scratch, asVariant(value), defaultCollation);
      writer.uint32(scratch.length);
      writer.bytes(scratch.written());
    },
  };
}

/** Base type, length of the properties, properties, value. Throws RangeError for a type that a sql_variant cannot hold. */
function writeVariant(writer: ByteWriter, variant: Variant, defaultCollation: string): void {
  const { type, value } = variant;
  const collation = type.collation ?? defaultCollation;
  const begin = (code: number, ...properties: number[]): void => {
    writer.bytes(Buffer.of(code, properties.length, ...properties));
  };
  const scale = type.scale ?? 7;
  switch (type.name) {
    case 'bit':
      begin(wire.bit);
      writer.uint8(asNumber(value) === 0 ? 0 : 1);
      return;
    case 'tinyint':
      begin(wire.int1);
      writer.uint8(asNumber(value));
      return;
    case 'smallint':
      begin(wire.int2);
      writer.uint16(asNumber(value));
      return;
    case 'int':
      begin(wire.int4);
      writer.uint32(asNumber(value));
      return;
    case 'bigint':
      begin(wire.int8);
      writer.int64(asBigInt(value));
      return;
    case 'real':
      begin(wire.real);
      writer.float(asNumber(value));
      return;
    case 'float':
      begin(wire.float);
      writer.double(asNumber(value));
      return;
    case 'money':
      begin(wire.money);
      writeMoney(writer, unscaledAt(asDecimal(value), 4));
      return;
    case 'smallmoney':
      begin(wire.smallmoney);
      writer.uint32(Number(unscaledAt(asDecimal(value), 4)));
      return;
    case 'decimal':
    case 'numeric': {
      const precision = type.precision ?? 18;
      begin(type.name === 'decimal' ? wire.decimalN : wire.numericN, precision, type.scale ?? 0);
      writeDecimal(writer, unscaledAt(asDecimal(value), type.scale ?? 0), decimalBytes(precision));
      return;
    }
    case 'datetime':
      begin(wire.datetime);
      writeDatetime(writer, asDateTime(value));
      return;
    case 'smalldatetime':
      begin(wire.smalldatetime);
      writeSmalldatetime(writer, asDateTime(value));
      return;
    case 'date':
      begin(wire.date);
      writeDate(writer, asDateTime(value).days);
      return;
    case 'time':
      begin(wire.time, scale);
      writeTime(writer, asDateTime(value).ticks, scale);
      return;
    case 'datetime2':
      begin(wire.datetime2, scale);
      writeTime(writer, asDateTime(value).ticks, scale);
      writeDate(writer, asDateTime(value).days);
      return;
    case 'datetimeoffset':
      begin(wire.datetimeoffset, scale);
      writeDatetimeoffset(writer, asDateTime(value), scale);
      return;
    case 'uniqueidentifier':
      begin(wire.guid);
      writeGuid(writer, asText(value));
      return;
    case 'char':
    case 'varchar': {
      const data = encodeText(asText(value), collationOf(collation).codePage);
      const limit = typeof type.length === 'number' ? type.length : data.length;
      begin(type.name === 'char' ? wire.bigChar : wire.bigVarChar, ...collationBytes(collation), limit & 0xff, limit >>> 8);
      writer.bytes(data);
      return;
    }
    case 'nchar':
    case 'nvarchar': {
      const limit = (typeof type.length === 'number' ? type.length : asText(value).length) * 2;
      begin(type.name === 'nchar' ? wire.nchar : wire.nvarchar, ...collationBytes(collation), limit & 0xff, limit >>> 8);
      writer.text(asText(value));
      return;
    }
    case 'binary':
    case 'varbinary': {
      const data = asBytes(value);
      const limit = typeof type.length === 'number' ? type.length : data.length;
      begin(type.name === 'binary' ? wire.bigBinary : wire.bigVarBinary, limit & 0xff, limit >>> 8);
      writer.bytes(data);
      return;
    }
    default:
      throw new RangeError(`A sql_variant cannot hold ${type.name}.`);
  }
}

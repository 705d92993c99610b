import { decodeText } from '../values/codePage';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import { ByteReader } from './byteReader';
import { codePageOfBytes } from './collationBytes';
import { ProtocolError } from './protocolError';
import { readDatetime, readDecimal, readGuid, readMoney, readSmalldatetime, readTime } from './valueBytes';
import { wire } from './wireTypes';

/** Reads a sql_variant with its length. Throws ProtocolError. */
export function readVariant(reader: ByteReader): SqlValue {
  const length = reader.uint32();
  if (length === 0) return null;
  const body = new ByteReader(reader.bytes(length));
  const code = body.uint8();
  const properties = new ByteReader(body.bytes(body.uint8()));
  const [type, value] = readBase(code, properties, body);
  if (body.remaining !== 0) throw new ProtocolError('A sql_variant has bytes after its value.');
  return { kind: 'variant', type, value };
}

function readBase(code: number, properties: ByteReader, body: ByteReader): [SqlType, Exclude<SqlValue, null>] {
  switch (code) {
    case wire.bit:
      return [{ name: 'bit' }, body.uint8() === 0 ? 0 : 1];
    case wire.int1:
      return [{ name: 'tinyint' }, body.uint8()];
    case wire.int2:
      return [{ name: 'smallint' }, body.int16()];
    case wire.int4:
      return [{ name: 'int' }, body.int32()];
    case wire.int8:
      return [{ name: 'bigint' }, body.int64()];
    case wire.real:
      return [{ name: 'real' }, body.float()];
    case wire.float:
      return [{ name: 'float' }, body.double()];
    case wire.money:
      return [{ name: 'money' }, readMoney(body)];
    case wire.smallmoney:
      return [{ name: 'smallmoney' }, { kind: 'decimal', unscaled: BigInt(body.int32()), scale: 4 }];
    case wire.datetime:
      return [{ name: 'datetime' }, readDatetime(body)];
    case wire.smalldatetime:
      return [{ name: 'smalldatetime' }, readSmalldatetime(body)];
    case wire.guid:
      return [{ name: 'uniqueidentifier' }, readGuid(body)];
    case wire.date:
      return [{ name: 'date' }, { kind: 'datetime', days: body.unsigned(3), ticks: 0 }];
    case wire.time: {
      const scale = properties.uint8();
      return [
        { name: 'time', scale },
        { kind: 'datetime', days: 0, ticks: readTime(body, body.remaining, scale) },
      ];
    }
    case wire.datetime2: {
      const scale = properties.uint8();
      const ticks = readTime(body, body.remaining - 3, scale);
      return [
        { name: 'datetime2', scale },
        { kind: 'datetime', days: body.unsigned(3), ticks },
      ];
    }
    case wire.datetimeoffset: {
      const scale = properties.uint8();
      const ticks = readTime(body, body.remaining - 5, scale);
      return [
        { name: 'datetimeoffset', scale },
        { kind: 'datetime', days: body.unsigned(3), ticks, offset: body.int16() },
      ];
    }
    case wire.decimalN:
    case wire.numericN: {
      const precision = properties.uint8();
      const scale = properties.uint8();
      return [{ name: code === wire.decimalN ? 'decimal' : 'numeric', precision, scale }, readDecimal(body, body.remaining, scale)];
    }
    case wire.bigVarChar:
    case wire.bigChar: {
      const codePage = codePageOfBytes(properties.bytes(5));
      return [
        { name: code === wire.bigChar ? 'char' : 'varchar', length: properties.uint16() },
        decodeText(body.bytes(body.remaining), codePage),
      ];
    }
    case wire.nvarchar:
    case wire.nchar:
      properties.bytes(5);
      return [
        { name: code === wire.nchar ? 'nchar' : 'nvarchar', length: properties.uint16() / 2 },
        body.bytes(body.remaining).toString('utf16le'),
      ];
    case wire.bigVarBinary:
    case wire.bigBinary:
      return [
        { name: code === wire.bigBinary ? 'binary' : 'varbinary', length: properties.uint16() },
        new Uint8Array(body.bytes(body.remaining)),
      ];
    default:
      throw new ProtocolError(`A sql_variant cannot hold the data type 0x${code.toString(16)}.`);
  }
}

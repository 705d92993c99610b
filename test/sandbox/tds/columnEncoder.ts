import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { ByteWriter } from './byteWriter';
import { binaryEncoder, textEncoder } from './lengthEncoders';
import { variantEncoder } from './variantEncoder';
import { asBigInt, asBytes, asDateTime, asDecimal, asNumber, asText } from './valueChecks';
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
import { decimalBytes, timeBytes, wire } from './wireTypes';

/** How a type looks on the wire to one client. */
export interface WireCapabilities {
  readonly json: boolean;
  readonly vector: boolean;
  readonly utf8: boolean;
  /** The database that CLR types are said to come from. */
  readonly database: string;
  /** Of character types that name none. */
  readonly collation: string;
}

/** A column, output parameter or variable, ready to be written many times. */
export interface ColumnEncoder {
  /** UserType of COLMETADATA: 80 for rowversion, else 0. */
  readonly userType: number;
  /** text, ntext and image: COLMETADATA also names the table. */
  readonly namesTable: boolean;
  writeTypeInfo(writer: ByteWriter): void;
  /** Throws TypeError or RangeError for a value that is not of the type. */
  writeValue(writer: ByteWriter, value: SqlValue): void;
}

type WriteValue = (writer: ByteWriter, value: SqlValue) => void;

/** A type whose length is one byte before the value, and whose NOT NULL form, where it has one, has no length at all. */
function byteLength(typeInfo: readonly number[], size: number, write: WriteValue, fixedCode?: number): ColumnEncoder {
  const info = Buffer.from(fixedCode === undefined ? typeInfo : [fixedCode]);
  return {
    userType: 0,
    namesTable: false,
    writeTypeInfo: (writer) => {
      writer.bytes(info);
    },
    writeValue:
      fixedCode === undefined
        ? (writer, value) => {
            if (value === null) {
              writer.uint8(0);
              return;
            }
            writer.uint8(size);
            write(writer, value);
          }
        : (writer, value) => {
            if (value === null) throw new TypeError('A column declared NOT NULL holds NULL.');
            write(writer, value);
          },
  };
}

/**
 * The encoder of a type. A nullable integer, float, money or datetime goes as its N type, one that is not as its fixed type, as the product does.
 * Throws RangeError for a type that has no wire form (table).
 */
export function columnEncoder(type: SqlType, nullable: boolean, client: WireCapabilities): ColumnEncoder {
  const fixed = (code: number): number | undefined => (nullable ? undefined : code);
  const scale = type.scale ?? 7;
  switch (type.name) {
    case 'bit':
      return byteLength(
        [wire.bitN, 1],
        1,
        (writer, value) => {
          writer.uint8(asNumber(value) === 0 ? 0 : 1);
        },
        fixed(wire.bit),
      );
    case 'tinyint':
      return byteLength(
        [wire.intN, 1],
        1,
        (writer, value) => {
          writer.uint8(asNumber(value));
        },
        fixed(wire.int1),
      );
    case 'smallint':
      return byteLength(
        [wire.intN, 2],
        2,
        (writer, value) => {
          writer.uint16(asNumber(value));
        },
        fixed(wire.int2),
      );
    case 'int':
      return byteLength(
        [wire.intN, 4],
        4,
        (writer, value) => {
          writer.uint32(asNumber(value));
        },
        fixed(wire.int4),
      );
    case 'bigint':
      return byteLength(
        [wire.intN, 8],
        8,
        (writer, value) => {
          writer.int64(asBigInt(value));
        },
        fixed(wire.int8),
      );
    case 'real':
      return byteLength(
        [wire.floatN, 4],
        4,
        (writer, value) => {
          writer.float(asNumber(value));
        },
        fixed(wire.real),
      );
    case 'float':
      return byteLength(
        [wire.floatN, 8],
        8,
        (writer, value) => {
          writer.double(asNumber(value));
        },
        fixed(wire.float),
      );
    case 'money':
      return byteLength(
        [wire.moneyN, 8],
        8,
        (writer, value) => {
          writeMoney(writer, unscaledAt(asDecimal(value), 4));
        },
        fixed(wire.money),
      );
    case 'smallmoney':
      return byteLength(
        [wire.moneyN, 4],
        4,
        (writer, value) => {
          writer.uint32(Number(unscaledAt(asDecimal(value), 4)));
        },
        fixed(wire.smallmoney),
      );
    case 'datetime':
      return byteLength(
        [wire.datetimeN, 8],
        8,
        (writer, value) => {
          writeDatetime(writer, asDateTime(value));
        },
        fixed(wire.datetime),
      );
    case 'smalldatetime':
      return byteLength(
        [wire.datetimeN, 4],
        4,
        (writer, value) => {
          writeSmalldatetime(writer, asDateTime(value));
        },
        fixed(wire.smalldatetime),
      );
    case 'decimal':
    case 'numeric': {
      const precision = type.precision ?? 18;
      const decimalScale = type.scale ?? 0;
      const size = decimalBytes(precision);
      const code = type.name === 'decimal' ? wire.decimalN : wire.numericN;
      return byteLength([code, size + 1, precision, decimalScale], size + 1, (writer, value) => {
        writeDecimal(writer, unscaledAt(asDecimal(value), decimalScale), size);
      });
    }
    case 'date':
      return byteLength([wire.date], 3, (writer, value) => {
        writeDate(writer, asDateTime(value).days);
      });
    case 'time':
      return byteLength([wire.time, scale], timeBytes(scale), (writer, value) => {
        writeTime(writer, asDateTime(value).ticks, scale);
      });
    case 'datetime2':
      return byteLength([wire.datetime2, scale], timeBytes(scale) + 3, (writer, value) => {
        const moment = asDateTime(value);
        writeTime(writer, moment.ticks, scale);
        writeDate(writer, moment.days);
      });
    case 'datetimeoffset':
      return byteLength([wire.datetimeoffset, scale], timeBytes(scale) + 5, (writer, value) => {
        writeDatetimeoffset(writer, asDateTime(value), scale);
      });
    case 'uniqueidentifier':
      return byteLength([wire.guid, 16], 16, (writer, value) => {
        writeGuid(writer, asText(value));
      });
    case 'sql_variant':
      return variantEncoder(client.collation);
    case 'table':
      throw new RangeError('A table cannot be a column.');
    default:
      return type.name === 'binary' || isBytes(type.name) ? binaryEncoder(type, client, asBytes) : textEncoder(type, client, asText);
  }
}

function isBytes(name: SqlType['name']): boolean {
  return ['varbinary', 'image', 'rowversion', 'hierarchyid', 'geometry', 'geography'].includes(name);
}

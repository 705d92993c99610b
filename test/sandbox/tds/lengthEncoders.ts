import { collationOf } from '../values/collation';
import { encodeText } from '../values/codePage';
import type { SqlType } from '../values/sqlType';
import type { SqlValue } from '../values/sqlValue';
import type { ByteWriter } from './byteWriter';
import { collationBytes } from './collationBytes';
import type { ColumnEncoder, WireCapabilities } from './columnEncoder';
import { writePlp, writePlpNull, writePlpText } from './plp';
import { encodeVector, vectorByteLength } from './vectorBytes';
import { maxLength, wire } from './wireTypes';

/** Encoders of types whose length varies: text, bytes, xml, json, vector and CLR types. */

const textPointer = Buffer.from('sandbox text ptr', 'latin1');
const textTimestamp = Buffer.from('sandbox ', 'latin1');
const utf8Collation = 'Latin1_General_100_BIN2_UTF8';

/** char, varchar, text, nchar, nvarchar, ntext, xml, json and vector: the engine's value is text. */
export function textEncoder(type: SqlType, client: WireCapabilities, asText: (value: SqlValue) => string): ColumnEncoder {
  const collation = type.collation ?? client.collation;
  switch (type.name) {
    case 'nchar':
    case 'nvarchar':
      return unicode(type.name === 'nchar' ? wire.nchar : wire.nvarchar, type.length, collation, asText);
    case 'ntext':
      return pointed(wire.ntext, 0x7fff_fffe, collation, (value) => Buffer.from(asText(value), 'utf16le'));
    case 'xml':
      return large([wire.xml, 0], (writer, value) => {
        writePlp(writer, Buffer.from(asText(value), 'utf16le'), false);
      });
    case 'json':
      if (client.json)
        return large([wire.json], (writer, value) => {
          writePlp(writer, Buffer.from(asText(value), 'utf8'));
        });
      return client.utf8
        ? codePaged(wire.bigVarChar, 'max', utf8Collation, asText)
        : unicode(wire.nvarchar, 'max', client.collation, asText);
    case 'vector':
      return client.vector ? vector(type, asText) : codePaged(wire.bigVarChar, 'max', client.collation, asText);
    case 'text':
      return pointed(wire.text, 0x7fff_ffff, collation, (value) => encodeText(asText(value), collationOf(collation).codePage));
    default:
      // A client that did not ask for UTF-8 gets such columns as Unicode text.
      if (collationOf(collation).utf8 && !client.utf8) {
        return unicode(
          type.name === 'char' ? wire.nchar : wire.nvarchar,
          typeof type.length === 'number' && type.length <= 4000 ? type.length : 'max',
          collation,
          asText,
        );
      }
      return codePaged(type.name === 'char' ? wire.bigChar : wire.bigVarChar, type.length, collation, asText);
  }
}

/** binary, varbinary, image, rowversion and the CLR types: the engine's value is bytes. */
export function binaryEncoder(type: SqlType, client: WireCapabilities, asBytes: (value: SqlValue) => Uint8Array): ColumnEncoder {
  switch (type.name) {
    case 'image':
      return pointed(wire.image, 0x7fff_ffff, undefined, asBytes);
    case 'hierarchyid':
    case 'geometry':
    case 'geography':
      return clrType(type.name, client.database, asBytes);
    case 'rowversion':
      return { ...bytes(wire.bigBinary, 8, asBytes), userType: 80 };
    case 'binary':
      return bytes(wire.bigBinary, type.length, asBytes);
    default:
      return type.length === 'max'
        ? large([wire.bigVarBinary, 0xff, 0xff], (writer, value) => {
            writePlp(writer, asBytes(value));
          })
        : bytes(wire.bigVarBinary, type.length, asBytes);
  }
}

/** A value of the PLP kind behind this type information. */
function large(typeInfo: readonly number[], write: (writer: ByteWriter, value: SqlValue) => void): ColumnEncoder {
  const info = Buffer.from(typeInfo);
  return {
    userType: 0,
    namesTable: false,
    writeTypeInfo: (writer) => {
      writer.bytes(info);
    },
    writeValue: (writer, value) => {
      if (value === null) writePlpNull(writer);
      else write(writer, value);
    },
  };
}

/** A two-byte length before the value; 0xFFFF is NULL. */
function twoByteLength(typeInfo: Uint8Array, write: (writer: ByteWriter, value: SqlValue) => void): ColumnEncoder {
  return {
    userType: 0,
    namesTable: false,
    writeTypeInfo: (writer) => {
      writer.bytes(typeInfo);
    },
    writeValue: (writer, value) => {
      if (value === null) writer.uint16(maxLength);
      else write(writer, value);
    },
  };
}

function bytes(code: number, length: SqlType['length'], asBytes: (value: SqlValue) => Uint8Array): ColumnEncoder {
  const limit = typeof length === 'number' ? length : 8000;
  return twoByteLength(Buffer.of(code, limit & 0xff, limit >>> 8), (writer, value) => {
    const data = asBytes(value);
    writer.uint16(data.length);
    writer.bytes(data);
  });
}

function characterInfo(code: number, byteLimit: number, collation: string | undefined): Buffer {
  return Buffer.concat([Buffer.of(code, byteLimit & 0xff, byteLimit >>> 8), collationBytes(collation)]);
}

function unicode(
  code: number,
  length: SqlType['length'],
  collation: string | undefined,
  asText: (value: SqlValue) => string,
): ColumnEncoder {
  if (length === 'max') {
    return large([...characterInfo(wire.nvarchar, maxLength, collation)], (writer, value) => {
      writePlpText(writer, asText(value));
    });
  }
  return twoByteLength(characterInfo(code, (length ?? 4000) * 2, collation), (writer, value) => {
    const text = asText(value);
    writer.uint16(text.length * 2);
    writer.text(text);
  });
}

function codePaged(
  code: number,
  length: SqlType['length'],
  collation: string | undefined,
  asText: (value: SqlValue) => string,
): ColumnEncoder {
  const { codePage } = collationOf(collation);
  if (length === 'max') {
    return large([...characterInfo(wire.bigVarChar, maxLength, collation)], (writer, value) => {
      writePlp(writer, encodeText(asText(value), codePage));
    });
  }
  return twoByteLength(characterInfo(code, length ?? 8000, collation), (writer, value) => {
    const text = asText(value);
    const start = writer.length;
    writer.uint16(text.length);
    // ASCII is the same in every code page of the table.
    if (writer.ascii(text)) return;
    writer.length = start;
    const data = encodeText(text, codePage);
    writer.uint16(data.length);
    writer.bytes(data);
  });
}

/** text, ntext and image: a text pointer and a timestamp before a four-byte length. */
function pointed(code: number, limit: number, collation: string | undefined, encode: (value: SqlValue) => Uint8Array): ColumnEncoder {
  return {
    userType: 0,
    namesTable: true,
    writeTypeInfo: (writer) => {
      writer.uint8(code);
      writer.uint32(limit);
      if (code !== wire.image) writer.bytes(collationBytes(collation));
    },
    writeValue: (writer, value) => {
      if (value === null) {
        writer.uint8(0);
        return;
      }
      const data = encode(value);
      writer.uint8(textPointer.length);
      writer.bytes(textPointer);
      writer.bytes(textTimestamp);
      writer.uint32(data.length);
      writer.bytes(data);
    },
  };
}

function vector(type: SqlType, asText: (value: SqlValue) => string): ColumnEncoder {
  const limit = vectorByteLength(typeof type.length === 'number' ? type.length : 1998);
  return twoByteLength(Buffer.of(wire.vector, limit & 0xff, limit >>> 8, 0), (writer, value) => {
    const data = encodeVector(asText(value));
    writer.uint16(data.length);
    writer.bytes(data);
  });
}

const clrClasses = { hierarchyid: 'SqlHierarchyId', geometry: 'SqlGeometry', geography: 'SqlGeography' } as const;

function clrType(name: keyof typeof clrClasses, database: string, asBytes: (value: SqlValue) => Uint8Array): ColumnEncoder {
  const assembly = `Microsoft.SqlServer.Types.${clrClasses[name]}, Microsoft.SqlServer.Types, Version=11.0.0.0, Culture=neutral, PublicKeyToken=89845dcd8080cc91`;
  return {
    userType: 0,
    namesTable: false,
    writeTypeInfo: (writer) => {
      writer.uint8(wire.udt);
      writer.uint16(name === 'hierarchyid' ? 892 : maxLength);
      writer.shortText(database);
      writer.shortText('sys');
      writer.shortText(name);
      writer.longText(assembly);
    },
    writeValue: (writer, value) => {
      if (value === null) writePlpNull(writer);
      else writePlp(writer, asBytes(value));
    },
  };
}

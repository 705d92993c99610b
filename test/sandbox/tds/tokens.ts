import type { EnvironmentChange, ResultColumn, ServerMessage } from '../engine/session';
import type { ByteWriter } from './byteWriter';
import { collationBytes } from './collationBytes';
import type { ColumnEncoder } from './columnEncoder';

/** Tokens of the server's stream, MS-TDS 2.2.7. */
const token = {
  returnStatus: 0x79,
  columnMetadata: 0x81,
  error: 0xaa,
  information: 0xab,
  returnValue: 0xac,
  loginAcknowledgement: 0xad,
  row: 0xd1,
  nullBitmapRow: 0xd2,
  environmentChange: 0xe3,
  federatedAuthenticationInformation: 0xee,
} as const;

/** The three kinds of DONE. */
export const doneToken = { done: 0xfd, doneProcedure: 0xfe, doneInProcedure: 0xff } as const;
export const doneStatus = { more: 0x01, error: 0x02, inTransaction: 0x04, count: 0x10, attention: 0x20 } as const;

export function writeDone(writer: ByteWriter, kind: number, status: number, command: number, rowCount: number): void {
  writer.uint8(kind);
  writer.uint16(status);
  writer.uint16(command);
  writer.uint64(BigInt(rowCount));
}

/** ERROR for severities above 10, else INFO. */
export function writeMessage(writer: ByteWriter, message: ServerMessage, serverName: string): void {
  writer.uint8(message.severity > 10 ? token.error : token.information);
  writer.sized16(() => {
    writer.uint32(message.number);
    writer.uint8(message.state);
    writer.uint8(message.severity);
    writer.longText(message.message.slice(0, 8000));
    writer.shortText(serverName);
    writer.shortText(message.procedure);
    writer.uint32(message.line);
  });
}

const columnFlag = { nullable: 0x01, caseSensitive: 0x02, updateUnknown: 0x08, identity: 0x10, computed: 0x20 } as const;

function columnFlags(column: ResultColumn): number {
  let flags = column.nullable ? columnFlag.nullable : 0;
  if (column.identity) flags |= columnFlag.identity;
  else flags |= column.computed ? columnFlag.computed : columnFlag.updateUnknown;
  return flags;
}

export function writeColumnMetadata(writer: ByteWriter, columns: readonly ResultColumn[], encoders: readonly ColumnEncoder[]): void {
  writer.uint8(token.columnMetadata);
  writer.uint16(columns.length);
  columns.forEach((column, index) => {
    const encoder = encoders[index];
    if (encoder === undefined) throw new RangeError('Every column needs its encoder.');
    writer.uint32(encoder.userType);
    writer.uint16(columnFlags(column));
    encoder.writeTypeInfo(writer);
    if (encoder.namesTable) {
      // The table is not known here; one empty part keeps the grammar.
      writer.uint8(1);
      writer.longText('');
    }
    writer.shortText(column.name);
  });
}

/** COLMETADATA that says: the client asked for none. */
export function writeNoColumnMetadata(writer: ByteWriter): void {
  writer.uint8(token.columnMetadata);
  writer.uint16(0xffff);
}

export function writeRowToken(writer: ByteWriter): void {
  writer.uint8(token.row);
}

export function writeNullBitmapRowToken(writer: ByteWriter): void {
  writer.uint8(token.nullBitmapRow);
}

export function writeReturnStatus(writer: ByteWriter, value: number): void {
  writer.uint8(token.returnStatus);
  writer.uint32(value);
}

/** The head of RETURNVALUE for an OUTPUT parameter; its value follows. */
export function writeReturnValueHead(writer: ByteWriter, ordinal: number, name: string, encoder: ColumnEncoder): void {
  writer.uint8(token.returnValue);
  writer.uint16(ordinal);
  writer.shortText(name);
  writer.uint8(1);
  writer.uint32(encoder.userType);
  writer.uint16(columnFlag.nullable);
  encoder.writeTypeInfo(writer);
}

const change = { database: 1, language: 2, packetSize: 4, collation: 7, begin: 8, commit: 9, rollback: 10, reset: 18 } as const;

export function writeEnvironmentChange(writer: ByteWriter, event: EnvironmentChange): void {
  switch (event.kind) {
    case 'database':
    case 'language':
      writeTextChange(writer, change[event.kind], event.to, event.from);
      return;
    case 'beginTransaction':
      writeBytesChange(writer, change.begin, descriptorBytes(event.descriptor), Buffer.alloc(0));
      return;
    case 'commitTransaction':
      writeBytesChange(writer, change.commit, Buffer.alloc(0), descriptorBytes(event.descriptor));
      return;
    case 'rollbackTransaction':
      writeBytesChange(writer, change.rollback, Buffer.alloc(0), descriptorBytes(event.descriptor));
      return;
  }
}

export function writePacketSizeChange(writer: ByteWriter, to: number, from: number): void {
  writeTextChange(writer, change.packetSize, String(to), String(from));
}

export function writeCollationChange(writer: ByteWriter, collation: string): void {
  writeBytesChange(writer, change.collation, collationBytes(collation), Buffer.alloc(0));
}

/** The connection was reset. */
export function writeResetAcknowledgement(writer: ByteWriter): void {
  writeBytesChange(writer, change.reset, Buffer.alloc(0), Buffer.alloc(0));
}

function writeTextChange(writer: ByteWriter, type: number, to: string, from: string): void {
  writer.uint8(token.environmentChange);
  writer.sized16(() => {
    writer.uint8(type);
    writer.shortText(to);
    writer.shortText(from);
  });
}

function writeBytesChange(writer: ByteWriter, type: number, to: Buffer, from: Buffer): void {
  writer.uint8(token.environmentChange);
  writer.sized16(() => {
    writer.uint8(type);
    writer.uint8(to.length);
    writer.bytes(to);
    writer.uint8(from.length);
    writer.bytes(from);
  });
}

function descriptorBytes(descriptor: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, descriptor));
  return bytes;
}

/** LOGINACK. The TDS version goes in big-endian order, the only field that does. */
export function writeLoginAcknowledgement(writer: ByteWriter, tdsVersion: number, programName: string, productVersion: string): void {
  const [major = 0, minor = 0, build = 0] = productVersion.split('.').map(Number);
  writer.uint8(token.loginAcknowledgement);
  writer.sized16(() => {
    writer.uint8(1);
    writer.bytes(Buffer.of(tdsVersion >>> 24, (tdsVersion >>> 16) & 0xff, (tdsVersion >>> 8) & 0xff, tdsVersion & 0xff));
    writer.shortText(programName);
    writer.bytes(Buffer.of(major, minor, build >>> 8, build & 0xff));
  });
}

/** FEDAUTHINFO: where the client gets its token, and for which resource. */
export function writeFederatedAuthenticationInformation(writer: ByteWriter, authority: string, resource: string): void {
  const options: [number, Buffer][] = [
    [1, Buffer.from(authority, 'utf16le')],
    [2, Buffer.from(resource, 'utf16le')],
  ];
  const head = 4 + options.length * 9;
  writer.uint8(token.federatedAuthenticationInformation);
  writer.uint32(head + options.reduce((sum, [, data]) => sum + data.length, 0));
  writer.uint32(options.length);
  let offset = head;
  for (const [id, data] of options) {
    writer.uint8(id);
    writer.uint32(data.length);
    writer.uint32(offset);
    offset += data.length;
  }
  for (const [, data] of options) writer.bytes(data);
}
